"""Who reviews and publishes drafts: budi (trainer), tono (partner) and rina (admin)."""

from tests.api.asks import NONE, Ask

STAFF = frozenset({"budi", "tono", "rina"})
# A partner lecturer writes and reviews, and never publishes.
PUBLISHERS = frozenset({"budi", "rina"})

DRAFT = "/api/v1/teaching/drafts/{draft}"
STEP = {"revision": 1}
NOBODYS = "0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a00ff"

TABLE: list[Ask] = [
    Ask("GET", f"{DRAFT}/review", STAFF),
    # The draft holds no files: those let through read that this one is not there either.
    Ask("GET", f"{DRAFT}/review/differences", NONE, query={"path": "courses/x/course.yaml"}),
    Ask("GET", f"{DRAFT}/review/page", NONE, query={"path": "courses/x/m/a.md"}),
    Ask("POST", f"{DRAFT}/review/ask", STAFF, STEP),
    Ask("POST", f"{DRAFT}/review/{{step}}", STAFF, STEP, fill={"step": "withdraw"}),
    Ask("POST", f"{DRAFT}/review/{{step}}", STAFF, STEP, fill={"step": "approve"}),
    Ask("POST", f"{DRAFT}/review/{{step}}", STAFF, STEP, fill={"step": "return"}),
    Ask("POST", f"{DRAFT}/publish", PUBLISHERS, {"revision": 1, "note": "Diuji (rekaan)"}),
    Ask("DELETE", f"{DRAFT}/schedule", PUBLISHERS),
    Ask("GET", f"{DRAFT}/sharing", STAFF),
    Ask("PUT", f"{DRAFT}/sharing", PUBLISHERS, {"audience": None}),
    Ask("GET", f"{DRAFT}/export.zip", STAFF),
    # The course's files are not kept: those let through read why (409).
    Ask("GET", "/api/v1/teaching/courses/{slug}/export.zip", STAFF),
    Ask("GET", f"{DRAFT}/export", STAFF),
    Ask("GET", "/api/v1/teaching/courses/{slug}/export", STAFF),
    Ask("GET", f"{DRAFT}/missing", STAFF),
    # Nobody has such an upload: those let through read that it is not there.
    Ask("POST", f"{DRAFT}/missing", NONE, {"upload": NOBODYS}),
    Ask("POST", "/api/v1/teaching/drafts/import/uploaded", NONE, {"upload": NOBODYS}),
    Ask("GET", f"{DRAFT}/comments", STAFF),
    Ask("POST", f"{DRAFT}/comments", STAFF, {"body": "Diuji (rekaan)"}),
    Ask("POST", f"{DRAFT}/comments/{{comment}}/resolve", NONE),
    Ask("POST", f"{DRAFT}/comments/{{comment}}/reopen", NONE),
    Ask("POST", "/api/v1/teaching/courses/{slug}/unpublish", PUBLISHERS, {"note": "Diuji"}),
    Ask("POST", "/api/v1/teaching/courses/{slug}/republish", PUBLISHERS, {"note": "Diuji"}),
]
