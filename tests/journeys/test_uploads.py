"""A trainer sends a film of 60 MB over a slow line that is cut five times, and uses it."""

import hashlib
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Api
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.media.sending import mp4
from tests.server import Server

pytestmark = pytest.mark.browser

FILM_BYTES = 60_000_000
# Much faster than an office's line, so that the test ends; slow enough to be cut in the middle.
BYTES_A_SECOND = 12_000_000
CHUNK = 65_536


class SlowLine:
    """Passes bytes on at a bounded speed and is torn each time so many have gone up."""

    def __init__(self, port: int, cuts_at: list[int]) -> None:
        self._to, self.cuts_at = port, cuts_at
        self.up, self.cuts = 0, 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to), timeout=30)
            except OSError:
                return
            self._open |= {near, far}
            threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                target.sendall(data)
                if is_up:
                    self.up += len(data)
                    time.sleep(len(data) / BYTES_A_SECOND)
                    if self.cuts < len(self.cuts_at) and self.up > self.cuts_at[self.cuts]:
                        self.cuts += 1
                        self.tear()
        for one in (source, target):
            with suppress(OSError):
                one.close()

    def tear(self) -> None:
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self) -> None:
        self._listener.close()
        self.tear()


def _choose(page: Page, film: Path) -> None:
    page.locator("input[type=file]").set_input_files(film)


def test_a_large_film_arrives_whole_over_a_line_that_is_cut(
    visits: Visits, server: Server, course: Course, tmp_path: Path
) -> None:
    visits.errors.expect(LINE_DROPPED, r"third party: http://127\.0\.0\.1")
    trainer = server.accounts()["trainer"]
    api = Api(server, trainer.nip, trainer.password)
    draft = api.post(f"/teaching/courses/{course.slug}/edit")["id"]
    film = tmp_path / "alur-antrean.mp4"
    content = mp4(data=FILM_BYTES)
    film.write_bytes(content)
    line = SlowLine(server.port, [n * 10_000_000 + 1_234_567 for n in range(5)])
    try:
        page = visits.open(trainer, device="desktop")
        page.goto(f"{line.url}/kelola/studio/{draft}/media")
        _choose(page, film)
        row = page.locator("ul.uploads > li", has_text="alur-antrean.mp4")
        expect(row.locator("progress")).to_be_visible()
        # In the middle the page is closed; the same file chosen again goes on where it stopped.
        steps.until(page, lambda: line.cuts >= 3)
        page.reload()
        expect(page.get_by_text("Pilih berkas yang sama untuk meneruskan")).to_be_visible()
        _choose(page, film)
        expect(row.get_by_role("button", name="Beri keterangan")).to_be_visible(timeout=60_000)
    finally:
        line.close()
    assert line.cuts == 5
    # What was lost at each cut was less than a piece, so little was sent twice.
    assert line.up < len(content) + 6 * 2_500_000
    (sent,) = [u for u in api.get("/uploads", course=draft)["items"] if u["state"] == "done"]
    assert sent["result"]["media"] == hashlib.sha256(content).hexdigest()
    assert sent["result"]["seconds"] == 75

    # Described by keyboard alone, it belongs to the course, and is taken away again.
    visits.errors.found.clear()
    page = visits.open(trainer, device="desktop")
    page.goto(f"/kelola/studio/{draft}/media")
    page.get_by_role("button", name="Beri keterangan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_focused()
    for _ in range(3):  # the cross, the place, the title
        page.keyboard.press("Tab")
    expect(page.get_by_label("Judul")).to_be_focused()
    page.keyboard.type("Alur antrean (rekaan)")
    page.keyboard.press("Tab")
    page.keyboard.type("CC BY 4.0, Contoh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("heading", name="Alur antrean (rekaan)", exact=True)).to_be_visible()
    expect(page.get_by_text("Film · 60 MB · 1:15 menit · Seluruh kursus")).to_be_visible()
    page.get_by_role("button", name="Hapus Alur antrean (rekaan)").click()
    page.get_by_role("button", name="Hapus dari draf").click()
    expect(page.get_by_role("heading", name="Alur antrean (rekaan)", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", name="Di dalam draf")).to_be_focused()

    # What was refused still says so to who comes back.
    captions = tmp_path / "takarir.vtt"
    captions.write_text("bukan takarir")
    _choose(page, captions)
    refused = page.locator("ul.uploads > li", has_text="takarir.vtt")
    expect(refused.get_by_text("bukan WebVTT")).to_be_visible()
    page.reload()
    expect(refused.get_by_text("bukan WebVTT")).to_be_visible()
    refused.get_by_role("button", name="Buang takarir.vtt").click()
    expect(refused).to_be_hidden()
    api.close()
