"""What staff read: the gradebook page by page, one cell with its history, agencies to filter by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.errors import CourseNotFound
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.gradebook import queries
from app.gradebook.columns import Column, Standing, columns_of, grade_in
from app.gradebook.errors import GradeNotFound
from app.gradebook.grades import Grade, Part, cell_state, shares, usual_weight
from app.gradebook.history import reports_read, without_override
from app.gradebook.policy import Sight, sight_of
from app.gradebook.queries import LearnerRow, Learners, StateRow
from app.gradebook.schemas import (
    ActRead,
    CellDetail,
    GradebookAgency,
    GradebookCourse,
    GradebookEntry,
    GradebookRead,
    GradebookRow,
    GradeCell,
    GradeColumn,
    GradeRead,
    LearnerState,
    Shown,
)
from app.identity.actor import Actor
from app.identity.agencies import depth
from app.identity.models import Role
from app.identity.names import folded
from app.kit.pagination import encode_cursor, place_after
from app.learning.statuses import ExemptionCause

MAX_WORDS = 6
Key = tuple[UUID, UUID]
"""Enrolment and activity."""


@dataclass(frozen=True, slots=True)
class Book:
    """A course's gradebook as one actor sees it. ``columns``: of the current version."""

    course: Course
    sight: Sight
    published: PublishedCourse
    columns: Sequence[Column]
    weights: Mapping[UUID, int]

    @property
    def learners(self) -> Learners:
        return Learners(self.course.id, self.sight.reads)


@dataclass(frozen=True, slots=True)
class Filter:
    """``q``: parts of a name."""

    q: str = ""
    agency: UUID | None = None
    state: LearnerState | None = None


async def book_of(session: AsyncSession, actor: Actor, slug: str) -> Book:
    """Raises ``CourseNotFound`` for whoever sees none of its learners' grades.

    An admin of a part of the tree finds a course that is hidden from them if people of theirs
    take it.
    """
    course = await catalogue.course_with_slug(session, slug)
    if course is None or course.publication_id is None:
        raise CourseNotFound
    sight = sight_of(actor, course.id)
    if not sight.reads:
        raise CourseNotFound
    if not sight.is_whole:
        found = await queries.learners(
            session, Learners(course.id, sight.reads), after=None, limit=1
        )
        if not found:
            await catalogue.course_by_slug(session, actor, slug)
    published = await publications_of(session).get(course.publication_id)
    weights = await queries.weights_of(session, course.id)
    return Book(course, sight, published, columns_of(published), weights)


async def filtered(session: AsyncSession, book: Book, wanted: Filter) -> Learners:
    """Whose rows these are; nobody's for an agency that is not there."""
    words = tuple(folded(wanted.q).split()[:MAX_WORDS])
    learners = replace(book.learners, words=words, state=wanted.state)
    if wanted.agency is None:
        return learners
    path = await queries.agency_path(session, wanted.agency)
    return replace(learners, agency_path=path) if path else replace(learners, subtrees=())


