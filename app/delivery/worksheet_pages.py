"""Worksheets: the page with its form, the form's POST without JavaScript, and a sheet to print.

The page is one person's own and kept by nobody. Of a log that stays on the device the server has
no values to put into it; its fields have no names, so that no form can ever send them.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from app.delivery.activities import ActivityView, activity_link, view_of
from app.delivery.opened import ActivityNotFound, Opened, TheActivity
from app.delivery.rendering import look_of, pages_of
from app.delivery.staff_results import staff_context
from app.delivery.worksheet_view import CellView, Sayings, present
from app.kit.clock import Now
from app.kit.database import Db, ReadSession
from app.learning.deps import registry_of
from app.learning.sync import apply_own
from app.worksheets import service as worksheets
from app.worksheets.forms import as_shown, changed_values, commands_from_form
from app.worksheets.service import WorksheetRead
from app.worksheets.sheet import Sheet, standing
from app.worksheets.tools.base import Usage
from app.worksheets.tools.registry import TOOLS, fields_of

router = APIRouter(include_in_schema=False)


async def worksheet_page(request: Request, session: AsyncSession, opened: Opened) -> Response:
    """The worksheet as it stands; a preview for whoever may look but does not take the course."""
    sheet = _sheet(opened)
    saved = "tersimpan" in request.query_params
    t = pages_of(request).assets.words[look_of(request).language]
    notice = t("worksheet.saved") if saved else None
    said = await staff_context(request, session, opened)
    return _page(request, opened, sheet, await _own(session, opened), notice, said)


def _sheet(opened: Opened) -> Sheet:
    """Raises ``ActivityNotFound`` for any other kind of activity."""
    sheet = worksheets.sheet_in(opened.published, opened.activity.id)
    if sheet is None:
        raise ActivityNotFound
    return sheet


async def _own(session: AsyncSession, opened: Opened) -> WorksheetRead | None:
    enrolment_id = opened.entitlement.enrolment_id
    if enrolment_id is None:
        return None
    return await worksheets.worksheet_view(session, opened.actor, enrolment_id, opened.activity.id)


def _page(
    request: Request,
    opened: Opened,
    sheet: Sheet,
    own: WorksheetRead | None,
    notice: str | None,
    more: Mapping[str, str] | None = None,
) -> Response:
    look, pages = look_of(request), pages_of(request)
    view = view_of(opened.published.public, opened.activity, look.language)
    usage: Usage = request.app.state.worksheet_usage
    values = own.values if own else {}
    context = _context(request, view, sheet, values) | {
        "own": own,
        "standing": own or standing(fields_of(sheet), set()),
        "notice": notice,
        "as_shown": as_shown,
        "result": TOOLS[sheet.tool].results(values, usage),
        "weight": usage.skm_weight,
        **(more or {}),
    }
    script = f"worksheet-{sheet.tool.replace('_', '-')}"
    return pages.response("worksheet", look, style="worksheet", script=script, context=context)


def _context(
    request: Request, view: ActivityView, sheet: Sheet, values: Mapping[str, str]
) -> dict[str, Any]:
    t = pages_of(request).assets.words[look_of(request).language]
    return {
        "view": view,
        "here": activity_link(view.course_slug, view.slug),
        "html": _markup(view.html),
        "example": _markup(sheet.example.get(view.language, "")),
        "markup": _markup,
        "sheet": sheet,
        "form": present(sheet, values, t, view.language),
        "say": Sayings(sheet.tool, t),
        "is_cell": lambda field: isinstance(field, CellView),
    }


def _markup(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - sanitised at publish


@router.post("/kursus/{course}/{activity}/lembar")
async def save_worksheet(request: Request, db: Db, opened: TheActivity, now: Now) -> Response:
    sheet = _sheet(opened)
    here = activity_link(opened.published.public.slug, opened.activity.slug)
    async with db.reading() as session:
        own = await _own(session, opened)
    about = opened.about()
    if own is None or sheet.private == "device":
        return RedirectResponse(here, 303)
    form = await request.form()
    fields = {name: [str(value) for value in form.getlist(name)] for name in form}
    commands = commands_from_form(changed_values(fields, own), about)
    registry = await registry_of(request)
    results = await apply_own(db, opened.actor, [("opened", about), *commands], registry, now)
    refused = next((result.problem for result in results if result.problem), None)
    if refused is None:
        return RedirectResponse(f"{here}?tersimpan=1#hasil", 303)
    async with db.reading() as session:
        own = await _own(session, opened)
    return _page(request, opened, sheet, own, refused.detail)


@router.get("/kursus/{course}/{activity}/cetak")
async def print_worksheet(
    request: Request, session: ReadSession, opened: TheActivity, now: Now
) -> Response:
    """What was written, on white paper: for the wall, the file or a talk with the supervisor."""
    sheet = _sheet(opened)
    own = await _own(session, opened)
    if own is None or sheet.private == "device":
        raise ActivityNotFound
    look, pages = look_of(request), pages_of(request)
    view = view_of(opened.published.public, opened.activity, look.language)
    usage: Usage = request.app.state.worksheet_usage
    t = pages.assets.words[look.language]
    context = _context(request, view, sheet, own.values) | {
        "name": opened.actor.name,
        "date": t.date(now, opened.actor.time_zone),
        "result": TOOLS[sheet.tool].results(own.values, usage),
    }
    return pages.response(
        "worksheet-print", look, style="worksheet", script="print", context=context
    )
