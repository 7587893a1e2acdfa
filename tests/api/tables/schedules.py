"""Windows and accommodations: those who teach the course, and admins."""

from tests.api.asks import Ask

STAFF = frozenset({"budi", "tono", "rina"})
COURSE = "/api/v1/teaching/courses/{slug}"
QUIZ = {"slug": "berkuis", "activity": "kuis"}
SCHEDULE = f"{COURSE}/quizzes/{{activity}}/schedule"

TABLE: list[Ask] = [
    Ask("GET", SCHEDULE, STAFF, fill=QUIZ),
    Ask("PUT", SCHEDULE, STAFF, {"closes_at": "2027-01-01T00:00:00Z"}, fill=QUIZ),
    Ask("DELETE", SCHEDULE, STAFF, fill=QUIZ),
    Ask("GET", f"{COURSE}/accommodations", STAFF, fill=QUIZ),
    Ask(
        "POST",
        f"{COURSE}/accommodations",
        STAFF,
        {"person": "{person_id}", "extra_chances": 1, "reason": "Contoh."},
        fill=QUIZ,
    ),
    Ask("DELETE", f"{COURSE}/accommodations/{{accommodation_id}}", STAFF, fill=QUIZ),
    Ask("GET", f"{COURSE}/accommodations/people", STAFF, query={"q": "sari"}, fill=QUIZ),
]
