"""What staff do: weigh activities, excuse a learner, set a result, and take either back.

Each act is a row that stays, with who, when and why; what follows from it (exemption, outcome,
completion, certificate, JP) is learning's and the certificates' own work.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.testing_out import on_set_by_staff
from app.gradebook import queries
from app.gradebook.errors import (
    AlreadyExcused,
    GradeChanged,
    GradeNotFound,
    GradesReadOnly,
    HasNoResult,
    NothingToWithdraw,
    OwnGrade,
)
from app.gradebook.models import ActKind, GradeAct
from app.gradebook.schemas import (
    CellDetail,
    GradeChange,
    GradeColumn,
    GradeOverride,
    WeightSet,
)
from app.gradebook.service import Book, Place, book_of, columns_read, detail_of, place_of
from app.identity.actor import Actor
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.problems import Invalid
from app.learning.overriding import override, withdraw_override
from app.learning.service import exempt, withdraw_exemption
from app.learning.statuses import ExemptionCause, OutcomeState


async def weigh(
    session: AsyncSession, actor: Actor, slug: str, *, weights: Sequence[WeightSet], now: datetime
) -> list[GradeColumn]:
    """Set what activities weigh; the others keep theirs.

    Raises ``CourseNotFound``, ``GradesReadOnly``, and ``Invalid`` for what is no scored activity.
    """
    book = await book_of(session, actor, slug)
    if not book.sight.weighs:
        raise GradesReadOnly
    scored = {column.activity.slug: column.id for column in book.columns if column.scored}
    for place, one in enumerate(weights):
        if one.activity not in scored:
            pointer = f"/weights/{place}/activity"
            raise Invalid([{"pointer": pointer, "detail": "Not an activity with a score"}])
    wanted = {scored[one.activity]: one for one in weights}
    rows = [
        {
            "course_id": book.course.id,
            "activity_id": activity_id,
            "weight": one.weight,
            "changed_by": actor.person_id,
            "changed_at": now,
        }
        for activity_id, one in wanted.items()
        if one.weight is not None
    ]
    usual = [activity_id for activity_id, one in wanted.items() if one.weight is None]
    if rows:
        await queries.put_weights(session, rows)
    if usual:
        await queries.remove_weights(session, book.course.id, usual)
    said = ", ".join(
        f"{one.activity} {'usual' if one.weight is None else one.weight}" for one in wanted.values()
    )
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="gradebook.weighed",
        subject_kind="course",
        subject_id=book.course.id,
        now=now,
        course=book.course.slug,
        weights=said,
    )
    set_now = await queries.weights_of(session, book.course.id)
    changed = Book(book.course, book.sight, book.published, book.columns, set_now)
    return [
        one
        for one, column in zip(columns_read(changed, actor.language), changed.columns, strict=True)
        if column.scored
    ]


async def excuse(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    enrolment_id: UUID,
    activity_id: UUID,
    *,
    change: GradeChange,
    now: datetime,
) -> CellDetail:
    """Let a learner off an activity: it is met, and left out of the grade.

    Raises as ``_to_change``, and ``AlreadyExcused``.
    """
    place, acts = await _to_change(session, actor, slug, enrolment_id, activity_id, change)
    if _excuse_in_force(acts) is not None:
        raise AlreadyExcused
    act = _act(place, actor, acts, ActKind.EXCUSED, change, now)
    session.add(act)
    await exempt(
        session,
        enrolment_id=enrolment_id,
        activity_ids=[activity_id],
        cause=ExemptionCause.EXCUSED,
        source_id=act.id,
        reason=change.reason,
        by=actor.person_id,
        now=now,
        finished_at=now,
    )
    return await _done(session, actor, place, "grade.excused", now)


async def withdraw_excuse(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    enrolment_id: UUID,
    activity_id: UUID,
    *,
    change: GradeChange,
    now: datetime,
) -> CellDetail:
    """Ask it of the learner again; raises as ``_to_change``, and ``NothingToWithdraw``."""
    place, acts = await _to_change(session, actor, slug, enrolment_id, activity_id, change)
    excused = _excuse_in_force(acts)
    if excused is None:
        raise NothingToWithdraw
    session.add(_act(place, actor, acts, ActKind.EXCUSE_WITHDRAWN, change, now))
    await withdraw_exemption(
        session,
        enrolment_id=enrolment_id,
        source_id=excused.id,
        now=now,
        reason="excuse-withdrawn",
    )
    return await _done(session, actor, place, "grade.excuse_withdrawn", now)


async def set_result(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    enrolment_id: UUID,
    activity_id: UUID,
    *,
    change: GradeOverride,
    now: datetime,
) -> CellDetail:
    """Set the result over all that is reported, until it is withdrawn; what was done stays.

    A score passes by the pass mark of the learner's version. Raises as ``_to_change``,
    ``HasNoResult``, and ``Invalid`` without what the activity asks for.
    """
    place, acts = await _to_change(session, actor, slug, enrolment_id, activity_id, change)
    if not place.column.has_result:
        raise HasNoResult
    mark = place.column.pass_mark
    if mark is not None:
        if change.score is None or change.passed is not None:
            raise Invalid([{"pointer": "/score", "detail": "This activity has a score: give one"}])
        passed = change.score >= mark
    else:
        if change.passed is None or change.score is not None:
            raise Invalid([{"pointer": "/passed", "detail": "This activity has no score: say it"}])
        passed = change.passed
    figures = {"score": change.score, "passed": passed, "pass_mark": mark}
    session.add(_act(place, actor, acts, ActKind.OVERRIDDEN, change, now, **figures))
    await override(
        session,
        enrolment_id=enrolment_id,
        activity_id=activity_id,
        state=OutcomeState.PASSED if passed else OutcomeState.NOT_PASSED,
        score=change.score,
        pass_mark=mark,
        now=now,
    )
    await _spare(session, place, now)
    return await _done(
        session, actor, place, "grade.overridden", now, score=change.score, passed=passed
    )


async def withdraw_result(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    enrolment_id: UUID,
    activity_id: UUID,
    *,
    change: GradeChange,
    now: datetime,
) -> CellDetail:
    """What was reported counts again; raises as ``_to_change``, and ``NothingToWithdraw``."""
    place, acts = await _to_change(session, actor, slug, enrolment_id, activity_id, change)
    last = next((act for act in reversed(acts) if act.kind in queries.OVERRIDES), None)
    if last is None or last.kind is not ActKind.OVERRIDDEN:
        raise NothingToWithdraw
    session.add(_act(place, actor, acts, ActKind.OVERRIDE_WITHDRAWN, change, now))
    await withdraw_override(session, enrolment_id=enrolment_id, activity_id=activity_id, now=now)
    await _spare(session, place, now)
    return await _done(session, actor, place, "grade.override_withdrawn", now)


async def _spare(session: AsyncSession, place: Place, now: datetime) -> None:
    """A quick test spares what its result, as it now stands, says."""
    await on_set_by_staff(
        session,
        publication_id=place.learner.publication_id,
        person_id=place.learner.person_id,
        enrolment_id=place.learner.enrolment_id,
        activity_id=place.column.id,
        now=now,
    )


async def _to_change(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    enrolment_id: UUID,
    activity_id: UUID,
    change: GradeChange,
) -> tuple[Place, list[GradeAct]]:
    """The place, locked, and what was done there.

    Raises ``CourseNotFound``, ``GradeNotFound``, ``GradesReadOnly``, ``OwnGrade``, and
    ``GradeChanged`` if more was done since the actor looked.
    """
    place = await place_of(session, actor, slug, enrolment_id, activity_id)
    if not place.book.sight.may_change(place.learner.agency_path):
        raise GradesReadOnly
    if place.learner.person_id == actor.person_id:
        raise OwnGrade
    await queries.lock_enrolment(session, enrolment_id)
    # The learner may have left, or moved to another version, while the lock was waited for.
    if await queries.learner(session, place.book.learners, enrolment_id) is None:
        raise GradeNotFound
    acts = [act for act, _ in await queries.acts_of(session, enrolment_id, activity_id)]
    if (acts[-1].number if acts else 0) != change.last_act:
        raise GradeChanged
    return place, acts


def _excuse_in_force(acts: Sequence[GradeAct]) -> GradeAct | None:
    last = next((act for act in reversed(acts) if act.kind not in queries.OVERRIDES), None)
    return last if last is not None and last.kind is ActKind.EXCUSED else None


def _act(
    place: Place,
    actor: Actor,
    acts: Sequence[GradeAct],
    kind: ActKind,
    change: GradeChange,
    now: datetime,
    **figures: Any,
) -> GradeAct:
    return GradeAct(
        id=uuid7(),
        enrolment_id=place.learner.enrolment_id,
        activity_id=place.column.id,
        number=len(acts) + 1,
        kind=kind,
        reason=change.reason,
        by=actor.person_id,
        at=now,
        **figures,
    )


async def _done(
    session: AsyncSession,
    actor: Actor,
    place: Place,
    act: str,
    now: datetime,
    **figures: int | bool | None,
) -> CellDetail:
    # Without the reason: it may speak of someone's health, and the trail is read by many.
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="person",
        subject_id=place.learner.person_id,
        now=now,
        agency_id=place.learner.agency_id,
        course=place.book.course.slug,
        activity=place.column.activity.slug,
        **figures,
    )
    await session.flush()  # the history read below has the new act
    return await detail_of(session, actor, place)
