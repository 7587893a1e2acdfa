"""Banks and questions as those see them who may: in lists with facets, and one by one.

What an actor sees is part of each statement; how many statements a list takes does not depend on
how much there is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    distinct,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.banks.models import (
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionUse,
    QuestionVersion,
)
from app.banks.policy import AGENCY_EDITORS, AGENCY_READERS, TEACHERS
from app.catalogue.models import Course, Publication
from app.identity.actor import Actor
from app.identity.models import Agency, Person, Role
from app.kit.database import padded

MOST_FACETS = 60
MOST_WORDS = 8
FEW = 500


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor reads a bank; Agency is its owner, joined from outside."""
    if actor.has(Role.ADMIN):
        courses: ColumnElement[bool] = QuestionBank.course_id.is_not(None)
    else:
        taught = actor.course_ids(*TEACHERS)
        courses = QuestionBank.course_id.in_(taught) if taught else false()
    reached = [Agency.path.like(f"{path}%") for path in actor.agency_paths(*AGENCY_EDITORS)]
    if actor.has(*AGENCY_READERS):
        reached.append(QuestionBank.agency_id.in_(actor.ancestor_ids))
        reached.append(QuestionBank.agency_id.is_(None))
    agencies = and_(QuestionBank.course_id.is_(None), or_(*reached)) if reached else false()
    return or_(courses, agencies)


def _banks() -> Select[QuestionBank, Agency, str]:
    return (
        select(QuestionBank, Agency, Course.slug)
        .outerjoin(Agency, Agency.id == QuestionBank.agency_id)
        .outerjoin(Course, Course.id == QuestionBank.course_id)
    )


@dataclass(frozen=True, slots=True)
class OwnedBank:
    """A bank with whose it is: an agency, a course's slug, or neither."""

    bank: QuestionBank
    agency: Agency | None
    course: str | None


async def bank_seen(
    session: AsyncSession, actor: Actor, slug: str, *, for_update: bool = False
) -> OwnedBank | None:
    """The bank, if the actor reads it; locked if it is about to be changed."""
    if for_update:
        # Before the join, as PostgreSQL locks no row of an outer join's empty side.
        lock = select(QuestionBank.id).where(QuestionBank.slug == slug).with_for_update()
        await session.execute(lock)
    found = _banks().where(QuestionBank.slug == slug, visible_to(actor))
    row = (await session.execute(found)).one_or_none()
    return None if row is None else OwnedBank(row[0], row[1], row[2])


async def banks_seen(
    session: AsyncSession,
    actor: Actor,
    *,
    words: Sequence[str] = (),
    course: str | None = None,
    agency: UUID | None = None,
    slugs: Collection[str] | None = None,
    retired: bool | None = False,
    after: tuple[str, str] | None = None,
    limit: int | None = None,
) -> list[OwnedBank]:
    """By title; one more than ``limit`` if there are more. ``retired`` None: both."""
    found = _banks().where(visible_to(actor))
    found = found.order_by(QuestionBank.search_title, QuestionBank.slug)
    for word in words[:MOST_WORDS]:
        found = found.where(QuestionBank.search_title.contains(word, autoescape=True))
    if course is not None:
        found = found.where(Course.slug == course)
    if agency is not None:
        found = found.where(QuestionBank.agency_id == agency)
    if slugs is not None:
        found = found.where(QuestionBank.slug.in_(padded(slugs)))
    if retired is not None:
        condition = QuestionBank.retired_at.is_not(None)
        found = found.where(condition if retired else ~condition)
    if after is not None:
        found = found.where(tuple_(QuestionBank.search_title, QuestionBank.slug) > tuple_(*after))
    if limit is not None:
        found = found.limit(limit + 1)
    return [OwnedBank(row[0], row[1], row[2]) for row in await session.execute(found)]


@dataclass(frozen=True, slots=True)
class Counts:
    """Questions of a bank; ``due`` are active ones whose review date has passed."""

    active: int = 0
    retired: int = 0
    due: int = 0


