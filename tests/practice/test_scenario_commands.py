"""Steps and finishes of scenarios: what is kept, what is reported, what is refused."""

from pathlib import Path
from typing import Any

import pytest

from app.catalogue.document import Activity
from app.kit.database import Database
from app.kit.ids import uuid7
from app.learning.statuses import OutcomeState
from app.practice.errors import PracticeNotFound
from tests.cast import assemble
from tests.conftest import FixedClock
from tests.make_course import make_course
from tests.practice.make_scenario import SCORES, as_made, compiled_activity
from tests.practice.scenario_room import ScenarioRoom


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Activity:
    folder: Path = tmp_path_factory.mktemp("content")
    return compiled_activity(folder)


@pytest.fixture
async def room(database: Database, clock: FixedClock, compiled: Activity) -> ScenarioRoom:
    async with database.transaction() as session:
        cast = await assemble(session, clock())
    return await ScenarioRoom.open(database, clock, cast, as_made(compiled))


async def test_a_run_is_kept_and_reported(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    result = await room.play(sari, "aa")
    ending, score = SCORES["a", "a"]
    assert result.status == "stored"
    assert result.answer["run"] | {"id": None} == {
        "id": None,
        "ending": ending,
        "score": score,
        "passed": True,
    }
    state = await room.outcome(sari)
    assert state is not None
    assert (state.outcome_state, state.score) == (OutcomeState.PASSED, 10_000)
    standing = await room.standing(sari)
    assert [(run.path, run.ending, run.score) for run in standing.runs] == [
        (["a", "a"], "tertib", 10_000)
    ]
    assert standing.passed


async def test_the_best_run_counts(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    await room.play(sari, "aa")
    await room.play(sari, "bb")
    state = await room.outcome(sari)
    assert state is not None
    assert state.score == 10_000
    standing = await room.standing(sari)
    assert [run.grade for run in standing.runs] == ["baik", "buruk"]
    assert standing.best_score == 10_000


async def test_an_unfinished_run_reports_nothing(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    await room.push(sari, room.told(sari, uuid7(), "b"))
    assert await room.outcome(sari) is None
    standing = await room.standing(sari)
    assert [(run.path, run.over, run.score) for run in standing.runs] == [(["b"], False, None)]


async def test_the_finish_alone_is_enough(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    run = uuid7()
    await room.push(sari, room.told(sari, run, "bab", kind="scenario_finish"))
    await room.push(sari, room.told(sari, run, "b"), room.told(sari, run, "ba"))
    standing = await room.standing(sari)
    assert [run.path for run in standing.runs] == [["b", "a", "b"]]
    state = await room.outcome(sari)
    assert state is not None
    assert state.score == SCORES["b", "a", "b"][1]


async def test_a_pass_mark_holds(database: Database, clock: FixedClock, compiled: Activity) -> None:
    async with database.transaction() as session:
        cast = await assemble(session, clock())
    room = await ScenarioRoom.open(database, clock, cast, as_made(compiled, pass_mark=6000))
    sari = await room.player(cast.sari.id)
    assert (await room.play(sari, "bab")).answer["run"]["passed"] is False
    state = await room.outcome(sari)
    assert state is not None
    assert (state.outcome_state, state.pass_mark) == (OutcomeState.NOT_PASSED, 6000)
    assert (await room.play(sari, "aa")).answer["run"]["passed"] is True
    state = await room.outcome(sari)
    assert state is not None
    assert state.outcome_state is OutcomeState.PASSED


async def test_the_same_command_again_is_a_duplicate(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    told = room.told(sari, uuid7(), "aa", kind="scenario_finish")
    first, second = (await room.push(sari, told))[0], (await room.push(sari, told))[0]
    assert (first.status, second.status) == ("stored", "duplicate")
    assert first.receipt == second.receipt
    assert first.answer == second.answer


@pytest.mark.parametrize(
    ("kind", "path", "changes", "slug"),
    [
        ("scenario_step", "c", {}, "run-misfit"),
        ("scenario_step", "aaa", {}, "run-misfit"),
        ("scenario_finish", "a", {}, "run-misfit"),
        ("scenario_step", "a", {"publication": "0" * 64}, "practice-version-unknown"),
        ("scenario_step", "", {}, "command-invalid"),
        ("scenario_step", "a" * 13, {}, "command-invalid"),
        ("scenario_step", "a", {"score": 10_000}, "command-invalid"),
        ("scenario_step", "a", {"publication": "x"}, "command-invalid"),
    ],
)
async def test_what_is_refused_for_good(
    room: ScenarioRoom, kind: str, path: str, changes: dict[str, Any], slug: str
) -> None:
    sari = await room.player(room.cast.sari.id)
    told = room.told(sari, uuid7(), path, kind=kind, **changes)
    result = (await room.push(sari, told))[0]
    assert result.problem is not None
    assert (result.status, result.problem.type.rsplit("/", 1)[-1]) == ("rejected", slug)
    assert (await room.standing(sari)).runs == []
    assert await room.outcome(sari) is None


async def test_a_version_of_another_course_is_refused(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    async with room.database.transaction() as session:
        other = await make_course(
            session, room.clock(), slug="lain", lessons=(), more=[room.activity]
        )
    told = room.told(sari, uuid7(), "a", publication=other.publication_id)
    assert (await room.push(sari, told))[0].status == "rejected"


async def test_a_lesson_is_no_scenario(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    told = room.told(sari, uuid7(), "a", activity=str(room.course.activities["satu"]))
    result = (await room.push(sari, told))[0]
    assert result.problem is not None
    assert result.problem.type == "/problems/practice-not-found"


async def test_nobody_else_writes_or_reads_ones_runs(room: ScenarioRoom) -> None:
    sari, joko = [await room.player(one.id) for one in (room.cast.sari, room.cast.joko)]
    told = room.told(joko, uuid7(), "a", enrolment=str(sari.enrolment))
    assert (await room.push(joko, told))[0].status == "rejected"
    await room.play(sari, "aa")
    with pytest.raises(PracticeNotFound):
        await room.standing(sari, actor=joko.actor)
    assert (await room.standing(joko)).runs == []


async def test_a_run_begun_on_an_older_version_is_judged_by_it(room: ScenarioRoom) -> None:
    sari = await room.player(room.cast.sari.id)
    changed = dict(room.activity.body) | {"best": 9000}
    newer = room.activity.model_copy(update={"body": changed})
    async with room.database.transaction() as session:
        made = await make_course(
            session,
            room.clock(),
            lessons=("satu",),
            more=[newer],
            course_id=room.course.id,
            version=2,
            keep_ids=room.course.activities,
        )
    fresh = await room.player(room.cast.joko.id)
    fresh.publication = made.publication_id
    assert (await room.play(sari, "aa")).answer["run"]["score"] == 10_000
    assert (await room.play(fresh, "aa")).answer["run"]["score"] == 8703
    # One version's page may still be open while the enrolment has moved to the next.
    fresh.publication = room.course.publication_id
    assert (await room.play(fresh, "bb")).status == "stored"
    assert [run.score for run in (await room.standing(fresh)).runs] == [8703, 1063]
