"""Statistics of a quiz; of an activity that is none: nobody. Who reads one is in
tests/assessment/statistics/test_http.py.
"""

from tests.api.asks import NONE, Ask

QUIZ = "/api/v1/teaching/courses/{slug}/quizzes/{activity}/statistics"

TABLE: list[Ask] = [
    Ask("GET", QUIZ, NONE),
    Ask("GET", QUIZ + "/questions/{question_id}", NONE),
    Ask("GET", QUIZ + "/export", NONE),
]
