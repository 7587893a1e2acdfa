"""Question banks: a course's staff, an agency's staff, and nobody else."""

from base64 import b64encode

from tests.api.asks import Ask
from tests.banks.make_bank import question

# The bank {bank} belongs to the course that Budi teaches and Tono is a partner of; {unit_bank} to
# Dinas A, whose unit admin is Dewi.
COURSE_STAFF = frozenset({"budi", "tono", "rina"})
UNIT_STAFF = frozenset({"dewi", "rina"})
STAFF = COURSE_STAFF | UNIT_STAFF
DOT = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>').decode()

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
    Ask(
        "POST",
        "/api/v1/teaching/banks/{bank}/pictures",
        COURSE_STAFF,
        {"name": "titik.svg", "content": DOT, "alt": "Satu titik", "licence": "CC0"},
    ),
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
