"""Chromium's own download of a course over a bad line that is cut three times.

``python -m bench.cuts [--rate 75] [--delay 800] [--loss 2]``

A phone takes a whole course's texts along through a line of 75 kbit/s, 800 ms each way and a loss
of 2 %, which is cut after each quarter of the pack and stays down for a while. The line is made
here, between two sockets, so that no rights and no kernel module are needed: it keeps the rate and
the delay of each segment, and a lost one holds up what follows by a round trip, as TCP does to its
user. What is judged is that the download ends by itself with every text there, and how many bytes
of the pack went over the line: what had arrived is not fetched again. Ends with one line per
budget: ``name measured budget ok|short``. Exit status 1 if one falls short.
"""

import argparse
import queue
import random
import socket
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from bench.downloads import LEAST_LESSONS
from tests.journeys.course import SHIPPED, SLUG
from tests.journeys.device import Device
from tests.journeys.line import Line
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.server import demo_server

SEGMENT = 1400
CUTS, DOWN_SECONDS = 3, 4.0
MOST_SECONDS = 400
# One piece of the file is lost at most with each cut, and there are heads beside the bodies.
MOST_MOVED = 2.0
PACK = b"GET /api/v1/offline/packs/"


class SlowLine(Line):
    """As ``Line``, and as slow as a bad one. ``moved``: bytes of answers to asks for the pack."""

    def __init__(self, port: int, rate: int, delay: float, loss: float) -> None:
        self._rate, self._delay, self._loss = rate, delay, loss
        self._chance = random.Random(1)
        self._busy = {True: 0.0, False: 0.0}
        self._packs: set[int] = set()
        self.is_slow = False
        self.moved = 0
        super().__init__(port)

    def _pass(self, source: socket.socket, target: socket.socket, is_request: bool) -> None:
        waiting: queue.Queue[tuple[float, bytes, bool]] = queue.Queue()
        sender = threading.Thread(target=self._send, args=(target, waiting), daemon=True)
        sender.start()
        try:
            while data := source.recv(SEGMENT):
                if is_request:
                    self._know(source, data)
                is_pack = not is_request and id(target) in self._packs
                waiting.put((self._due(len(data), is_request), data, is_pack))
        except OSError:
            pass
        finally:
            waiting.put((0.0, b"", False))
            sender.join()
            self._packs.discard(id(source))
            for one in (source, target):
                with suppress(OSError):
                    one.close()
            with self._lock:
                self._open -= {source, target}

    def _know(self, near: socket.socket, data: bytes) -> None:
        """Which connection is answering an ask for the pack now."""
        if PACK in data:
            self._packs.add(id(near))
        elif data.startswith((b"GET ", b"POST ", b"PUT ")):
            self._packs.discard(id(near))

    def _due(self, size: int, is_request: bool) -> float:
        """When a segment has arrived."""
        now = time.monotonic()
        if not self.is_slow:
            return now
        start = max(now, self._busy[is_request])
        if self._chance.random() < self._loss:
            start += 2 * self._delay
        self._busy[is_request] = start + size / self._rate
        return self._busy[is_request] + self._delay

    def _send(
        self, target: socket.socket, waiting: "queue.Queue[tuple[float, bytes, bool]]"
    ) -> None:
        while True:
            due, data, is_pack = waiting.get()
            if not data:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                target.sendall(data)
            except OSError:
                continue
            self.moved += len(data) * is_pack


def fetch(stack: ExitStack, folder: Path, rate: int, delay: float, loss: float) -> bool:
    server = stack.enter_context(demo_server(folder, LENTERA_CONTENT=str(SHIPPED)))
    office = Office(server)
    stack.callback(office.close)
    learner = office.add_learner()
    with office.api_of(learner) as api:
        Device.at(api, SLUG)
        told = api.get(f"/offline/courses/{SLUG}", language="id")
    size = told["pack"]["gzip"]["bytes"]
    lessons = [one for one in told["activities"] if one["kind"] == "lesson"]
    playwright = stack.enter_context(sync_playwright())
    line = SlowLine(server.port, rate * 1000 // 8, delay, loss)
    stack.callback(line.close)
    phone = Phone(playwright, line, folder / "profile")
    stack.callback(phone.close)
    page = phone.start()
    phone.sign_in(learner)
    page.goto(f"/kursus/{SLUG}")
    page.get_by_role("link", name="Unduh untuk luring").click()
    start = page.get_by_role("button", name="Unduh (")
    expect(start).to_be_visible()
    # The page is there, and so is its worker; from here on the line is what is measured.
    line.is_slow = True
    began = time.monotonic()
    start.click()
    for cut in range(1, CUTS + 1):
        while line.moved < cut * size / (CUTS + 1):
            if time.monotonic() - began > MOST_SECONDS:
                raise RuntimeError(f"{line.moved} bytes after {MOST_SECONDS} s")
            page.wait_for_timeout(50)
        phone.online(False)
        print(f"# cut {cut} after {line.moved} bytes, {time.monotonic() - began:.0f} s", flush=True)
        page.wait_for_timeout(DOWN_SECONDS * 1000)
        phone.online(True)
    expect(page.get_by_text("Tersedia luring")).to_be_visible(timeout=MOST_SECONDS * 1000)
    seconds, ratio = time.monotonic() - began, line.moved / size
    phone.close()
    page = phone.start(online=False)
    read = 0
    for lesson in lessons:
        page.goto(lesson["link"])
        read += page.locator("main .prose p").first.is_visible()
    print(f"# {size} bytes of pack, {line.moved} moved, {seconds:.0f} s, {CUTS} cuts")
    found = (
        ("cuts_moved_vs_pack", f"{ratio:.2f}", f"{MOST_MOVED:.2f}", ratio <= MOST_MOVED),
        ("cuts_lessons_there", str(read), str(len(lessons)), read == len(lessons)),
        ("cuts_lessons", str(len(lessons)), str(LEAST_LESSONS), len(lessons) >= LEAST_LESSONS),
    )
    for name, measured, budget, holds in found:
        print(f"{name} {measured} {budget} {'ok' if holds else 'short'}")
    return all(holds for *_, holds in found)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.cuts", description="A download that is cut")
    parser.add_argument("--rate", type=int, default=75, help="kbit/s")
    parser.add_argument("--delay", type=int, default=800, help="ms each way")
    parser.add_argument("--loss", type=float, default=2.0, help="per cent of the segments")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lentera-bench-") as folder, ExitStack() as stack:
        rate, delay, loss = arguments.rate, arguments.delay / 1000, arguments.loss / 100
        return 0 if fetch(stack, Path(folder), rate, delay, loss) else 1


if __name__ == "__main__":
    sys.exit(main())
