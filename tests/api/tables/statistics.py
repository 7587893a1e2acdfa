"""Statistics of a quiz: those who teach the course, and admins."""

from tests.api.asks import Ask

STAFF = frozenset({"budi", "tono", "rina"})
QUIZ = {"slug": "berkuis", "activity": "kuis"}
STATISTICS = "/api/v1/teaching/courses/{slug}/quizzes/{activity}/statistics"

TABLE: list[Ask] = [
    Ask("GET", STATISTICS, STAFF, fill=QUIZ),
    Ask("GET", STATISTICS + "/questions/{question_id}", STAFF, fill=QUIZ),
    Ask("GET", STATISTICS + "/export", STAFF, fill=QUIZ),
]