async def counts_of(
    session: AsyncSession, bank_ids: Collection[UUID], today: date
) -> dict[UUID, Counts]:
    if not bank_ids:
        return {}
    is_active = BankQuestion.status == QuestionStatus.ACTIVE
    is_due = and_(is_active, BankQuestion.review_on < today)
    found = (
        select(
            BankQuestion.bank_id,
            func.sum(case((is_active, 1), else_=0)),
            func.sum(case((is_active, 0), else_=1)),
            func.sum(case((is_due, 1), else_=0)),
        )
        .where(BankQuestion.bank_id.in_(padded(bank_ids)))
        .group_by(BankQuestion.bank_id)
    )
    return {row[0]: Counts(*row[1:]) for row in await session.execute(found)}


async def quizzes_asking(session: AsyncSession, slugs: Collection[str]) -> dict[str, int]:
    """By bank: how many quizzes may ask something of it."""
    if not slugs:
        return {}
    found = (
        select(QuestionUse.bank, func.count(distinct(QuestionUse.activity_id)))
        .where(QuestionUse.bank.in_(padded(slugs)))
        .group_by(QuestionUse.bank)
    )
    return {row[0]: row[1] for row in await session.execute(found)}


async def course_titles(
    session: AsyncSession, course_ids: Collection[UUID], language: str
) -> dict[UUID, str]:
    """Titles in their current publications, in Indonesian where there is no other."""
    if not course_ids:
        return {}
    text = Publication.public_document["text"]
    found = (
        select(Course.id, text[language]["title"].as_string(), text["id"]["title"].as_string())
        .join(Publication, Publication.id == Course.publication_id)
        .where(Course.id.in_(padded(course_ids)))
    )
    return {row[0]: row[1] or row[2] for row in await session.execute(found)}


# Questions of one bank


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for in a bank. ``words`` are folded; all must be in a question's text."""

    words: tuple[str, ...] = ()
    kind: str | None = None
    competency: str | None = None
    difficulty: str | None = None
    tag: str | None = None
    status: QuestionStatus | None = None
    due_before: date | None = None
    # Those the words were found in, once it is known that they are few: see ``few_with_words``.
    ids: tuple[UUID, ...] | None = None

    def conditions(self, bank_id: UUID, *, facets: bool = False) -> list[ColumnElement[bool]]:
        """``facets``: without those on kind, competency, difficulty, status: they are counted."""
        found = [BankQuestion.bank_id == bank_id]
        if self.ids is not None:
            found.append(BankQuestion.id.in_(padded(self.ids)))
        else:
            found += [
                BankQuestion.search_text.contains(word, autoescape=True)
                for word in self.words[:MOST_WORDS]
            ]
        if self.tag is not None:
            # By another name, since the facet of tags asks the same table around this.
            tagged = aliased(QuestionTag)
            carrying = select(tagged.question_id).where(
                tagged.bank_id == bank_id, tagged.tag == self.tag
            )
            found.append(BankQuestion.id.in_(carrying))
        if self.due_before is not None:
            found.append(BankQuestion.review_on < self.due_before)
        if facets:
            return found
        for column, value in (
            (BankQuestion.kind, self.kind),
            (BankQuestion.competency, self.competency),
            (BankQuestion.difficulty, self.difficulty),
        ):
            if value is not None:
                found.append(column == value)
        if self.status is not None:
            found.append(BankQuestion.status == self.status)
        return found


async def few_with_words(
    session: AsyncSession, bank_id: UUID, words: tuple[str, ...]
) -> tuple[UUID, ...] | None:
    """Questions with all of the words, if they are few; None if they are many.

    Parts of words have no index, so a rare word costs a look at every text of the bank. Asked once
    here it is not asked again for the page, the facets and the tags.
    """
    found = (
        select(BankQuestion.id)
        .where(*Filter(words=words).conditions(bank_id))
        .order_by(BankQuestion.position, BankQuestion.id)
        .limit(FEW + 1)
    )
    ids = tuple((await session.execute(found)).scalars())
    return ids if len(ids) <= FEW else None


async def questions_seen(
    session: AsyncSession,
    bank_id: UUID,
    wanted: Filter,
    *,
    after: tuple[int, UUID] | None,
    limit: int,
) -> list[BankQuestion]:
    """In the bank's order; one more than ``limit`` if there are more."""
    found = (
        select(BankQuestion)
        .where(*wanted.conditions(bank_id))
        .order_by(BankQuestion.position, BankQuestion.id)
        .limit(limit + 1)
    )
    if after is not None:
        found = found.where(tuple_(BankQuestion.position, BankQuestion.id) > tuple_(*after))
    return list((await session.execute(found)).scalars())


