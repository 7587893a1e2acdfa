"""Who may do what: every operation of the OpenAPI document × every role × whose things they are.

The table below is complete by test: an operation that is not in it fails. "Refused" means 401 for
a stranger and 404 (or 403 for an act on someone who holds more) for everyone else.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from app.learning import service as learning
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course
from tests.worksheets.make_worksheet import make_worksheet

EVERYONE = frozenset({"nobody", "sari", "joko", "budi", "dewi", "rina", "asep", "tono"})
SIGNED_IN = EVERYONE - {"nobody"}
OWNER = frozenset({"sari"})
ADMIN = frozenset({"rina"})
PEOPLE_ADMINS = frozenset({"rina", "dewi"})
READERS = frozenset({"rina", "dewi"})
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, who is let through, and by whose things it is about."""

    method: str
    path: str
    let_through: frozenset[str]
    json: Mapping[str, Any] | None = None
    query: Mapping[str, str] | None = None


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

# Signing in and out is about one's own account only; tests/identity holds each refusal.
ELSEWHERE = {
    ("POST", "/api/v1/auth/token"),
    ("POST", "/api/v1/auth/session"),
    ("DELETE", "/api/v1/auth/session"),
    ("POST", "/api/v1/auth/password"),
    ("POST", "/api/v1/auth/reset"),
    ("POST", "/api/v1/auth/reset/confirm"),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Sari has finished a course and has a certificate and an entry."""

    fill: Mapping[str, str]
    cast: Cast


@pytest.fixture
async def scene(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Scene:
    database, now = app.state.database, clock()
    async with database.transaction() as session:
        course = await make_course(session, now)
        closed = await make_course(session, now, slug="khusus-dinas-a", audience_id=DINAS_A)
        sheet = make_worksheet()
        await make_course(session, now, slug="lembar", jp=0, lessons=(), more=[sheet])
        grants = [
            RoleGrant(id=uuid7(), person_id=person, role=role, course_id=c.id, created_at=now)
            for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
            for c in (course, closed)
        ]
        session.add_all(grants)
    sari = await as_player(cast.sari)
    certificate, entry = await _finish(app, cast, course, clock, sari)
    at_sheet = (await sari.post("/api/v1/enrolments", json={"course": "lembar"})).json()
    async with database.reading() as session:
        enrolment = await learning.enrolment_of(session, cast.sari.id, course.id)
        assert enrolment is not None
    people = (await (await as_player(cast.rina)).get(f"/api/v1/admin/people/{cast.sari.id}")).json()
    return Scene(
        fill={
            "slug": course.slug,
            "closed": closed.slug,
            "course": course.slug,
            "activity": "satu",
            "activity_id": str(course.activities["satu"]),
            "sha256": "0" * 64,
            "device": "perangkat-uji",
            "enrolment_id": str(enrolment.id),
            "attempt_id": str(uuid7()),
            "sheet_enrolment": at_sheet["id"],
            "worksheet_id": str(sheet.id),
            "certificate_id": certificate["id"],
            "code": certificate["code"],
            "entry_id": entry["id"],
            "person_id": str(cast.sari.id),
            "joko": str(cast.joko.id),
            "grant_id": people["roles"][0]["id"],
            "agency_id": str(KECAMATAN),
            "kecamatan": str(KECAMATAN),
            "dinas_b": str(DINAS_B),
            "fresh": "baru@contoh.example",
        },
        cast=cast,
    )


async def _finish(
    app: FastAPI, cast: Cast, course: MadeCourse, clock: FixedClock, sari: AsyncClient
) -> tuple[dict[str, Any], dict[str, Any]]:
    enrolled = await sari.post("/api/v1/enrolments", json={"course": course.slug})
    phone = Device("telepon-sari")
    done = [
        phone.command("done", clock(), enrolment=enrolled.json()["id"], activity=str(activity))
        for activity in course.activities.values()
    ]
    pushed = await sari.post("/api/v1/learning/commands", json=phone.push(clock(), *done))
    assert pushed.json()["results"][-1]["answer"]["status"] == "completed"
    certificates = (await sari.get("/api/v1/certificates")).json()
    entries = (await sari.get("/api/v1/ledger")).json()["entries"]
    return certificates[0], entries[0]


def _filled(value: Any, fill: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format_map(fill)
    if isinstance(value, Mapping):
        return {key: _filled(one, fill) for key, one in value.items()}
    return value


def test_the_table_is_complete(app: FastAPI) -> None:
    documented = {
        (method.upper(), path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    # The same operation asked about another's things is a line of its own here.
    asked = {(ask.method, ask.path) for ask in TABLE}
    known = asked | ELSEWHERE
    assert documented - known == set()


WHO = sorted(EVERYONE)


@pytest.mark.parametrize("who", WHO)
async def test_who_is_let_through(
    scene: Scene, client: AsyncClient, as_player: SignIn, who: str
) -> None:
    asking = client if who == "nobody" else await as_player(getattr(scene.cast, who))
    wrong = []
    for ask in TABLE:
        answer = await asking.request(
            ask.method,
            ask.path.format_map(scene.fill),
            json=_filled(ask.json, scene.fill),
            params=_filled(ask.query, scene.fill),
        )
        # 409 is past the door: the act was allowed, and something else stood in its way.
        passed = answer.status_code < 400 or answer.status_code == 409
        passed = passed and not answer.text.startswith('{"type":"/problems/not-enrolled"')
        if passed != (who in ask.let_through) or answer.status_code >= 500:
            wrong.append(f"{ask.method} {ask.path}: {answer.status_code} {answer.text[:120]}")
        elif not passed:
            assert answer.status_code in ({401} if who == "nobody" else {403, 404, 409}), ask.path
    assert wrong == []
