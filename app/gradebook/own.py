"""What a learner reads of the own grades, and at an activity whose result staff set."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.gradebook import queries
from app.gradebook.columns import Column, columns_of
from app.gradebook.grades import Part, shares
from app.gradebook.history import without_override
from app.gradebook.schemas import OwnGradeRead, OwnGrades, ResultRead
from app.gradebook.service import course_read, grade_read, known_of, learner_state
from app.identity.actor import Actor
from app.learning import overview
from app.learning.errors import EnrolmentNotFound
from app.learning.service import course_and_enrolment
from app.learning.statuses import EnrolmentStatus, ExemptionCause


async def own_grades(session: AsyncSession, actor: Actor, slug: str) -> OwnGrades:
    """By the version the actor takes. Raises ``CourseNotFound``, ``EnrolmentNotFound``."""
    course, enrolment = await course_and_enrolment(session, actor, slug)
    if enrolment is None:
        raise EnrolmentNotFound
    published = await publications_of(session).get(
        enrolment.completed_publication_id or enrolment.publication_id
    )
    columns, weights = columns_of(published), await queries.weights_of(session, course.id)
    known = await known_of(session, [enrolment.id])
    acts = await queries.overridden(session, [enrolment.id])
    excuses = await queries.excuses_of(session, enrolment.id)
    cells = {column.id: known.cell(enrolment.id, column) for column in columns}
    shown = [
        column
        for column in columns
        if column.scored
        or cells[column.id].overridden
        or cells[column.id].exempt is ExemptionCause.EXCUSED.value
    ]
    outcomes = await queries.outcomes_of(
        session, enrolment.id, [one.id for one in shown if cells[one.id].overridden]
    )
    parts = [
        Part(one.weight(weights), cells[one.id].score, cells[one.id].exempt is not None)
        for one in shown
    ]
    language = overview.spoken(actor.language)

    def read(column: Column, share: int | None) -> OwnGradeRead:
        act = acts.get((enrolment.id, column.id))
        about = [one for one in outcomes if one.activity_id == column.id]
        return OwnGradeRead(
            activity=column.id,
            title=column.title(language),
            kind=column.activity.kind,
            link=overview.link_to(course.slug, column.activity),
            pass_mark=column.pass_mark,
            weight=column.weight(weights),
            share=share,
            cell=cells[column.id],
            excused_why=excuses.get(column.id),
            overridden_why=act.reason if act else None,
            overridden_at=act.at if act else None,
            otherwise=without_override(about) if act else None,
        )

    needed = await overview.requirements_read(session, enrolment, course.slug, language)
    return OwnGrades(
        course=course_read(published, language),
        state=learner_state(
            completed=enrolment.status is EnrolmentStatus.COMPLETED, begun=bool(known.states)
        ),
        grade=grade_read(known.grade(enrolment.id, columns, weights)),
        items=[read(one, share) for one, share in zip(shown, shares(parts), strict=True)],
        missing=[one for one in needed.items if not one.met],
    )


async def excused_why(session: AsyncSession, enrolment_id: UUID, activity_id: UUID) -> str | None:
    """Why staff let the learner off it; None if they did not. The enrolment is the own."""
    return (await queries.excuses_of(session, enrolment_id)).get(activity_id)


@dataclass(frozen=True, slots=True)
class SetByStaff:
    """The result of an activity as staff set it. ``otherwise``: what the own work came to."""

    score: int | None
    passed: bool
    reason: str
    at: datetime
    otherwise: ResultRead | None


async def set_by_staff(
    session: AsyncSession, enrolment_id: UUID, activity_id: UUID
) -> SetByStaff | None:
    """None where the learner's own work counts. The caller knows that the enrolment is the own."""
    act = (await queries.overridden(session, [enrolment_id])).get((enrolment_id, activity_id))
    if act is None:
        return None
    outcomes = await queries.outcomes_of(session, enrolment_id, [activity_id])
    return SetByStaff(act.score, bool(act.passed), act.reason, act.at, without_override(outcomes))
