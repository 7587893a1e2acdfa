"""Who may do what: every operation of the OpenAPI document × every role × whose things they are.

The table below is complete by test: an operation that is not in it fails. "Refused" means 401 for
a stranger and 404 (or 403 for an act on someone who holds more) for everyone else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from app.learning import service as learning
from app.workshop.models import CourseDraft, DraftState
from tests.api.asks import EVERYONE, Ask
from tests.api.tables import (
    banks,
    core,
    gradebook,
    inbox,
    insight,
    interop,
    marking,
    media,
    review,
    schedules,
    statistics,
    teaching,
    workshop,
)
from tests.assessment.make_quiz import make_quiz
from tests.banks.make_bank import make_bank
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course
from tests.worksheets.make_worksheet import make_worksheet
from tests.workshop.begun_draft import make_draft

# One module an area; each adds its own.
TABLE: list[Ask] = [
    *core.TABLE,
    *teaching.TABLE,
    *banks.TABLE,
    *interop.TABLE,
    *marking.TABLE,
    *schedules.TABLE,
    *statistics.TABLE,
    *gradebook.TABLE,
    *workshop.TABLE,
    *insight.TABLE,
    *media.TABLE,
    *inbox.TABLE,
    # Last: it takes a course off the shelf and puts it back.
    *review.TABLE,
]

# Signing in and out is about one's own account only; tests/identity holds each refusal.
ELSEWHERE = {
    ("POST", "/api/v1/auth/token"),
    # A file, not JSON: tests/interop/test_imports.py.
    ("POST", "/api/v1/teaching/banks/{bank}/imports"),
    # These speak tus, not JSON: tests/media/test_uploads.py.
    ("POST", "/api/v1/uploads"),
    ("HEAD", "/api/v1/uploads/{upload_id}"),
    ("PATCH", "/api/v1/uploads/{upload_id}"),
    ("DELETE", "/api/v1/uploads/{upload_id}"),
    # A file too: tests/workshop/test_carrying.py.
    ("POST", "/api/v1/teaching/drafts/import"),
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
        spare, spare_secrets = make_quiz()
        spare = spare.model_copy(update={"required": False})
        course = await make_course(session, now, more=[spare], private={spare.id: spare_secrets})
        closed = await make_course(session, now, slug="khusus-dinas-a", audience_id=DINAS_A)
        sheet = make_worksheet()
        await make_course(session, now, slug="lembar", jp=0, lessons=(), more=[sheet])
        await make_bank(session, now, slug="bank-kursus", course_id=course.id)
        await make_bank(session, now, slug="bank-dinas-a", agency_id=DINAS_A)
        quiz, secrets = make_quiz()
        quizzed = await make_course(
            session,
            now,
            slug="berkuis",
            jp=0,
            lessons=(),
            more=[quiz],
            private={quiz.id: secrets},
        )
        draft = await make_draft(session, cast.rina.id, now)
        grants = [
            RoleGrant(id=uuid7(), person_id=person, role=role, course_id=c, created_at=now)
            for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
            for c in (course.id, closed.id, quizzed.id, draft)
        ]
        session.add_all(grants)
        session.add(_draft_of(course, cast, now))
    sari = await as_player(cast.sari)
    certificate, entry = await _finish(app, cast, course, clock, sari)
    at_sheet = (await sari.post("/api/v1/enrolments", json={"course": "lembar"})).json()
    await sari.post("/api/v1/enrolments", json={"course": quizzed.slug})
    granted = await (await as_player(cast.rina)).post(
        f"/api/v1/teaching/courses/{quizzed.slug}/accommodations",
        json={"person": str(cast.sari.id), "extra_time_percent": 25, "reason": "Contoh."},
    )
    report = await sari.post(
        f"/api/v1/courses/{course.slug}/activities/satu/reports",
        json={"kind": "wrong", "words": "Salah ketik (rekaan)."},
    )
    async with database.reading() as session:
        enrolment = await learning.enrolment_of(session, cast.sari.id, course.id)
        assert enrolment is not None
    people = (await (await as_player(cast.rina)).get(f"/api/v1/admin/people/{cast.sari.id}")).json()
    return Scene(
        fill={
            "slug": course.slug,
            "closed": closed.slug,
            "course": course.slug,
            "course_id": str(course.id),
            "activity": "satu",
            "quiz": spare.slug,
            "quiz_id": str(spare.id),
            "activity_id": str(course.activities["satu"]),
            "sha256": "0" * 64,
            "accommodation_id": granted.json()["id"],
            "report_id": report.json()["id"],
            "device": "perangkat-uji",
            "enrolment_id": str(enrolment.id),
            "attempt_id": str(uuid7()),
            "task_id": str(uuid7()),
            "regrade_id": str(uuid7()),
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
            "bank": "bank-kursus",
            "unit_bank": "bank-dinas-a",
            "question": "lansia",
            "question_id": "bank.satu",
            "number": "1",
            "draft": str(course.id),
            "draft_id": str(draft),
            "comment": str(uuid7()),
        },
        cast=cast,
    )


def _draft_of(course: MadeCourse, cast: Cast, now: datetime) -> CourseDraft:
    """A draft without files: what asks for them is answered all the same."""
    return CourseDraft(
        course_id=course.id,
        slug=course.slug,
        based_on=None,
        audience_id=None,
        template=None,
        state=DraftState.EDITING,
        revision=1,
        changes=1,
        created_by=cast.budi.id,
        created_at=now,
        changed_by=cast.budi.id,
        changed_at=now,
    )


async def _finish(
    app: FastAPI, cast: Cast, course: MadeCourse, clock: FixedClock, sari: AsyncClient
) -> tuple[dict[str, Any], dict[str, Any]]:
    enrolled = await sari.post("/api/v1/enrolments", json={"course": course.slug})
    phone = Device("telepon-sari")
    done = [
        phone.command("done", clock(), enrolment=enrolled.json()["id"], activity=str(activity))
        for slug, activity in course.activities.items()
        if slug != "kuis"
    ]
    pushed = await sari.post("/api/v1/learning/commands", json=phone.push(clock(), *done))
    assert pushed.json()["results"][-1]["answer"]["status"] == "completed"
    certificates = (await sari.get("/api/v1/certificates")).json()
    entries = (await sari.get("/api/v1/ledger")).json()["entries"]
    return certificates[0], entries[0]


def filled(value: Any, fill: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format_map(fill)
    if isinstance(value, Mapping):
        return {key: filled(one, fill) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, fill) for one in value]
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
            ask.path.format_map({**scene.fill, **(ask.fill or {})}),
            json=filled(ask.json, scene.fill),
            params=filled(ask.query, scene.fill),
        )
        # 409 is past the door: the act was allowed, and something else stood in its way.
        passed = answer.status_code < 400 or answer.status_code == 409
        passed = passed and not answer.text.startswith('{"type":"/problems/not-enrolled"')
        if passed != (who in ask.let_through) or answer.status_code >= 500:
            wrong.append(f"{ask.method} {ask.path}: {answer.status_code} {answer.text[:120]}")
        elif not passed:
            assert answer.status_code in ({401} if who == "nobody" else {403, 404, 409}), ask.path
    assert wrong == []
