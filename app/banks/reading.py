"""What staff read of banks: lists, facets and single questions."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.service import MeasuredDifficulty, measured_difficulty
from app.banks import policy
from app.banks.describing import folded
from app.banks.errors import BankNotFound, QuestionNotFound, VersionNotFound
from app.banks.models import BankQuestion, QuestionBank, QuestionStatus, QuestionVersion
from app.banks.queries import reading as queries
from app.banks.queries.reading import Cell, Counts, Filter, OwnedBank
from app.banks.schemas import (
    BankOwner,
    BankRead,
    Facets,
    FacetValue,
    Measured,
    QuestionPage,
    QuestionRead,
    QuestionRow,
    VersionRead,
    VersionRow,
)
from app.identity.actor import Actor
from app.kit.pagination import Page, encode_cursor, place_after, whole

HOUSE = {"id": "Semua unit", "en": "All agencies"}


@dataclass(frozen=True, slots=True)
class BankRef:
    """A bank to draw from. ``questions`` counts active ones."""

    slug: str
    title: str
    owner: str
    questions: int


@dataclass(frozen=True, slots=True)
class WantedBanks:
    """What somebody looks for among banks. ``course`` is a slug; ``retired`` None: both."""

    q: str | None = None
    course: str | None = None
    agency: UUID | None = None
    retired: bool | None = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in a bank, as the address says it; None: whatever."""

    q: str | None = None
    kind: str | None = None
    competency: str | None = None
    difficulty: str | None = None
    tag: str | None = None
    status: QuestionStatus | None = None
    due: bool = False


def today_of(actor: Actor, now: datetime) -> date:
    """The day in the actor's agency."""
    return now.astimezone(ZoneInfo(actor.time_zone)).date()


def owner_of(owned: OwnedBank) -> policy.Owner:
    agency = owned.agency
    return policy.Owner(owned.bank.course_id, owned.bank.agency_id, agency.path if agency else None)


async def bank_to_read(session: AsyncSession, actor: Actor, slug: str) -> QuestionBank:
    """The bank, if the actor reads it; else ``BankNotFound``."""
    return (await owned_to_read(session, actor, slug)).bank


async def owned_to_read(session: AsyncSession, actor: Actor, slug: str) -> OwnedBank:
    """The same with whose it is."""
    owned = await queries.bank_seen(session, actor, slug)
    if owned is None:
        raise BankNotFound
    return owned


async def usable(session: AsyncSession, actor: Actor, slugs: Collection[str]) -> frozenset[str]:
    """Of these banks, those the actor may draw from: what they read and is not retired."""
    if not slugs:
        return frozenset()
    return frozenset(o.bank.slug for o in await queries.banks_seen(session, actor, slugs=slugs))


async def usable_banks(
    session: AsyncSession, actor: Actor, *, now: datetime, course_id: UUID | None = None
) -> list[BankRef]:
    """Banks the actor may draw from, by title; those of ``course_id`` first."""
    owned = await queries.banks_seen(session, actor)
    counts = await queries.counts_of(session, [o.bank.id for o in owned], today_of(actor, now))
    names = await _owner_names(session, actor, owned)
    return [
        BankRef(
            o.bank.slug,
            o.bank.title,
            names[o.bank.slug].name,
            counts.get(o.bank.id, Counts()).active,
        )
        for o in sorted(owned, key=lambda o: o.bank.course_id != course_id)
    ]


async def banks_page(
    session: AsyncSession,
    actor: Actor,
    wanted: WantedBanks,
    *,
    after: str | None,
    limit: int,
    now: datetime,
) -> Page[BankRead]:
    """Banks the actor reads, by title."""
    owned = await queries.banks_seen(
        session,
        actor,
        words=folded(wanted.q or "").split(),
        course=wanted.course,
        agency=wanted.agency,
        retired=wanted.retired,
        after=place_after(after, str, str),
        limit=limit,
    )
    shown = owned[:limit]
    last = shown[-1].bank if len(owned) > limit else None
    return Page(
        items=await _bank_reads(session, actor, shown, now),
        next=encode_cursor([last.search_title, last.slug]) if last else None,
    )


async def bank_read(session: AsyncSession, actor: Actor, slug: str, *, now: datetime) -> BankRead:
    owned = await owned_to_read(session, actor, slug)
    return (await _bank_reads(session, actor, [owned], now))[0]


async def _bank_reads(
    session: AsyncSession, actor: Actor, owned: Sequence[OwnedBank], now: datetime
) -> list[BankRead]:
    banks = [o.bank for o in owned]
    counts = await queries.counts_of(session, [b.id for b in banks], today_of(actor, now))
    quizzes = await queries.quizzes_asking(session, [b.slug for b in banks])
    names = await _owner_names(session, actor, owned)
    reads = []
    for one in owned:
        bank, count = one.bank, counts.get(one.bank.id, Counts())
        reads.append(
            BankRead(
                slug=bank.slug,
                title=bank.title,
                owner=names[bank.slug],
                origin=bank.origin,
                editable=policy.may_edit(actor, owner_of(one)),
                retired=bank.retired_at is not None,
                active=count.active,
                retired_questions=count.retired,
                due=count.due,
                quizzes=quizzes.get(bank.slug, 0),
                created_at=bank.created_at,
            )
        )
    return reads


