"""How courses go: staff, and admins for their people; learners rate and report what they take."""

from tests.api.asks import SIGNED_IN, Ask

STAFF = frozenset({"budi", "tono", "rina"})
# Sari's unit admin and the auditor read of their people.
READERS = STAFF | {"dewi", "asep"}
TAUGHT = "/api/v1/teaching/courses/{slug}"

TABLE: list[Ask] = [
    # Each is told of the courses in sight, perhaps of none.
    Ask("GET", "/api/v1/teaching/waiting", SIGNED_IN, query={"course": "{course_id}"}),
    Ask("GET", "/api/v1/teaching/progress", SIGNED_IN),
    Ask("GET", f"{TAUGHT}/progress", READERS),
    Ask("GET", f"{TAUGHT}/progress/export", READERS),
    Ask("GET", f"{TAUGHT}/learners", READERS),
    Ask("GET", f"{TAUGHT}/learners/export", READERS),
    Ask("GET", f"{TAUGHT}/ratings", STAFF),
    Ask("GET", f"{TAUGHT}/reports", STAFF),
    # Sari's; by the second time it is settled, which is past the door.
    Ask(
        "POST",
        f"{TAUGHT}/reports/answer",
        STAFF,
        {"reports": ["{report_id}"], "answer": "Contoh."},
    ),
    Ask("POST", f"{TAUGHT}/reports/{{report_id}}/answer", STAFF, {"answer": "Contoh."}),
    Ask("POST", f"{TAUGHT}/reports/{{report_id}}/close", STAFF),
    # By then everybody has enrolled.
    Ask("GET", "/api/v1/courses/{slug}/rating", SIGNED_IN),
    Ask("PUT", "/api/v1/courses/{slug}/rating", SIGNED_IN, {"stars": 4, "words": "Contoh."}),
    Ask("GET", "/api/v1/courses/{slug}/reports", SIGNED_IN),
    Ask(
        "POST",
        "/api/v1/courses/{slug}/activities/{activity}/reports",
        SIGNED_IN,
        {"kind": "wrong", "words": "Contoh salah ketik."},
    ),
]
