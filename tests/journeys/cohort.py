"""Sixty invented people at a shipped quiz, by the same commands that their devices would send.

Who knows more does better. At one question those who know all choose the same wrong option, as
they would if its key were the wrong way round.
"""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from math import exp
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.quizzes import quiz_at
from app.assessment.service import attempt_view
from app.catalogue.service import course_with_slug
from app.identity.service import actor_for, agency_for_account, create_person
from app.learning.schemas import Push
from app.learning.service import enrol
from app.learning.sync import apply_batch
from app.main import create_app
from app.settings import Settings
from tests.content.cohort import Response, guess, readings
from tests.learning.devices import Device

PEOPLE = 60
COURSE, QUIZ = "pelayanan-publik-prima", "kuis-hakikat-dan-asas"


@dataclass(frozen=True, slots=True)
class Cohort:
    """What they left behind: ``turned`` is the question with the turned key."""

    course: str
    quiz: str
    turned: str


def sit(data_dir: Path) -> Cohort:
    """In a thread of its own: a browser's driver has this thread's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_sit(data_dir))).result()


async def _sit(data_dir: Path) -> Cohort:
    app = create_app(Settings(data_dir=data_dir))
    try:
        return await _everybody(app.state)
    finally:
        await app.state.lessons.cache.close()
        app.state.passwords.close()
        await app.state.database.dispose()


async def _everybody(state: Any) -> Cohort:
    rng, known = random.Random(20261122), readings()
    async with state.database.transaction() as session:
        course = await course_with_slug(session, COURSE)
        assert course is not None
        assert course.publication_id is not None
        published = await state.publications.get(course.publication_id)
        activity = published.public.activity_by_slug(QUIZ)
        people = [await _person(session, number) for number in range(PEOPLE)]
    quiz = published.private.activities[activity.id]
    turned = next(
        name
        for name, question in sorted(quiz["questions"].items())
        if question["kind"] == "single_choice"
    )
    options = [one["id"] for one in quiz["questions"][turned]["pieces"]["id"]["options"]]
    wrong = next(one for one in options if one != known[turned]["choice"])
    difficulty = {name: rng.gauss(0, 1) for name in sorted(quiz["questions"])}
    for person in people:
        # Far apart, so that the twenty or so who draw the question show it whatever they draw.
        ability = rng.gauss(0, 2.5)

        def response(name: str, question: Any, ability: float = ability) -> Response:
            if name == turned:
                return {"choice": wrong} if ability > 0 else known[turned]
            knows = rng.random() < 1 / (1 + exp(difficulty[name] - ability))
            return known[name] if knows else guess(question, rng)

        await _take(state, person, activity.id, response)
    return Cohort(COURSE, QUIZ, turned)


async def _person(session: AsyncSession, number: int) -> UUID:
    now = datetime.now(UTC)
    home = await agency_for_account(session, name=None, default_name="Lentera", now=now)
    person = await create_person(
        session,
        name=f"Peserta Kohort {number} (rekaan)",
        nip=None,
        email=f"kohort-{number}@contoh.example",
        agency_id=home.id,
        now=now,
    )
    return person.id


async def _take(state: Any, person: UUID, activity: UUID, response: Any) -> None:
    device, now = Device("telepon-kohort"), datetime.now(UTC)
    async with state.database.transaction() as session:
        actor = await actor_for(session, person, now)
        assert actor is not None
        enrolment, _ = await enrol(session, actor, slug=COURSE, now=now)

    async def push(*commands: dict[str, Any]) -> Any:
        body = Push.model_validate(device.push(now, *commands))
        return await apply_batch(state.database, actor, body, state.command_registry, now)

    about = {"enrolment": enrolment.id, "activity": activity}
    begun = await push(device.command("start", now, **about))
    attempt = UUID(begun.results[0].answer["attempt"]["id"])
    async with state.database.reading() as session:
        seen = await attempt_view(session, actor, attempt, now)
        quiz = await quiz_at(session, enrolment.publication_id, activity)
        assert quiz is not None
    made = []
    for one in seen.questions:
        answer = device.command("answer", now, **about)
        answer["payload"] |= {
            "attempt": str(attempt),
            "question": one.id,
            "response": dict(response(one.id, quiz.question(one.id))),
            "replaces": [],
        }
        made.append(answer)
    saved = (await push(*made)).results
    pins = {
        one.id: {"command": str(result.id), "sha256": str(result.sha256)}
        for one, result in zip(seen.questions, saved, strict=True)
    }
    submit = device.command("submit", now, **about)
    submit["payload"] |= {"attempt": str(attempt), "answers": pins}
    await push(submit)
