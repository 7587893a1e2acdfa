"""Sari and Joko, each enrolled in a course that is one quiz, and devices to answer it with."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.assessment.chances import attempt_id
from app.assessment.closing import JOBS
from app.assessment.events import AttemptJudged
from app.assessment.models import Attempt
from app.assessment.permits import SEEDS_KEY, STARTS_KEY
from app.assessment.schemas import AttemptRead
from app.assessment.service import attempt_view
from app.assessment.testing_out import on_attempt_judged
from app.catalogue.document import Activity
from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity.actor import Actor
from app.identity.service import actor_for
from app.identity.tokens import StartTokens
from app.kit.database import Database
from app.kit.jobs import run_due_jobs
from app.kit.keys import Keyring
from app.learning import service
from app.learning.models import ActivityState
from app.learning.schemas import CommandResult, Push
from app.learning.sync import Registry, apply_batch
from app.wiring import COMMAND_KINDS, FOLLOW_UPS
from tests.assessment.make_quiz import make_quiz
from tests.cast import Cast, assemble
from tests.conftest import FixedClock
from tests.learning.devices import Device
from tests.make_course import make_course


@dataclass
class Seat:
    """One person's place at one quiz."""

    actor: Actor
    enrolment: UUID
    activity: UUID
    device: Device
    sent: list[tuple[Device, dict[str, Any]]] = field(default_factory=list)

    def attempt(self, chance: int = 1) -> UUID:
        return attempt_id(self.enrolment, self.activity, chance)


@dataclass
class QuizRoom:
    database: Database
    clock: FixedClock
    cast: Cast
    publications: Publications
    registry: Registry
    made: int = 0

    async def seat(
        self,
        actor: Actor,
        *,
        slug: str | None = None,
        lessons: Sequence[str] = (),
        more: Sequence[Activity] = (),
        **rules: Any,
    ) -> Seat:
        """A fresh course with one quiz of these rules, and the actor enrolled in it.

        ``lessons`` and ``more`` activities stand before the quiz.
        """
        self.made += 1
        slug = slug or f"kuis-{self.made}"
        activity, private = make_quiz(**rules)
        async with self.database.transaction() as session:
            course = await make_course(
                session,
                self.clock(),
                slug=slug,
                lessons=lessons,
                more=[*more, activity],
                private={activity.id: private},
            )
        return await self.join(actor, course.slug, activity.id)

    async def join(self, actor: Actor, slug: str, activity: UUID) -> Seat:
        async with self.database.transaction() as session:
            enrolment, _ = await service.enrol(session, actor, slug=slug, now=self.clock())
        return Seat(actor, enrolment.id, activity, Device("telepon-pertama"))

    def command(
        self, seat: Seat, kind: str, *, device: Device | None = None, **payload: Any
    ) -> dict[str, Any]:
        """A command about the seat's quiz, made by the seat's own device or another."""
        made = (device or seat.device).command(
            kind, self.clock(), enrolment=seat.enrolment, activity=seat.activity
        )
        made["payload"] |= payload
        return made

    def answer(
        self,
        seat: Seat,
        question: str,
        response: Mapping[str, Any],
        *,
        chance: int = 1,
        replaces: tuple[str, ...] = (),
        device: Device | None = None,
    ) -> dict[str, Any]:
        return self.command(
            seat,
            "answer",
            device=device,
            attempt=str(seat.attempt(chance)),
            question=question,
            response=dict(response),
            replaces=list(replaces),
        )

    def submit(
        self,
        seat: Seat,
        pins: Mapping[str, CommandResult | tuple[str, str]],
        *,
        chance: int = 1,
        device: Device | None = None,
    ) -> dict[str, Any]:
        """Hands in answers, given by their results or as (command id, sha256)."""
        named = {
            question: (pin if isinstance(pin, tuple) else (str(pin.id), str(pin.sha256)))
            for question, pin in pins.items()
        }
        return self.command(
            seat,
            "submit",
            device=device,
            attempt=str(seat.attempt(chance)),
            answers={q: {"command": pin[0], "sha256": pin[1]} for q, pin in named.items()},
        )

    async def push(
        self,
        seat: Seat,
        *commands: dict[str, Any],
        device: Device | None = None,
        actor: Actor | None = None,
    ) -> list[CommandResult]:
        push = Push.model_validate((device or seat.device).push(self.clock(), *commands))
        who = actor or seat.actor
        return (await apply_batch(self.database, who, push, self.registry, self.clock())).results

    async def one(self, seat: Seat, command: dict[str, Any], **how: Any) -> CommandResult:
        return (await self.push(seat, command, **how))[0]

    async def start(self, seat: Seat, **how: Any) -> CommandResult:
        return await self.one(seat, self.command(seat, "start"), **how)

    async def take(
        self, seat: Seat, responses: Mapping[str, Mapping[str, Any]], *, chance: int = 1
    ) -> CommandResult:
        """A whole attempt, online: start, answer, submit."""
        await self.start(seat)
        answers = [self.answer(seat, q, r, chance=chance) for q, r in responses.items()]
        saved = dict(zip(responses, await self.push(seat, *answers), strict=True))
        return await self.one(seat, self.submit(seat, saved, chance=chance))

    async def view(self, seat: Seat, chance: int = 1, *, actor: Actor | None = None) -> AttemptRead:
        async with self.database.reading() as session:
            return await attempt_view(
                session,
                actor or seat.actor,
                seat.attempt(chance),
                self.clock(),
            )

    async def asked(self, seat: Seat, chance: int = 1) -> list[dict[str, Any]]:
        """What an attempt asks, as it is stored."""
        async with self.database.reading() as session:
            attempt = await session.get(Attempt, seat.attempt(chance))
        assert attempt is not None
        return attempt.asked

    async def outcome(self, seat: Seat) -> ActivityState | None:
        """What learning knows of the quiz."""
        async with self.database.reading() as session:
            return await session.get(ActivityState, (seat.enrolment, seat.activity))

    async def run_jobs(self) -> int:
        return await run_due_jobs(self.database, JOBS, self.clock)

    async def actor(self, person_id: UUID) -> Actor:
        async with self.database.transaction() as session:
            found = await actor_for(session, person_id, self.clock())
        assert found is not None
        return found


@pytest.fixture
async def room(database_url: str, clock: FixedClock, tmp_path: Path) -> AsyncIterator[QuizRoom]:
    database = Database(database_url, {AttemptJudged: [on_attempt_judged]})
    publications = Publications(database)
    database.info |= {
        PUBLICATIONS_KEY: publications,
        SEEDS_KEY: b"s" * 32,
        STARTS_KEY: StartTokens(Keyring(tmp_path), "lentera"),
    }
    async with database.transaction() as session:
        cast = await assemble(session, clock())
    registry = Registry(COMMAND_KINDS, FOLLOW_UPS, b"r" * 32)
    yield QuizRoom(database, clock, cast, publications, registry)
    await database.dispose()


@pytest.fixture
async def sari(room: QuizRoom) -> Actor:
    return await room.actor(room.cast.sari.id)


@pytest.fixture
async def joko(room: QuizRoom) -> Actor:
    return await room.actor(room.cast.joko.id)


@pytest.fixture
async def seat(room: QuizRoom, sari: Actor) -> Seat:
    """Sari at a quiz of four questions, pass mark 70 %, two chances."""
    return await room.seat(sari)