async def _owner_names(
    session: AsyncSession, actor: Actor, owned: Sequence[OwnedBank]
) -> dict[str, BankOwner]:
    """By the bank's slug."""
    courses = {o.bank.course_id for o in owned if o.bank.course_id is not None}
    titles = await queries.course_titles(session, courses, actor.language)
    names = {}
    for one in owned:
        course_id, agency = one.bank.course_id, one.agency
        if course_id is not None:
            slug = one.course or ""
            names[one.bank.slug] = BankOwner(
                kind="course", id=slug, name=titles.get(course_id, slug)
            )
        elif agency is not None:
            names[one.bank.slug] = BankOwner(kind="agency", id=str(agency.id), name=agency.name)
        else:
            name = HOUSE.get(actor.language, HOUSE["id"])
            names[one.bank.slug] = BankOwner(kind="house", id=None, name=name)
    return names


# Questions of one bank


async def questions_page(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    wanted: Wanted,
    *,
    after: str | None,
    limit: int,
    now: datetime,
) -> QuestionPage:
    """In the bank's order; the first page brings facets."""
    bank, today = await bank_to_read(session, actor, slug), today_of(actor, now)
    sought = Filter(
        words=tuple(folded(wanted.q or "").split()),
        kind=wanted.kind,
        competency=wanted.competency,
        difficulty=wanted.difficulty,
        tag=wanted.tag,
        status=wanted.status,
        due_before=today if wanted.due else None,
    )
    if sought.words:
        few = await queries.few_with_words(session, bank.id, sought.words)
        sought = replace(sought, ids=few)
    found = await queries.questions_seen(
        session, bank.id, sought, after=place_after(after, whole, UUID), limit=limit
    )
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return QuestionPage(
        items=await question_rows(session, bank, shown, today),
        next=encode_cursor([str(last.position), str(last.id)]) if last else None,
        facets=await _facets(session, bank, sought, today) if after is None else None,
    )


async def question_rows(
    session: AsyncSession, bank: QuestionBank, questions: Sequence[BankQuestion], today: date
) -> list[QuestionRow]:
    tags = await queries.tags_of(session, [one.id for one in questions])
    uses = await queries.uses_counted(session, bank.slug, [one.slug for one in questions])
    proved = await measured_difficulty(session, [f"{bank.slug}.{one.slug}" for one in questions])
    return [
        QuestionRow(
            id=one.slug,
            reference=f"{bank.slug}.{one.slug}",
            kind=one.kind,
            stem=one.stem,
            competency=one.competency,
            difficulty=one.difficulty,
            tags=tags.get(one.id, []),
            review_on=one.review_on,
            due=one.review_on < today,
            author=one.author,
            status=one.status,
            version=one.version,
            quizzes=uses.get(one.slug, 0),
            updated_at=one.updated_at,
            measured=_measured(proved.get(f"{bank.slug}.{one.slug}")),
        )
        for one in questions
    ]


def _measured(proved: MeasuredDifficulty | None) -> Measured | None:
    return Measured(attempts=proved.attempts, facility=proved.facility) if proved else None


async def _facets(session: AsyncSession, bank: QuestionBank, sought: Filter, today: date) -> Facets:
    cells = await queries.cells(session, bank.id, sought, today)
    tags = await queries.tag_counts(session, bank.id, sought)
    return Facets(
        kind=_counted(cells, sought, "kind", lambda cell: cell.kind),
        competency=_counted(cells, sought, "competency", lambda cell: cell.competency),
        difficulty=_counted(cells, sought, "difficulty", lambda cell: cell.difficulty),
        status=_counted(cells, sought, "status", lambda cell: cell.status),
        tag=[FacetValue(value=tag, count=count) for tag, count in tags],
        due=sum(cell.count for cell in cells if cell.is_due and _suits(cell, sought, "")),
        found=sum(cell.count for cell in cells if _suits(cell, sought, "")),
    )


def _suits(cell: Cell, sought: Filter, besides: str) -> bool:
    """Whether a cell has what is sought, but for one choice."""
    return all(
        name == besides or value is None or getattr(cell, name) == value
        for name, value in (
            ("kind", sought.kind),
            ("competency", sought.competency),
            ("difficulty", sought.difficulty),
            ("status", sought.status),
        )
    )


def _counted(
    cells: Sequence[Cell], sought: Filter, name: str, value: Callable[[Cell], str]
) -> list[FacetValue]:
    counts: dict[str, int] = {}
    for cell in cells:
        if _suits(cell, sought, name):
            counts[value(cell)] = counts.get(value(cell), 0) + cell.count
    frequent = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [FacetValue(value=one, count=count) for one, count in frequent[: queries.MOST_FACETS]]


async def question_of(session: AsyncSession, bank: QuestionBank, slug: str) -> BankQuestion:
    """Raises ``QuestionNotFound``."""
    question = await queries.question_named(session, bank.id, slug)
    if question is None:
        raise QuestionNotFound
    return question


async def question_read(
    session: AsyncSession, actor: Actor, bank_slug: str, slug: str, *, now: datetime
) -> QuestionRead:
    """One question with its current text."""
    bank = await bank_to_read(session, actor, bank_slug)
    question = await question_of(session, bank, slug)
    rows = await question_rows(session, bank, [question], today_of(actor, now))
    current = await version_of(session, question, question.version)
    return QuestionRead(
        **rows[0].model_dump(), revision=question.version, current=version_read(*current)
    )


async def version_of(
    session: AsyncSession, question: BankQuestion, number: int
) -> tuple[QuestionVersion, str | None]:
    found = await queries.version(session, question.id, number)
    if found is None:
        raise VersionNotFound
    return found


def version_row(version: QuestionVersion, author: str | None) -> VersionRow:
    return VersionRow(
        number=version.number, note=version.note, made_by=author, made_at=version.made_at
    )


def version_read(version: QuestionVersion, author: str | None) -> VersionRead:
    return VersionRead(**version_row(version, author).model_dump(), source=version.source)
