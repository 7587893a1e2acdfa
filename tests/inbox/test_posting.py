"""Mail that waits goes to the post: when, to whom, and what becomes of it."""

from dataclasses import dataclass, field

import aiosmtplib
import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from app.identity.models import Person, PersonStatus
from app.inbox.models import Delivery, MailState, MessageKind
from app.inbox.posting import MOST_TRIES, postman
from app.inbox.service import tell
from app.kit.mail import Mailer
from tests.inbox.conftest import Room

URL = "https://lentera.example.go.id"
SERVER_AWAY = aiosmtplib.SMTPConnectError("away")
NO_SUCH_BOX = aiosmtplib.SMTPRecipientsRefused(
    [aiosmtplib.SMTPRecipientRefused(550, "no such box", "sari@contoh.example")]
)
BOX_BUSY = aiosmtplib.SMTPRecipientsRefused(
    [aiosmtplib.SMTPRecipientRefused(450, "try later", "sari@contoh.example")]
)


@dataclass
class Post(Mailer):
    """A mail server that keeps what it is given, or says why not."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        super().__init__(SecretStr("smtp://pos.example:25"), "lentera@contoh.example")

    async def send(self, *, to: str, subject: str, text: str) -> None:
        self.asked += 1
        if to in self.trouble:
            raise self.trouble[to]
        self.sent.append((to, subject, text))

    @property
    def readers(self) -> list[str]:
        return sorted(to for to, _subject, _text in self.sent)


@pytest.fixture
def post(room: Room) -> Post:
    room.set_mail()
    return Post()


async def _round(room: Room, post: Post) -> int:
    took = await postman(post, URL)(room.app.state.database, room.clock())
    assert isinstance(took, int)
    return took


async def _state(room: Room) -> list[tuple[str | None, int, str | None]]:
    async with room.app.state.database.reading() as session:
        rows = (
            await session.execute(
                select(Delivery)
                .where(Delivery.person_id == room.cast.sari.id)
                .order_by(Delivery.message_id)
            )
        ).scalars()
        return [(row.mail_state, row.mail_tries, row.mail_failure) for row in rows]


async def test_it_works(room: Room, post: Post) -> None:
    await room.enrol("sari", "joko")
    await room.write(subject="Ayo lanjut")
    assert await _round(room, post) == 2
    assert post.readers == ["joko@contoh.example", "sari@contoh.example"]
    _to, subject, text = post.sent[0]
    assert subject == "Ayo lanjut"
    assert "Salam.\n\nAyo lanjut." in text
    assert "Dari: Budi Contoh, M.Pd." in text
    assert f"{URL}/kotak-masuk/" in text
    assert "Tidak ingin menerima pesan lewat surel?" in text
    assert await _state(room) == [(MailState.SENT, 1, None)]
    assert (await room.budi.get(room.sent)).json()["items"][0]["mail"]["sent"] == 2
    assert await _round(room, post) == 0


async def test_each_mail_goes_to_one_person_alone(room: Room, post: Post) -> None:
    await room.enrol("sari", "joko")
    await room.write()
    await _round(room, post)
    for to, subject, text in post.sent:
        other = "Joko" if to.startswith("sari") else "Sari"
        assert other.lower() not in (to + subject + text).lower()


async def test_nights_and_weekends_are_quiet(room: Room, post: Post) -> None:
    await room.enrol("sari")
    # Monday 08.10 in Makassar; to 20.10 of that day.
    room.clock.advance(hours=12)
    await room.write()
    for hours, sent in ((0, 0), (10, 0), (1, 1)):
        room.clock.advance(hours=hours)
        await _round(room, post)
        assert len(post.sent) == sent
    # What fell due by day, when no worker ran, does not go out by night either.
    room.clock.advance(days=1)
    await room.write(subject="Pesan kedua")
    room.clock.advance(days=2, hours=14)
    await _round(room, post)
    assert len(post.sent) == 1
    for hours, sent in ((10, 1), (48, 2)):
        room.clock.advance(hours=hours)
        await _round(room, post)
        assert len(post.sent) == sent


async def test_one_mail_a_day_of_a_course(room: Room, post: Post) -> None:
    await room.enrol("sari")
    await room.write(subject="Pagi")
    await _round(room, post)
    for number in (1, 2):
        room.clock.advance(hours=1)
        await room.write(subject=f"Siang {number}")
        await _round(room, post)
    assert [subject for _to, subject, _text in post.sent] == ["Pagi"]
    # Of another course, or of none, it is another day's count.
    async with room.app.state.database.transaction() as session:
        await tell(
            session,
            [room.cast.sari.id],
            "Kabar lain",
            "Isi (rekaan).",
            kind=MessageKind.NOTICE,
            link=None,
            sender=None,
            now=room.clock(),
        )
    await _round(room, post)
    assert post.sent[-1][1] == "Kabar lain"
    # The two of the afternoon go together.
    room.clock.advance(days=1)
    assert await _round(room, post) == 1
    _to, subject, text = post.sent[-1]
    assert subject == "2 pesan baru di Lentera"
    assert text.index("Siang 1") < text.index("Siang 2")
    assert await _state(room) == [(MailState.SENT, 1, None)] * 4


async def test_what_was_read_or_declined_meanwhile_stays_at_home(room: Room, post: Post) -> None:
    await room.enrol("sari", "joko", "dewi", "rina")
    await room.write()
    await room.sari.post("/api/v1/inbox/read")
    await room.joko.put("/api/v1/inbox/mail", json={"wants_mail": False})
    async with room.app.state.database.transaction() as session:
        await session.execute(
            update(Person)
            .where(Person.id == room.cast.dewi.id)
            .values(status=PersonStatus.DEACTIVATED)
        )
    assert await _round(room, post) == 1
    assert post.readers == ["rina@contoh.example"]
    assert await _state(room) == [(MailState.UNNEEDED, 0, None)]
    mail = (await room.budi.get(room.sent)).json()["items"][0]["mail"]
    assert (mail["sent"], mail["unneeded"], mail["waiting"]) == (1, 3, 0)


async def test_reading_one_of_two_leaves_the_other(room: Room, post: Post) -> None:
    await room.enrol("sari")
    await room.write(subject="Pertama")
    await room.write(subject="Kedua")
    first = (await room.inbox("sari"))["items"][1]
    await room.sari.post(f"/api/v1/inbox/{first['id']}/read")
    await _round(room, post)
    assert [subject for _to, subject, _text in post.sent] == ["Kedua"]


async def test_a_refused_address_is_not_tried_again(room: Room, post: Post) -> None:
    await room.enrol("sari", "joko")
    post.trouble["sari@contoh.example"] = NO_SUCH_BOX
    await room.write()
    await _round(room, post)
    assert post.readers == ["joko@contoh.example"]
    assert await _state(room) == [(MailState.FAILED, 1, "refused")]
    assert (await room.budi.get(room.sent)).json()["items"][0]["mail"]["failed"] == 1
    room.clock.advance(days=3)
    assert await _round(room, post) == 0


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        (SERVER_AWAY, "unreachable"),
        (OSError("no route"), "unreachable"),
        (BOX_BUSY, "delayed"),
    ],
)
async def test_what_passes_is_tried_again(
    room: Room, post: Post, trouble: Exception, failure: str
) -> None:
    await room.enrol("sari")
    post.trouble["sari@contoh.example"] = trouble
    await room.write()
    await _round(room, post)
    assert await _state(room) == [(MailState.WAITING, 1, failure)]
    mail = (await room.budi.get(room.sent)).json()["items"][0]["mail"]
    assert (mail["waiting"], mail["retried"]) == (1, 1)
    assert await _round(room, post) == 0
    room.clock.advance(minutes=2)
    post.trouble.clear()
    assert await _round(room, post) == 1
    assert await _state(room) == [(MailState.SENT, 2, None)]


async def test_a_server_that_stays_away_is_given_up(room: Room, post: Post) -> None:
    await room.enrol("sari")
    post.trouble["sari@contoh.example"] = SERVER_AWAY
    await room.write()
    for _try in range(MOST_TRIES):
        assert await _round(room, post) == 1
        room.clock.advance(days=7)
    assert await _state(room) == [(MailState.FAILED, MOST_TRIES, "unreachable")]
    assert await _round(room, post) == 0


async def test_one_long_wait_for_a_server_that_is_away(room: Room, post: Post) -> None:
    await room.enrol("sari", "joko", "dewi")
    for who in ("sari", "joko", "dewi"):
        post.trouble[f"{who}@contoh.example"] = SERVER_AWAY
    await room.write()
    await _round(room, post)
    assert post.asked == 1
    post.trouble.clear()
    room.clock.advance(minutes=2)
    await _round(room, post)
    assert len(post.sent) == 3


async def test_a_box_that_is_busy_holds_up_nobody_else(room: Room, post: Post) -> None:
    await room.enrol("sari", "joko", "dewi")
    for who in ("sari", "joko"):
        post.trouble[f"{who}@contoh.example"] = BOX_BUSY
    await room.write()
    await _round(room, post)
    assert post.readers == ["dewi@contoh.example"]


async def test_a_worker_that_died_leaves_its_letters_to_another(room: Room, post: Post) -> None:
    await room.enrol("sari")
    await room.write()

    class Died(BaseException):
        pass

    class Dying(Post):
        async def send(self, *, to: str, subject: str, text: str) -> None:
            raise Died(to, subject, text)

    with pytest.raises(Died):
        await _round(room, Dying())
    assert await _round(room, post) == 0
    room.clock.advance(minutes=15)
    assert await _round(room, post) == 1
    assert post.readers == ["sari@contoh.example"]


async def test_without_mail_nothing_waits(room: Room) -> None:
    await room.enrol("sari")
    await room.write()
    assert await _round(room, Post()) == 0
    assert await _state(room) == [(None, 0, None)]
