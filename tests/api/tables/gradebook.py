"""Gradebooks: course staff; admins, unit admins and auditors for their own people; learners."""

from tests.api.asks import SIGNED_IN, Ask

STAFF = frozenset({"budi", "tono", "rina"})
# Sari's unit admin and the auditor read, and change nothing.
READERS = STAFF | {"dewi", "asep"}
BOOK = "/api/v1/teaching/courses/{slug}/gradebook"
CELL = f"{BOOK}/{{enrolment_id}}/{{activity_id}}"
CHANGE = {"reason": "Contoh.", "last_act": 0}

TABLE: list[Ask] = [
    # Whoever reads nobody's grades gets an empty list.
    Ask("GET", "/api/v1/teaching/gradebooks", SIGNED_IN),
    Ask("GET", BOOK, READERS),
    Ask("GET", f"{BOOK}/agencies", READERS),
    Ask("GET", f"{BOOK}/export", READERS),
    Ask("PUT", f"{BOOK}/weights", STAFF, {"weights": [{"activity": "kuis", "weight": 5}]}),
    Ask("GET", CELL, READERS),
    Ask("POST", f"{CELL}/excuse", STAFF, CHANGE),
    # By now another act stands there, or none: past the door either way.
    Ask("POST", f"{CELL}/excuse/withdrawal", STAFF, CHANGE),
    Ask("POST", f"{CELL}/override", STAFF, CHANGE),
    Ask("POST", f"{CELL}/override/withdrawal", STAFF, CHANGE),
    # By then everybody has enrolled.
    Ask("GET", "/api/v1/courses/{slug}/grades", SIGNED_IN),
]
