"""Uploads and files of drafts: whoever teaches the course sends to it, and sees their own alone."""

from tests.api.asks import NONE, SIGNED_IN, Ask
from tests.api.tables.teaching import STAFF

TABLE: list[Ask] = [
    Ask("OPTIONS", "/api/v1/uploads", SIGNED_IN),
    Ask("GET", "/api/v1/uploads", STAFF, query={"course": "{course_id}"}),
    Ask("GET", "/api/v1/teaching/drafts/{course_id}/assets", STAFF),
    # Of an upload and files that are not there; the rest is in tests/workshop/test_assets.py.
    Ask(
        "POST",
        "/api/v1/teaching/drafts/{course_id}/assets",
        NONE,
        {"upload": "0" * 32, "module": None, "alt": "Contoh", "licence": "Contoh"},
    ),
    Ask(
        "PUT",
        "/api/v1/teaching/drafts/{course_id}/assets/{module}/{name}",
        NONE,
        {"title": "Contoh", "licence": "Contoh"},
        fill={"module": "-", "name": "a.mp3"},
    ),
    Ask(
        "DELETE",
        "/api/v1/teaching/drafts/{course_id}/assets/{module}/{name}",
        NONE,
        fill={"module": "-", "name": "a.mp3"},
    ),
    # Of an upload that is not there; whose is whose is in tests/media/test_uploads.py.
    Ask("GET", "/api/v1/uploads/{upload_id}", NONE, fill={"upload_id": "0" * 32}),
]
