"""What learners say of the material: a mistake in a lesson, a rating of the course.

Plain forms that work without JavaScript. What was typed stays on the page if it cannot be taken.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError
from starlette.responses import Response

from app.delivery.activities import activity_link, view_of
from app.delivery.opened import Opened, TheActivity
from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.identity.actor import Actor
from app.identity.deps import CurrentActor
from app.insight import ratings, reports
from app.insight.blocks import Block
from app.insight.models import ReportKind
from app.insight.schemas import OwnRating, OwnReport, RatingGiven, ReportGiven
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.text import CleanText, is_storable

router = APIRouter(include_in_schema=False)

SENT = "terkirim"
Typed = Mapping[str, str]


async def _typed(request: Request, *names: str) -> dict[str, str]:
    """What stands in these fields; nothing of files."""
    form = await request.form()
    return {name: value if isinstance(value := form.get(name), str) else "" for name in names}


def _wrong_field(error: ValidationError) -> str:
    """The first field that cannot be taken: its words are on the page."""
    return str(error.errors()[0]["loc"][0])


# --- A mistake in the material -----------------------------------------------------------------


@router.get("/kursus/{course}/{activity}/laporkan")
async def report_form(
    request: Request, session: ReadSession, opened: TheActivity, b: CleanText = ""
) -> Response:
    own = await reports.own_reports(session, opened.actor, opened.entitlement.course_id)
    return _report_page(request, opened, own, {"block": b, "kind": "", "words": ""})


@router.post("/kursus/{course}/{activity}/laporkan")
async def send_report(
    request: Request, session: DbSession, opened: TheActivity, now: Now
) -> Response:
    typed = await _typed(request, "block", "kind", "words")
    actor = reading_as(opened.actor, request)
    try:
        given = ReportGiven.model_validate(typed | {"block": typed["block"] or None})
    except ValidationError as error:
        own = await reports.own_reports(session, actor, opened.entitlement.course_id)
        return _report_page(request, opened, own, typed, wrong=_wrong_field(error))
    await reports.report(
        session,
        actor,
        publication_id=opened.published.id,
        activity=opened.activity.slug,
        given=given,
        now=now,
    )
    return RedirectResponse(f"{_here(opened)}/laporkan?{SENT}", 303)


def _here(opened: Opened) -> str:
    return activity_link(opened.published.public.slug, opened.activity.slug)


def _report_page(
    request: Request,
    opened: Opened,
    own: Sequence[OwnReport],
    typed: Typed,
    *,
    wrong: str | None = None,
) -> Response:
    look = look_of(request)
    blocks = reports.passages(opened.published, opened.activity, look.language)
    context = {
        "view": view_of(opened.published.public, opened.activity, look.language),
        "here": _here(opened),
        "groups": _grouped(blocks),
        "kinds": [kind.value for kind in ReportKind],
        "typed": {name: text if is_storable(text) else "" for name, text in typed.items()},
        "wrong": wrong,
        "sent": SENT in request.query_params,
        "own": [one for one in own if one.activity == opened.activity.slug],
        "zone": opened.actor.time_zone,
    }
    return pages_of(request).response(
        "report", look, style="quiz", context=context, status=422 if wrong else 200
    )


class Group(BaseModel):
    """A heading of the lesson and the passages under it; no heading at the lesson's beginning."""

    heading: str
    blocks: list[Block]


def _grouped(blocks: Sequence[Block]) -> list[Group]:
    """Passages that have words, under their headings."""
    groups = [Group(heading="", blocks=[])]
    for block in blocks:
        if block.is_heading:
            groups.append(Group(heading=block.words, blocks=[]))
        if block.words:
            groups[-1].blocks.append(block)
    return [group for group in groups if group.blocks]


# --- A rating of the course --------------------------------------------------------------------


@router.get("/kursus/{course}/ulasan")
async def rating_form(
    request: Request, session: ReadSession, actor: CurrentActor, course: CleanText
) -> Response:
    actor = reading_as(actor, request)
    own = await ratings.own_rating(session, actor, course)
    given = own.rating
    typed = {"stars": str(given.stars), "words": given.words} if given else {}
    return _rating_page(request, actor, own, typed)


@router.post("/kursus/{course}/ulasan")
async def send_rating(
    request: Request, session: DbSession, actor: CurrentActor, course: CleanText, now: Now
) -> Response:
    actor = reading_as(actor, request)
    typed = await _typed(request, "stars", "words")
    stars = typed["stars"]
    try:
        given = RatingGiven.model_validate(
            {"stars": int(stars) if stars in {"1", "2", "3", "4", "5"} else None}
            | {"words": typed["words"]}
        )
    except ValidationError as error:
        own = await ratings.own_rating(session, actor, course)
        return _rating_page(request, actor, own, typed, wrong=_wrong_field(error))
    await ratings.rate(session, actor, course, given=given, now=now)
    return RedirectResponse(f"/kursus/{course}/ulasan?{SENT}", 303)


def _rating_page(
    request: Request,
    actor: Actor,
    own: OwnRating,
    typed: Typed,
    *,
    wrong: str | None = None,
) -> Response:
    words = typed.get("words", "")
    context: dict[str, Any] = {
        "course": own.course,
        "version": own.version,
        "rating": own.rating,
        "stars": typed.get("stars", ""),
        "words": words if is_storable(words) else "",
        "wrong": wrong,
        "sent": SENT in request.query_params,
        "least": ratings.LEAST,
        "zone": actor.time_zone,
    }
    return pages_of(request).response(
        "rating", look_of(request), style="quiz", context=context, status=422 if wrong else 200
    )
