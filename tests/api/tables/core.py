"""Accounts, courses, learning, offline work, certificates, people and agencies."""

import json
from base64 import urlsafe_b64encode

from tests.api.asks import ADMIN, EVERYONE, NONE, OWNER, PEOPLE_ADMINS, READERS, SIGNED_IN, Ask

# Of the specification of JWK (RFC 7517, appendix A.1).
PUBLIC_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}
STRANGE_CONTENT = {
    "account": "0" * 32,
    "device": "perangkat-asing",
    "sent_at": "2026-11-23T00:10:00Z",
    "commands": [],
}
STRANGE_FILE = {
    "lentera": "hand-over",
    "version": 1,
    "payload": urlsafe_b64encode(json.dumps(STRANGE_CONTENT).encode()).decode().rstrip("="),
    "signature": "A" * 86,
}

# {…} in paths and bodies is filled from the scene: Sari (Kecamatan, in Dinas A) owns everything
# that is not named after Joko (Dinas B).
TABLE = [
    Ask("GET", "/api/v1/me", SIGNED_IN),
    Ask("PATCH", "/api/v1/me", SIGNED_IN, {"language": "en"}),
    Ask("GET", "/api/v1/home", SIGNED_IN),
    Ask("GET", "/api/v1/courses", SIGNED_IN),
    Ask("GET", "/api/v1/courses/{slug}", SIGNED_IN),
    # For Dinas A alone: its people, its trainer Budi, its partner Tono, and who sees all courses.
    Ask(
        "GET",
        "/api/v1/courses/{closed}",
        frozenset({"sari", "dewi", "budi", "tono", "rina", "asep"}),
    ),
    Ask(
        "GET",
        "/api/v1/courses/{course}/activities/{activity}",
        frozenset({"sari", "budi", "tono", "rina", "asep"}),
    ),
    Ask(
        "GET",
        "/api/v1/offline/courses/{slug}",
        frozenset({"sari", "budi", "tono", "rina", "asep"}),
    ),
    # The hash is nobody's: who may read the course is told that it has another pack by now.
    Ask("GET", "/api/v1/offline/packs/{sha256}", NONE, query={"course": "{slug}"}),
    Ask("POST", "/api/v1/offline/permits", OWNER, {"course": "{slug}"}),
    Ask("GET", "/api/v1/offline/journal", OWNER, query={"course": "{slug}"}),
    Ask("PUT", "/api/v1/offline/devices/{device}", SIGNED_IN, {"public_key": PUBLIC_KEY}),
    # Anybody who is signed in may bring a file; this one is of a device nobody knows (409).
    Ask("POST", "/api/v1/offline/hand-over", SIGNED_IN, STRANGE_FILE),
    Ask("POST", "/api/v1/enrolments/{enrolment_id}/newest", OWNER),
    Ask("GET", "/api/v1/learning/requirements/{enrolment_id}", OWNER),
    Ask("GET", "/api/v1/learning/states", OWNER, query={"course": "{slug}"}),
    Ask("GET", "/api/v1/learning/commands", SIGNED_IN),
    Ask(
        "POST",
        "/api/v1/learning/commands",
        SIGNED_IN,
        {"device": "perangkat-uji", "sent_at": "2026-11-23T00:10:00Z", "commands": []},
    ),
    Ask("POST", "/api/v1/enrolments", SIGNED_IN, {"course": "{slug}"}),
    Ask("GET", "/api/v1/attempts/{attempt_id}", NONE),
    # Of an attempt that is not there; who may accept one is in tests/assessment/test_late.py.
    Ask("POST", "/api/v1/attempts/{attempt_id}/accept-late", NONE, {"reason": "Diuji (rekaan)"}),
    # What a learner wrote is the learner's alone: no trainer, no admin, no auditor reads it.
    Ask(
        "GET", "/api/v1/worksheets/{worksheet_id}", OWNER, query={"enrolment": "{sheet_enrolment}"}
    ),
    # Of an activity that is no scenario: nobody.
    Ask(
        "GET",
        "/api/v1/practice/scenarios/{activity_id}/runs",
        NONE,
        query={"enrolment": "{enrolment_id}"},
    ),
    # Of an activity that is no app practice: nobody. Owners are in tests/practice.
    Ask(
        "GET",
        "/api/v1/practice/apps/{activity_id}/runs",
        NONE,
        query={"enrolment": "{enrolment_id}"},
    ),
    Ask("GET", "/api/v1/certificates", SIGNED_IN),
    Ask("GET", "/api/v1/certificates/{certificate_id}/pdf", OWNER | READERS | {"asep"}),
    Ask("GET", "/api/v1/ledger", SIGNED_IN),
    Ask("GET", "/api/v1/check/{code}", EVERYONE),
    Ask("GET", "/api/v1/check/revocations", EVERYONE),
    Ask("GET", "/.well-known/lentera-certificates.json", EVERYONE),
    Ask("GET", "/api/v1/admin/people", PEOPLE_ADMINS),
    Ask(
        "POST",
        "/api/v1/admin/people",
        PEOPLE_ADMINS,
        {"name": "Baru Contoh", "email": "{fresh}", "agency": "{kecamatan}"},
    ),
    Ask(
        "POST",
        "/api/v1/admin/people/rows",
        PEOPLE_ADMINS,
        {"text": "197801012005012981;Baris Contoh;", "agency": "{kecamatan}", "dry_run": True},
    ),
    Ask("GET", "/api/v1/admin/people/{person_id}", PEOPLE_ADMINS),
    Ask("PATCH", "/api/v1/admin/people/{person_id}", PEOPLE_ADMINS, {"name": "Sari C."}),
    Ask("POST", "/api/v1/admin/people/{person_id}/code", PEOPLE_ADMINS),
    Ask("POST", "/api/v1/admin/people/{person_id}/deactivate", PEOPLE_ADMINS),
    Ask("POST", "/api/v1/admin/people/{person_id}/reactivate", PEOPLE_ADMINS),
    Ask("DELETE", "/api/v1/admin/people/{person_id}/grants/{grant_id}", PEOPLE_ADMINS),
    Ask("POST", "/api/v1/admin/people/{person_id}/move", ADMIN, {"agency": "{dinas_b}"}),
    Ask("GET", "/api/v1/admin/people/{joko}", ADMIN),
    Ask("POST", "/api/v1/admin/people/{joko}/code", ADMIN),
    Ask("POST", "/api/v1/admin/people/{joko}/deactivate", ADMIN),
    Ask(
        "POST",
        "/api/v1/admin/people/{person_id}/grants",
        ADMIN,
        {"role": "unit_admin", "agency": "{kecamatan}"},
    ),
    Ask("GET", "/api/v1/admin/agencies", PEOPLE_ADMINS),
    Ask(
        "POST",
        "/api/v1/admin/agencies",
        ADMIN,
        {"parent": "{kecamatan}", "name": "Kelurahan Baru (rekaan)"},
    ),
    Ask("PATCH", "/api/v1/admin/agencies/{agency_id}", ADMIN, {"name": "Kecamatan Lain"}),
    Ask("GET", "/api/v1/admin/audit", frozenset({"rina", "asep"})),
    Ask("GET", "/api/v1/admin/courses", ADMIN),
    Ask("PUT", "/api/v1/admin/courses/{slug}/audience", ADMIN, {"agency": None}),
    Ask("GET", "/api/v1/admin/people/{person_id}/certificates", READERS | {"asep"}),
    Ask("GET", "/api/v1/admin/people/{person_id}/ledger", READERS | {"asep"}),
    Ask("GET", "/api/v1/admin/ledger/movable", READERS | {"asep"}),
    Ask(
        "POST",
        "/api/v1/admin/certificates/{certificate_id}/revoke",
        PEOPLE_ADMINS,
        {"reason": "Diuji (rekaan)"},
    ),
    Ask(
        "POST",
        "/api/v1/admin/certificates/{certificate_id}/replace",
        PEOPLE_ADMINS,
        {"reason": "Nama keliru (rekaan)"},
    ),
    Ask(
        "POST",
        "/api/v1/admin/ledger/{entry_id}/reverse",
        PEOPLE_ADMINS,
        {"evidence": "Berita acara (rekaan)"},
    ),
    # No entry here may be moved: those let through read why (409).
    Ask(
        "POST",
        "/api/v1/admin/ledger/{entry_id}/move",
        PEOPLE_ADMINS,
        {"evidence": "Berita acara (rekaan)"},
    ),
]
