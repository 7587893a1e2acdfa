"""Use cases of learning: enrol, move to a newer version, record an outcome, judge completion."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.document import PublicDocument
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.catalogue.statuses import CourseStatus
from app.identity.actor import Actor
from app.kit.events import publish
from app.kit.ids import uuid7
from app.kit.invalidation import announce
from app.learning import queries
from app.learning.completion import (
    Need,
    Report,
    Requirement,
    Standing,
    is_complete,
    outcome_in_force,
    requirements,
)
from app.learning.enrolment_facts import FACTS_KEY, EnrolmentFacts
from app.learning.errors import CourseClosed, EnrolmentNotFound
from app.learning.events import CompletionWithdrawn, CourseCompleted
from app.learning.models import ActivityState, Enrolment, Outcome
from app.learning.statuses import EnrolmentStatus, ExemptionCause, OutcomeForce, OutcomeState


def needs_of(document: PublicDocument) -> tuple[Need, ...]:
    """The required activities of a publication, in the course's order."""
    return tuple(Need(a.id, a.completes_by) for a in document.activities() if a.required)


def standing_of(state: ActivityState, exempt: ExemptionCause | None = None) -> Standing:
    """A state row as the completion function reads it."""
    outcome = None
    if state.outcome_state is not None:
        outcome = Report(state.outcome_state, state.score, state.pass_mark, state.chances_left)
    return Standing(state.opened_at is not None, state.done_at is not None, outcome, exempt)


async def enrolment_of(session: AsyncSession, person_id: UUID, course_id: UUID) -> Enrolment | None:
    """A person's enrolment in a course that is not withdrawn."""
    enrolment = await queries.enrolment_of(session, person_id, course_id)
    if enrolment is None or enrolment.status is EnrolmentStatus.WITHDRAWN:
        return None
    return enrolment


async def enrolment_for_person(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID
) -> Enrolment:
    """A person's own enrolment; ``EnrolmentNotFound`` for anyone else's."""
    enrolment = await queries.enrolment_for_person(session, person_id, enrolment_id)
    if enrolment is None:
        raise EnrolmentNotFound
    return enrolment


async def pinned_publication(session: AsyncSession, person_id: UUID, enrolment_id: UUID) -> str:
    """The publication that a person's enrolment is pinned to; from memory where it is known.

    Raises as ``enrolment_for_person``.
    """
    facts: EnrolmentFacts = session.info[FACTS_KEY]
    owner, publication_id = facts.known([enrolment_id]).get(enrolment_id, (None, ""))
    if owner != person_id:
        generation = facts.generation
        enrolment = await enrolment_for_person(session, person_id, enrolment_id)
        publication_id = enrolment.publication_id
        facts.keep({enrolment_id: (person_id, publication_id)}, generation)
    return publication_id


async def course_and_enrolment(
    session: AsyncSession, actor: Actor, slug: str
) -> tuple[Course, Enrolment | None]:
    """The course at an address, and the actor's enrolment in it that is not withdrawn.

    Whoever takes a course goes on seeing it when it is retired or shown to others only; everyone
    else gets ``CourseNotFound`` then.
    """
    course = await catalogue.course_with_slug(session, slug)
    if course is not None:
        enrolment = await enrolment_of(session, actor.person_id, course.id)
        if enrolment is not None:
            return course, enrolment
    return await catalogue.course_by_slug(session, actor, slug), None


async def enrol(
    session: AsyncSession, actor: Actor, *, slug: str, now: datetime
) -> tuple[Enrolment, bool]:
    """Enrol the actor; the enrolment and whether it is new. Twice is once.

    Raises ``CourseNotFound`` outside the course's audience and ``CourseClosed`` if it is retired.
    """
    course, enrolment = await course_and_enrolment(session, actor, slug)
    if enrolment is not None:
        return enrolment, False
    if course.status is not CourseStatus.ACTIVE or course.publication_id is None:
        raise CourseClosed
    published = await publications_of(session).get(course.publication_id)
    is_new = await queries.add_enrolment(
        session,
        {
            "id": uuid7(),
            "person_id": actor.person_id,
            "course_id": course.id,
            "publication_id": course.publication_id,
            "status": EnrolmentStatus.ACTIVE,
            "enrolled_at": now,
            "activities_required": len(needs_of(published.public)),
            "updated_at": now,
        },
    )
    enrolment = await queries.enrolment_of(session, actor.person_id, course.id)
    assert enrolment is not None, slug
    if enrolment.status is EnrolmentStatus.WITHDRAWN:
        enrolment.status, enrolment.updated_at, is_new = EnrolmentStatus.ACTIVE, now, True
    await announce(session, "person", str(actor.person_id))
    return enrolment, is_new