async def gradebooks(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> list[GradebookEntry]:
    """Courses with learners whose grades the actor reads, by slug, from after ``after``."""
    found = await queries.courses(
        session,
        actor.agency_paths(Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR),
        actor.course_ids(Role.TRAINER, Role.PARTNER),
        after=after,
        limit=limit,
    )
    entries = []
    for row in found:
        course = course_read(await publications_of(session).get(row.publication_id), actor.language)
        entries.append(
            GradebookEntry(
                slug=row.slug,
                title=course.title,
                learners=row.learners,
                completed=row.completed,
            )
        )
    return entries


async def gradebook(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    *,
    wanted: Filter,
    shown: Shown,
    after: str | None,
    limit: int,
) -> GradebookRead:
    """A page of learners by name; raises as ``book_of``."""
    book = await book_of(session, actor, slug)
    learners = await filtered(session, book, wanted)
    found = await queries.learners(
        session, learners, after=place_after(after, str, UUID), limit=limit + 1
    )
    page = found[:limit]
    last = encode_cursor([page[-1].search_name, str(page[-1].person_id)]) if page else None
    counted = await queries.counts(session, learners) if after is None else None
    return GradebookRead(
        course=course_read(book.published, actor.language),
        may_weigh=book.sight.weighs,
        columns=[
            one
            for one, column in zip(columns_read(book, actor.language), book.columns, strict=True)
            if shown == "all" or column.scored
        ],
        learners=counted[0] if counted else None,
        completed=counted[1] if counted else None,
        items=await rows_of(session, book, page, shown),
        next=last if len(found) > limit else None,
    )


def course_read(published: PublishedCourse, language: str) -> GradebookCourse:
    text = published.public.text
    title = text["en" if language == "en" and "en" in text else "id"].title
    return GradebookCourse(slug=published.public.slug, title=title)


def columns_read(book: Book, language: str) -> list[GradeColumn]:
    scored = [column for column in book.columns if column.scored]
    parts = [Part(column.weight(book.weights), None) for column in scored]
    share = dict(zip((column.id for column in scored), shares(parts), strict=True))
    return [
        GradeColumn(
            activity=column.id,
            slug=column.activity.slug,
            title=column.title(language),
            kind=column.activity.kind,
            module=column.module,
            required=column.activity.required,
            scored=column.scored,
            has_result=column.has_result,
            weight=column.weight(book.weights),
            usual_weight=usual_weight(required=column.activity.required) if column.scored else 0,
            share=share.get(column.id),
            pass_mark=column.pass_mark,
        )
        for column in book.columns
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of some learners."""

    states: Mapping[Key, StateRow]
    exempt: Mapping[Key, ExemptionCause]
    overridden: frozenset[Key]

    def cell(self, enrolment_id: UUID, column: Column, *, is_there: bool = True) -> GradeCell:
        """``is_there``: the learner's version has the activity."""
        key = (enrolment_id, column.id)
        row, cause = self.states.get(key), self.exempt.get(key)
        state = cell_state(
            column.activity.completes_by,
            opened=row is not None and row.opened,
            done=row is not None and row.done,
            outcome=row.outcome if row else None,
        )
        return GradeCell(
            state=state if is_there or state != "none" else "absent",
            score=row.score if row else None,
            exempt=cause.value if cause else None,
            overridden=key in self.overridden,
        )

    def grade(
        self, enrolment_id: UUID, columns: Sequence[Column], weights: Mapping[UUID, int]
    ) -> Grade:
        standings = {}
        for column in columns:
            key = (enrolment_id, column.id)
            row = self.states.get(key)
            standings[column.id] = Standing(row.score if row else None, key in self.exempt)
        return grade_in(columns, weights, standings)


async def known_of(session: AsyncSession, enrolment_ids: Sequence[UUID]) -> Known:
    """Three statements, however many learners."""
    return Known(
        {(s.enrolment_id, s.activity_id): s for s in await queries.states(session, enrolment_ids)},
        await queries.exemptions(session, enrolment_ids),
        frozenset(await queries.overridden(session, enrolment_ids)),
    )


async def rows_of(
    session: AsyncSession, book: Book, learners: Sequence[LearnerRow], shown: Shown
) -> list[GradebookRow]:
    """Each learner judged by the version of the course that they take."""
    known = await known_of(session, [one.enrolment_id for one in learners])
    columns = [column for column in book.columns if shown == "all" or column.scored]
    publications, rows = publications_of(session), []
    for one in learners:
        published = await publications.get(one.publication_id)
        grade = known.grade(one.enrolment_id, columns_of(published), book.weights)
        rows.append(
            GradebookRow(
                enrolment=one.enrolment_id,
                name=one.name,
                agency=one.agency,
                state=learner_state(completed=one.completed, begun=one.begun),
                done=one.done,
                required=one.required,
                completed_at=one.completed_at,
                grade=grade_read(grade),
                cells=[
                    known.cell(one.enrolment_id, column, is_there=published.has(column.id))
                    for column in columns
                ],
            )
        )
    return rows


def learner_state(*, completed: bool, begun: bool) -> LearnerState:
    if completed:
        return "completed"
    return "under_way" if begun else "not_begun"


def grade_read(grade: Grade) -> GradeRead:
    return GradeRead(score=grade.score, missing=grade.missing, counted=grade.counted)


async def agency_choices(session: AsyncSession, actor: Actor, slug: str) -> list[GradebookAgency]:
    """Agencies that have learners in the course, within sight, and those above them there."""
    book = await book_of(session, actor, slug)
    agencies = await queries.agencies_of(session, book.learners)
    top = min((depth(one.path) for one in agencies), default=1)
    return [
        GradebookAgency(id=one.id, name=one.name, depth=depth(one.path) - top + 1)
        for one in agencies
    ]


@dataclass(frozen=True, slots=True)
class Place:
    """One learner in one activity of the own version."""

    book: Book
    learner: LearnerRow
    column: Column


async def place_of(
    session: AsyncSession, actor: Actor, slug: str, enrolment_id: UUID, activity_id: UUID
) -> Place:
    """Raises as ``book_of``, and ``GradeNotFound`` for what is not in the actor's gradebook."""
    book = await book_of(session, actor, slug)
    learner = await queries.learner(session, book.learners, enrolment_id)
    if learner is None:
        raise GradeNotFound
    published = await publications_of(session).get(learner.publication_id)
    column = next((one for one in columns_of(published) if one.id == activity_id), None)
    if column is None:
        raise GradeNotFound
    return Place(book, learner, column)


async def cell_detail(
    session: AsyncSession, actor: Actor, slug: str, enrolment_id: UUID, activity_id: UUID
) -> CellDetail:
    """One cell with who did what to it, and all that was reported; raises as ``place_of``."""
    place = await place_of(session, actor, slug, enrolment_id, activity_id)
    return await detail_of(session, actor, place)


async def detail_of(session: AsyncSession, actor: Actor, place: Place) -> CellDetail:
    learner, column = place.learner, place.column
    known = await known_of(session, [learner.enrolment_id])
    acts = await queries.acts_of(session, learner.enrolment_id, column.id)
    outcomes = await queries.outcomes_of(session, learner.enrolment_id, [column.id])
    cell = known.cell(learner.enrolment_id, column)
    may_change = (
        place.book.sight.may_change(learner.agency_path) and learner.person_id != actor.person_id
    )
    return CellDetail(
        enrolment=learner.enrolment_id,
        name=learner.name,
        agency=learner.agency,
        activity=column.id,
        title=column.title(actor.language),
        kind=column.activity.kind,
        pass_mark=column.pass_mark,
        cell=cell,
        otherwise=without_override(outcomes) if cell.overridden else None,
        may_excuse=may_change,
        may_override=may_change and column.has_result,
        last_act=acts[-1][0].number if acts else 0,
        acts=[
            ActRead(
                number=act.number,
                kind=act.kind.value,
                score=act.score,
                passed=act.passed,
                reason=act.reason,
                by=name,
                at=act.at,
            )
            for act, name in acts
        ],
        reports=reports_read(outcomes),
    )
