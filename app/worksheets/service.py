"""Reading a worksheet: its sheet in a publication, and what its learner wrote."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.learning.models import ActivityState
from app.learning.service import enrolment_for_person
from app.learning.statuses import OutcomeState
from app.worksheets import queries
from app.worksheets.errors import WorksheetNotFound
from app.worksheets.models import DAYS_KEY, WorksheetValue
from app.worksheets.schemas import WorksheetRead
from app.worksheets.sheet import Sheet, Standing, standing, standing_of_days
from app.worksheets.tools.registry import fields_of

__all__ = ["WorksheetRead", "sheet_in", "standing_by", "worksheet_view"]


def sheet_in(published: PublishedCourse, activity_id: UUID) -> Sheet | None:
    """None if the publication has no such activity or it is no worksheet."""
    activity = published.public.activity(activity_id)
    if activity is None or activity.kind != "worksheet":
        return None
    return Sheet.model_validate(activity.body)


def standing_by(sheet: Sheet, rows: Iterable[WorksheetValue]) -> Standing:
    """How far the worksheet is, by all that was ever validly filled."""
    if sheet.private == "device":
        days = next((int(row.text) for row in rows if row.key == DAYS_KEY), 0)
        return standing_of_days(days)
    return standing(fields_of(sheet), {row.key for row in rows if row.met})


async def worksheet_view(
    session: AsyncSession, actor: Actor, enrolment_id: UUID, activity_id: UUID
) -> WorksheetRead:
    """The actor's own worksheet. ``EnrolmentNotFound`` for anyone else's, whoever asks."""
    enrolment = await enrolment_for_person(session, actor.person_id, enrolment_id)
    published = await publications_of(session).get(enrolment.publication_id)
    sheet = sheet_in(published, activity_id)
    if sheet is None:
        raise WorksheetNotFound
    rows = await queries.values_of(session, actor.person_id, enrolment_id, activity_id)
    state = await session.get(ActivityState, (enrolment_id, activity_id))
    now = standing_by(sheet, rows)
    is_device = sheet.private == "device"
    return WorksheetRead(
        enrolment=enrolment_id,
        activity=activity_id,
        private=sheet.private,
        values={} if is_device else {row.key: row.text for row in rows if row.text},
        filled=now.filled,
        required=now.required,
        complete=state is not None and state.outcome_state is OutcomeState.PASSED,
        opened=state is not None and state.opened_at is not None,
    )
