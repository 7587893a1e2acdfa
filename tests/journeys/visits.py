"""Browsers of people: contexts of one Chromium, watched for errors while they are used."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.journeys.office import Learner
from tests.server import Account, Server

Device = Literal["phone", "desktop"]
Scheme = Literal["light", "dark"]

DEVICES: dict[Device, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
# Nothing waits longer than it must; a machine that is slow and busy may.
TIMEOUT_MS = 30_000

# What Chromium itself writes when a line drops or a server refuses, on top of what we do about it.
LINE_DROPPED = r"Failed to load resource: net::ERR_"
REFUSED = r"Failed to load resource: the server responded with a status of (401|404|409|429)"
CONFLICT = r"409 \(Conflict\)"


@dataclass
class Errors:
    """What went wrong in a browser without being seen.

    Console errors and warnings, refusals by the content security policy, uncaught exceptions,
    requests to anyone but ``home``, fonts fetched.
    """

    home: str
    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, *patterns: str) -> None:
        self.expected.extend(patterns)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"uncaught: {error.error}"))
        context.on("request", self._request)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:", "blob:")):
            self.found.append(f"third party: {request.url}")
        if request.resource_type == "font":
            self.found.append(f"font: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.location.get("url", "")
            self.found.append(f"{message.type}: {message.text} ({where})")

    def unexpected(self) -> list[str]:
        patterns = [re.compile(pattern) for pattern in self.expected]
        return [said for said in self.found if not any(p.search(said) for p in patterns)]


class Visits:
    """Opens browsers, each with its own cookies and storage: one is one person on one device."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser, self._server = browser, server
        self._contexts: list[BrowserContext] = []
        self.errors = Errors(server.url)

    def open(
        self,
        learner: Learner | Account | None = None,
        *,
        device: Device = "phone",
        scheme: Scheme = "light",
        language: Literal["id", "en"] = "id",
        script: bool = True,
        **more: Any,
    ) -> Page:
        """A page of a fresh browser; signed in if ``learner`` is given."""
        context = self._browser.new_context(
            base_url=self._server.url,
            color_scheme=scheme,
            locale="en-GB" if language == "en" else "id-ID",
            timezone_id="Asia/Makassar",
            java_script_enabled=script,
            **{**DEVICES[device], **more},
        )
        context.set_default_timeout(TIMEOUT_MS)
        self._contexts.append(context)
        self.errors.watch(context)
        choices = {"lentera-lang": language, "lentera-theme": scheme}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self._server.url}
                for name, value in choices.items()
            ]
        )
        if learner is not None:
            sign_in(context, learner)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def sign_in(context: BrowserContext, learner: Learner | Account) -> None:
    """Sign a browser in without its pages."""
    answer = context.request.post(
        "/api/v1/auth/session", data={"identifier": learner.nip, "password": learner.password}
    )
    assert answer.ok, answer.text()