async def adopt_newest(
    session: AsyncSession, actor: Actor, enrolment_id: UUID, *, now: datetime
) -> Enrolment:
    """Move an enrolment to the course's newest version; progress follows by activity id.

    A completion is never withdrawn by a move: what was finished stays finished.
    """
    enrolment = await enrolment_for_person(session, actor.person_id, enrolment_id)
    enrolment = await queries.enrolment_for_update(session, enrolment.id)
    newest = await catalogue.current_publication_id(session, enrolment.course_id)
    if newest is None or newest == enrolment.publication_id:
        return enrolment
    enrolment.publication_id, enrolment.updated_at = newest, now
    enrolment.declined_version = None
    if enrolment.status is EnrolmentStatus.ACTIVE:
        await judge(session, enrolment, now=now, finished_at=now, reason="newer-version")
    await announce(session, "person", str(actor.person_id))
    return enrolment


async def judged_requirements(
    session: AsyncSession, enrolment: Enrolment, states: Sequence[ActivityState] | None = None
) -> tuple[Requirement, ...]:
    """What the enrolment's publication asks, judged by what is recorded.

    A completed enrolment is judged by the publication it was completed with. ``states``: all of
    the enrolment's, for a caller that has them.
    """
    published = await publications_of(session).get(
        enrolment.completed_publication_id or enrolment.publication_id
    )
    return await requirements_under(session, enrolment, published, states)


async def requirements_under(
    session: AsyncSession,
    enrolment: Enrolment,
    published: PublishedCourse,
    states: Sequence[ActivityState] | None = None,
) -> tuple[Requirement, ...]:
    """The same by a publication at hand, whatever the enrolment is pinned to."""
    if states is None:
        states = await queries.states_of(session, [enrolment.id])
    exempt = await queries.exemptions_of(session, enrolment.id)
    standings = {activity: Standing(exempt=cause) for activity, cause in exempt.items()}
    standings |= {
        state.activity_id: standing_of(state, exempt.get(state.activity_id)) for state in states
    }
    return requirements(needs_of(published.public), standings)


async def judge(
    session: AsyncSession,
    enrolment: Enrolment,
    *,
    now: datetime,
    finished_at: datetime,
    reason: str,
    states: Sequence[ActivityState] | None = None,
) -> Sequence[Requirement]:
    """Recount the rollups and complete, or withdraw a completion, as the facts now say.

    ``enrolment`` must be locked by the caller. Announces ``CourseCompleted`` or
    ``CompletionWithdrawn`` in the same transaction.
    """
    await session.flush()  # the state just changed must be among the rows counted below
    judged = await judged_requirements(session, enrolment, states)
    enrolment.activities_required = len(judged)
    enrolment.activities_done = sum(one.met for one in judged)
    enrolment.updated_at = now
    complete, was = is_complete(judged), enrolment.status is EnrolmentStatus.COMPLETED
    if complete and not was:
        enrolment.status, enrolment.completed_at = EnrolmentStatus.COMPLETED, now
        enrolment.completed_publication_id = enrolment.publication_id
        await session.flush()  # reactions read the enrolment as completed
        await publish(
            session,
            CourseCompleted(
                enrolment_id=enrolment.id,
                person_id=enrolment.person_id,
                course_id=enrolment.course_id,
                publication_id=enrolment.publication_id,
                completed_at=now,
                finished_at=finished_at,
            ),
        )
    elif was and not complete:
        enrolment.status, enrolment.completed_at = EnrolmentStatus.ACTIVE, None
        enrolment.completed_publication_id = None
        await publish(
            session,
            CompletionWithdrawn(
                enrolment_id=enrolment.id,
                person_id=enrolment.person_id,
                course_id=enrolment.course_id,
                withdrawn_at=now,
                reason=reason,
            ),
        )
    return judged


