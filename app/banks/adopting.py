"""Keeps the banks of content folders in step with their files, at every ``content publish``.

A bank that the studio owns is left alone unless it is taken back. A question gets a new version
only where its text changed; one that left its file is retired, never deleted.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks import uses
from app.banks.checking import findings_of
from app.banks.describing import Described, described, digest, folded, title_of
from app.banks.models import (
    BankAsset,
    BankOrigin,
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionVersion,
)
from app.banks.queries import storing
from app.banks.rows import question_row, version_row
from app.catalogue.compiler.compile import CompiledCourse, CompileReport
from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.images import picture
from app.catalogue.compiler.kinds import Finding
from app.catalogue.compiler.reader import BankFiles
from app.catalogue.compiler.svg import sanitise
from app.catalogue.models import Asset
from app.kit import audit
from app.kit.ids import uuid7

# What is no picture of ours is kept, because its question may mend it, and never shown as one.
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of one bank. ``findings``: why a bank that no quiz asks was left as it was."""

    slug: str
    status: Literal["adopted", "unchanged", "retired", "skipped-studio", "refused"]
    questions: int = 0
    added: int = 0
    changed: int = 0
    retired: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Rows:
    """What is to be written, all banks together."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    tags: list[dict[str, Any]] = field(default_factory=list)
    untagged: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is there already."""

    banks: Mapping[str, QuestionBank]
    questions: Mapping[UUID, Mapping[str, tuple[BankQuestion, str]]]
    assets: Mapping[tuple[UUID, str], BankAsset]
    root: UUID | None


async def adopt(
    session: AsyncSession,
    report: CompileReport,
    *,
    now: datetime,
    by: UUID | None = None,
    take: bool = False,
) -> list[Adopted]:
    """Bring banks up to the files of a report without findings, and note who asks what.

    Its courses must be published. Banks of files that are gone are retired. ``take``: files own
    what the studio had. A bank with faults that no course saw is refused, the others are not.
    """
    known = await _known(session)
    owners = _owners(report.courses)
    facts = {cited.fact.id: cited.fact for cited in report.facts}
    done, rows = [], _Rows()
    for slug, files in sorted(report.banks.items()):
        bank = known.banks.get(slug)
        if bank is not None and bank.origin is BankOrigin.STUDIO and not take:
            done.append(Adopted(slug, "skipped-studio"))
            continue
        if slug not in owners and (faults := findings_of(files.bank, _named(files), facts)):
            done.append(Adopted(slug, "refused", findings=tuple(faults)))
            continue
        if bank is None:
            bank = _new_bank(slug, now)
            session.add(bank)
        elif bank.origin is BankOrigin.STUDIO:
            await _record(session, bank, "bank.given_back", now=now, by=by)
        courses = owners.get(slug, frozenset())
        bank.origin, bank.retired_at = BankOrigin.FILES, None
        bank.course_id = next(iter(courses)) if len(courses) == 1 else None
        bank.agency_id = None if bank.course_id else known.root
        await session.flush()  # questions and pictures refer to it
        before = known.questions.get(bank.id, {})
        counts = _compare(bank, files.bank.data["questions"], before, rows, now=now, by=by)
        await _keep_assets(session, bank, files, known, now)
        done.append(counts)
    for slug, bank in known.banks.items():
        if slug not in report.banks and bank.origin is BankOrigin.FILES and not bank.retired_at:
            bank.retired_at = now
            done.append(Adopted(slug, "retired"))
    await _write(session, rows)
    for course in report.courses:
        await uses.note(session, course.course_id, course.public, course.private)
    return done


async def _known(session: AsyncSession) -> _Known:
    banks = await storing.all_banks(session)
    ids = [bank.id for bank in banks.values()]
    questions: dict[UUID, dict[str, tuple[BankQuestion, str]]] = {}
    for question, sha256 in await storing.questions_with_digests(session, ids):
        questions.setdefault(question.bank_id, {})[question.slug] = (question, sha256)
    assets = await storing.asset_rows(session, ids)
    return _Known(banks, questions, assets, await storing.root_agency_id(session))


def _owners(courses: Sequence[CompiledCourse]) -> dict[str, frozenset[UUID]]:
    """By bank: the courses whose quizzes may ask its questions."""
    owners: dict[str, set[UUID]] = {}
    for course in courses:
        for bank, _question, _activity in uses.asked_in(course.public, course.private):
            owners.setdefault(bank, set()).add(course.course_id)
    return {bank: frozenset(ids) for bank, ids in owners.items()}


def _named(files: BankFiles) -> dict[str, AssetFile]:
    return {asset.file: asset for asset in files.assets.values()}


