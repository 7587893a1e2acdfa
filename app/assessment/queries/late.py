"""The SQL of answers that came too late."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Attempt, AttemptState, Ruling, RulingCause
from app.assessment.timing import Reason, Verdict
from app.learning.models import Enrolment


async def late_attempts(
    session: AsyncSession,
    actor_id: UUID,
    courses: Collection[UUID] | None,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[Attempt]:
    """Closed, late or never handed in, not accepted; of these courses (None: all), newest first.

    Never the actor's own.
    """
    accepted = exists().where(
        Ruling.attempt_id == Attempt.id, Ruling.cause == RulingCause.LATE_ACCEPTED
    )
    is_late = or_(
        Attempt.judgement["verdict"].as_string() == Verdict.LATE.value,
        Attempt.judgement["reason"].as_string() == Reason.UNSUBMITTED.value,
    )
    found = select(Attempt).where(
        and_(
            Attempt.state == AttemptState.CLOSED,
            Attempt.person_id != actor_id,
            is_late,
            ~accepted,
        )
    )
    if courses is not None:
        found = found.join(Enrolment, Enrolment.id == Attempt.enrolment_id).where(
            Enrolment.course_id.in_(courses)
        )
    if after is not None:
        found = found.where(tuple_(Attempt.closed_at, Attempt.id) < after)
    ordered = found.order_by(Attempt.closed_at.desc(), Attempt.id.desc()).limit(limit)
    return (await session.execute(ordered)).scalars().all()
