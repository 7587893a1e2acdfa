"""What a learner reads of an app practice: the run to go on with, and how often it was finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.learning.models import Enrolment
from app.practice import queries
from app.practice.app_commands import FINISH, app_in, finish_of, recorded
from app.practice.app_replay import Standing, is_finished
from app.practice.app_runs import Recorded, judged, newest_way, standing_at
from app.practice.app_schemas import AppPracticeStanding, AppRunRead, AppStepRead
from app.practice.app_shapes import APP_PRACTICE, AppPractice
from app.practice.errors import PracticeNotFound, PracticeVersionUnknown
from app.practice.ground import activity_in
from app.practice.models import PracticeStep


@dataclass(frozen=True, slots=True)
class OwnPractice:
    """A person's place in an app practice. ``way``: the steps of the run to go on with.

    ``wrong``: wrong presses of each finished run.
    """

    app: AppPractice
    enrolment_id: UUID
    publication_id: str
    way: list[Recorded]
    wrong: list[int]

    def standing(self) -> Standing:
        return standing_at(self.app, self.way)

    def read(self) -> AppPracticeStanding:
        steps = [
            AppStepRead(id=one.id, press=one.step.press, fields=dict(one.step.fields))
            for one in self.way
        ]
        return AppPracticeStanding(
            enrolment=self.enrolment_id,
            publication=self.publication_id,
            finished=len(self.wrong),
            fewest_wrong=min(self.wrong, default=None),
            run=AppRunRead(id=self.way[0].run, steps=steps) if self.way else None,
        )


async def own_practice(
    session: AsyncSession, actor: Actor, enrolment_id: UUID, activity_id: UUID
) -> OwnPractice:
    """In the version the enrolment is pinned to; raises ``PracticeNotFound`` for anyone else's."""
    enrolment = await queries.enrolment_of(session, actor.person_id, enrolment_id)
    if enrolment is None:
        raise PracticeNotFound
    published = await publications_of(session).get(enrolment.publication_id)
    activity = published.public.activity(activity_id)
    if activity is None or activity.kind != APP_PRACTICE:
        raise PracticeNotFound
    app = app_in(activity)
    rows = await queries.steps_at(session, actor.person_id, enrolment.id, activity.id)
    way = newest_way(recorded(rows))
    # A run of another version was made on other pages: it counts, but is not gone on with here.
    if way and (way[-1].publication != published.id or standing_at(app, way).misfits):
        way = []
    wrong = await _wrong_of_finished(session, enrolment, activity_id, rows)
    return OwnPractice(app, enrolment.id, published.id, way, wrong)


async def _wrong_of_finished(
    session: AsyncSession, enrolment: Enrolment, activity_id: UUID, rows: Sequence[PracticeStep]
) -> list[int]:
    """Wrong presses of each finished run, each judged by its own version."""
    steps = recorded(rows)
    known: dict[str, AppPractice] = {}
    wrong: dict[UUID, int] = {}
    for row in rows:
        if row.kind != FINISH:
            continue
        version = row.publication_id
        if version not in known:
            try:
                activity = await activity_in(session, enrolment, version, activity_id, APP_PRACTICE)
            except (PracticeNotFound, PracticeVersionUnknown):
                continue
            known[version] = app_in(activity)
        ended = judged(known[version], finish_of(row), steps)
        if ended is not None and is_finished(known[version], ended):
            wrong[row.run_id] = min(ended.wrong, wrong.get(row.run_id, ended.wrong))
    return list(wrong.values())
