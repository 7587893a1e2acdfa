"""Messages: one's own inbox, and course staff to their learners."""

from tests.api.asks import NONE, SIGNED_IN, Ask

STAFF = frozenset({"budi", "tono", "rina"})
STRANGE = {"message_id": "019ac000-0000-7000-8000-000000000000"}
SENT = "/api/v1/teaching/courses/{slug}/messages"

TABLE: list[Ask] = [
    Ask("GET", "/api/v1/inbox", SIGNED_IN),
    Ask("POST", "/api/v1/inbox/read", SIGNED_IN),
    Ask("GET", "/api/v1/inbox/mail", SIGNED_IN),
    Ask("PUT", "/api/v1/inbox/mail", SIGNED_IN, {"wants_mail": True}),
    # Of a message that is not there; whose messages are whose is in tests/inbox.
    Ask("GET", "/api/v1/inbox/{message_id}", NONE, fill=STRANGE),
    Ask("POST", "/api/v1/inbox/{message_id}/read", NONE, fill=STRANGE),
    Ask("GET", SENT, STAFF),
    Ask("POST", f"{SENT}/audience", STAFF, {"to": "all"}),
    Ask("POST", SENT, STAFF, {"to": "all", "subject": "Kabar", "body": "Isi (rekaan)."}),
]
