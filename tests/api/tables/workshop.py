"""Who may work on drafts of courses: who teaches the course, and admins."""

from tests.api.asks import NONE, SIGNED_IN, Ask

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
    Ask("GET", f"{DRAFT}/check", STAFF),
    Ask(
        "POST",
        f"{DRAFT}/preview",
        STAFF,
        {"path": "courses/draf-contoh/modul-pertama/materi-pertama.md", "text": "Contoh"},
    ),
    # No picture has this hash.
    Ask("GET", f"{DRAFT}/pictures/{{sha256}}", NONE),
    Ask("GET", f"{DRAFT}/history", STAFF),
    Ask("GET", f"{DRAFT}/history/{{number}}", STAFF),
    # The first entry changed no file: those let through read why not (409).
    Ask("POST", f"{DRAFT}/history/{{number}}/undo", STAFF),
    Ask("GET", f"{DRAFT}/versions", STAFF),
    # Never published.
    Ask("POST", f"{DRAFT}/rollback", NONE, {"version": 1}),
    Ask("POST", f"{DRAFT}/rebase", STAFF, {"choices": {}}),
    # Another revision by now (409).
    Ask("DELETE", DRAFT, STAFF, query={"revision": "2000000"}),
]
