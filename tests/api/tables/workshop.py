"""Who may work on drafts of courses: who teaches the course, and admins."""

from tests.api.asks import SIGNED_IN, Ask

STAFF = frozenset({"budi", "tono", "rina"})
DRAFT = "/api/v1/teaching/drafts/{draft_id}"

TABLE: list[Ask] = [
    # Whoever teaches nothing gets an empty list.
    Ask("GET", "/api/v1/teaching/drafts", SIGNED_IN),
    Ask("GET", "/api/v1/teaching/drafts/templates", STAFF),
    Ask("POST", "/api/v1/teaching/drafts", STAFF, {"template": "empty", "title": "Contoh baru"}),
    # A course whose files are not kept cannot be edited: those let through read why (409).
    Ask("POST", "/api/v1/teaching/courses/{slug}/edit", STAFF),
    Ask("GET", DRAFT, STAFF),
    Ask("PUT", f"{DRAFT}/course", STAFF, {"revision": 1, "course": {"topic": "umum"}}),
    Ask(
        "POST",
        f"{DRAFT}/structure",
        STAFF,
        {"act": "add-module", "title": "Modul lain", "revision": 1},
    ),
    Ask("POST", f"{DRAFT}/presence", STAFF, {"path": None}),
    Ask("GET", f"{DRAFT}/files/{{path}}", STAFF, fill={"path": "courses/draf-contoh/course.yaml"}),
    Ask(
        "PUT",
        f"{DRAFT}/files/{{path}}",
        STAFF,
        {"text": "Contoh", "revision": 0},
        fill={"path": "courses/draf-contoh/modul-pertama/lain.md"},
    ),
]
