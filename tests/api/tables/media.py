"""Uploads: whoever teaches the course sends to it, and sees their own alone."""

from tests.api.asks import NONE, SIGNED_IN, Ask
from tests.api.tables.teaching import STAFF

TABLE: list[Ask] = [
    Ask("OPTIONS", "/api/v1/uploads", SIGNED_IN),
    Ask("GET", "/api/v1/uploads", STAFF, query={"course": "{course_id}"}),
    # Of an upload that is not there; whose is whose is in tests/media/test_uploads.py.
    Ask("GET", "/api/v1/uploads/{upload_id}", NONE, fill={"upload_id": "0" * 32}),
]
