"""Marking, late answers, regrades. The scene has nothing to mark: who may act on something is in
tests/marking, here all that is there is an empty list.
"""

from tests.api.asks import NONE, SIGNED_IN, Ask

MARKS = {"levels": {"isi": "b"}, "comment": ""}
ORDER = {"question": "bank.satu", "mode": "full_credit", "reason": "Diuji", "basis": "0.-"}

TABLE: list[Ask] = [
    # Whoever works on no course gets an empty list.
    Ask("GET", "/api/v1/teaching/marking", SIGNED_IN),
    Ask("GET", "/api/v1/teaching/marking/groups", SIGNED_IN),
    Ask("GET", "/api/v1/teaching/late", SIGNED_IN),
    Ask("GET", "/api/v1/teaching/late/{attempt_id}", NONE),
    Ask("GET", "/api/v1/teaching/marking/{task_id}", NONE),
    Ask("PUT", "/api/v1/teaching/marking/{task_id}/draft", NONE, MARKS | {"revision": 0}),
    Ask("POST", "/api/v1/teaching/marking/{task_id}/marks", NONE, MARKS),
    Ask("POST", "/api/v1/teaching/marking/{task_id}/anew", NONE, {"reason": "Diuji"}),
    # Of an activity that is no quiz: nobody.
    Ask("GET", "/api/v1/teaching/courses/{course}/quizzes/{activity}/regrades", NONE),
    Ask(
        "GET",
        "/api/v1/teaching/courses/{course}/quizzes/{activity}/regrades/preview",
        NONE,
        query={"question": "bank.satu", "mode": "full_credit"},
    ),
    Ask("POST", "/api/v1/teaching/courses/{course}/quizzes/{activity}/regrades", NONE, ORDER),
    Ask(
        "GET",
        "/api/v1/teaching/courses/{course}/quizzes/{activity}/regrades/{regrade_id}",
        NONE,
    ),
]
