"""Banks as they are kept: rows to compare with, to change and to draw sources from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.models import (
    BankAsset,
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionUse,
    QuestionVersion,
)
from app.catalogue.models import Asset, Publication
from app.identity.models import Agency
from app.kit.database import Base, padded

# Bound parameters a statement may have are limited (SQLite: 32766).
ROWS_AT_ONCE = 500


async def banks_named(session: AsyncSession, slugs: Collection[str]) -> dict[str, QuestionBank]:
    """By slug; a handful or a few hundred."""
    if not slugs:
        return {}
    found = select(QuestionBank).where(QuestionBank.slug.in_(padded(slugs)))
    return {bank.slug: bank for bank in (await session.execute(found)).scalars()}


async def all_banks(session: AsyncSession) -> dict[str, QuestionBank]:
    """Every bank by slug, locked: publishing content and editing a bank wait for each other."""
    found = select(QuestionBank).order_by(QuestionBank.slug).with_for_update()
    return {bank.slug: bank for bank in (await session.execute(found)).scalars()}


async def root_agency_id(session: AsyncSession) -> UUID | None:
    found = select(Agency.id).where(Agency.parent_id.is_(None)).order_by(Agency.path).limit(1)
    return (await session.execute(found)).scalar_one_or_none()


async def questions_with_digests(
    session: AsyncSession, bank_ids: Collection[UUID]
) -> list[tuple[BankQuestion, str]]:
    """Every question of some banks with the sha256 of its current version."""
    found = (
        select(BankQuestion, QuestionVersion.sha256)
        .join(QuestionVersion, _current())
        .where(BankQuestion.bank_id.in_(padded(bank_ids)))
    )
    return [(row[0], row[1]) for row in await session.execute(found)] if bank_ids else []


def _current() -> ColumnElement[bool]:
    """The condition that a version is its question's current one."""
    return and_(
        QuestionVersion.question_id == BankQuestion.id,
        QuestionVersion.number == BankQuestion.version,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as its bank keeps it."""

    bank: str
    slug: str
    version: int
    source: Mapping[str, Any]


async def active_sources(session: AsyncSession, slugs: Collection[str]) -> list[Stored]:
    """Sources of active questions by bank, in the banks' order."""
    if not slugs:
        return []
    found = (
        select(QuestionBank.slug, BankQuestion.slug, BankQuestion.version, QuestionVersion.source)
        .join(BankQuestion, BankQuestion.bank_id == QuestionBank.id)
        .join(QuestionVersion, _current())
        .where(QuestionBank.slug.in_(padded(slugs)))
        .where(BankQuestion.status == QuestionStatus.ACTIVE)
        .order_by(QuestionBank.slug, BankQuestion.position, BankQuestion.id)
    )
    return [Stored(*row) for row in await session.execute(found)]


async def questions_with_sources(
    session: AsyncSession, bank_id: UUID, slugs: Collection[str]
) -> dict[str, tuple[BankQuestion, dict[str, Any]]]:
    """Questions of a bank with their current sources, by slug."""
    if not slugs:
        return {}
    found = (
        select(BankQuestion, QuestionVersion.source)
        .join(QuestionVersion, _current())
        .where(BankQuestion.bank_id == bank_id, BankQuestion.slug.in_(padded(slugs)))
    )
    return {row[0].slug: (row[0], row[1]) for row in await session.execute(found)}


async def slugs_of(session: AsyncSession, bank_id: UUID) -> set[str]:
    """Every id a bank has given away, retired ones too."""
    found = select(BankQuestion.slug).where(BankQuestion.bank_id == bank_id)
    return set((await session.execute(found)).scalars())


async def same_contents(
    session: AsyncSession, bank_id: UUID, prints: Sequence[str]
) -> dict[str, str]:
    """Of these fingerprints, those that a question of the bank has: by fingerprint its slug."""
    same: dict[str, str] = {}
    for start in range(0, len(prints), ROWS_AT_ONCE):
        some = padded(prints[start : start + ROWS_AT_ONCE])
        found = select(BankQuestion.content_sha256, BankQuestion.slug).where(
            BankQuestion.bank_id == bank_id, BankQuestion.content_sha256.in_(some)
        )
        same |= {row[0]: row[1] for row in await session.execute(found)}
    return same


async def assets_of(
    session: AsyncSession, slugs: Collection[str], files: Collection[str] | None = None
) -> list[tuple[str, str, bytes]]:
    """(bank, file, bytes) of the banks' pictures; of ``files`` alone, if given."""
    if not slugs or (files is not None and not files):
        return []
    found = (
        select(QuestionBank.slug, BankAsset.file, Asset.content)
        .join(BankAsset, BankAsset.bank_id == QuestionBank.id)
        .join(Asset, Asset.sha256 == BankAsset.sha256)
        .where(QuestionBank.slug.in_(padded(slugs)))
    )
    if files is not None:
        found = found.where(BankAsset.file.in_(padded(files)))
    return [(row[0], row[1], row[2]) for row in await session.execute(found)]


async def asset_rows(
    session: AsyncSession, bank_ids: Collection[UUID]
) -> dict[tuple[UUID, str], BankAsset]:
    """The banks' pictures, without bytes, by bank and file."""
    if not bank_ids:
        return {}
    found = select(BankAsset).where(BankAsset.bank_id.in_(padded(bank_ids)))
    return {(one.bank_id, one.file): one for one in (await session.execute(found)).scalars()}


async def known_assets(session: AsyncSession, digests: Collection[str]) -> set[str]:
    if not digests:
        return set()
    found = select(Asset.sha256).where(Asset.sha256.in_(padded(digests)))
    return set((await session.execute(found)).scalars())


async def current_versions(
    session: AsyncSession, references: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Numbers of current versions by (bank, question)."""
    named = sorted(references)
    versions: dict[tuple[str, str], int] = {}
    for start in range(0, len(named), ROWS_AT_ONCE):
        some = padded(named[start : start + ROWS_AT_ONCE])
        found = (
            select(QuestionBank.slug, BankQuestion.slug, BankQuestion.version)
            .join(BankQuestion, BankQuestion.bank_id == QuestionBank.id)
            .where(tuple_(QuestionBank.slug, BankQuestion.slug).in_(some))
        )
        versions |= {(row[0], row[1]): row[2] for row in await session.execute(found)}
    return versions


async def insert_all(
    session: AsyncSession, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Many rows of one table at once."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await session.execute(insert(table), [dict(row) for row in rows[start:][:ROWS_AT_ONCE]])


async def drop_tags(session: AsyncSession, question_ids: Sequence[UUID]) -> None:
    """Forget the tags of some questions."""
    for start in range(0, len(question_ids), ROWS_AT_ONCE):
        some = padded(question_ids[start : start + ROWS_AT_ONCE])
        await session.execute(delete(QuestionTag).where(QuestionTag.question_id.in_(some)))


async def drop_assets(session: AsyncSession, bank_id: UUID, files: Collection[str]) -> None:
    if files:
        gone = delete(BankAsset).where(
            BankAsset.bank_id == bank_id, BankAsset.file.in_(padded(files))
        )
        await session.execute(gone)


async def last_position(session: AsyncSession, bank_id: UUID) -> int:
    """0 for an empty bank."""
    found = select(func.max(BankQuestion.position)).where(BankQuestion.bank_id == bank_id)
    return (await session.execute(found)).scalar_one() or 0


async def uses_of_course(session: AsyncSession, course_id: UUID) -> set[tuple[str, str, UUID]]:
    """(bank, question, activity) that a course's quizzes may ask."""
    found = select(QuestionUse.bank, QuestionUse.question, QuestionUse.activity_id).where(
        QuestionUse.course_id == course_id
    )
    return {(row[0], row[1], row[2]) for row in await session.execute(found)}


async def drop_uses(session: AsyncSession, course_id: UUID) -> None:
    await session.execute(delete(QuestionUse).where(QuestionUse.course_id == course_id))


async def publication(session: AsyncSession, publication_id: str) -> Publication:
    found = select(Publication).where(Publication.id == publication_id)
    return (await session.execute(found)).scalar_one()


async def slugs_like(session: AsyncSession, slug: str) -> set[str]:
    """Banks' slugs that begin like this one."""
    found = select(QuestionBank.slug).where(QuestionBank.slug.startswith(slug, autoescape=True))
    return set((await session.execute(found)).scalars())


async def insert_bank(session: AsyncSession, bank: QuestionBank) -> bool:
    """False, and nothing written, if another bank has the slug."""
    try:
        async with session.begin_nested():
            session.add(bank)
            await session.flush()  # here, so that the savepoint can undo it
    except IntegrityError:
        return False
    return True


async def agency_path(session: AsyncSession, agency_id: UUID) -> str | None:
    found = select(Agency.path).where(Agency.id == agency_id)
    return (await session.execute(found)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Picture:
    """A bank's picture; ``file`` is what figures name."""

    file: str
    sha256: str
    media_type: str
    bytes: int
    alt: str
    licence: str


async def pictures(
    session: AsyncSession, bank_id: UUID, *, after: str | None, limit: int
) -> list[Picture]:
    """By name; one more than ``limit`` if there are more."""
    found = (
        select(
            BankAsset.file,
            BankAsset.sha256,
            Asset.media_type,
            func.length(Asset.content),
            BankAsset.alt,
            BankAsset.licence,
        )
        .join(Asset, Asset.sha256 == BankAsset.sha256)
        .where(BankAsset.bank_id == bank_id)
        .order_by(BankAsset.file)
        .limit(limit + 1)
    )
    if after is not None:
        found = found.where(BankAsset.file > after)
    return [Picture(*row) for row in await session.execute(found)]
