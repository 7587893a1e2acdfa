"""A phone of its own: a browser with its own profile and line, to be killed and started again."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests import chromium
from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.line import Line, line_to
from tests.journeys.office import Learner
from tests.journeys.visits import DEVICES, TIMEOUT_MS
from tests.server import Server

KEPT = "Tersimpan di perangkat"


class Phone:
    """One profile folder; ``kill`` ends the browser as an empty battery would."""

    def __init__(self, playwright: Playwright, line: Line, profile: Path) -> None:
        self._playwright, self.line, self._profile = playwright, line, profile
        self.context: BrowserContext | None = None

    def start(self, *, online: bool = True) -> Page:
        """The browser, cold; its first page."""
        # What a killed browser leaves behind keeps the next one from starting.
        for lock in self._profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.context = self._playwright.chromium.launch_persistent_context(
            self._profile,
            executable_path=chromium.install(),
            args=chromium.ARGUMENTS,
            base_url=self.line.url,
            locale="id-ID",
            timezone_id="Asia/Makassar",
            **DEVICES["phone"],
        )
        self.context.set_default_timeout(TIMEOUT_MS)
        self.online(online)
        return self.context.pages[0]

    def sign_in(self, learner: Learner) -> None:
        """By the API; the page that opens next finds out."""
        assert self.context is not None
        answer = self.context.request.post(
            f"{self.line.url}/api/v1/auth/session",
            data={"identifier": learner.nip, "password": learner.password},
            headers={"Sec-Fetch-Site": "same-origin"},
            # A connection that a cut line has torn is found out at its next use.
            max_retries=2,
        )
        assert answer.ok, answer.text()

    def online(self, is_online: bool) -> None:
        """The device believes it, and it is so: emulation alone does not reach every request."""
        assert self.context is not None
        if is_online:
            self.line.mend()
        else:
            self.line.down()
        self.context.set_offline(not is_online)

    def kill(self) -> None:
        """SIGKILL to the browser's process and all its children: nothing is flushed."""
        for process in _processes_of(self._profile):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        deadline = time.monotonic() + 10
        while _processes_of(self._profile) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert self.context is not None
        try:
            self.context.close()
        except Exception:
            self.context = None
        self.context = None

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None


def _processes_of(profile: Path) -> list[int]:
    """Browser processes that were started with this profile, children too."""
    found = subprocess.run(
        ["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True, check=False
    )
    own = [int(line) for line in found.stdout.split()]
    children = [
        int(line)
        for parent in own
        for line in subprocess.run(
            ["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False
        ).stdout.split()
    ]
    return sorted({*own, *children} - {os.getpid()})


@contextmanager
def phone_of(playwright: Playwright, server: Server, profile: Path) -> Iterator[Phone]:
    with line_to(server.port) as line:
        phone = Phone(playwright, line, profile)
        try:
            yield phone
        finally:
            phone.close()


def take_along(page: Page, course: Course) -> None:
    """Download a course from its page, by hand, and wait until it is there."""
    take_path_along(page, course.path)


def take_path_along(page: Page, path: str) -> None:
    """The same, of the course whose page is at ``path``."""
    page.goto(path)
    page.get_by_role("link", name="Unduh untuk luring").click()
    page.get_by_role("button", name="Unduh (").click()
    expect(page.get_by_text("Tersedia luring")).to_be_visible(timeout=60_000)


def kept(page: Page) -> None:
    """Wait until the line says that what was done is on the device, or with the server."""
    line = page.locator("#save")
    expect(line).to_contain_text(KEPT if _is_offline(page) else steps.RECEIVED)


def _is_offline(page: Page) -> bool:
    return bool(page.evaluate("() => !navigator.onLine"))
