"""What phones meet in an office: a new version, a full disk, two people, an ended session, cuts."""

import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import httpx
import pytest
from playwright.sync_api import Dialog, Page, Playwright, expect

from app.delivery.assets import DIST
from tests.catalogue.make_content import ENGLISH, FILES, LESSON, spoiled, write
from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.phone import KEPT, Phone, phone_of, take_along
from tests.server import Server, demo_server

pytestmark = [pytest.mark.browser, pytest.mark.long]

PICTURE = "courses/contoh/dasar/assets/derau.png"
SIDE = 300


def commands(office: Office, learner: Learner, kind: str) -> int:
    with office.api_of(learner) as api:
        return sum(one["kind"] == kind for one in api.commands())


def mark_done(page: Page) -> None:
    page.get_by_role("button", name="Tandai selesai").click()
    expect(page.locator("#is-done")).to_be_visible()
    expect(page.locator("#save")).to_contain_text(KEPT)


@pytest.mark.parametrize("is_accepted", [True, False], ids=["accepted", "ignored"])
def test_a_new_version_while_a_lesson_is_open(
    phone: Phone, office: Office, pupil: Learner, course: Course, is_accepted: bool
) -> None:
    page = phone.start()
    phone.sign_in(pupil)
    page.goto("/")
    take_along(page, course)
    first, second = (course.link(one) for one in course.lessons[:2])
    page.goto(first)
    expect(page.locator("#save")).to_contain_text(re.compile("tersimpan|Diterima", re.IGNORECASE))
    phone.line.build = _builds()
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => one.update())")
    steps.until(
        page,
        lambda: page.evaluate(
            "() => navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"
        ),
    )
    # It waits: the lesson is what it was, and what is done in it is kept.
    phone.online(False)
    mark_done(page)
    assert phone.context is not None
    shell = phone.context.new_page()
    shell.goto("/")
    offer = shell.get_by_text("Versi baru Lentera siap.")
    expect(offer).to_be_visible()
    waits = shell.get_by_role("link", name=re.compile("menunggu terkirim"))
    expect(waits).to_be_visible()
    if is_accepted:
        # The old worker first ends what it was about, a try to send on a dead line say.
        with shell.expect_navigation(timeout=60_000):
            shell.get_by_role("button", name="Pakai sekarang").click()
        expect(waits).to_be_visible()
        expect(offer).to_have_count(0)
    shell.close()
    # The lesson that was open goes on; so does the next one, still without a network.
    page.locator("article > :last-child").scroll_into_view_if_needed()
    expect(page.locator("#is-done")).to_be_visible()
    page.goto(second)
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    mark_done(page)
    # The next cold start has the new version either way, and everything that waited.
    phone.close()
    page = phone.start(online=False)
    page.goto("/luring")
    expect(page.locator(".tag.wait")).to_contain_text(steps.WAITING)
    names = page.evaluate("() => caches.keys()")
    assert f"shell-{_builds()[1].decode()}" in names
    phone.online(True)
    expect(page.get_by_text("Semua sudah diterima server.")).to_be_visible()
    assert commands(office, pupil, "done") == 2


def _builds() -> tuple[bytes, bytes]:
    """The build of the worker's script, and another one."""
    found = re.search(rb"[`\"']([0-9a-f]{12})[`\"']", (DIST / "sw.js").read_bytes())
    assert found is not None
    return found.group(1), found.group(1)[::-1].replace(b"0", b"f")


def test_a_full_disk_is_said_at_once_and_nothing_is_called_kept(
    phone: Phone, office: Office, pupil: Learner, course: Course
) -> None:
    with office.api_of(pupil) as api:
        attempt = Device(api, course).start(course.quiz)
    page = phone.start()
    phone.sign_in(pupil)
    page.goto(f"/percobaan/{attempt}")
    steps.in_attempt(page)
    steps.until(page, lambda: page.evaluate("() => caches.match('/api/v1/me').then(Boolean)"))
    page.reload()
    steps.in_attempt(page)
    # A browser looks how much room there is when it starts, and not at every write.
    phone.close()
    page = phone.start(online=False)
    _quota(page, phone, 1)
    page.goto(f"/percobaan/{attempt}")
    steps.in_attempt(page)
    question = steps.question_ids(page)[0]
    steps.give(steps.show_question(page, question), course.right(question))
    line = page.locator("#save")
    expect(line).to_contain_text("Penyimpanan perangkat penuh")
    expect(line).to_contain_text("belum tersimpan di perangkat")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    steps.until(page, lambda: asked == ["beforeunload"])
    # There is room again, or a network: it is sent from the page.
    _quota(page, phone, None)
    phone.online(True)
    steps.saved(page)
    assert commands(office, pupil, "answer") >= 1


def test_a_download_that_does_not_fit_says_so(phone: Phone, pupil: Learner, course: Course) -> None:
    page = phone.start()
    phone.sign_in(pupil)
    page.goto(course.path)
    page.get_by_role("link", name="Unduh untuk luring").click()
    button = page.get_by_role("button", name="Unduh (")
    expect(button).to_be_visible()
    _quota(page, phone, 1)
    button.click()
    expect(page.get_by_text("Ruang perangkat tidak cukup")).to_be_visible()
    expect(page.get_by_text("Tersedia luring")).to_have_count(0)
    _quota(page, phone, None)
    page.get_by_role("button", name="Lanjutkan unduhan").click()
    expect(page.get_by_text("Tersedia luring")).to_be_visible(timeout=60_000)


