"""Takes the mail that waits to the post: a chore of the worker.

Each round leases a few letters in one transaction, sends them in none (a slow mail server must
not hold the write lock), and notes what became of each in another. A process that dies in between
lets its lease run out, and another sends again: a mail may come twice, never not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

import aiosmtplib
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from app.inbox.letters import Part, letter
from app.inbox.models import MailState
from app.inbox.queries import mail as queries
from app.inbox.queries.mail import Waiting
from app.inbox.quiet import day_began, next_day, next_mail_time
from app.kit.database import Database
from app.kit.jobs import Chore
from app.kit.mail import Mailer

log = structlog.get_logger()

LETTERS_A_ROUND = 20
LEASE = timedelta(minutes=15)
MOST_TRIES = 6
PERMANENT = 500
# Of one address for good, of one address for now, of the server.
REFUSED, DELAYED, UNREACHABLE = "refused", "delayed", "unreachable"


@dataclass(frozen=True, slots=True)
class _Envelope:
    """A mail to one person: the deliveries it stands for, what it says, and where it goes."""

    person_id: UUID
    message_ids: tuple[UUID, ...]
    tries: int
    time_zone: str
    to: str
    subject: str
    text: str


def postman(mailer: Mailer, public_url: str) -> Chore:
    """The chore that sends what is due, through ``mailer``; links begin with ``public_url``."""

    async def post_due(database: Database, now: datetime) -> int:
        async with database.reading() as session:
            if not await queries.is_any_due(session, now):
                return 0
        async with database.transaction() as session:
            envelopes = await _take(session, public_url, now)
        for place, envelope in enumerate(envelopes):
            failure = await _send(mailer, envelope)
            async with database.transaction() as session:
                await _note(session, envelope, failure, now)
                if failure == UNREACHABLE:
                    # The others would wait for the same server: they keep their tries.
                    for other in envelopes[place + 1 :]:
                        await _put_back(session, other, now)
            if failure == UNREACHABLE:
                break
        return len(envelopes)

    return post_due


async def _send(mailer: Mailer, envelope: _Envelope) -> str | None:
    """None if the server took it; else why not."""
    try:
        await mailer.send(to=envelope.to, subject=envelope.subject, text=envelope.text)
    except aiosmtplib.SMTPRecipientsRefused as error:
        return REFUSED if all(one.code >= PERMANENT for one in error.recipients) else DELAYED
    except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as error:
        return REFUSED if error.code >= PERMANENT else DELAYED
    except (aiosmtplib.SMTPException, OSError) as error:
        log.warning("mail_not_sent", error=type(error).__name__)
        return UNREACHABLE
    except ValueError:
        # An address that no header can hold.
        return REFUSED
    return None


async def _note(
    session: AsyncSession, envelope: _Envelope, failure: str | None, now: datetime
) -> None:
    if failure is None:
        state, due = MailState.SENT, None
    elif failure == REFUSED or envelope.tries + 1 >= MOST_TRIES:
        state, due = MailState.FAILED, None
    else:
        # 2, 8, 32 minutes, 2, 9 hours: then a server is not merely restarting.
        later = now + timedelta(minutes=2 * 4**envelope.tries)
        state, due = MailState.WAITING, next_mail_time(later, envelope.time_zone)
    await queries.note_mail(
        session,
        envelope.person_id,
        envelope.message_ids,
        state=state,
        due_at=due,
        tries=envelope.tries + 1,
        mailed_at=now if failure is None else None,
        failure=failure,
    )


async def _put_back(session: AsyncSession, envelope: _Envelope, now: datetime) -> None:
    later = next_mail_time(now + timedelta(minutes=2), envelope.time_zone)
    await queries.postpone(session, envelope.person_id, envelope.message_ids, later)


async def _take(session: AsyncSession, public_url: str, now: datetime) -> list[_Envelope]:
    """Lease what is due and may go out now; what may not is put off or let go."""
    found = await queries.take_due(session, now, limit=LETTERS_A_ROUND)
    envelopes = []
    for (person_id, course_id), group in groupby(found, lambda one: one.bundle):
        waiting: list[Waiting] = []
        gone: list[Waiting] = []
        for one in group:
            (gone if one.to is None else waiting).append(one)
        if gone:
            await queries.let_go(session, person_id, [one.message_id for one in gone])
        if not waiting:
            continue
        ids, first = [one.message_id for one in waiting], waiting[0]
        later = next_mail_time(now, first.time_zone)
        since = day_began(now, first.time_zone)
        if later == now and await queries.was_mailed(session, person_id, course_id, since):
            later = next_day(now, first.time_zone)
        if later != now:
            await queries.postpone(session, person_id, ids, later)
            continue
        await queries.postpone(session, person_id, ids, now + LEASE)
        envelopes.append(_envelope(waiting, public_url))
    return envelopes


def _envelope(waiting: Sequence[Waiting], public_url: str) -> _Envelope:
    first = waiting[0]
    assert first.to is not None, first.message_id
    said = letter([_part(one) for one in waiting], language=first.language, public_url=public_url)
    return _Envelope(
        person_id=first.person_id,
        message_ids=tuple(one.message_id for one in waiting),
        tries=max(one.tries for one in waiting),
        time_zone=first.time_zone,
        to=first.to,
        subject=said.subject,
        text=said.text,
    )


def _part(one: Waiting) -> Part:
    subject: Mapping[str, str | None] = {"id": one.subject, "en": one.subject_en}
    body: Mapping[str, str | None] = {"id": one.body, "en": one.body_en}
    return Part(
        subject=subject.get(one.language) or one.subject,
        body=body.get(one.language) or one.body,
        link=f"/kotak-masuk/{one.message_id}",
        sender=one.sender,
    )
