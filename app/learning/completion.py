"""What counts as complete, and what is still missing: one pure function answers both.

Nothing else in the house decides completion. The learner reads the same requirements that the
server judges by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from uuid import UUID

from app.learning.statuses import ExemptionCause, OutcomeState


class Reason(StrEnum):
    """Why a requirement is met or not; words for people are in ``learning.words``."""

    DONE = "done"
    PASSED = "passed"
    EXEMPT = "exempt"
    NOT_OPENED = "not-opened"
    NOT_DONE = "not-done"
    NOT_ATTEMPTED = "not-attempted"
    NOT_PASSED = "not-passed"
    WAITING = "waiting"
    NO_CHANCES_LEFT = "no-chances-left"


MET = frozenset({Reason.DONE, Reason.PASSED, Reason.EXEMPT})


@dataclass(frozen=True, slots=True)
class Need:
    """A required activity of the pinned publication."""

    activity_id: UUID
    completes_by: Literal["done", "outcome"]


@dataclass(frozen=True, slots=True)
class Report:
    """What one source (an attempt) reported last. Scores in basis points, 0 to 10000.

    ``overrides``: staff said so, with a reason.
    """

    state: OutcomeState
    score: int | None
    pass_mark: int | None
    chances_left: int | None
    overrides: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's state in one activity. ``exempt``: why it need not be done, if it need not."""

    opened: bool = False
    done: bool = False
    outcome: Report | None = None
    exempt: ExemptionCause | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    activity_id: UUID
    reason: Reason
    score: int | None = None
    pass_mark: int | None = None
    chances_left: int | None = None
    exempt: ExemptionCause | None = None

    @property
    def met(self) -> bool:
        return self.reason in MET


_RANK = {OutcomeState.NOT_PASSED: 0, OutcomeState.WAITING: 1, OutcomeState.PASSED: 2}


def outcome_in_force(reports: Sequence[Report]) -> Report | None:
    """The outcome that counts among the last reports of all sources.

    What staff said goes before what was reported. Passed once is passed; else one that waits is
    still open; else the best score. The chances left are the fewest any source knows of: each
    attempt used one more.
    """
    if not reports:
        return None
    said = [report for report in reports if report.overrides] or reports
    best = max(said, key=lambda r: (_RANK[r.state], -1 if r.score is None else r.score))
    known = [r.chances_left for r in reports if r.chances_left is not None]
    left = min(known) if known else None
    return Report(best.state, best.score, best.pass_mark, left, best.overrides)


def requirement(need: Need, standing: Standing) -> Requirement:
    """Judge one need. What was done or passed counts as such, exempt or not."""
    judged = _by_what_was_done(need, standing)
    if not judged.met and standing.exempt is not None:
        return Requirement(need.activity_id, Reason.EXEMPT, exempt=standing.exempt)
    return judged


def _by_what_was_done(need: Need, standing: Standing) -> Requirement:
    if need.completes_by == "done":
        if standing.done:
            return Requirement(need.activity_id, Reason.DONE)
        return Requirement(
            need.activity_id, Reason.NOT_DONE if standing.opened else Reason.NOT_OPENED
        )
    outcome = standing.outcome
    if outcome is None:
        return Requirement(need.activity_id, Reason.NOT_ATTEMPTED)
    reason = {
        OutcomeState.PASSED: Reason.PASSED,
        OutcomeState.WAITING: Reason.WAITING,
        OutcomeState.NOT_PASSED: Reason.NO_CHANCES_LEFT
        if outcome.chances_left == 0
        else Reason.NOT_PASSED,
    }[outcome.state]
    return Requirement(
        need.activity_id, reason, outcome.score, outcome.pass_mark, outcome.chances_left
    )


def requirements(
    needs: Sequence[Need], standings: Mapping[UUID, Standing]
) -> tuple[Requirement, ...]:
    """Every requirement in the course's order; an activity without a standing is untouched."""
    return tuple(requirement(need, standings.get(need.activity_id, Standing())) for need in needs)


def is_complete(judged: Sequence[Requirement]) -> bool:
    """Whether everything required is met. A course that requires nothing is never complete."""
    return bool(judged) and all(one.met for one in judged)
