"""*Materi baru*: what a newer version changes, and the choice to move to it or to stay.

Plain pages with one form. Whoever is without a network hears from the worker that this needs one:
the address is none of those that are kept on a device.
"""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from app.assessment import service as assessment
from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.identity.actor import Actor
from app.identity.deps import CurrentActor
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.text import CleanText
from app.learning import moving
from app.learning.schemas import DifferentActivity, VersionChoice

router = APIRouter(include_in_schema=False)

CHANGES = ("new", "changed", "gone")


@router.get("/kursus/{course}/versi/baru")
async def newer_page(
    request: Request, session: ReadSession, actor: CurrentActor, course: CleanText
) -> Response:
    actor = reading_as(actor, request)
    choice = await moving.version_choice(session, actor, course)
    context = {
        "choice": choice,
        "groups": _grouped(choice),
        "running": await _running(session, actor, choice.enrolment),
        "moved": "pindah" in request.query_params,
        "came_newer": "berubah" in request.query_params,
        "zone": actor.time_zone,
    }
    return pages_of(request).response("newer", look_of(request), style="quiz", context=context)


async def _running(session: AsyncSession, actor: Actor, enrolment_id: UUID) -> list[str]:
    """Addresses of attempts that are not handed in."""
    found = await assessment.running_attempts(session, actor, enrolment_id)
    return [f"/percobaan/{attempt_id}" for attempt_id in found]


def _grouped(choice: VersionChoice) -> list[tuple[str, list[DifferentActivity]]]:
    """What is new, what is changed, what is gone, as far as there is any."""
    there = choice.offered.activities if choice.offered else []
    groups = [(change, [one for one in there if one.change == change]) for change in CHANGES]
    return [(change, ones) for change, ones in groups if ones]


@router.post("/kursus/{course}/versi")
async def choose_version(
    session: DbSession,
    actor: CurrentActor,
    now: Now,
    course: CleanText,
    pilihan: Annotated[Literal["pindah", "tetap"], Form()],
    versi: Annotated[int, Form(ge=1, le=2**31 - 1)],
) -> Response:
    if pilihan == "tetap":
        await moving.stay(session, actor, course, version=versi)
        return RedirectResponse(f"/kursus/{course}", 303)
    is_moved = await moving.move(session, actor, course, version=versi, now=now)
    said = "pindah" if is_moved else "berubah"
    return RedirectResponse(f"/kursus/{course}/versi/baru?{said}", 303)
