"""Windows, more time and more chances: what staff set over HTTP, and what learners meet then."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import select

from app.identity.models import Role, RoleGrant
from app.kit.audit import AuditEntry
from app.kit.ids import uuid7
from tests.assessment.make_quiz import make_quiz
from tests.cast import DINAS_A, DINAS_B, Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import MadeCourse, make_course

COURSE = "/api/v1/teaching/courses/berkuis"
SCHEDULE = f"{COURSE}/quizzes/kuis/schedule"
GRANTS = f"{COURSE}/accommodations"


@pytest.fixture
async def course(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> MadeCourse:
    """A quiz of half an hour and one chance; Sari and Joko take the course, Budi teaches it."""
    activity, private = make_quiz(time_limit_minutes=30, chances=1, offline="not_allowed")
    async with app.state.database.transaction() as session:
        made = await make_course(
            session,
            clock(),
            slug="berkuis",
            lessons=(),
            more=[activity],
            private={activity.id: private},
        )
        session.add(
            RoleGrant(
                id=uuid7(),
                person_id=cast.budi.id,
                role=Role.TRAINER,
                course_id=made.id,
                created_at=clock(),
            )
        )
    for player in (cast.sari, cast.joko):
        await (await as_player(player)).post("/api/v1/enrolments", json={"course": "berkuis"})
    return made


@pytest.fixture
async def budi(course: MadeCourse, cast: Cast, as_player: SignIn) -> AsyncClient:
    return await as_player(cast.budi)


def at(moment: datetime, hours: float) -> str:
    return (moment + timedelta(hours=hours)).isoformat()


async def audited(app: FastAPI, act: str) -> list[dict[str, Any]]:
    async with app.state.database.reading() as session:
        rows = await session.execute(select(AuditEntry.details).where(AuditEntry.act == act))
        return list(rows.scalars())


async def test_a_window_is_set_changed_and_taken_away(
    app: FastAPI, budi: AsyncClient, clock: FixedClock
) -> None:
    empty = (await budi.get(SCHEDULE)).json()
    assert empty["windows"] == []
    assert (empty["time_limit_minutes"], empty["chances"]) == (30, 1)
    names = [one["name"] for one in empty["agencies"]]
    assert names == [
        "Pemerintah Kota Contoh (rekaan)",
        "Dinas A (rekaan)",
        "Kecamatan Contoh (rekaan)",
        "Dinas B (rekaan)",
    ]
    body = {"opens_at": at(clock(), 1), "closes_at": at(clock(), 3)}
    changed = await budi.put(SCHEDULE, json=body)
    assert changed.status_code == 200, changed.text
    [window] = changed.json()["schedule"]["windows"]
    assert (window["agency"], window["state"]) == (None, "before")
    assert "(rekaan)" in window["changed_by"] or window["changed_by"]
    both = await budi.put(SCHEDULE, json={"agency": str(DINAS_A), "closes_at": at(clock(), 5)})
    assert [w["agency_name"] for w in both.json()["schedule"]["windows"]] == [
        None,
        "Dinas A (rekaan)",
    ]
    again = await budi.put(SCHEDULE, json=body | {"closes_at": at(clock(), 4)})
    assert len(again.json()["schedule"]["windows"]) == 2
    gone = await budi.delete(SCHEDULE, params={"agency": str(DINAS_A)})
    assert len(gone.json()["schedule"]["windows"]) == 1
    assert (await budi.delete(SCHEDULE)).json()["schedule"]["windows"] == []
    assert (await budi.delete(SCHEDULE)).status_code == 200
    assert len(await audited(app, "quiz.scheduled")) == 3
    assert len(await audited(app, "quiz.unscheduled")) == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/opens_at"),
        ({"opens_at": "2026-12-01T05:00:00Z", "closes_at": "2026-12-01T05:00:00Z"}, "/closes_at"),
        ({"opens_at": "2026-12-01T05:00:00"}, "/opens_at"),
        ({"opens_at": "0001-01-01T00:00:00+14:00"}, "/opens_at"),
        ({"opens_at": "9999-12-31T23:59:59-14:00"}, "/opens_at"),
        ({"closes_at": "2026-12-01T05:00:00Z", "agency": str(uuid7())}, "/agency"),
        ({"closes_at": "2026-12-01T05:00:00Z", "agency": "\u0000"}, "/agency"),
        ({"closes_at": 10**30}, "/closes_at"),
        ({"closes_at": "2026-12-01T05:00:00Z", "until": 1}, "/until"),
    ],
)
async def test_a_window_that_cannot_be_is_refused(
    budi: AsyncClient, body: dict[str, Any], pointer: str
) -> None:
    refused = await budi.put(SCHEDULE, json=body)
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert (await budi.get(SCHEDULE)).json()["windows"] == []


async def test_others_see_no_schedule(course: MadeCourse, cast: Cast, as_player: SignIn) -> None:
    for player in (cast.sari, cast.dewi, cast.asep):
        client = await as_player(player)
        assert (await client.get(SCHEDULE)).status_code == 404
        assert (await client.get(GRANTS)).status_code == 404
        assert (await client.get(f"{GRANTS}/people")).status_code == 404


async def test_what_is_no_quiz_has_no_schedule(budi: AsyncClient) -> None:
    refused = await budi.get(f"{COURSE}/quizzes/tiada/schedule")
    assert refused.status_code == 404
    assert refused.json()["type"] == "/problems/quiz-not-found"


async def test_an_accommodation_is_granted_listed_and_ended(
    app: FastAPI, budi: AsyncClient, cast: Cast
) -> None:
    found = (await budi.get(f"{GRANTS}/people", params={"q": "sari"})).json()
    assert [one["id"] for one in found] == [str(cast.sari.id)]
    assert set(found[0]) == {"id", "name", "agency_name"}
    body = {
        "person": found[0]["id"],
        "activity": "kuis",
        "extra_time_percent": 50,
        "extra_chances": 1,
        "reason": "Pemulihan setelah operasi (contoh).",
    }
    made = await budi.post(GRANTS, json=body)
    assert made.status_code == 201, made.text
    assert made.json()["activity_title"] == "Kuis rekaan"
    page = (await budi.get(GRANTS, params={"limit": 1})).json()
    assert [one["id"] for one in page["items"]] == [made.json()["id"]]
    assert page["next"] is None
    assert cast.sari.nip not in (await budi.get(GRANTS)).text
    for _ in range(2):
        assert (await budi.delete(f"{GRANTS}/{made.json()['id']}")).status_code == 204
    assert (await budi.get(GRANTS)).json()["items"] == []
    [granted] = await audited(app, "accommodation.granted")
    assert granted["extra_time_percent"] == 50
    assert "operasi" not in str(granted), "the trail is read by many"
    assert len(await audited(app, "accommodation.ended")) == 1


async def test_accommodations_page_by_keyset(budi: AsyncClient, cast: Cast) -> None:
    for percent in (10, 20, 30):
        body = {"person": str(cast.sari.id), "extra_time_percent": percent, "reason": "Contoh."}
        await budi.post(GRANTS, json=body)
    seen, after = [], None
    for _ in range(3):
        params = {"limit": "1"} | ({"after": after} if after else {})
        page = (await budi.get(GRANTS, params=params)).json()
        seen += [one["extra_time_percent"] for one in page["items"]]
        after = page["next"]
    assert seen == [30, 20, 10]
    assert after is None
    assert (await budi.get(GRANTS, params={"after": "WyJ4Il0"})).status_code == 422


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"extra_chances": 0}, 422),
        ({"extra_chances": 11}, 422),
        ({"extra_time_percent": 301}, 422),
        ({"extra_time_percent": "50"}, 422),
        ({"reason": " "}, 422),
        ({"reason": "a\u0000b"}, 422),
        ({"activity": "tiada"}, 404),
        ({"person": str(uuid7())}, 404),
    ],
)
async def test_an_accommodation_that_cannot_be_is_refused(
    budi: AsyncClient, cast: Cast, change: dict[str, Any], status: int
) -> None:
    body = {"person": str(cast.sari.id), "extra_chances": 1, "reason": "Contoh."} | change
    assert (await budi.post(GRANTS, json=body)).status_code == status
    assert (await budi.get(GRANTS)).json()["items"] == []


async def test_who_does_not_take_the_course_gets_nothing(budi: AsyncClient, cast: Cast) -> None:
    body = {"person": str(cast.dewi.id), "extra_chances": 1, "reason": "Contoh."}
    refused = await budi.post(GRANTS, json=body)
    assert refused.json()["type"] == "/problems/learner-not-found"
    assert (await budi.get(f"{GRANTS}/people", params={"q": "dewi"})).json() == []


async def test_the_nearest_agency_of_each_learner_holds(
    budi: AsyncClient, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    await budi.put(SCHEDULE, json={"opens_at": at(clock(), 1), "closes_at": at(clock(), 2)})
    await budi.put(SCHEDULE, json={"agency": str(DINAS_B), "closes_at": at(clock(), 2)})
    # The form's start leads to the attempt where it may begin, and back to the cover elsewhere.
    for player, begins in ((cast.sari, False), (cast.joko, True)):
        client = await as_player(player)
        answer = await client.post("/kursus/berkuis/kuis/mulai", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/percobaan/") is begins
