"""The door: what other features tell people."""

from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import select, update

from app.identity.models import Person, PersonStatus
from app.inbox import queries
from app.inbox.models import Delivery, MailState, Message, MessageKind
from app.inbox.service import MAILING_KEY, tell
from app.kit.ids import uuid7
from tests.cast import Cast
from tests.conftest import FixedClock


async def _tell(app: FastAPI, clock: FixedClock, *people: UUID, subject: str = "Laporan") -> UUID:
    async with app.state.database.transaction() as session:
        told = await tell(
            session,
            people,
            {"id": subject, "en": "Your report"},
            {"id": "Terima kasih.", "en": "Thank you."},
            kind=MessageKind.REPORT,
            link="/kursus/kursus-contoh",
            sender=None,
            now=clock(),
        )
    assert told is not None
    return told


async def _deliveries(app: FastAPI) -> list[Delivery]:
    async with app.state.database.reading() as session:
        return list((await session.execute(select(Delivery))).scalars())


async def test_it_works(app: FastAPI, cast: Cast, clock: FixedClock) -> None:
    told = await _tell(app, clock, cast.sari.id, cast.joko.id, cast.sari.id)
    rows = await _deliveries(app)
    assert {row.person_id for row in rows} == {cast.sari.id, cast.joko.id}
    assert {row.message_id for row in rows} == {told}
    assert all(row.read_at is None and row.mail_state is None for row in rows)
    async with app.state.database.reading() as session:
        assert await queries.unread(session, cast.sari.id) == 1
        assert await queries.unread(session, cast.budi.id) == 0


async def test_nobody_is_told_whose_account_is_not_in_use(
    app: FastAPI, cast: Cast, clock: FixedClock
) -> None:
    async with app.state.database.transaction() as session:
        await session.execute(
            update(Person).where(Person.id == cast.joko.id).values(status=PersonStatus.DEACTIVATED)
        )
        told = await tell(
            session,
            [cast.joko.id, uuid7()],
            "Kabar",
            "Isi.",
            kind=MessageKind.NOTICE,
            link=None,
            sender=None,
            now=clock(),
        )
    assert told is None
    async with app.state.database.reading() as session:
        assert (await session.execute(select(Message))).all() == []


async def test_a_subject_is_one_line_that_fits(app: FastAPI, cast: Cast, clock: FixedClock) -> None:
    told = await _tell(app, clock, cast.sari.id, subject="Judul\r\nBcc: lain " + "panjang " * 60)
    async with app.state.database.reading() as session:
        message = await session.get_one(Message, told)
    assert message.subject.startswith("Judul Bcc: lain panjang")
    assert len(message.subject) == 200


async def test_mail_waits_where_it_is_set_and_wanted(
    app: FastAPI, cast: Cast, clock: FixedClock
) -> None:
    app.state.database.info[MAILING_KEY] = True
    async with app.state.database.transaction() as session:
        await queries.put_mail_choice(session, cast.joko.id, wants_mail=False, now=clock())
        await session.execute(update(Person).where(Person.id == cast.budi.id).values(email=None))
    # Friday, 21.00 in the agency's zone: Monday, 07.00.
    clock.advance(days=4, hours=12, minutes=50)
    await _tell(app, clock, cast.sari.id, cast.joko.id, cast.budi.id)
    rows = {row.person_id: row for row in await _deliveries(app)}
    assert rows[cast.joko.id].mail_state is None
    assert rows[cast.budi.id].mail_state is None
    sari = rows[cast.sari.id]
    assert sari.mail_state is MailState.WAITING
    assert sari.mail_due_at is not None
    assert sari.mail_due_at.isoformat() == "2026-11-29T23:00:00+00:00"


async def test_what_is_rolled_back_was_never_told(
    app: FastAPI, cast: Cast, clock: FixedClock
) -> None:
    class Refused(Exception):
        pass

    try:
        async with app.state.database.transaction() as session:
            await tell(
                session,
                [cast.sari.id],
                "Kabar",
                "Isi.",
                kind=MessageKind.NOTICE,
                link=None,
                sender=None,
                now=clock(),
            )
            raise Refused
    except Refused:
        pass
    assert await _deliveries(app) == []
