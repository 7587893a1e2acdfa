"""Invented learners, each signed in, enrolled and in the middle of a quiz, and what they send."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.service import attempt_view
from app.identity.models import Agency, Employment, Person, PersonStatus, Role, RoleGrant
from app.identity.service import actor_for
from app.kit.ids import uuid7
from app.learning import service as learning
from app.learning.sync import apply_own
from app.main import create_app
from app.settings import Settings

COURSE = "pelayanan-publik-prima"
LEARNERS = 32
# A response that fits, made of a question's first option.
FIRST_OPTION: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "single_choice": lambda option: {"choice": option},
    "multiple_response": lambda option: {"choices": [option]},
    "true_false": lambda option: {"value": option},
    "matching": lambda _option: {"pairs": {}},
}


@dataclass(frozen=True, slots=True)
class Seat:
    """``response``: an answer, as JSON, that fits ``question`` of the attempt."""

    token: str
    enrolment: str
    lesson: str
    quiz: str
    attempt: str
    question: str
    response: str


def seat_crowd(data_dir: Path, database_url: str, learners: int = LEARNERS) -> list[Seat]:
    """Make the learners in a database that has the shipped content."""
    return asyncio.run(_seat_crowd(data_dir, database_url, learners))


async def _seat_crowd(data_dir: Path, database_url: str, learners: int) -> list[Seat]:
    app = create_app(Settings(data_dir=data_dir, database_url=database_url))
    state = app.state
    try:
        async with state.database.transaction() as session:
            agency = (
                await session.execute(select(Agency.id).where(Agency.parent_id.is_(None)))
            ).scalar_one()
        return [await _seat(state, agency, number) for number in range(learners)]
    finally:
        await state.lessons.cache.close()
        state.passwords.close()
        await state.database.dispose()


async def _seat(state: Any, agency: UUID, number: int) -> Seat:
    now = datetime.now(UTC)
    async with state.database.transaction() as session:
        person = make_person(session, agency, number, now)
        await session.flush()
        session.add(
            RoleGrant(
                id=uuid7(), person_id=person, role=Role.LEARNER, agency_id=agency, created_at=now
            )
        )
        token = await state.sessions.create(session, person, now)
    async with state.database.transaction() as session:
        actor = await actor_for(session, person, now)
        assert actor is not None
        enrolment, _ = await learning.enrol(session, actor, slug=COURSE, now=now)
    published = await state.publications.get(enrolment.publication_id)
    lesson, quiz = (
        next(a for a in published.public.activities() if a.kind == kind)
        for kind in ("lesson", "quiz")
    )
    about = {"enrolment": str(enrolment.id), "activity": str(quiz.id)}
    [begun] = await apply_own(
        state.database, actor, [("start", about)], state.command_registry, now
    )
    attempt = UUID(begun.answer["attempt"]["id"])
    async with state.database.reading() as session:
        view = await attempt_view(session, actor, attempt, now)
    chosen = next(q for q in view.questions if q.kind in FIRST_OPTION)
    option = chosen.html.partition('value="')[2].partition('"')[0]
    return Seat(
        token=token,
        enrolment=about["enrolment"],
        lesson=str(lesson.id),
        quiz=about["activity"],
        attempt=str(attempt),
        question=chosen.id,
        response=json.dumps(FIRST_OPTION[chosen.kind](option)),
    )


def make_person(session: AsyncSession, agency: UUID, number: int, now: datetime) -> UUID:
    """An invented learner, added to the session; the id."""
    name = f"Peserta {number} Contoh (rekaan)"
    person = Person(
        id=uuid7(),
        name=name,
        search_name=name.casefold(),
        email=f"peserta-{number}@contoh.example",
        agency_id=agency,
        employment=Employment.PNS,
        language="id",
        status=PersonStatus.ACTIVE,
        password_hash=None,
        must_change_password=False,
        created_at=now,
    )
    session.add(person)
    return person.id


def command(seat: Seat, number: int) -> dict[str, Any]:
    """What a learner sends now: where the lesson stands, or an answer."""
    now = datetime.now(UTC)
    if number % 2:
        kind = "answer"
        payload: dict[str, Any] = {
            "enrolment": seat.enrolment,
            "activity": seat.quiz,
            "attempt": seat.attempt,
            "question": seat.question,
            "response": json.loads(seat.response),
        }
    else:
        kind = "position"
        payload = {
            "enrolment": seat.enrolment,
            "activity": seat.lesson,
            "spot": f"b{number % 40}",
            "furthest": number % 1000,
        }
    return {
        "id": str(uuid7()),
        "seq": number,
        "hlc": f"{int(now.timestamp() * 1000)}.{number % 60000}",
        "kind": kind,
        "occurred_at": now.isoformat(),
        "payload": payload,
    }


def push(made: dict[str, Any]) -> dict[str, Any]:
    return {
        "device": "perangkat-uji-beban",
        "sent_at": made["occurred_at"],
        "commands": [made],
    }


LUA = """
local seats = {%s}
local number, start = 0, os.time()
math.randomseed(start + %d)
local salt = string.format("%%04x%%08x", math.random(0, 65535), math.random(0, 2147483647))
local stamp = os.date("!%%Y-%%m-%%dT%%H:%%M:%%SZ", start)
local headers = {["Content-Type"] = "application/json", ["Sec-Fetch-Site"] = "same-origin"}
request = function()
  number = number + 1
  local seat = seats[number %% #seats + 1]
  local id = string.format("%%08x-%%04x-7%%03x-8%%03x-%%s",
    start, math.floor(number / 4096) %% 65536, number %% 4096, math.random(0, 4095), salt)
  local about, kind
  if number %% 2 == 1 then
    kind = "answer"
    about = seat.answer
  else
    kind = "position"
    about = string.format('%%s,"spot":"b%%d","furthest":%%d',
      seat.position, number %% 40, number %% 1000)
  end
  headers["Cookie"] = seat.cookie
  return wrk.format("POST", nil, headers, string.format(
    '{"device":"perangkat-uji-beban","sent_at":"%%s","commands":[{"id":"%%s","seq":%%d,' ..
    '"hlc":"%%d000.%%d","kind":"%%s","occurred_at":"%%s","payload":{%%s}}]}',
    stamp, id, number, start, number %% 60000, kind, stamp, about))
end
"""


def lua_of(seats: list[Seat], salt: int) -> str:
    """The same for wrk."""
    rows = []
    for seat in seats:
        said = asdict(seat)
        position = f'"enrolment":"{seat.enrolment}","activity":"{seat.lesson}"'
        answer = (
            '"enrolment":"{enrolment}","activity":"{quiz}","attempt":"{attempt}",'
            '"question":"{question}","response":{response}'
        ).format(**said)
        rows.append(
            "{cookie=%s,position=%s,answer=%s}"  # noqa: UP031 - Lua has braces of its own
            % tuple(json.dumps(one) for one in (f"lentera={seat.token}", position, answer))
        )
    return LUA % (",\n".join(rows), salt)
