"""An attempt: all its questions in one form while it is open, its result afterwards.

The form makes the same commands as the page's script: answers first, then a submit that pins
exactly what was stored.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from app.assessment import service as assessment
from app.assessment.forms import answers_from_form, as_shown, needs_more, submit_for_form
from app.assessment.quiz import LOWEST_PASS_MARK
from app.assessment.service import AttemptRead, QuestionRead, RulingRead
from app.catalogue.publications import PublishedCourse, publications_of
from app.delivery.activities import view_of
from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.delivery.staff_results import staff_words
from app.delivery.words import Dictionary
from app.identity.actor import Actor
from app.identity.deps import CurrentActor
from app.kit.clock import Now
from app.kit.database import Db, ReadSession
from app.learning.deps import registry_of
from app.learning.service import pinned_publication
from app.learning.sync import apply_own

router = APIRouter(include_in_schema=False)

# The rail of the result: 0 to 100 between these, in units of its drawing.
RAIL_START, RAIL_LENGTH = 8, 304
LEGEND = ('<legend class="q-stem">', "</legend>")


@router.get("/percobaan/{attempt_id}")
async def attempt_page(
    request: Request,
    session: ReadSession,
    actor: CurrentActor,
    now: Now,
    attempt_id: UUID,
    tersimpan: bool = False,
) -> Response:
    actor = reading_as(actor, request)
    view = await assessment.attempt_view(session, actor, attempt_id, now)
    published = await _published(session, actor, view)
    if published.public.activity(view.activity) is None:
        # They have moved to a version without this quiz: it has no cover to go back to.
        view = view.model_copy(update={"link_cover": view.link_course})
    if view.state != "open":
        said = await staff_words(request, session, view.enrolment, view.activity, actor.time_zone)
        return _result_page(request, actor, view, published, said)
    t = pages_of(request).assets.words[actor.language]
    return _open_page(request, actor, view, published, t("attempt.saved") if tersimpan else None)


async def _published(session: AsyncSession, actor: Actor, view: AttemptRead) -> PublishedCourse:
    pinned = await pinned_publication(session, actor.person_id, view.enrolment)
    return await publications_of(session).get(pinned)


def _open_page(
    request: Request,
    actor: Actor,
    view: AttemptRead,
    published: PublishedCourse,
    notice: str | None,
) -> Response:
    pages = pages_of(request)
    t = pages.assets.words[actor.language]
    saved = max((q for q in view.questions if q.saved_at), key=_saved_at, default=None)
    context = {
        "attempt": view,
        "language": _language(published, view, actor.language),
        "markup": as_markup,
        "as_shown": as_shown,
        "needs_more": needs_more(view),
        "notice": notice,
        "receipt": saved.receipt if saved else None,
        "deadline": t.time(view.deadline, actor.time_zone) if view.deadline else None,
        "seconds_left": _seconds_left(view),
        "saved_at": t.time(saved.saved_at, actor.time_zone) if saved and saved.saved_at else None,
    }
    return pages.response(
        "attempt", look_of(request), style="quiz", script="attempt", context=context
    )


def _seconds_left(view: AttemptRead) -> int:
    """Until the time is up; 0 without a limit, or when it is."""
    return max(0, int((view.deadline - view.now).total_seconds())) if view.deadline else 0


def _saved_at(question: QuestionRead) -> float:
    return question.saved_at.timestamp() if question.saved_at else 0.0


def as_markup(html: str | None) -> Markup:
    """HTML that assessment composed of what was sanitised at publish; nothing for None."""
    return Markup(html or "")  # noqa: S704


def stem_of(html: str) -> str:
    """The question's own words out of its fragment."""
    return html.partition(LEGEND[0])[2].partition(LEGEND[1])[0]


def _language(published: PublishedCourse, view: AttemptRead, language: str) -> str:
    activity = published.public.activity(view.activity)
    has_it = activity is not None and language in activity.fragments
    return language if has_it else "id"


def rail_place(basis_points: int) -> float:
    """Where a score stands on the result's rail."""
    return round(RAIL_START + RAIL_LENGTH * basis_points / 10_000, 1)


