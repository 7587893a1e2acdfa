"""An activity of a draft as a learner would meet it, composed by what composes the real page.

Only who works on the course sees it, nobody keeps it, and nothing can be sent from it: there is no
enrolment, and a lesson comes without the form that marks it as done.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from app.delivery.activity_pages import PERSONAL
from app.delivery.attempt_pages import as_markup
from app.delivery.covers import cover_context
from app.delivery.lessons import lesson_context
from app.delivery.opened import ActivityNotFound, Opened
from app.delivery.quiz_preview_pages import MAX_SAMPLE
from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.identity.deps import CurrentActor
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.database import ReadSession
from app.kit.text import CleanText
from app.learning.entitlements import Entitlement
from app.studio.previewing import sample_attempt
from app.workshop.previewing import DraftPreview, preview_activity

router = APIRouter(include_in_schema=False)

WORDS = {"desk_words": "preview.text", "unfinished": "preview.text_unfinished"}
Slug = Annotated[CleanText, Path(max_length=80)]
Sample = Annotated[int, Query(ge=0, le=MAX_SAMPLE)]


@router.get("/pratinjau/kursus/{draft_id}/{module}/{activity}")
async def draft_preview_page(
    request: Request,
    session: ReadSession,
    apart: ApartFrom,
    actor: CurrentActor,
    now: Now,
    draft_id: UUID,
    module: Slug,
    activity: Slug,
    contoh: Sample = 0,
) -> Response:
    """The activity's page; of a quiz the cover, with ``contoh`` a sample of an attempt."""
    who = reading_as(actor, request)
    found = await apart.read(preview_activity, who, draft_id, module, activity, now=now)
    here = f"/pratinjau/kursus/{draft_id}/{module}/{activity}"
    desk = f"/kelola/studio/{draft_id}/naskah/{module}/{activity}"
    if found.published is None or found.activity is None:
        context = {**WORDS, "desk": desk, "here": here, "findings": found.findings}
        page: Response = pages_of(request).response(
            "quiz-preview-none", look_of(request), style="quiz", context=context, status=409
        )
    elif found.activity.kind == "lesson":
        page = _lesson(request, found, desk)
    elif found.activity.kind == "quiz":
        page = _quiz(request, found, {**WORDS, "desk": desk, "here": here, "sample": contoh})
    else:
        public = found.published.public
        entitlement = Entitlement(public.course_id, public.slug, None, found.published.id)
        opened = Opened(who, entitlement, found.published, found.activity)
        show = PERSONAL.get(found.activity.kind)
        if show is None:
            raise ActivityNotFound
        page = await show(request, session, opened)
    return _framed(page, found, draft_id)


def _lesson(request: Request, found: DraftPreview, desk: str) -> Response:
    assert found.published is not None
    assert found.activity is not None
    look = look_of(request)
    context = lesson_context(found.published, found.activity, look) | {"desk": desk}
    return pages_of(request).response("lesson-preview", look, style="lesson", context=context)


def _quiz(request: Request, found: DraftPreview, context: dict[str, Any]) -> Response:
    published, activity, look = found.published, found.activity, look_of(request)
    assert published is not None
    assert activity is not None
    sample = context["sample"]
    context |= {"following": sample % MAX_SAMPLE + 1, "findings": 0, "markup": as_markup}
    cover = cover_context(published, activity, look, None)
    context = cover | context | {"view": replace(cover["view"], course_link=context["desk"])}
    if not sample:
        return pages_of(request).response("quiz-preview", look, style="quiz", context=context)
    context |= {
        "language": look.language if look.language in activity.fragments else "id",
        "questions": sample_attempt(published, activity.id, sample, look.language),
        "as_shown": lambda _response: "",
    }
    return pages_of(request).response("quiz-preview-attempt", look, style="quiz", context=context)


def _framed(page: Response, found: DraftPreview, draft_id: UUID) -> Response:
    """Links stay among previews, pictures are the draft's; the studio may frame the page."""
    html = found.with_pictures(bytes(page.body).decode(), draft_id)
    # Scripts ask for the enrolment in the course that a page names: there is none in a draft, even
    # for somebody who learns in the published course.
    html = html.replace(f'data-course="{found.course_slug}"', f'data-course="{draft_id}"')
    page.body = _relinked(html, found.course_slug, found.modules, draft_id).encode()
    page.headers["content-length"] = str(len(page.body))
    policy = page.headers["content-security-policy"]
    page.headers["content-security-policy"] = policy.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    return page


def _relinked(html: str, slug: str, modules: Mapping[str, str], draft_id: UUID) -> str:
    def address(match: re.Match[str]) -> str:
        name = match[2]
        if name is not None and name in modules:
            return f'{match[1]}"/pratinjau/kursus/{draft_id}/{modules[name]}/{name}"'
        return f'{match[1]}"/kelola/studio/{draft_id}"'

    return re.sub(rf'(href=)"/kursus/{re.escape(slug)}(?:/([a-z0-9-]+))?[^"]*"', address, html)
