"""A scenario: its page, private to the learner, and the form that plays it without a script."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from pydantic import BaseModel
from starlette.responses import Response

from app.delivery.activities import activity_link, view_of
from app.delivery.opened import Opened, TheActivity
from app.delivery.rendering import look_of, pages_of
from app.delivery.scenario_screens import Screen, current_runs, map_of, screen_of
from app.delivery.shell_pages import reading_as
from app.delivery.staff_results import staff_context
from app.kit.clock import Now
from app.kit.database import Db, ReadSession
from app.kit.ids import uuid7
from app.learning.deps import registry_of
from app.learning.sync import apply_own
from app.practice import service as practice
from app.practice.service import Path, PathUnknownError, Scenario, ScenarioStanding

router = APIRouter(include_in_schema=False)


class _ForScript(BaseModel):
    """What the page's script plays by; ``enrolment`` null for a preview."""

    enrolment: UUID | None
    activity: UUID
    publication: str
    run: str
    path: Path
    phase: str
    scenario: Scenario
    runs: list[tuple[str, Path]]


async def scenario_page(request: Request, session: ReadSession, opened: Opened) -> Response:
    """The page of a scenario; ``?jalur=a.b`` begins anew from there, ``?akibat`` looks back."""
    query = request.query_params
    look, pages = look_of(request), pages_of(request)
    actor = reading_as(opened.actor, request)
    t = pages.assets.words[look.language]
    published, activity = opened.published, opened.activity
    scenario = Scenario.model_validate(activity.body)
    view = view_of(published.public, activity, look.language)
    standing = await _standing(session, opened)
    playable = current_runs(standing.runs, published.id) if standing else []
    screen = screen_of(
        scenario,
        view.language,
        playable,
        branch=query.get("jalur"),
        after="akibat" in query,
        new_run=str(uuid7()),
    )
    paths = [tuple(one.path) for one in playable]
    over = [one for one in standing.runs if one.over] if standing else []
    return pages.response(
        "scenario",
        look,
        style="practice",
        script="scenario",
        context={
            "view": view,
            **await staff_context(request, session, opened),
            **_fragment(view.html, screen),
            "here": activity_link(view.course_slug, view.slug),
            "size": published.wire_bytes(activity.id, view.language),
            "screen": screen,
            "map": map_of(scenario, view.language, paths),
            "standing": standing,
            "runs": [
                {
                    "title": one.title,
                    "grade": one.grade,
                    "score": t.score(one.score or 0),
                    "when": t.date(one.done_at, actor.time_zone),
                }
                for one in reversed(over)
            ],
            "result": {"score": practice.score(scenario, screen.walk)},
            "mark": scenario.pass_mark,
            "data": _ForScript(
                enrolment=standing.enrolment if standing else None,
                activity=activity.id,
                publication=published.id,
                run=screen.run,
                path=screen.path,
                phase=screen.phase,
                scenario=scenario.model_copy(update={"words": {}}),
                runs=[(str(one.run), tuple(one.path)) for one in playable],
            ).model_dump(mode="json"),
        },
    )


async def _standing(session: ReadSession, opened: Opened) -> ScenarioStanding | None:
    """None for a preview."""
    enrolment_id = opened.entitlement.enrolment_id
    if enrolment_id is None:
        return None
    return await practice.scenario_standing(session, opened.actor, enrolment_id, opened.activity.id)


def _fragment(html: str, screen: Screen) -> dict[str, Markup]:
    """The fragment in two, the part on screen shown: the setting, then all the parts."""
    kind, name = screen.shown
    if kind == "after":
        step, choice = name.split(" ")
        part = practice.consequence_id(step, choice)
    else:
        part = practice.step_id(name) if kind == "step" else practice.ending_id(name)
    setting, _, parts = practice.showing(html, part).partition(practice.SETTING_ENDS)
    if screen.path:
        setting = setting.replace(" open>", ">", 1)
    # Sanitised at publish.
    return {"setting": Markup(f"{setting}{practice.SETTING_ENDS}"), "parts": Markup(parts)}  # noqa: S704


@router.post("/kursus/{course}/{activity}/langkah")
async def take_step(
    request: Request,
    db: Db,
    opened: TheActivity,
    now: Now,
) -> Response:
    """One choice of the plain form: the same commands as the script's."""
    here = activity_link(opened.published.public.slug, opened.activity.slug)
    form = await request.form()
    said = {name: str(form.get(name, "")) for name in ("run", "path", "choice")}
    path = [*(said["path"].split(".") if said["path"] else ()), said["choice"]]
    about = {"enrolment": str(opened.enrolment_id), "activity": str(opened.activity.id)}
    told = about | {"run": said["run"], "publication": opened.published.id, "path": path}
    commands: list[tuple[str, dict[str, object]]] = [("opened", dict(about))]
    commands.append(("scenario_step", dict(told)))
    if _ends(opened, path):
        commands.append(("scenario_finish", dict(told)))
    results = await apply_own(db, opened.actor, commands, await registry_of(request), now)
    # Refused: the page has changed meanwhile, say. It then shows where the learner stands.
    taken = results[1].problem is None
    return RedirectResponse(f"{here}?akibat=1" if taken else here, 303)


def _ends(opened: Opened, path: list[str]) -> bool:
    if opened.activity.kind != "scenario":
        return False
    try:
        return practice.replay(Scenario.model_validate(opened.activity.body), path).is_over
    except PathUnknownError:
        return False
