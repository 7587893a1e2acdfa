"""*Kotak masuk*: a person's messages, one of them, and whether they come by mail too.

Plain pages with forms. To open a message is to read it.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.delivery.words import Dictionary
from app.identity.actor import Actor
from app.identity.deps import CurrentActor
from app.inbox import reading
from app.inbox.schemas import InboxMessage
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After

router = APIRouter(include_in_schema=False)

HERE = "/kotak-masuk"
PAGE = 30


@router.get(HERE)
async def inbox_page(
    request: Request, session: ReadSession, actor: CurrentActor, after: After = None
) -> Response:
    actor, t = _reader(request, actor)
    inbox = await reading.inbox_of(session, actor, after=after, limit=PAGE)
    context = {
        "here": HERE,
        "unread": inbox.unread,
        "rows": [_row(one, t, actor) for one in inbox.items],
        "older": inbox.next,
        "is_first": after is None,
        "mail": await reading.mail_of(session, actor),
    }
    return pages_of(request).response("inbox", look_of(request), style="check", context=context)


@router.post(f"{HERE}/dibaca")
async def read_all(session: DbSession, actor: CurrentActor, now: Now) -> Response:
    await reading.read_all(session, actor, now=now)
    return RedirectResponse(HERE, 303)


@router.post(f"{HERE}/surel")
async def choose_mail(
    session: DbSession,
    actor: CurrentActor,
    now: Now,
    wanted: Annotated[Literal["ya", "tidak"], Form()],
) -> Response:
    await reading.choose_mail(session, actor, wants_mail=wanted == "ya", now=now)
    return RedirectResponse(f"{HERE}#surel", 303)


@router.get(f"{HERE}/{{message_id}}")
async def message_page(
    request: Request, session: DbSession, actor: CurrentActor, now: Now, message_id: UUID
) -> Response:
    actor, t = _reader(request, actor)
    found = await reading.read_message(session, actor, message_id, now=now)
    context = {
        "message": found,
        "row": _row(found, t, actor),
        "paragraphs": [
            part.strip("\n").splitlines() for part in found.body.split("\n\n") if part.strip()
        ],
    }
    return pages_of(request).response("message", look_of(request), style="check", context=context)


def _reader(request: Request, actor: Actor) -> tuple[Actor, Dictionary]:
    actor = reading_as(actor, request)
    return actor, pages_of(request).assets.words[actor.language]


def _row(one: InboxMessage, t: Dictionary, actor: Actor) -> dict[str, Any]:
    """A message among others: who it is from, when, and whether anybody opened it."""
    return {
        "link": f"{HERE}/{one.id}",
        "subject": one.subject,
        "sender": one.sender or "Lentera",
        "course": one.course.title if one.course else None,
        "date": t.date(one.sent_at, actor.time_zone),
        "time": t.time(one.sent_at, actor.time_zone),
        "is_new": one.read_at is None,
    }
