"""What a learner sees of their own runs of a scenario."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.practice import queries
from app.practice.errors import PracticeNotFound, PracticeVersionUnknown
from app.practice.ground import activity_in
from app.practice.scenario import PathUnknownError, Scenario, is_passed, replay, score
from app.practice.scenario_commands import SCENARIO
from app.practice.scenario_runs import Trace, runs
from app.practice.schemas import ScenarioRunRead, ScenarioStanding


async def scenario_standing(
    session: AsyncSession, actor: Actor, enrolment_id: UUID, activity_id: UUID
) -> ScenarioStanding:
    """The runs of the actor's own enrolment; raises ``PracticeNotFound`` for anyone else's."""
    enrolment = await queries.enrolment_of(session, actor.person_id, enrolment_id)
    if enrolment is None:
        raise PracticeNotFound
    published = await publications_of(session).get(enrolment.publication_id)
    activity = published.public.activity(activity_id)
    if activity is None or activity.kind != SCENARIO:
        raise PracticeNotFound
    known = {published.id: Scenario.model_validate(activity.body)}
    read = []
    for trace in runs(await _traces(session, actor, enrolment_id, activity_id)):
        if trace.publication_id not in known:
            try:
                older = await activity_in(
                    session, enrolment, trace.publication_id, activity_id, SCENARIO
                )
            except (PracticeNotFound, PracticeVersionUnknown):
                continue
            known[trace.publication_id] = Scenario.model_validate(older.body)
        read.append(_read(trace, known[trace.publication_id], actor.language))
    return ScenarioStanding(
        enrolment=enrolment_id,
        activity=activity_id,
        publication=published.id,
        runs=read,
        best_score=max((run.score for run in read if run.score is not None), default=None),
        passed=any(run.passed for run in read),
    )


async def _traces(
    session: AsyncSession, actor: Actor, enrolment_id: UUID, activity_id: UUID
) -> list[Trace]:
    steps = await queries.steps_at(session, actor.person_id, enrolment_id, activity_id)
    return [
        Trace(
            run_id=step.run_id,
            publication_id=step.publication_id,
            path=tuple(step.step["path"]),
            hlc=step.hlc,
            command_id=step.command_id,
            done_at=step.done_at,
        )
        for step in steps
    ]


def _read(trace: Trace, scenario: Scenario, language: str) -> ScenarioRunRead:
    try:
        walk = replay(scenario, trace.path)
    except PathUnknownError as impossible:  # a step is stored only after it was replayed
        raise AssertionError(trace.command_id) from impossible
    words = scenario.words_in(language)
    points = score(scenario, walk) if walk.is_over else None
    return ScenarioRunRead(
        run=trace.run_id,
        publication=trace.publication_id,
        path=list(trace.path),
        over=walk.is_over,
        ending=walk.at if walk.is_over else None,
        title=words.titles[walk.at] if walk.is_over else None,
        grade=scenario.grades[walk.at] if walk.is_over else None,
        score=points,
        passed=None if points is None else is_passed(scenario, points),
        done_at=trace.done_at,
    )
