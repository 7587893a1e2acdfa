"""An app practice: its page at the learner's own place, and the forms that work without a script.

For someone unknown (a preview, a copy for reading without a network) the page is the fragment as it
was compiled; its script then finds out who is here.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from starlette.responses import Response

from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.delivery.activities import activity_link, view_of
from app.delivery.opened import Opened, TheActivity
from app.delivery.rendering import look_of, pages_of
from app.delivery.staff_results import staff_context
from app.kit.clock import Now
from app.kit.database import Db, ReadSession
from app.kit.ids import uuid7
from app.learning.deps import registry_of
from app.learning.sync import apply_own
from app.practice import service as practice
from app.practice.service import OwnPractice, Standing

router = APIRouter(include_in_schema=False)

STYLE, SCRIPT, TEMPLATE = "practice-app", "app-practice", "app-practice"
FIELD = "f:"


async def app_practice_page(request: Request, session: ReadSession, opened: Opened) -> Response:
    """The page of an app practice; ``?baru`` shows it from the beginning."""
    own = await _own(session, opened)
    context = page_context(
        opened.published,
        opened.activity,
        look_of(request).language,
        own=own,
        anew="baru" in request.query_params,
    )
    return pages_of(request).response(
        TEMPLATE,
        look_of(request),
        style=STYLE,
        script=SCRIPT,
        context={**context, **await staff_context(request, session, opened)},
    )


async def _own(session: ReadSession, opened: Opened) -> OwnPractice | None:
    """None for a preview."""
    enrolment_id = opened.entitlement.enrolment_id
    if enrolment_id is None:
        return None
    return await practice.own_practice(session, opened.actor, enrolment_id, opened.activity.id)


def page_context(
    published: PublishedCourse,
    activity: Activity,
    language: str,
    *,
    own: OwnPractice | None,
    anew: bool = False,
) -> Mapping[str, Any]:
    """What the template needs; without ``own`` nothing of a person is in it."""
    view = view_of(published.public, activity, language)
    here = activity_link(view.course_slug, view.slug)
    html, standing = view.html, None
    if own is not None:
        way = [] if anew else own.way
        standing = practice.standing_at(own.app, way)
        html = f'<div class="prose">{activity.body["intro"][view.language]}</div>\n'
        html += practice.app_fragment(
            own.app,
            view.language,
            action=f"{here}/latihan",
            standing=standing,
            hidden={
                "run": str(way[0].run if way else uuid7()),
                "after": str(way[-1].id) if way else "",
            },
        )
    return {
        "view": view,
        "html": Markup(html),  # noqa: S704 - sanitised at publish
        "here": here,
        "size": published.wire_bytes(activity.id, view.language),
        "publication": published.id,
        "own": own,
        "standing": standing,
        "is_over": own is not None and standing is not None and _is_over(own, standing),
        "fewest_wrong": own.read().fewest_wrong if own else None,
        "told": _told(own, anew=anew),
    }


def _is_over(own: OwnPractice, standing: Standing) -> bool:
    return practice.is_finished(own.app, standing)


def _told(own: OwnPractice | None, *, anew: bool) -> Mapping[str, Any] | None:
    """What the script goes on from; None if nobody is known."""
    if own is None:
        return None
    told = own.read().model_dump(mode="json")
    return told | {"run": None} if anew else told


@router.post("/kursus/{course}/{activity}/latihan")
async def press(request: Request, db: Db, opened: TheActivity, now: Now) -> Response:
    """One press of the plain form: the same commands as the script's."""
    here = activity_link(opened.published.public.slug, opened.activity.slug)
    form = await request.form()
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    about = opened.about()
    run = about | {"publication": opened.published.id, "run": said.get("run") or str(uuid7())}
    step = run | {
        "after": said.get("after") or None,
        "press": said.get("press", ""),
        "fields": _fields(said),
    }
    registry = await registry_of(request)
    commands: list[tuple[str, Mapping[str, Any]]] = [("opened", about), (practice.STEP, step)]
    taken = (await apply_own(db, opened.actor, commands, registry, now))[-1]
    if taken.problem is None and opened.activity.kind == practice.APP_PRACTICE:
        async with db.reading() as session:
            own = await _own(session, opened)
        if own is not None and own.way and practice.is_finished(own.app, own.standing()):
            finish = run | {"last": str(taken.id)}
            await apply_own(db, opened.actor, [(practice.FINISH, finish)], registry, now)
    return RedirectResponse(f"{here}#app", 303)


def _fields(said: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(FIELD): value for name, value in said.items() if name.startswith(FIELD)
    }
