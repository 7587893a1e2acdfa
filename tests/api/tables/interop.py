"""Questions out of banks as files. Putting in takes a file: tests/interop holds each refusal."""

from tests.api.asks import Ask
from tests.api.tables.banks import COURSE_STAFF, STAFF

TABLE = [
    Ask("GET", "/api/v1/teaching/banks/{bank}/export", COURSE_STAFF),
    Ask("GET", "/api/v1/teaching/banks/{bank}/export/outcome", COURSE_STAFF),
    Ask("GET", "/api/v1/teaching/question-table", STAFF),
]