@dataclass(frozen=True, slots=True)
class Cell:
    """How many questions share these; facets are sums of cells."""

    status: str
    kind: str
    difficulty: str
    competency: str
    is_due: bool
    count: int


async def cells(session: AsyncSession, bank_id: UUID, wanted: Filter, today: date) -> list[Cell]:
    due = case((BankQuestion.review_on < today, 1), else_=0)
    by = (
        BankQuestion.status,
        BankQuestion.kind,
        BankQuestion.difficulty,
        BankQuestion.competency,
        due,
    )
    found = select(*by, func.count()).where(*wanted.conditions(bank_id, facets=True)).group_by(*by)
    return [
        Cell(row[0].value, row[1], row[2], row[3], bool(row[4]), row[5])
        for row in await session.execute(found)
    ]


async def tag_counts(session: AsyncSession, bank_id: UUID, wanted: Filter) -> list[tuple[str, int]]:
    """The tags of what was found, most frequent first."""
    # A subquery and no join: each text is looked through once, not once a tag.
    suiting = select(BankQuestion.id).where(*wanted.conditions(bank_id))
    found = (
        select(QuestionTag.tag, func.count())
        .where(QuestionTag.bank_id == bank_id, QuestionTag.question_id.in_(suiting))
        .group_by(QuestionTag.tag)
        .order_by(func.count().desc(), QuestionTag.tag)
        .limit(MOST_FACETS)
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def tags_of(session: AsyncSession, question_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    tags: dict[UUID, list[str]] = {}
    if question_ids:
        found = (
            select(QuestionTag.question_id, QuestionTag.tag)
            .where(QuestionTag.question_id.in_(padded(question_ids)))
            .order_by(QuestionTag.tag)
        )
        for question_id, tag in await session.execute(found):
            tags.setdefault(question_id, []).append(tag)
    return tags


async def uses_counted(session: AsyncSession, bank: str, slugs: Collection[str]) -> dict[str, int]:
    """By question: how many quizzes may ask it."""
    if not slugs:
        return {}
    found = (
        select(QuestionUse.question, func.count())
        .where(QuestionUse.bank == bank, QuestionUse.question.in_(padded(slugs)))
        .group_by(QuestionUse.question)
    )
    return {row[0]: row[1] for row in await session.execute(found)}


async def question_named(session: AsyncSession, bank_id: UUID, slug: str) -> BankQuestion | None:
    found = select(BankQuestion).where(BankQuestion.bank_id == bank_id, BankQuestion.slug == slug)
    return (await session.execute(found)).scalar_one_or_none()


async def versions(
    session: AsyncSession, question_id: UUID, *, before: int | None, limit: int
) -> list[tuple[QuestionVersion, str | None]]:
    """Newest first, each with its author's name; one more than ``limit`` if there are more."""
    found = (
        select(QuestionVersion, Person.name)
        .outerjoin(Person, Person.id == QuestionVersion.made_by)
        .where(QuestionVersion.question_id == question_id)
        .where(QuestionVersion.number < before if before is not None else true())
        .order_by(QuestionVersion.number.desc())
        .limit(limit + 1)
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def version(
    session: AsyncSession, question_id: UUID, number: int
) -> tuple[QuestionVersion, str | None] | None:
    found = (
        select(QuestionVersion, Person.name)
        .outerjoin(Person, Person.id == QuestionVersion.made_by)
        .where(QuestionVersion.question_id == question_id, QuestionVersion.number == number)
    )
    row = (await session.execute(found)).one_or_none()
    return None if row is None else (row[0], row[1])


async def quizzes_of(
    session: AsyncSession, bank: str, question: str
) -> list[tuple[str, str, UUID]]:
    """(course's slug, its publication, activity) of the quizzes that may ask a question."""
    found = (
        select(Course.slug, Course.publication_id, QuestionUse.activity_id)
        .join(Course, Course.id == QuestionUse.course_id)
        .where(QuestionUse.bank == bank, QuestionUse.question == question)
        .order_by(Course.slug, QuestionUse.activity_id)
    )
    return [(row[0], row[1] or "", row[2]) for row in await session.execute(found)]
