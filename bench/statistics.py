"""What statistics cost after a hundred attempts and after a hundred thousand, on SQLite.

``python -m bench.statistics [--rounds 7]``

A quiz of twenty questions. Attempts are put into the tables, counted by the same chore that the
worker runs, and read by the same function as the page's API. For the hundred thousand the sums of a
thousand are multiplied by a hundred: their rows are then those that so many like them would leave.
Recounting is measured over a thousand attempts read from the tables and grows with their number.
Figures are the lower quintile of the rounds, in milliseconds; ratios are judged. Ends with one line
per budget: ``name measured budget ok|short``. Exit status 1 if one falls short.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from app.assessment.models import AnswerVersion, Attempt, AttemptState
from app.assessment.statistics import folding, queries
from app.assessment.statistics.models import (
    AnswerTally,
    QuestionTally,
    QuizTally,
    Scope,
    StatisticsDue,
)
from app.assessment.statistics.plan import contribution_of
from app.assessment.statistics.reading import quiz_statistics
from app.assessment.statistics.tallies import add, question_sums, quiz_sums
from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity.actor import Actor, Grant
from app.identity.models import Person, Role
from app.identity.service import agency_for_account, create_person
from app.kit.database import Database, sqlite_url
from app.kit.ids import uuid7
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus
from app.operations.migrating import migrate
from tests.assessment.make_question import question as made_question
from tests.assessment.make_quiz import make_quiz
from tests.make_course import make_course

QUESTIONS = tuple(f"bank.soal-{number:02}" for number in range(20))
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SEED, BATCH = 1_000, 100
BUDGETS = {
    "read_100000_vs_100": 2.0,
    "fold_100000_vs_100": 2.0,
}


class Desk:
    """A course with one quiz, and people who take it."""

    def __init__(self, database: Database) -> None:
        self.database, self.rng, self.made = database, random.Random(1), 0
        self.agency = self.person = self.course = self.quiz = UUID(int=0)
        self.publication, self.slug = "", "uji-statistik"

    async def open(self) -> None:
        async with self.database.transaction() as session:
            home = await agency_for_account(session, name=None, default_name="Lentera", now=NOW)
            self.agency = home.id
            activity, secrets = make_quiz()
            asked = {
                one: made_question("single_choice", id=one.removeprefix("bank."), key="a")
                for one in QUESTIONS
            }
            secrets["questions"] = {k: q.model_dump(mode="json") for k, q in asked.items()}
            pool = {"label": "bank", "count": len(QUESTIONS), "questions": list(QUESTIONS)}
            secrets["pools"] = [secrets["pools"][0] | pool]
            made = await make_course(
                session,
                NOW,
                slug=self.slug,
                lessons=(),
                more=[activity],
                private={activity.id: secrets},
            )
        self.course, self.quiz, self.publication = made.id, activity.id, made.publication_id

    async def attempts(self, count: int) -> None:
        """So many closed attempts of as many people, waiting to be counted."""
        people, enrolments, attempts, answers, due = [], [], [], [], []
        for _ in range(count):
            self.made += 1
            person, enrolment, attempt = uuid7(), uuid7(), uuid7()
            people.append(self._person(person))
            enrolments.append(self._enrolment(person, enrolment))
            ability, marks = self.rng.gauss(0, 1), {}
            for number, question in enumerate(QUESTIONS):
                right = self.rng.gauss(ability, 1) > (number - 10) / 8
                choice = "a" if right else self.rng.choice("bc")
                command = uuid7()
                marks[question] = {"command": str(command), "credit": "1" if right else "0"}
                answers.append(self._answer(person, attempt, question, command, choice))
            score = sum(one["credit"] == "1" for one in marks.values()) * 10_000 // len(QUESTIONS)
            attempts.append(self._attempt(person, enrolment, attempt, marks, score))
            due.append({"id": uuid7(), "activity_id": self.quiz, "attempt_id": attempt})
        async with self.database.transaction() as session:
            for table, rows in (
                (Person, people),
                (Enrolment, enrolments),
                (Attempt, attempts),
                (AnswerVersion, answers),
                (StatisticsDue, due),
            ):
                await session.execute(insert(table), rows)

    def _person(self, person: UUID) -> dict[str, Any]:
        return self._template | {"id": person, "email": f"uji-{self.made}@contoh.example"}

    async def template(self) -> None:
        async with self.database.transaction() as session:
            made = await create_person(
                session, name="Peserta Contoh", nip=None, email=None, agency_id=self.agency, now=NOW
            )
            await session.flush()
            columns = Person.__table__.columns.keys()
            self._template = {name: getattr(made, name) for name in columns}
        self.person = made.id

    def _enrolment(self, person: UUID, enrolment: UUID) -> dict[str, Any]:
        return {
            "id": enrolment,
            "person_id": person,
            "course_id": self.course,
            "publication_id": self.publication,
            "status": EnrolmentStatus.ACTIVE,
            "enrolled_at": NOW,
            "updated_at": NOW,
        }

    def _answer(
        self, person: UUID, attempt: UUID, question: str, command: UUID, choice: str
    ) -> dict[str, Any]:
        return {
            "person_id": person,
            "command_id": command,
            "attempt_id": attempt,
            "question_id": question,
            "response": {"choice": choice},
            "content_hash": "0" * 64,
            "hlc": 1,
            "replaces": [],
            "received_at": NOW,
        }

    def _attempt(
        self, person: UUID, enrolment: UUID, attempt: UUID, marks: dict[str, Any], score: int
    ) -> dict[str, Any]:
        return {
            "id": attempt,
            "person_id": person,
            "enrolment_id": enrolment,
            "activity_id": self.quiz,
            "publication_id": self.publication,
            "chance": 1,
            "seed": "0" * 64,
            "state": AttemptState.CLOSED,
            "asked": [{"question": one, "slots": list("abc")} for one in QUESTIONS],
            "pass_mark": 7_000,
            "started_at": NOW,
            "closed_at": NOW,
            "marks": marks,
            "score": score,
            "passed": score >= 7_000,
        }

    async def count(self) -> None:
        await folding.fold_due(self.database, NOW)

    async def read(self) -> None:
        trainer = Actor(
            person_id=self.person,
            name="Pengajar Contoh",
            agency_id=self.agency,
            agency_path="/",
            time_zone="Asia/Jakarta",
            language="id",
            must_change_password=False,
            grants=(Grant(Role.TRAINER, None, None, self.course),),
        )
        async with self.database.reading() as session:
            told = await quiz_statistics(
                session,
                trainer,
                course=self.slug,
                activity="kuis",
                scope=Scope.FIRST,
                layout=None,
            )
        assert len(told.questions) == len(QUESTIONS)
        assert told.attempts >= BATCH

    async def recount(self) -> None:
        """All sums from all attempts that are in the tables."""
        async with self.database.reading() as session:
            ids = (await session.execute(select(Attempt.id))).scalars().all()
            found = await queries.standings(session, ids)
            responses = await queries.responses_of(session, found)
            plan = await folding.plan_at(session, self.publication, self.quiz)
        whole: dict[str, dict[str, int]] = {}
        for one in found:
            told = contribution_of(
                plan,
                one.asked,
                one.marks,
                responses.get(one.attempt_id, {}),
                score=one.score,
                passed=one.passed,
            )
            add(whole.setdefault("quiz", {}), quiz_sums(told))
            for asked in told.questions:
                add(whole.setdefault(asked.question, {}), question_sums(told, asked))

    async def multiply(self, times: int) -> None:
        """As if each attempt so far had been made so many times."""
        async with self.database.transaction() as session:
            tables: tuple[type[Any], ...] = (QuizTally, QuestionTally, AnswerTally)
            for table in tables:
                for row in (await session.execute(select(table))).scalars():
                    row.tally = {name: value * times for name, value in row.tally.items()}
            await session.execute(update(AnswerTally).values(count=AnswerTally.count * times))


async def _timed(rounds: int, act: Callable[[], Awaitable[None]], before: Any = None) -> float:
    taken = []
    for _ in range(rounds):
        if before is not None:
            await before()
        begun = time.perf_counter()
        await act()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[rounds // 5]


async def measure(folder: Path, rounds: int) -> dict[str, float]:
    url = sqlite_url(folder / "lentera.db")
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    database.info[PUBLICATIONS_KEY] = Publications(database)
    desk = Desk(database)
    try:
        await desk.open()
        await desk.template()
        await desk.attempts(BATCH)
        await desk.count()
        figures = {"read_100_ms": await _timed(rounds, desk.read)}
        figures["fold_batch_100_ms"] = await _timed(
            rounds, desk.count, lambda: desk.attempts(BATCH)
        )
        while desk.made < SEED:
            await desk.attempts(BATCH)
            await desk.count()
        figures["recount_1000_ms"] = await _timed(3, desk.recount)
        recounted = desk.made
        await desk.multiply(100_000 // desk.made)
        figures["read_100000_ms"] = await _timed(rounds, desk.read)
        figures["fold_batch_100000_ms"] = await _timed(
            rounds, desk.count, lambda: desk.attempts(BATCH)
        )
    finally:
        await database.dispose()
    figures["read_100000_vs_100"] = figures["read_100000_ms"] / figures["read_100_ms"]
    figures["fold_100000_vs_100"] = figures["fold_batch_100000_ms"] / figures["fold_batch_100_ms"]
    whole = figures["recount_1000_ms"] * 100_000 / recounted
    figures["recount_100000_vs_read"] = whole / figures["read_100000_ms"]
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description="What statistics cost as attempts grow")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(Path(folder), rounds))
    for name, value in figures.items():
        print(f"{name} {value:.2f}")
    short = False
    for name, most in BUDGETS.items():
        ok = figures[name] <= most
        short = short or not ok
        print(f"{name} {figures[name]:.2f} {most:.2f} {'ok' if ok else 'short'}")
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
