"""How courses go: staff, and admins for their people; learners rate and report what they take."""

from tests.api.asks import Ask

STAFF = frozenset({"budi", "tono", "rina"})
# Sari's unit admin and the auditor read of their people.
READERS = STAFF | {"dewi", "asep"}
TAUGHT = "/api/v1/teaching/courses/{slug}"

TABLE: list[Ask] = [
    Ask("GET", f"{TAUGHT}/progress", READERS),
    Ask("GET", f"{TAUGHT}/learners", READERS),
]
