"""Publishing content keeps the banks of files in step, and leaves alone what the studio owns."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.assessment.kind import QuizKind
from app.banks import service as banks
from app.banks.checking import findings_of
from app.banks.models import (
    BankAsset,
    BankOrigin,
    BankQuestion,
    QuestionBank,
    QuestionTag,
    QuestionUse,
    QuestionVersion,
)
from app.banks.places import path_at
from app.catalogue.compiler.compile import CompileReport, compile_all
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.reader import read
from app.catalogue.models import Asset
from app.catalogue.publishing import publish
from app.identity.models import Agency
from app.kit.audit import AuditEntry
from app.kit.database import Database
from app.kit.ids import uuid7
from app.settings import Settings
from app.terminal import publish_content
from app.wiring import ACTIVITY_KINDS
from tests.catalogue.make_content import BANK, FILES, QUIZ, report_of
from tests.conftest import FixedClock

ROOT = Path(__file__).resolve().parents[2]
FIGURE = ':::figure{src="assets/loket.svg" alt="Dua loket" licence="CC BY 4.0, Lentera"}\nDua.\n:::'
SECOND = """\
- id: loket
  kind: single_choice
  competency: literasi-digital
  author: Tim Lentera
  review_on: 2026-10-01
  difficulty: hard
  tags: [antrean, loket]
  key: a
  text:
    id:
      stem: |
        Berapa **loket** pada gambar?

        {figure}
      options: [{{id: a, text: Dua}}, {{id: b, text: Tiga}}]
      explanation: Hitung gambarnya.