async def record_outcome(
    session: AsyncSession,
    *,
    enrolment_id: UUID,
    activity_id: UUID,
    source_id: UUID,
    state: OutcomeState,
    score: int | None,
    pass_mark: int | None,
    chances_left: int | None,
    now: datetime,
    finished_at: datetime,
) -> None:
    """Take an activity's report: append it, put it in force, judge the course.

    Scores in basis points (0 to 10000). ``source_id`` is what is reported on, e.g. an attempt: a
    second report about it supersedes the first. Saying the same again changes nothing.
    """
    enrolment = await queries.enrolment_for_update(session, enrolment_id)
    report = Report(state, score, pass_mark, chances_left)
    standing = await queries.standing_outcomes(session, enrolment_id, activity_id)
    before = next((one for one in standing if one.source_id == source_id), None)
    if before is None or report != reported(before):
        states = await put_outcome(
            session,
            enrolment,
            standing,
            Outcome(
                id=uuid7(),
                enrolment_id=enrolment_id,
                activity_id=activity_id,
                source_id=source_id,
                state=state,
                score=score,
                pass_mark=pass_mark,
                chances_left=chances_left,
                force=OutcomeForce.REPORTED,
                supersedes_id=before.id if before else None,
                recorded_at=now,
            ),
        )
        await judge(
            session,
            enrolment,
            now=now,
            finished_at=finished_at,
            reason="outcome-changed",
            states=states,
        )


async def put_outcome(
    session: AsyncSession, enrolment: Enrolment, standing: Sequence[Outcome], outcome: Outcome
) -> Sequence[ActivityState]:
    """Append an outcome beside those that stand, and put in force what then counts.

    The caller holds the enrolment's lock, and judges the course afterwards: by all of its states,
    which are the answer.
    """
    session.add(outcome)
    others = [one for one in standing if one.id != outcome.supersedes_id]
    in_force = outcome_in_force([said for one in [*others, outcome] if (said := reported(one))])
    states = list(await queries.states_of(session, [enrolment.id]))
    row = next((one for one in states if one.activity_id == outcome.activity_id), None)
    if row is None:
        row = await queries.state_of(session, enrolment.id, outcome.activity_id)
        states.append(row)
    row.outcome_state = in_force.state if in_force else None
    row.score = in_force.score if in_force else None
    row.pass_mark = in_force.pass_mark if in_force else None
    row.chances_left = in_force.chances_left if in_force else None
    return states


async def restate_chances(
    session: AsyncSession,
    *,
    enrolment_id: UUID,
    activity_id: UUID,
    chances_left: Mapping[UUID, int | None],
    now: datetime,
) -> None:
    """Say anew how many chances sources left, where it is another number; their results stay.

    ``chances_left`` is by source; a source that has not reported is passed over.
    """
    await queries.enrolment_for_update(session, enrolment_id)
    for one in await queries.standing_outcomes(session, enrolment_id, activity_id):
        if one.source_id in chances_left:
            await record_outcome(
                session,
                enrolment_id=enrolment_id,
                activity_id=activity_id,
                source_id=one.source_id,
                state=one.state,
                score=one.score,
                pass_mark=one.pass_mark,
                chances_left=chances_left[one.source_id],
                now=now,
                finished_at=now,
            )


async def exempt(
    session: AsyncSession,
    *,
    enrolment_id: UUID,
    activity_ids: Collection[UUID],
    cause: ExemptionCause,
    source_id: UUID,
    reason: str,
    by: UUID | None,
    now: datetime,
    finished_at: datetime,
) -> None:
    """Let a learner off activities, and judge the course; twice is once.

    ``source_id``: what it rests on, for ``withdraw_exemption``. ``by`` None: by the rules alone.
    """
    enrolment = await queries.enrolment_for_update(session, enrolment_id)
    rows = [
        {
            "id": uuid7(),
            "enrolment_id": enrolment_id,
            "activity_id": activity_id,
            "cause": cause,
            "source_id": source_id,
            "reason": reason,
            "by": by,
            "at": now,
        }
        for activity_id in sorted(activity_ids)
    ]
    if rows:
        await queries.put_exemptions(session, rows)
        await judge(session, enrolment, now=now, finished_at=finished_at, reason="exempt")


async def withdraw_exemption(
    session: AsyncSession, *, enrolment_id: UUID, source_id: UUID, now: datetime, reason: str
) -> None:
    """Take back what rests on a source, and with it a completion that needs it.

    ``reason`` is a slug for the record of the completion.
    """
    enrolment = await queries.enrolment_for_update(session, enrolment_id)
    if await queries.withdraw_exemptions(session, enrolment_id, source_id, now):
        await judge(session, enrolment, now=now, finished_at=now, reason=reason)


def reported(outcome: Outcome) -> Report | None:
    """What an outcome says; None if it was withdrawn."""
    if outcome.force is OutcomeForce.WITHDRAWN:
        return None
    return Report(
        outcome.state,
        outcome.score,
        outcome.pass_mark,
        outcome.chances_left,
        outcome.force is OutcomeForce.OVERRIDING,
    )
