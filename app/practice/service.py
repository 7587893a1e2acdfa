"""The door of practice: what a learner sees of their own runs, and the rules pages show by."""

from app.practice.app_commands import FINISH, STEP
from app.practice.app_reading import OwnPractice, own_practice
from app.practice.app_rendering import fragment as app_fragment
from app.practice.app_replay import Standing, beginning, current_task, is_finished
from app.practice.app_runs import standing_at
from app.practice.app_shapes import APP_PRACTICE, AppPractice
from app.practice.scenario import (
    Path,
    PathUnknownError,
    Scenario,
    Walk,
    places_on_map,
    remaining,
    replay,
    score,
)
from app.practice.scenario_fragments import (
    SETTING_ENDS,
    consequence_id,
    ending_id,
    showing,
    step_id,
)
from app.practice.scenario_reading import scenario_standing
from app.practice.schemas import ScenarioRunRead, ScenarioStanding

__all__ = [
    "APP_PRACTICE",
    "FINISH",
    "SETTING_ENDS",
    "STEP",
    "AppPractice",
    "OwnPractice",
    "Path",
    "PathUnknownError",
    "Scenario",
    "ScenarioRunRead",
    "ScenarioStanding",
    "Standing",
    "Walk",
    "app_fragment",
    "beginning",
    "consequence_id",
    "current_task",
    "ending_id",
    "is_finished",
    "own_practice",
    "places_on_map",
    "remaining",
    "replay",
    "scenario_standing",
    "score",
    "showing",
    "standing_at",
    "step_id",
]
