"""What a command of practice stands on: the actor's enrolment and a version of its course."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.learning.kinds import ActivityPayload, CommandContext
from app.learning.models import Enrolment
from app.practice import queries
from app.practice.errors import PracticeNotFound, PracticeVersionUnknown


class RunPayload(ActivityPayload):
    """``run``: made by the client, one for each try. ``publication``: of the page it is done on."""

    run: UUID
    publication: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


async def activity_of(
    session: AsyncSession, actor: Actor, payload: RunPayload, kind: str
) -> Activity:
    """The activity in the version meant, which may be older or newer than the enrolment's.

    Raises ``PracticeVersionUnknown`` for what is no version of the enrolment's course, and
    ``PracticeNotFound`` for what is no activity of this kind.
    """
    enrolment = await queries.enrolment_of(session, actor.person_id, payload.enrolment)
    if enrolment is None:
        raise PracticeNotFound
    return await activity_in(session, enrolment, payload.publication, payload.activity, kind)


async def activity_in(
    session: AsyncSession, enrolment: Enrolment, publication_id: str, activity_id: UUID, kind: str
) -> Activity:
    """The same, for an enrolment at hand."""
    published = await _version(session, enrolment, publication_id)
    activity = published.public.activity(activity_id)
    if activity is None or activity.kind != kind:
        raise PracticeNotFound
    return activity


async def _version(
    session: AsyncSession, enrolment: Enrolment, publication_id: str
) -> PublishedCourse:
    try:
        published = await publications_of(session).get(publication_id)
    except KeyError:
        raise PracticeVersionUnknown from None
    if published.public.course_id != enrolment.course_id:
        raise PracticeVersionUnknown
    return published


async def keep_step(
    session: AsyncSession,
    actor: Actor,
    command: CommandContext,
    payload: RunPayload,
    step: Mapping[str, Any],
) -> None:
    """Append what a command tells of a run."""
    await queries.add_step(
        session,
        {
            "person_id": actor.person_id,
            "command_id": command.id,
            "enrolment_id": payload.enrolment,
            "activity_id": payload.activity,
            "run_id": payload.run,
            "publication_id": payload.publication,
            "kind": command.kind,
            "step": dict(step),
            "hlc": command.hlc,
            "done_at": command.corrected_at,
            "received_at": command.received_at,
        },
    )
