"""Who may teach what: budi (trainer) and tono (partner) teach the course, rina is an admin."""

from tests.api.asks import SIGNED_IN, Ask

STAFF = frozenset({"budi", "tono", "rina"})

TABLE: list[Ask] = [
    # Whoever teaches nothing gets an empty list.
    Ask("GET", "/api/v1/teaching/courses", SIGNED_IN),
    Ask("GET", "/api/v1/teaching/courses/{slug}", STAFF),
    Ask("GET", "/api/v1/teaching/courses/lembar", frozenset({"rina"})),
]
