"""The door of practice: what a learner sees of their own runs, and the rules pages show by."""

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
    "SETTING_ENDS",
    "Path",
    "PathUnknownError",
    "Scenario",
    "ScenarioRunRead",
    "ScenarioStanding",
    "Walk",
    "consequence_id",
    "ending_id",
    "places_on_map",
    "remaining",
    "replay",
    "scenario_standing",
    "score",
    "showing",
    "step_id",
]
