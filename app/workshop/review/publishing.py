"""Publishing a draft now or at a time set before, and taking a course off the shelf.

A draft is compiled outside of any writing transaction; what is stored is exactly what was compiled,
or nothing, if the draft has moved on meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import publishing
from app.catalogue import service as catalogue
from app.catalogue.compiler.compile import CompiledCourse
from app.identity.actor import Actor
from app.identity.service import actor_for
from app.kit import audit
from app.kit.apart import apart_of
from app.kit.database import Database
from app.kit.problems import NotFound, Problem, Unavailable
from app.workshop import queries as drafts
from app.workshop import service as workshop
from app.workshop.models import DraftState
from app.workshop.review import policy, queries, telling
from app.workshop.review.errors import (
    CourseDraftMoved,
    CourseDraftOutdated,
    CourseDraftUnchanged,
    CourseDraftUnfinished,
    PublishingRefused,
    ReviewStepRefused,
    TimeHasPassed,
)
from app.workshop.review.models import ReviewAct, ScheduledPublish
from app.workshop.review.reviewing import found, held, take_step
from app.workshop.review.schemas import CourseDraftPublished, PublishWish, ShelveWish

log = structlog.get_logger()

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft as it was read, and what it makes. ``reason``: why nobody had to approve it."""

    draft: workshop.Draft
    compiled: CompiledCourse
    reason: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was set for a time, by whom."""

    course_id: UUID
    by: UUID
    revision: int
    reason: str | None
    note: str


async def publish(
    database: Database, actor: Actor, course_id: UUID, wish: PublishWish, *, now: datetime
) -> CourseDraftPublished:
    """Make the draft the course's next version, or (``wish.at``) see to it that it becomes one.

    Raises what ``ready`` raises, ``TimeHasPassed``, ``CourseSlugTaken``, ``PublishedMeanwhile``.
    """
    if wish.at is not None and not now < wish.at <= now + FARTHEST:
        raise TimeHasPassed
    async with database.reading() as session:
        one = await ready(session, actor, course_id, wish.revision, wish.reason)
    async with database.transaction() as session:
        if wish.at is None:
            return await _put_out(session, actor, one, note=wish.note, now=now)
        return await _set_for(session, actor, one, at=wish.at, note=wish.note, now=now)


async def ready(
    session: AsyncSession, actor: Actor, course_id: UUID, revision: int, reason: str | None
) -> Ready:
    """The draft compiled, if the actor may publish it as it stands.

    Raises ``DraftNotFound``, ``PublishingRefused``, ``CourseDraftMoved``, ``ReviewStepRefused``
    (nobody has approved it), ``CourseDraftOutdated``, ``CourseDraftUnfinished`` with ``findings``,
    ``CourseDraftUnchanged``.
    """
    draft = await workshop.draft_for(session, actor, course_id)
    if not policy.may_publish(actor, course_id):
        raise PublishingRefused
    if draft.revision != revision:
        raise CourseDraftMoved
    is_approved = draft.state is DraftState.APPROVED
    if not is_approved and not (reason and policy.may_skip_review(actor)):
        raise ReviewStepRefused
    if await catalogue.current_publication_id(session, course_id) != draft.based_on:
        raise CourseDraftOutdated
    amended = await workshop.compiled(session, draft)
    if amended.compiled is None:
        raise CourseDraftUnfinished(findings=found(amended))
    if amended.compiled.sha256 == draft.based_on:
        raise CourseDraftUnchanged
    return Ready(draft, amended.compiled, None if is_approved else reason)


async def _put_out(
    session: AsyncSession, actor: Actor, one: Ready, *, note: str, now: datetime
) -> CourseDraftPublished:
    draft = one.draft
    row = await held(session, draft.course_id, draft.revision)
    if row.state is not draft.state:
        raise CourseDraftMoved
    if draft.based_on is None:
        result = await publishing.publish_first(
            session,
            one.compiled,
            audience_id=row.audience_id,
            by=actor.person_id,
            note=note,
            now=now,
        )
    else:
        result = await publishing.publish_edited(
            session,
            one.compiled,
            based_on=draft.based_on,
            by=actor.person_id,
            note=note,
            now=now,
        )
    await queries.drop_schedule(session, draft.course_id)
    await take_step(session, actor, row, ReviewAct.PUBLISHED, note, now=now, version=result.version)
    if one.reason is not None:
        await _unreviewed(session, actor, one, now=now)
    await workshop.mark_published(
        session, actor, draft, publication_id=one.compiled.sha256, note=note, now=now
    )
    learners = await queries.learning_now(session, draft.course_id)
    return CourseDraftPublished(version=result.version, at=now, learners=learners)


async def _unreviewed(session: AsyncSession, actor: Actor, one: Ready, *, now: datetime) -> None:
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="course.published_unreviewed",
        subject_kind="course",
        subject_id=one.draft.course_id,
        now=now,
        course=one.draft.slug,
        reason=one.reason,
    )


async def _set_for(
    session: AsyncSession, actor: Actor, one: Ready, *, at: datetime, note: str, now: datetime
) -> CourseDraftPublished:
    row = await held(session, one.draft.course_id, one.draft.revision)
    if row.state is not one.draft.state:
        raise CourseDraftMoved
    await queries.drop_schedule(session, row.course_id)
    session.add(
        ScheduledPublish(
            course_id=row.course_id,
            at=at,
            revision=row.revision,
            note=note,
            reason=one.reason,
            by=actor.person_id,
            asked_at=now,
        )
    )
    await take_step(session, actor, row, ReviewAct.SCHEDULED, note, now=now)
    learners = await queries.learning_now(session, row.course_id)
    return CourseDraftPublished(version=None, at=at, learners=learners)


async def unschedule(
    session: AsyncSession, actor: Actor, course_id: UUID, *, now: datetime
) -> None:
    """Do not publish at the time that was set. Raises ``ReviewStepRefused`` if none was."""
    draft = await workshop.draft_for(session, actor, course_id)
    if not policy.may_publish(actor, course_id):
        raise PublishingRefused
    row = await held(session, course_id, draft.revision)
    if not await queries.drop_schedule(session, course_id):
        raise ReviewStepRefused
    await take_step(session, actor, row, ReviewAct.UNSCHEDULED, "", now=now)


async def publish_due(database: Database, now: datetime) -> int:
    """Publish what was set for a time that has come; how many courses were.

    What cannot be published is marked with the reason and not tried again; trouble that passes is
    waited out. Two workers do no harm: the second finds the draft moved on.
    """
    async with database.reading() as session:
        due = await queries.due(session, now)
    apart, done = apart_of(database), 0
    for one in due:
        try:
            waiting = Waiting(one.course_id, one.by, one.revision, one.reason, one.note)
            await apart.run(publish_waiting, waiting, now=now)
            done += 1
        except Unavailable:
            continue
        except Problem as problem:
            async with database.transaction() as session:
                failed = await queries.mark_failed(
                    session, one.course_id, at=one.at, failure=problem.slug(), now=now
                )
                row = await drafts.draft(session, one.course_id)
                if failed and row is not None:
                    await telling.of_failure(session, one.by, row, now=now)
            if failed:
                log.warning(
                    "scheduled_publish_refused", course=str(one.course_id), why=problem.slug()
                )
    return done


async def publish_waiting(database: Database, one: Waiting, *, now: datetime) -> None:
    """For whoever set the time, with the rights they have by now. Raises what ``publish`` raises,
    and ``NotFound`` if they are no longer there.
    """
    async with database.reading() as session:
        actor = await actor_for(session, one.by, now)
        if actor is None:
            raise NotFound
        made = await ready(session, actor, one.course_id, one.revision, one.reason)
    async with database.transaction() as session:
        await _put_out(session, actor, made, note=one.note, now=now)


async def shelve(
    session: AsyncSession, actor: Actor, slug: str, wish: ShelveWish, *, away: bool, now: datetime
) -> None:
    """Take a published course away from new learners, or put it back; twice is once.

    Raises ``CourseNotFound``, ``PublishingRefused``.
    """
    course = await catalogue.taught_course(session, actor, slug)
    if not policy.may_publish(actor, course.id):
        raise PublishingRefused
    await publishing.shelve(
        session, course.id, away=away, by=actor.person_id, note=wish.note, now=now
    )
