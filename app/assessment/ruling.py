"""A closed attempt gets another result: appended, announced, reported.

The caller holds the enrolment's lock (``queries.lock_enrolment``).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Attempt, Ruling, RulingCause
from app.assessment.queries import rulings as queries
from app.assessment.quiz import Quiz
from app.assessment.reporting import judged, report, state_of

Marks = dict[str, dict[str, Any]]


async def rule(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    *,
    cause: RulingCause,
    by: UUID,
    reason: str,
    marks: Marks,
    score: int | None,
    passed: bool,
    now: datetime,
    regrade_id: UUID | None = None,
    is_waiting: bool = False,
) -> Ruling:
    """From now on the attempt stands at this. Certificates follow by what learning makes of it.

    ``is_waiting``: a person has still to mark part of it; only a pass is certain by then.
    """
    ruling = await queries.add_ruling(
        session,
        {
            "attempt_id": attempt.id,
            "cause": cause,
            "by": by,
            "at": now,
            "reason": reason,
            "marks": marks,
            "score": score,
            "passed": passed,
            "regrade_id": regrade_id,
        },
    )
    await judged(session, attempt, now)
    state = state_of(None if is_waiting and not passed else passed)
    await report(session, attempt, quiz, state, score, now)
    return ruling