def _new_bank(slug: str, now: datetime) -> QuestionBank:
    title = title_of(slug)
    return QuestionBank(
        id=uuid7(),
        slug=slug,
        title=title,
        search_title=folded(f"{title} {slug}"),
        origin=BankOrigin.FILES,
        created_at=now,
    )


async def _record(
    session: AsyncSession, bank: QuestionBank, act: str, *, now: datetime, by: UUID | None
) -> None:
    await audit.record(
        session,
        actor_id=by,
        act=act,
        subject_kind="bank",
        subject_id=bank.id,
        agency_id=bank.agency_id,
        now=now,
        bank=bank.slug,
    )


def _compare(
    bank: QuestionBank,
    sources: Sequence[Mapping[str, Any]],
    before: Mapping[str, tuple[BankQuestion, str]],
    rows: _Rows,
    *,
    now: datetime,
    by: UUID | None,
) -> Adopted:
    """Change the rows that are there, note those to write, and count."""
    added = changed = retired = 0
    for position, source in enumerate(sources, 1):
        sha256 = digest(source)
        there = before.get(source["id"])
        if there is None:
            added += 1
            _add(bank, source, sha256, position, rows, now=now, by=by)
            continue
        question, current = there
        question.position = position
        if question.status is QuestionStatus.RETIRED:
            question.status, question.updated_at = QuestionStatus.ACTIVE, now
        if current != sha256:
            changed += 1
            question.version += 1
            question.updated_at = now
            said = described(source)
            _copy(question, said)
            rows.untagged.append(question.id)
            _note(bank, question.id, question.version, source, sha256, said, rows, now=now, by=by)
    here = {source["id"] for source in sources}
    for slug, (question, _sha256) in before.items():
        if slug not in here and question.status is QuestionStatus.ACTIVE:
            retired += 1
            question.status, question.updated_at = QuestionStatus.RETIRED, now
    status: Literal["adopted", "unchanged"] = (
        "adopted" if added or changed or retired else "unchanged"
    )
    return Adopted(bank.slug, status, len(sources), added, changed, retired)


def _add(
    bank: QuestionBank,
    source: Mapping[str, Any],
    sha256: str,
    position: int,
    rows: _Rows,
    *,
    now: datetime,
    by: UUID | None,
) -> None:
    said, question_id = described(source), uuid7()
    rows.questions.append(
        question_row(said)
        | {
            "id": question_id,
            "bank_id": bank.id,
            "slug": source["id"],
            "status": QuestionStatus.ACTIVE,
            "version": 1,
            "position": position,
            "updated_at": now,
        }
    )
    _note(bank, question_id, 1, source, sha256, said, rows, now=now, by=by)


def _copy(question: BankQuestion, said: Described) -> None:
    for name, value in question_row(said).items():
        setattr(question, name, value)


def _note(
    bank: QuestionBank,
    question_id: UUID,
    number: int,
    source: Mapping[str, Any],
    sha256: str,
    said: Described,
    rows: _Rows,
    *,
    now: datetime,
    by: UUID | None,
) -> None:
    rows.versions.append(version_row(question_id, number, source, sha256, note="", by=by, now=now))
    rows.tags += [{"bank_id": bank.id, "question_id": question_id, "tag": tag} for tag in said.tags]


async def _write(session: AsyncSession, rows: _Rows) -> None:
    await session.flush()  # the changed rows; versions refer to them
    await storing.insert_all(session, BankQuestion, rows.questions)
    await storing.insert_all(session, QuestionVersion, rows.versions)
    await storing.drop_tags(session, rows.untagged)
    await storing.insert_all(session, QuestionTag, rows.tags)


async def _keep_assets(
    session: AsyncSession, bank: QuestionBank, files: BankFiles, known: _Known, now: datetime
) -> None:
    """The pictures of a bank as its folder has them now."""
    there = {file: row for (bank_id, file), row in known.assets.items() if bank_id == bank.id}
    wanted = {
        file: (hashlib.sha256(asset.content).hexdigest(), asset.content)
        for file, asset in files.assets.items()
    }
    held = await storing.known_assets(session, [digest for digest, _ in wanted.values()])
    for file, (sha256, content) in wanted.items():
        if sha256 not in held:
            held.add(sha256)
            session.add(Asset(sha256=sha256, media_type=_media_type(content), content=content))
            await session.flush()  # the bank's row refers to it
        if file in there:
            there[file].sha256 = sha256
        else:
            session.add(
                BankAsset(
                    bank_id=bank.id, file=file, sha256=sha256, alt="", licence="", added_at=now
                )
            )
    await storing.drop_assets(session, bank.id, there.keys() - wanted.keys())


def _media_type(content: bytes) -> str:
    found = picture(content)
    if found is not None:
        return found.media_type
    drawn = sanitise(content, prefix="a-", label="")
    return "image/svg+xml" if isinstance(drawn, str) else UNKNOWN_TYPE
