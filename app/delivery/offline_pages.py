"""Parts of pages for devices without a network: frames of a build, bodies of a course.

A frame is a page's first HTML around marks; a body is what stands between them. The service worker
(``frontend/src/offline/compose.js``) puts them together, so that a lesson looks and works the same
with and without a network, and a new build changes frames without a course being fetched again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from pydantic import BaseModel
from starlette.responses import Response

from app.assessment.forms import as_shown
from app.assessment.offline import timing_at
from app.assessment.service import QuizStanding
from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.delivery.activities import activity_link, view_of
from app.delivery.covers import cover_context
from app.delivery.lessons import lesson_context
from app.delivery.rendering import Look, Pages, look_of, pages_of

router = APIRouter(include_in_schema=False)

TITLE, BODY = "@title@", "@body@"
# Holes of an attempt: the worker fills them from a permit and the questions of a pack.
HOLES = ("n", "of", "id", "slots", "html", "attempt", "enrolment", "permit")


@dataclass(frozen=True, slots=True)
class Frame:
    style: str
    script: str
    is_focus: bool = False


FRAMES: Mapping[str, Frame] = {
    "lesson": Frame("lesson", "lesson"),
    "cover": Frame("quiz", "cover"),
    "attempt": Frame("quiz", "attempt", is_focus=True),
    "shell": Frame("shell", "main"),
}


class OfflinePart(BaseModel):
    """What stands in a frame. ``frame``: which one."""

    frame: str
    title: str
    body: str


class AttemptParts(BaseModel):
    """An attempt's body without questions, one question, and its number above; with holes."""

    body: str
    section: str
    mark: str


class OfflinePages(BaseModel):
    """Bodies by activity id; kinds that are not here keep their whole page on the device."""

    pages: dict[str, OfflinePart]
    attempts: dict[str, AttemptParts]


@router.get("/offline/frames/{name}")
async def read_frame(
    request: Request,
    name: Literal["lesson", "cover", "attempt", "shell"],
    language: Annotated[str, Query(pattern="^(id|en)?$")] = "",
) -> Response:
    """A page without content, the same for everybody; the device keeps it."""
    frame = FRAMES[name]
    spoken = language or look_of(request).language
    return pages_of(request).response(
        "frame",
        Look(spoken, None),
        style=frame.style,
        script=frame.script,
        context={"title": TITLE, "body": BODY, "is_focus": frame.is_focus},
        cache_control="public, no-cache",
    )


def offline_pages(pages: Pages, published: PublishedCourse, language: str) -> OfflinePages:
    """The bodies of a course's lessons and quizzes, as the online pages show them."""
    look = Look(language, None)
    found = OfflinePages(pages={}, attempts={})
    for activity in published.public.activities():
        part = _part(pages, published, activity, look)
        if part is not None:
            found.pages[str(activity.id)] = part
        if activity.kind == "quiz":
            found.attempts[str(activity.id)] = _attempt(pages, published, activity, look)
    return found


def _part(
    pages: Pages, published: PublishedCourse, activity: Activity, look: Look
) -> OfflinePart | None:
    title = view_of(published.public, activity, look.language).title
    if activity.kind == "lesson":
        context = lesson_context(published, activity, look)
        return OfflinePart(frame="lesson", title=title, body=pages.body("lesson", look, context))
    if activity.kind == "quiz":
        # Where the person stands is laid over it by the device, as far as the device knows.
        timing = timing_at(published, activity, look.language)
        assert timing is not None, activity.id
        standing = QuizStanding(
            open=None,
            chances_left=activity.body["chances"],
            chances=activity.body["chances"],
            extra_chances=0,
            extra_time_percent=0,
            timing=timing,
            window=None,
            best_score=None,
            passed=False,
            attempts=[],
        )
        context = cover_context(published, activity, look, standing)
        return OfflinePart(frame="cover", title=title, body=pages.body("quiz-cover", look, context))
    return None


def _attempt(
    pages: Pages, published: PublishedCourse, activity: Activity, look: Look
) -> AttemptParts:
    view = view_of(published.public, activity, look.language)
    hole = {name: Markup(f"@{name}@") for name in HOLES}  # noqa: S704 - marks of our own
    cover = activity_link(view.course_slug, view.slug)
    context: dict[str, Any] = {
        "attempt": {
            "id": hole["attempt"],
            "enrolment": hole["enrolment"],
            "activity": activity.id,
            "title": view.title,
            "link_cover": cover,
            "layout": activity.body.get("layout", "one"),
            "questions": (),
        },
        "language": view.language,
        "notice": None,
        "saved_at": None,
        "permit": hole["permit"],
        "markup": Markup,
        "as_shown": as_shown,
    }
    render = pages.macros("attempt-parts", look, context)
    blank = {"response": None, "command": None, "flagged": False}
    question = blank | {name: hole[name] for name in ("id", "html", "slots")}
    return AttemptParts(
        body=pages.body("attempt", look, context),
        section=str(render.section(hole["n"], hole["of"], question, view.language)),
        mark=str(render.mark(hole["n"], question)),
    )