def _quota(page: Page, phone: Phone, size: int | None) -> None:
    """As much room as the browser gives this site; None: as it finds."""
    session = page.context.new_cdp_session(page)
    about = {"origin": phone.line.url} | ({} if size is None else {"quotaSize": size})
    session.send("Storage.overrideQuotaForOrigin", about)


def test_an_ended_session_keeps_the_queue_for_its_owner(
    phone: Phone, server: Server, office: Office, pupil: Learner, course: Course
) -> None:
    with office.api_of(pupil) as api:
        attempt = Device(api, course).start(course.quiz)
    page = phone.start()
    phone.sign_in(pupil)
    page.goto(f"/percobaan/{attempt}")
    steps.in_attempt(page)
    phone.online(False)
    question = steps.question_ids(page)[0]
    steps.give(steps.show_question(page, question), course.right(question))
    expect(page.locator("#save")).to_contain_text(KEPT)
    # Ended elsewhere: by an administrator, by time.
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    ended = httpx.delete(
        f"{server.url}/api/v1/auth/session",
        cookies=cookies,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert ended.is_success
    phone.online(True)
    expect(page.locator("#save")).to_contain_text("Sesi Anda berakhir. Menunggu terkirim")
    # Another person on the same phone neither sees nor sends it.
    stranger = office.add_learner()
    phone.sign_in(stranger)
    assert page.context is not None
    other = page.context.new_page()
    other.goto("/luring")
    expect(other.get_by_text("Semua sudah diterima server.")).to_be_visible()
    other.close()
    assert commands(office, stranger, "answer") == commands(office, pupil, "answer") == 0
    phone.sign_in(pupil)
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    steps.saved(page)
    assert commands(office, pupil, "answer") >= 1


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose course has a picture of many pieces."""
    figure = ':::figure{src="assets/derau.png" alt="Derau" licence="CC0, rekaan"}\nAcak.\n:::\n'
    lessons = {name: FILES[name] + figure for name in (LESSON, ENGLISH)}
    content = spoiled({**lessons, PICTURE: _picture()})
    folder = write(tmp_path_factory.mktemp("content"), content)
    data = tmp_path_factory.mktemp("lentera")
    with demo_server(data, LENTERA_CONTENT=str(folder)) as server:
        yield server


def _picture() -> bytes:
    """Noise that no compression makes smaller."""
    noise = Random(7)
    rows = b"".join(b"\0" + noise.randbytes(SIDE * 3) for _ in range(SIDE))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


RANGE = """async (link) => {
    const part = await fetch(link, { headers: { Range: 'bytes=1000-1999' } });
    const bytes = [...new Uint8Array(await part.arrayBuffer())];
    return [part.status, part.headers.get('Content-Range'), bytes];
}"""


def test_media_go_on_after_cuts_and_are_read_by_parts_without_a_network(
    playwright_here: Playwright, gallery: Server, tmp_path: Path
) -> None:
    office = Office(gallery)
    learner = office.add_learner()
    with office.api_of(learner) as api:
        api.post("/enrolments", {"course": "contoh"})
        (medium,) = api.get("/offline/courses/contoh")["media"]
    office.close()
    with phone_of(playwright_here, gallery, tmp_path / "profile") as phone:
        page = phone.start()
        phone.sign_in(learner)
        page.goto("/")
        page.goto("/kursus/contoh")
        # At the second and the fifth piece the line drops for a while.
        phone.line.drops = {2, 5}
        page.get_by_role("link", name="Unduh untuk luring").click()
        page.get_by_role("button", name="Unduh (").click()
        here = page.get_by_text("Tersedia luring")
        # A line may die without a word: a piece is asked for again after two minutes.
        deadline = time.monotonic() + 420
        while not here.is_visible():
            assert time.monotonic() < deadline, phone.line.media
            if phone.line.is_down:
                page.wait_for_timeout(500)
                phone.line.mend()
                page.evaluate("dispatchEvent(new Event('online'))")
            page.wait_for_timeout(100)
        # What was there was not fetched again: only what the two drops tore.
        pieces = phone.line.media
        assert len(set(pieces)) == -(-medium["bytes"] // 32_768)
        assert sum(1 for times in Counter(pieces).values() if times > 1) <= len(phone.line.drops)
        phone.close()

        page = phone.start(online=False)
        page.goto("/kursus/contoh/satu")
        picture = page.locator("img[alt=Derau]")
        picture.scroll_into_view_if_needed()
        steps.until(page, lambda: picture.evaluate("(one) => one.naturalWidth") > 0)
        status, where, part = page.evaluate(RANGE, medium["link"])
        whole = page.evaluate(
            "async (link) => [...new Uint8Array(await (await fetch(link)).arrayBuffer())]",
            medium["link"],
        )
        assert (status, where) == (206, f"bytes 1000-1999/{medium['bytes']}")
        assert part == whole[1000:2000]
