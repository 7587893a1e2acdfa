"""Who may teach what: budi (trainer) and tono (partner) teach the course, rina is an admin."""

from tests.api.asks import SIGNED_IN, Ask

STAFF = frozenset({"budi", "tono", "rina"})

TABLE: list[Ask] = [
    # Whoever teaches nothing gets an empty list.
    Ask("GET", "/api/v1/teaching/courses", SIGNED_IN),
    Ask("GET", "/api/v1/teaching/courses/{slug}", STAFF),
    Ask("GET", "/api/v1/teaching/courses/lembar", frozenset({"rina"})),
    # A course whose files are not kept cannot be edited: those let through read why (409).
    Ask("GET", "/api/v1/teaching/courses/{slug}/quizzes/{quiz}/draft", STAFF),
    Ask("GET", "/api/v1/teaching/courses/{slug}/quizzes/{quiz}/draft/check", STAFF),
    Ask(
        "PUT",
        "/api/v1/teaching/courses/{slug}/quizzes/{quiz}/draft",
        STAFF,
        {"revision": 0, "over": 1, "source": {"id": "{quiz_id}", "kind": "quiz"}},
    ),
    Ask(
        "DELETE",
        "/api/v1/teaching/courses/{slug}/quizzes/{quiz}/draft",
        STAFF,
        query={"revision": "9"},
    ),
    Ask(
        "POST",
        "/api/v1/teaching/courses/{slug}/quizzes/{quiz}/draft/publish",
        STAFF,
        {"revision": 0, "note": "Diuji (rekaan)"},
    ),
]
