"""The steps of a review: asking, withdrawing, approving, returning.

Each is decided on the draft's row, held for the moment, so that two people's steps come one after
the other; each names the revision that was looked at.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.compiler.amending import Amended
from app.identity.actor import Actor
from app.kit import audit
from app.kit.database import Database
from app.kit.ids import uuid7
from app.workshop import queries as drafts
from app.workshop import service as workshop
from app.workshop.errors import DraftNotFound
from app.workshop.models import CourseDraft, DraftState
from app.workshop.review import policy, queries, telling
from app.workshop.review.errors import (
    CourseDraftMoved,
    CourseDraftOutdated,
    CourseDraftUnfinished,
    OwnReview,
    ReviewStepRefused,
)
from app.workshop.review.models import ReviewAct, ReviewStep
from app.workshop.review.schemas import StepWish

_JUDGED = {ReviewAct.APPROVED: DraftState.APPROVED, ReviewAct.RETURNED: DraftState.EDITING}


async def ask(
    database: Database, actor: Actor, course_id: UUID, wish: StepWish, *, now: datetime
) -> None:
    """Ask colleagues to review the draft; it has no findings then.

    Raises ``CourseDraftMoved``, ``ReviewStepRefused`` (it is being reviewed already),
    ``CourseDraftOutdated``, ``CourseDraftUnfinished`` with ``findings``.
    """
    async with database.reading() as session:
        draft = await workshop.draft_for(session, actor, course_id)
        if draft.revision != wish.revision:
            raise CourseDraftMoved
        if draft.state is not DraftState.EDITING:
            raise ReviewStepRefused
        await must_be_whole(session, draft)
    async with database.transaction() as session:
        row = await held(session, course_id, wish.revision)
        if row.state is not DraftState.EDITING:
            raise ReviewStepRefused
        row.state = DraftState.IN_REVIEW
        await take_step(session, actor, row, ReviewAct.ASKED, wish.note, now=now)
        await telling.of_request(session, actor, row, wish.note, now=now)


async def withdraw(
    session: AsyncSession, actor: Actor, course_id: UUID, wish: StepWish, *, now: datetime
) -> None:
    """Take the draft back to editing. Raises ``CourseDraftMoved``, ``ReviewStepRefused``."""
    await workshop.draft_for(session, actor, course_id)
    row = await held(session, course_id, wish.revision)
    asked_by = await queries.asked_by(session, course_id)
    if row.state is DraftState.EDITING or not policy.may_withdraw(actor, asked_by):
        raise ReviewStepRefused
    row.state = DraftState.EDITING
    await take_step(session, actor, row, ReviewAct.WITHDRAWN, wish.note, now=now)


async def judge(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    act: ReviewAct,
    wish: StepWish,
    *,
    now: datetime,
) -> None:
    """Approve the draft, or return it to be worked on (``act``).

    Raises ``CourseDraftMoved``, ``ReviewStepRefused``, ``OwnReview``.
    """
    await workshop.draft_for(session, actor, course_id)
    row = await held(session, course_id, wish.revision)
    if row.state is not DraftState.IN_REVIEW:
        raise ReviewStepRefused
    asked_by = await queries.asked_by(session, course_id)
    if asked_by is None or not policy.may_judge(actor, asked_by):
        raise OwnReview
    row.state = _JUDGED[act]
    await take_step(session, actor, row, act, wish.note, now=now)
    await telling.of_judgement(session, actor, row, act, wish.note, asked_by=asked_by, now=now)


async def must_be_whole(session: AsyncSession, draft: workshop.Draft) -> None:
    """Raises ``CourseDraftOutdated`` or ``CourseDraftUnfinished``; compiles the draft."""
    current = await catalogue.current_publication_id(session, draft.course_id)
    if current != draft.based_on:
        raise CourseDraftOutdated
    amended = await workshop.compiled(session, draft)
    if amended.compiled is None:
        raise CourseDraftUnfinished(findings=found(amended))


def found(amended: Amended) -> list[dict[str, object]]:
    """Findings as they go on the wire, a page of them."""
    return [
        {"path": one.file, "line": one.line, "code": one.code, "what": one.what}
        | {"instead": one.instead}
        for one in amended.findings[:200]
    ]


async def held(session: AsyncSession, course_id: UUID, revision: int) -> CourseDraft:
    """The draft's row, kept from others until this transaction ends.

    Raises ``CourseDraftMoved`` if it has another revision.
    """
    row = await drafts.draft_for_update(session, course_id)
    if row is None:
        raise DraftNotFound
    if row.revision != revision:
        raise CourseDraftMoved
    return row


async def take_step(
    session: AsyncSession,
    actor: Actor,
    row: CourseDraft,
    act: ReviewAct,
    note: str,
    *,
    now: datetime,
    version: int | None = None,
) -> None:
    """Write the step down, for people and for the trail."""
    session.add(
        ReviewStep(
            id=uuid7(),
            course_id=row.course_id,
            act=act,
            revision=row.revision,
            version=version,
            note=note,
            by=actor.person_id,
            at=now,
        )
    )
    if act is ReviewAct.PUBLISHED:
        return  # the catalogue writes that down itself
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=f"draft.{act.value}",
        subject_kind="course",
        subject_id=row.course_id,
        now=now,
        course=row.slug,
        revision=row.revision,
    )