""".format(figure=FIGURE.replace("\n", "\n        "))
WITH_FIGURE: dict[str, str] = {
    BANK: FILES[BANK] + SECOND,
    "banks/contoh/assets/loket.svg": FILES["courses/contoh/dasar/assets/loket.svg"],
    QUIZ: FILES[QUIZ].replace("[contoh.benar]", "[contoh.loket, contoh.benar]"),
}


async def bring(
    database: Database, report: CompileReport, clock: FixedClock, *, take: bool = False
) -> dict[str, banks.Adopted]:
    """What ``content publish`` does."""
    assert not report.findings, "\n".join(map(str, report.findings))
    async with database.transaction() as session:
        for course in report.courses:
            await publish(session, course, now=clock())
    async with database.transaction() as session:
        adopted = await banks.adopt(session, report, now=clock(), take=take)
    return {one.slug: one for one in adopted}


async def questions(database: Database) -> dict[str, BankQuestion]:
    async with database.reading() as session:
        rows = (await session.execute(select(BankQuestion))).scalars()
        return {row.slug: row for row in rows}


async def test_a_bank_of_files_comes_with_all_its_questions(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    report = report_of(tmp_path / "1", WITH_FIGURE)
    adopted = await bring(database, report, clock)
    assert (adopted["contoh"].status, adopted["contoh"].added) == ("adopted", 2)
    found = await questions(database)
    loket = found["loket"]
    assert (loket.kind, loket.competency, loket.difficulty) == (
        "single_choice",
        "literasi-digital",
        "hard",
    )
    assert (loket.review_on, loket.version, loket.position) == (date(2026, 10, 1), 1, 2)
    assert loket.stem == "Berapa loket pada gambar? Dua."
    assert "berapa loket" in loket.search_text
    assert "tiga" in loket.search_text
    async with database.reading() as session:
        bank = (await session.execute(select(QuestionBank))).scalar_one()
        assert bank.course_id == report.courses[0].course_id
        assert (bank.slug, bank.title, bank.origin) == ("contoh", "Contoh", BankOrigin.FILES)
        tags = (await session.execute(select(QuestionTag.tag).order_by(QuestionTag.tag))).scalars()
        assert list(tags) == ["antrean", "loket"]
        asset = (
            await session.execute(
                select(Asset).join(BankAsset).where(BankAsset.file == "assets/loket.svg")
            )
        ).scalar_one()
        assert asset.media_type == "image/svg+xml"
        uses = (await session.execute(select(QuestionUse.bank, QuestionUse.question))).all()
        assert sorted(uses) == [("contoh", "benar"), ("contoh", "loket")]
        assert await banks.versions_of(session, ["contoh.loket", "contoh.tidak-ada", "x"]) == {
            "contoh.loket": 1
        }


async def test_only_what_changed_gets_a_new_version(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await bring(database, report_of(tmp_path / "1", WITH_FIGURE), clock)
    before = await questions(database)
    clock.advance(days=1)
    again = await bring(database, report_of(tmp_path / "1"), clock)
    assert again["contoh"].status == "adopted"  # one question left its file
    changed = WITH_FIGURE | {BANK: WITH_FIGURE[BANK].replace("didahulukan", "diutamakan")}
    third = await bring(database, report_of(tmp_path / "2", changed), clock)
    assert (third["contoh"].added, third["contoh"].changed) == (0, 1)
    after = await questions(database)
    assert (after["benar"].version, after["loket"].version) == (2, 1)
    assert after["benar"].id == before["benar"].id
    assert after["benar"].stem == "Lansia diutamakan."
    fourth = await bring(database, report_of(tmp_path / "2", changed), clock)
    assert fourth["contoh"].status == "unchanged"
    async with database.reading() as session:
        numbers = await session.execute(
            select(QuestionVersion.number, QuestionVersion.source)
            .where(QuestionVersion.question_id == after["benar"].id)
            .order_by(QuestionVersion.number)
        )
        texts = [(n, source["text"]["id"]["stem"]) for n, source in numbers]
        assert texts == [(1, "Lansia didahulukan."), (2, "Lansia diutamakan.")]


async def test_a_question_that_left_its_file_is_retired_and_may_return(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await bring(database, report_of(tmp_path / "1", WITH_FIGURE), clock)
    less = await bring(database, report_of(tmp_path / "2"), clock)
    assert less["contoh"].retired == 1
    assert (await questions(database))["loket"].status == "retired"
    async with database.reading() as session:
        source = (await banks.bank_sources(session, ["contoh"]))["contoh"]
        assert [one["id"] for one in source.data["questions"]] == ["benar"]
        assert await banks.bank_figures(session, ["contoh"]) == {}
    await bring(database, report_of(tmp_path / "3", WITH_FIGURE), clock)
    back = (await questions(database))["loket"]
    assert (back.status, back.version) == ("active", 1)


async def test_a_bank_whose_files_are_gone_is_retired(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    spare = {"banks/cadangan/soal.yaml": FILES[BANK]}
    first = await bring(database, report_of(tmp_path / "1", spare), clock)
    assert first["cadangan"].added == 1
    second = await bring(database, report_of(tmp_path / "2"), clock)
    assert second["cadangan"].status == "retired"
    assert "cadangan" not in await bring(database, report_of(tmp_path / "2"), clock)
    third = await bring(database, report_of(tmp_path / "3", spare), clock)
    assert third["cadangan"].status == "unchanged"
    async with database.reading() as session:
        retired = select(QuestionBank).where(QuestionBank.retired_at.is_not(None))
        assert (await session.execute(retired)).first() is None


async def test_a_bank_with_faults_that_no_quiz_asks_is_refused_alone(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    spare = {"banks/cadangan/soal.yaml": FILES[BANK].replace("key: true", "key: mungkin")}
    adopted = await bring(database, report_of(tmp_path / "1", spare), clock)
    assert adopted["cadangan"].status == "refused"
    assert adopted["cadangan"].findings[0].code == "C010"
    assert adopted["contoh"].status == "adopted"


async def test_a_bank_of_several_courses_or_none_is_the_root_agencys(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    spare = {"banks/cadangan/soal.yaml": FILES[BANK]}
    report = report_of(tmp_path / "1", spare)
    await bring(database, report, clock)  # nobody has made an agency yet
    async with database.transaction() as session:
        root = Agency(
            id=uuid7(), name="Kota", path="/a/", time_zone="Asia/Makassar", created_at=clock()
        )
        session.add(root)
    await bring(database, report, clock)
    async with database.reading() as session:
        rows = (await session.execute(select(QuestionBank).order_by(QuestionBank.slug))).scalars()
        assert [(b.slug, b.agency_id, b.course_id is None) for b in rows] == [
            ("cadangan", root.id, True),
            ("contoh", None, False),
        ]


async def test_the_studios_bank_is_left_alone_until_files_take_it(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await bring(database, report_of(tmp_path / "1"), clock)
    async with database.transaction() as session:
        await session.execute(text("UPDATE question_banks SET origin = 'studio'"))
    changed = report_of(tmp_path / "2", {BANK: FILES[BANK].replace("didahulukan", "diutamakan")})
    assert (await bring(database, changed, clock))["contoh"].status == "skipped-studio"
    assert (await questions(database))["benar"].version == 1
    taken = await bring(database, changed, clock, take=True)
    assert taken["contoh"].changed == 1
    async with database.reading() as session:
        bank = (await session.execute(select(QuestionBank))).scalar_one()
        assert bank.origin is BankOrigin.FILES
        acts = (await session.execute(select(AuditEntry.act))).scalars().all()
        assert "bank.given_back" in acts


async def test_a_version_cannot_be_changed_or_deleted(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await bring(database, report_of(tmp_path / "1"), clock)
    for statement in ("UPDATE question_versions SET note = 'x'", "DELETE FROM question_versions"):
        with pytest.raises(DBAPIError, match="question_versions are facts"):
            async with database.transaction() as session:
                await session.execute(text(statement))


async def test_uses_follow_the_current_publication(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await bring(database, report_of(tmp_path / "1", WITH_FIGURE), clock)
    fewer = {**WITH_FIGURE, QUIZ: FILES[QUIZ]}
    async with database.transaction() as session:  # by the event alone, without ``adopt``
        for course in report_of(tmp_path / "2", fewer).courses:
            await publish(session, course, now=clock() + timedelta(days=1))
    async with database.reading() as session:
        asked = (await session.execute(select(QuestionUse.question))).scalars().all()
        assert asked == ["benar"]


async def test_a_finding_leads_back_to_its_field(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await bring(database, report_of(tmp_path / "1", WITH_FIGURE), clock)
    async with database.reading() as session:
        bank = (await banks.bank_sources(session, ["contoh"]))["contoh"]
    text_of = bank.data["questions"][1]["text"]["id"]
    text_of["options"][1]["text"] = "Tekan login"
    finding = next(f for f in findings_of(bank, {}) if "login" in f.what)
    assert path_at(bank, finding) == ("questions", 1, "text", "id", "options", 1, "text")


@pytest.fixture(scope="module")
def shipped() -> CompileReport:
    return compile_all([ROOT / "content"], ACTIVITY_KINDS)


async def test_the_shipped_quizzes_compile_from_here_as_from_files(
    database: Database, clock: FixedClock, shipped: CompileReport
) -> None:
    adopted = await bring(database, shipped, clock)
    assert sum(one.questions for one in adopted.values()) >= 453
    tree = read(ROOT / "content")
    kind, compared = QuizKind(), 0
    facts = {cited.fact.id: cited.fact for cited in shipped.facts}
    async with database.reading() as session:
        stored = await banks.bank_sources(session, list(tree.banks))
        figures = await banks.bank_figures(session, list(tree.banks))
    assert set(stored) == set(tree.banks)
    for course in tree.courses:
        own = {a.file: a for m in course.modules.values() for a in m.assets.values()}
        own |= {a.file: a for files in tree.banks.values() for a in files.assets.values()}
        quizzes = [a for m in course.modules.values() for a in m.activities.values()]
        for quiz in quizzes:
            if quiz.data["kind"] != "quiz":
                continue
            from_files = replace(quiz, banks={n: b.bank for n, b in tree.banks.items()})
            here = replace(quiz, banks=stored)
            assert list(kind.lint(here, MarkdownText(facts, own | figures))) == []
            one = kind.compile(from_files, MarkdownText(facts, own))
            other = kind.compile(here, MarkdownText(facts, figures | own))
            assert one == other, quiz.file
            compared += 1
    assert compared >= 29


async def test_the_operator_is_told(
    sqlite_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "content"
    report_of(folder, {"banks/rusak/soal.yaml": FILES[BANK].replace("key: true", "key: mungkin")})
    settings = Settings(data_dir=tmp_path / "data", database_url=sqlite_database_url)
    assert await publish_content(settings, [folder], take=False) == 1
    said = capsys.readouterr()
    assert "question banks: 2 with 1 questions, 1 added, 0 changed, 0 retired" in said.out
    assert "[C010]" in said.err
    (folder / "banks" / "rusak" / "soal.yaml").unlink()
    (folder / "banks" / "rusak").rmdir()
    database = Database(sqlite_database_url)
    async with database.transaction() as session:
        await session.execute(text("UPDATE question_banks SET origin = 'studio'"))
    await database.dispose()
    assert await publish_content(settings, [folder], take=False) == 0
    assert "bank contoh: skipped, it is edited here" in capsys.readouterr().out
    assert await publish_content(settings, [folder], take=True) == 0
    assert "skipped" not in capsys.readouterr().out
