"""How difficult questions have proved to be, for those who keep them in a bank."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.statistics import queries
from app.assessment.statistics.formulas import question_statistics
from app.assessment.statistics.hints import FEW
from app.assessment.statistics.models import Scope
from app.assessment.statistics.tallies import merged


@dataclass(frozen=True, slots=True)
class MeasuredDifficulty:
    """Of the first attempts in all quizzes that asked the version asked last.

    ``facility``: mean credit, 0 (nobody) to 1 (everybody); ``discrimination`` -1 to 1, None where
    nothing varied. Under ``FEW`` attempts there is nothing to say and no such value.
    """

    attempts: int
    facility: float
    discrimination: float | None


async def measured_difficulty(
    session: AsyncSession, references: Collection[str]
) -> dict[str, MeasuredDifficulty]:
    """By "<bank>.<question>"; questions with too few attempts are not in it."""
    if not references:
        return {}
    rows = await queries.tallies_of_questions(session, references, Scope.FIRST)
    latest: dict[str, str] = {}
    for row in rows:
        latest.setdefault(row.question_id, row.version)
    told = {}
    for question, version in latest.items():
        tally = merged(
            row.tally for row in rows if (row.question_id, row.version) == (question, version)
        )
        figures = question_statistics(tally)
        if figures is not None and figures.n >= FEW:
            told[question] = MeasuredDifficulty(figures.n, figures.facility, figures.discrimination)
    return told
