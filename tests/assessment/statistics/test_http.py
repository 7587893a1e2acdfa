"""Statistics over HTTP: the turned key is found, rights hold, little stays private."""

import csv
import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import select

from app.assessment.service import measured_difficulty
from app.assessment.statistics.folding import fold_due
from app.catalogue.models import Course
from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from app.terminal import rebuild_statistics
from tests.assessment.conftest import QuizRoom
from tests.assessment.statistics.cohort import TURNED, people, sit
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn

URL = "/api/v1/teaching/courses/bersama/quizzes/kuis/statistics"


@dataclass
class Desk:
    room: QuizRoom
    budi: AsyncClient

    async def sit(self, count: int) -> None:
        await sit(self.room, await people(self.room, count), count=None)
        async with self.room.database.transaction() as session:
            course = (
                await session.execute(select(Course).where(Course.slug == "bersama"))
            ).scalar_one()
            grant = RoleGrant(
                id=uuid7(),
                person_id=self.room.cast.budi.id,
                role=Role.TRAINER,
                course_id=course.id,
                created_at=self.room.clock(),
            )
            session.add(grant)
        await fold_due(self.room.database, self.room.clock())


@pytest.fixture
async def desk(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Desk:
    """Budi at the statistics of a quiz; nobody has taken it yet."""
    state = app.state
    room = QuizRoom(state.database, clock, cast, state.publications, state.command_registry)
    return Desk(room, await as_player(cast.budi))


async def test_it_works(desk: Desk, as_player: SignIn) -> None:
    await desk.sit(12)
    told = (await desk.budi.get(URL)).json()
    assert (told["attempts"], told["waiting"], told["confidence"]) == (12, 0, "early")
    assert sum(told["scores"]["histogram"]) == 12
    assert told["reliability"]["alpha"] < 1
    assert {one["slot"] for one in told["slots"]} == {row["id"] for row in told["questions"]}
    # The turned key is what asks to be looked at first, and says so in words.
    first = told["questions"][0]
    assert first["id"] == TURNED
    assert first["discrimination"] < -0.5
    assert first["hints"][0]["code"] == "key_suspect"
    assert first["hints"][0]["words"].startswith("Soal ini mungkin salah kunci")
    # Of four questions one turned key pulls another down with it, but less far.
    others = [row["discrimination"] for row in told["questions"][1:] if row["discrimination"]]
    assert all(first["discrimination"] < one for one in others)

    one = (await desk.budi.get(f"{URL}/questions/{TURNED}")).json()
    assert one["row"]["hints"] == first["hints"]
    assert "Pilihan b" in one["key"]
    assert "<fieldset" in one["html"]
    answers = {row["answer"]: row for row in one["answers"]}
    assert {name: row["count"] for name, row in answers.items()} == {"a": 6, "b": 6, "c": 0}
    assert answers["a"]["upper"] > 0.6
    assert answers["a"]["lower"] < 0.4
    assert answers["c"]["upper"] == answers["c"]["share"] == 0
    assert [answers[name]["right"] for name in "abc"] == [False, True, False]
    assert sum(row["share"] for row in answers.values()) == pytest.approx(1)
    assert [(v["attempts"], v["current"]) for v in one["versions"]] == [(12, True)]

    async with desk.room.database.reading() as session:
        measured = await measured_difficulty(session, [TURNED, "bank.tidak-ada"])
    assert {name: (m.attempts, m.facility) for name, m in measured.items()} == {TURNED: (12, 0.5)}

    # An admin reads it too; a learner, a stranger and another course's trainer do not.
    assert (await (await as_player(desk.room.cast.rina)).get(URL)).status_code == 200
    for player in (desk.room.cast.sari, desk.room.cast.dewi, desk.room.cast.asep):
        client = await as_player(player)
        for url in (URL, f"{URL}/questions/{TURNED}", f"{URL}/export"):
            assert (await client.get(url)).status_code == 404


async def test_few_attempts_suggest_nothing_and_show_no_answers(desk: Desk) -> None:
    await desk.sit(4)
    told = (await desk.budi.get(URL)).json()
    assert (told["attempts"], told["confidence"]) == (4, "none")
    assert all(row["hints"] == [] for row in told["questions"])
    one = (await desk.budi.get(f"{URL}/questions/{TURNED}")).json()
    assert one["answers"] == []
    assert one["row"]["facility"] is not None


async def test_a_written_answer_of_one_person_is_not_told(desk: Desk) -> None:
    await desk.sit(6)
    one = (await desk.budi.get(f"{URL}/questions/bank.tiga")).json()
    shown = {row["answer"]: row["count"] for row in one["answers"]}
    assert all(count >= 2 for answer, count in shown.items() if answer)
    assert sum(shown.values()) + one["rare"] == 6


async def test_the_table_goes_into_a_spreadsheet(desk: Desk) -> None:
    await desk.sit(5)
    answer = await desk.budi.get(f"{URL}/export?format=csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="statistik-kuis.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Soal", "Bunyi"]
    assert {row[0] for row in rows[1:]} == {"bank.satu", "bank.dua", "bank.tiga", "bank.empat"}
    assert {row[4] for row in rows[1:]} == {"5"}
    book = await desk.budi.get(f"{URL}/export")
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert len(sheet.findall(".//{*}row")) == 5


async def test_the_operator_counts_everything_anew(
    desk: Desk, app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.sit(5)
    before = (await desk.budi.get(URL)).json()
    assert await rebuild_statistics(app.state.settings) == 0
    assert "Counted 5 attempts of 1 quizzes anew." in capsys.readouterr().out
    assert (await desk.budi.get(URL)).json() == before


async def test_before_the_first_attempt_there_are_the_questions_alone(
    desk: Desk, as_player: SignIn
) -> None:
    await desk.room.seat(await desk.room.actor(desk.room.cast.sari.id), slug="bersama")
    rina = await as_player(desk.room.cast.rina)
    told = (await rina.get(URL)).json()
    assert (told["attempts"], told["scores"], told["reliability"]) == (0, None, None)
    assert len(told["questions"]) == 4
    one = await rina.get(f"{URL}/questions/{TURNED}")
    assert one.json()["row"]["facility"] is None
    for wrong in (f"{URL}/questions/bank.lain", URL.replace("kuis/", "modul/")):
        assert (await rina.get(wrong)).status_code == 404
    for odd in ("scope=lain", "layout=%00", "layout=" + "x" * 99):
        assert (await rina.get(f"{URL}?{odd}")).status_code == 422
    assert (await rina.get(f"{URL}?scope=all&layout=tidak-ada")).status_code == 200
