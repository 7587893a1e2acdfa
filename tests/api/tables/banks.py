"""Question banks: a course's staff, an agency's staff, and nobody else."""

from tests.api.asks import Ask

# The bank {bank} belongs to the course that Budi teaches and Tono is a partner of; {unit_bank} to
# Dinas A, whose unit admin is Dewi.
COURSE_STAFF = frozenset({"budi", "tono", "rina"})
UNIT_STAFF = frozenset({"dewi", "rina"})
STAFF = COURSE_STAFF | UNIT_STAFF

TABLE = [
    Ask("GET", "/api/v1/teaching/banks", STAFF),
    Ask("GET", "/api/v1/teaching/banks/{bank}", COURSE_STAFF),
    Ask("GET", "/api/v1/teaching/banks/{unit_bank}", UNIT_STAFF),
    Ask("GET", "/api/v1/teaching/banks/{bank}/questions", COURSE_STAFF),
    Ask("GET", "/api/v1/teaching/banks/{bank}/questions/{question}", COURSE_STAFF),
    Ask("GET", "/api/v1/teaching/banks/{bank}/questions/{question}/versions", COURSE_STAFF),
    Ask(
        "GET",
        "/api/v1/teaching/banks/{bank}/questions/{question}/versions/{number}",
        COURSE_STAFF,
    ),
    Ask(
        "GET",
        "/api/v1/teaching/banks/{bank}/questions/{question}/differences",
        COURSE_STAFF,
        query={"before": "1", "to": "1"},
    ),
    Ask("GET", "/api/v1/teaching/banks/{bank}/questions/{question}/uses", COURSE_STAFF),
]
