"""Activities: lessons (the same bytes for everyone), quiz covers (personal), and their forms."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.assessment import service as assessment
from app.assessment.forms import start_for_form
from app.assessment.service import QuizStanding
from app.delivery.activities import activity_link, view_of
from app.delivery.app_practice_pages import app_practice_page
from app.delivery.assets import respond
from app.delivery.bytecache import Document
from app.delivery.covers import cover_context, window_words
from app.delivery.lessons import ActivityRoute, lessons_of
from app.delivery.opened import ActivityNotFound, Opened, ReflectionNotKept, TheActivity
from app.delivery.rendering import look_of, pages_of
from app.delivery.scenario_pages import scenario_page
from app.delivery.staff_results import staff_context
from app.delivery.worksheet_pages import worksheet_page
from app.kit.clock import Now, request_time
from app.kit.database import Db, ReadSession
from app.kit.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.learning.deps import registry_of
from app.learning.sync import apply_own

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1", tags=["courses"])

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid, Unavailable)


class Kept(Response):
    """Answers with a document from memory: 200 or 304, in the coding the client wants."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        await respond(self._document, scope, send, ranges=False)


@api.get(
    "/courses/{course}/activities/{activity}",
    response_class=Response,
    responses={
        200: {"model": ActivityRoute, "headers": {"ETag": {"schema": {"type": "string"}}}},
        304: {"description": "Not modified"},
        **READ,
    },
)
async def read_activity(request: Request, opened: TheActivity) -> Response:
    """An activity of the version you are enrolled in: its text, its place, its neighbours."""
    language = look_of(request).language
    return Kept(lessons_of(request).route(opened.published, opened.activity, language))


async def _standing(session: ReadSession, opened: Opened, now: datetime) -> QuizStanding | None:
    """None for a preview."""
    enrolment_id = opened.entitlement.enrolment_id
    if enrolment_id is None:
        return None
    return await assessment.quiz_standing(
        session, opened.actor, enrolment_id, opened.activity.id, now
    )


async def _cover(request: Request, session: ReadSession, opened: Opened) -> Response:
    now = await request_time(request)
    standing, look = await _standing(session, opened, now), look_of(request)
    context = cover_context(opened.published, opened.activity, look, standing)
    context |= await staff_context(request, session, opened)
    if standing is not None and standing.window is not None:
        t = pages_of(request).assets.words[look.language]
        context |= window_words(standing.window, t, opened.actor.time_zone)
    return pages_of(request).response(
        "quiz-cover", look, style="quiz", script="cover", context=context
    )


# Pages that are made for one person. A lesson is not: its bytes are the same for everyone.
PERSONAL: Mapping[str, Callable[[Request, ReadSession, Opened], Awaitable[Response]]] = {
    "quiz": _cover,
    "app_practice": app_practice_page,
    "scenario": scenario_page,
    "worksheet": worksheet_page,
}


@router.get("/kursus/{course}/{activity}")
async def activity_page(request: Request, session: ReadSession, opened: TheActivity) -> Response:
    if opened.activity.kind == "lesson":
        lessons = lessons_of(request)
        return Kept(lessons.page(opened.published, opened.activity, look_of(request)))
    show = PERSONAL.get(opened.activity.kind)
    if show is None:
        raise ActivityNotFound
    return await show(request, session, opened)


@router.post("/kursus/{course}/{activity}/selesai")
async def mark_done(request: Request, db: Db, opened: TheActivity, now: Now) -> Response:
    """Reflections travel with it: a page without a script cannot send them while they are typed."""
    payload, fields = opened.about(), await request.form()
    reflections = [
        ("reflection", payload | {"block": block, "text": text})
        for block in opened.activity.body.get("reflections", ())
        if isinstance(text := fields.get(f"reflection:{block}"), str) and text.strip()
    ]
    commands = [("opened", payload), *reflections, ("done", payload)]
    results = await apply_own(db, opened.actor, commands, await registry_of(request), now)
    if any(result.problem for result in results[1:-1]):
        raise ReflectionNotKept
    view = view_of(opened.published.public, opened.activity, look_of(request).language)
    return RedirectResponse(view.next.link if view.next else view.course_link, 303)


@router.post("/kursus/{course}/{activity}/mulai")
async def start_quiz(request: Request, db: Db, opened: TheActivity, now: Now) -> Response:
    payload = opened.about()
    command = start_for_form(opened.enrolment_id, opened.activity.id)
    results = await apply_own(
        db, opened.actor, [("opened", payload), command], await registry_of(request), now
    )
    begun = results[-1].answer.get("attempt")
    # Refused: no chances left, say. The cover says why, in its own words.
    cover = activity_link(opened.published.public.slug, opened.activity.slug)
    return RedirectResponse(f"/percobaan/{begun['id']}" if begun else cover, 303)
