"""Question banks: a course's staff, an agency's staff, and nobody else."""

from tests.api.asks import NONE, Ask
from tests.banks.make_bank import question

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
    Ask("GET", "/api/v1/teaching/banks/{bank}/pictures", COURSE_STAFF),
    Ask("POST", "/api/v1/teaching/banks", COURSE_STAFF, {"title": "Baru", "course": "{slug}"}),
    Ask("PATCH", "/api/v1/teaching/banks/{bank}", COURSE_STAFF, {"title": "Bank kursus"}),
    Ask("PATCH", "/api/v1/teaching/banks/{unit_bank}", UNIT_STAFF, {"title": "Bank dinas"}),
    # No picture at all: who may is told what is missing (tests/banks/test_pictures.py has one).
    Ask("POST", "/api/v1/teaching/banks/{bank}/pictures", NONE),
    # The same question again (409) for whoever comes second: past the door.
    Ask(
        "POST",
        "/api/v1/teaching/banks/{bank}/questions",
        COURSE_STAFF,
        {"source": question("baru", stem="Baru?")},
    ),
    Ask(
        "PUT",
        "/api/v1/teaching/banks/{bank}/questions/{question}",
        COURSE_STAFF,
        {"revision": 1, "source": question("lansia", stem="Diubah?")},
    ),
    Ask(
        "PUT",
        "/api/v1/teaching/banks/{bank}/questions/{question}/status",
        COURSE_STAFF,
        {"status": "active"},
    ),
    Ask(
        "POST",
        "/api/v1/teaching/banks/{bank}/questions/bulk",
        COURSE_STAFF,
        {"ids": ["lansia"], "add_tags": ["antrean"]},
    ),
    Ask(
        "POST",
        "/api/v1/teaching/banks/{bank}/questions/preview",
        COURSE_STAFF,
        {"source": question("baru")},
    ),
]
