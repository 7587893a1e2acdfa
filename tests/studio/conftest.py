"""A published course with its files, Budi who teaches it, and Tono who teaches another one."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.catalogue.compiler.compile import CompiledCourse
from app.catalogue.publishing import publish
from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from tests.cast import Cast
from tests.catalogue.make_content import BANK, QUIZ, compiled_course
from tests.conftest import FixedClock, SignIn
from tests.make_course import make_course

QUESTION = """\
- id: soal-{n}
  kind: true_false
  competency: {competency}
  difficulty: {difficulty}
  author: Tim Contoh
  review_on: 2027-01-01
  points: 1
  key: {key}
  text:
    id: {{stem: Pernyataan rekaan nomor {n}., explanation: Itu asas pelayanan.}}
    en: {{stem: Invented statement number {n}., explanation: It is a principle.}}
"""


def bank(questions: int = 6) -> str:
    """A bank's file: half of its questions easy, half hard; two competencies by turns."""
    return "".join(
        QUESTION.format(
            n=n,
            competency="Pelayanan Publik" if n % 2 else "Integritas",
            difficulty="easy" if n <= questions // 2 else "hard",
            key="true" if n % 3 else "false",
        )
        for n in range(1, questions + 1)
    )


QUIZ_FILE = """\
kind: quiz
id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0004
text:
  id: {title: Kuis, summary: Empat soal., intro: Baca dengan tenang.}
  en: {title: Quiz, summary: Four questions., intro: Read calmly.}
pass_mark: 70
chances: 3
draw:
  - {bank: contoh, count: 4}
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """``url`` is the course in the teaching API."""

    budi: AsyncClient
    rina: AsyncClient
    stranger: AsyncClient
    sari: AsyncClient
    compiled: CompiledCourse
    url: str = "/api/v1/teaching/courses/contoh"
    quiz: str = "/api/v1/teaching/courses/contoh/quizzes/kuis"


def course_files(folder: Path) -> CompiledCourse:
    return compiled_course(folder, {BANK: bank(), QUIZ: QUIZ_FILE})


@pytest.fixture
async def desk(
    app: FastAPI, cast: Cast, clock: FixedClock, tmp_path: Path, as_player: SignIn
) -> Desk:
    compiled = course_files(tmp_path / "content")
    async with app.state.database.transaction() as session:
        await publish(session, compiled, now=clock())
        other = await make_course(session, clock(), slug="lain")
        for player, role, course in (
            (cast.budi, Role.TRAINER, compiled.course_id),
            (cast.tono, Role.TRAINER, other.id),
        ):
            session.add(
                RoleGrant(
                    id=uuid7(),
                    person_id=player.id,
                    role=role,
                    course_id=course,
                    created_at=clock(),
                )
            )
    return Desk(
        budi=await as_player(cast.budi),
        rina=await as_player(cast.rina),
        stranger=await as_player(cast.tono),
        sari=await as_player(cast.sari),
        compiled=compiled,
    )
