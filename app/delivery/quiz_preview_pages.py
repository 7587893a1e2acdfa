"""A quiz of the studio as a learner would meet it: its cover, and a sample of an attempt.

Both are composed by what composes the real pages. Nothing can be sent from here.
"""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from app.delivery.attempt_pages import as_markup
from app.delivery.covers import cover_context
from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.identity.deps import CurrentActor
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.text import CleanText
from app.studio.previewing import preview, sample_attempt

router = APIRouter(include_in_schema=False)

MAX_SAMPLE = 9999
Slug = Annotated[CleanText, Path(max_length=80)]


@router.get("/pratinjau/{course}/{quiz}")
async def quiz_preview_page(
    request: Request,
    apart: ApartFrom,
    actor: CurrentActor,
    now: Now,
    course: Slug,
    quiz: Slug,
    contoh: Annotated[int, Query(ge=0, le=MAX_SAMPLE)] = 0,
) -> Response:
    """The cover; with ``contoh`` the attempt that this number draws."""
    look = look_of(request)
    found = await apart.read(preview, reading_as(actor, request), course, quiz, now=now)
    here = f"/pratinjau/{course}/{quiz}"
    context: dict[str, Any] = {
        "desk": f"/kelola/mengajar/{course}/kuis/{quiz}",
        "here": here,
        "sample": contoh,
        "following": contoh % MAX_SAMPLE + 1,
        "findings": found.findings,
        "markup": as_markup,
    }
    if found.published is None:
        return pages_of(request).response(
            "quiz-preview-none", look, style="quiz", context=context, status=409
        )
    activity = found.published.public.activity(found.activity_id)
    assert activity is not None, quiz
    cover = cover_context(found.published, activity, look, None)
    context = cover | context | {"view": replace(cover["view"], course_link=context["desk"])}
    if not contoh:
        return pages_of(request).response("quiz-preview", look, style="quiz", context=context)
    language = look.language if look.language in activity.fragments else "id"
    context |= {
        "language": language,
        "questions": sample_attempt(found.published, activity.id, contoh, look.language),
        "as_shown": lambda _response: "",
    }
    return pages_of(request).response("quiz-preview-attempt", look, style="quiz", context=context)