def _result_page(
    request: Request, actor: Actor, view: AttemptRead, published: PublishedCourse, set_by_staff: str
) -> Response:
    pages = pages_of(request)
    t = pages.assets.words[actor.language]
    activity = published.public.activity(view.activity)
    following = view_of(published.public, activity, actor.language).next if activity else None
    received_at = view.submitted_at or view.started_at
    reviewed = any(q.result and q.result.explanation for q in view.questions)
    context = {
        "attempt": view,
        "language": _language(published, view, actor.language),
        "markup": as_markup,
        "stem_of": stem_of,
        "needs_more": needs_more(view),
        "only_shows": view.pass_mark <= LOWEST_PASS_MARK,
        "words": result_words(view, t, reviewed=reviewed),
        "chances": _chances(view.chances_left, t),
        "score_x": rail_place(view.score or 0),
        "mark_x": rail_place(view.pass_mark),
        "go_on": following.link if following else view.link_course,
        # What people marked is for whom they marked it, whatever else the quiz shows.
        "shown": [q for q in view.questions if q.result and (view.gone_through or q.result.rubric)],
        "set_by_staff": set_by_staff,
        "changes": ruling_words(view, t, actor.time_zone),
        "received_date": t.date(received_at, actor.time_zone),
        "received_time": t.time(received_at, actor.time_zone),
    }
    return pages.response("result", look_of(request), style="quiz", context=context)


def result_words(view: AttemptRead, t: Dictionary, *, reviewed: bool) -> str:
    """One sentence on what the score means and what to do next."""
    mark = t.score(view.pass_mark)
    if view.pass_mark <= LOWEST_PASS_MARK:
        return t("result.words_only_shows")
    if view.passed:
        is_exact = view.score == view.pass_mark
        return t("result.words_exact" if is_exact else "result.words_passed", mark=mark)
    if view.chances_left == 0:
        return t("result.words_no_chances", mark=mark)
    return t("result.words_short" if reviewed else "result.words_short_closed", mark=mark)


def ruling_words(view: AttemptRead, t: Dictionary, zone: str) -> list[str]:
    """Each later result in words, and why; what the time rule's note says already is left to it."""
    noted = view.judgement is not None and view.judgement.accepted_at is not None
    changes = []
    for ruling in view.rulings:
        if ruling.cause == "late_accepted" and noted:
            continue
        what = t(f"result.change.{ruling.mode or ruling.cause}", n=ruling.place)
        key = "result.changed" if ruling.reason else "result.changed_no_reason"
        why = ruling.reason.rstrip(".")
        date = t.date(ruling.at, zone)
        changes.append(t(key, date=date, what=what, score=_change(ruling, t), why=why))
    return changes


def _change(ruling: RulingRead, t: Dictionary) -> str:
    before, after = (
        "–" if score is None else t.score(score) for score in (ruling.score_before, ruling.score)
    )
    if ruling.passed != bool(ruling.passed_before):
        key = "gained" if ruling.passed else "lost"
    else:
        key = "same" if before == after else "score"
    return t(f"result.change.{key}", before=before, after=after)


def _chances(left: int | None, t: Dictionary) -> str:
    return t("result.chances_unlimited") if left is None else t("result.chances", n=left)


@router.post("/percobaan/{attempt_id}")
async def answer_form(
    request: Request, db: Db, actor: CurrentActor, now: Now, attempt_id: UUID
) -> Response:
    form = await request.form()
    fields = {name: [str(value) for value in form.getlist(name)] for name in form}
    actor = reading_as(actor, request)
    view = await _view(db, actor, attempt_id, now)
    here = f"/percobaan/{attempt_id}"
    if view.state != "open":
        return RedirectResponse(here, 303)
    registry = await registry_of(request)
    commands = [*answers_from_form(fields, view), *flags_from_form(fields, view)]
    results = await apply_own(db, actor, commands, registry, now) if commands else []
    refused = next((result.problem for result in results if result.problem), None)
    if refused is not None:
        async with db.reading() as session:
            published = await _published(session, actor, view)
        view = await _view(db, actor, attempt_id, now)
        return _open_page(request, actor, view, published, refused.detail)
    if fields.get("action") != ["submit"]:
        return RedirectResponse(f"{here}?tersimpan=1", 303)
    view = await _view(db, actor, attempt_id, now)
    await apply_own(db, actor, [submit_for_form(view)], registry, now)
    return RedirectResponse(here, 303)


async def _view(db: Db, actor: Actor, attempt_id: UUID, now: Now) -> AttemptRead:
    async with db.reading() as session:
        return await assessment.attempt_view(session, actor, attempt_id, now)


def flags_from_form(
    fields: Mapping[str, Sequence[str]], view: AttemptRead
) -> list[tuple[str, dict[str, Any]]]:
    """A flag command for each question whose mark the form changed."""
    about = {
        "enrolment": str(view.enrolment),
        "activity": str(view.activity),
        "attempt": str(view.id),
    }
    return [
        ("flag", about | {"question": question.id, "flagged": int(not question.flagged)})
        for question in view.questions
        if (f"flag:{question.id}" in fields) is not question.flagged
    ]
