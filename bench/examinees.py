"""Learners in an exam hall: each begins a quiz, saves ten answers, hands in and reads the result.

They speak HTTP as a browser does (the cover's form, the page, a push an answer, a push that
submits, the result), each on a connection that stays open. A 503 is asked again after what it says.
"""

import asyncio
import json
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from app.kit.ids import uuid7
from bench.crowd import FIRST_OPTION

ANSWERS = 10
# What else fits some question, as a learner would type it.
TYPED = {"numeric": {"text": "10"}, "short_answer": {"text": "maklumat"}}
TRIES = 8

SECTION = re.compile(r'<section class="qs"[^>]*data-id="([^"]+)"(.*?)</section>', re.DOTALL)
KIND = re.compile(r'<fieldset class="q"[^>]*data-kind="(\w+)"')
OPTION = re.compile(r'<fieldset class="q".*?value="([^"]+)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seat:
    """A learner signed in and enrolled. ``cover``: path of the quiz's cover."""

    token: str
    person: str
    enrolment: str
    activity: str
    cover: str


@dataclass(slots=True)
class Tally:
    """What became of the journeys. ``told``: command ids that were acknowledged as stored."""

    journeys: int = 0
    errors: list[str] = field(default_factory=list)
    retried: int = 0
    told: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Line:
    """One learner's connection."""

    def __init__(self, url: str, token: str, tally: Tally) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._token = parts.hostname, parts.port, token
        self._tally = tally
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = ""
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body; a busy server is asked again after the time it names."""
        for _ in range(TRIES):
            began = time.monotonic()
            status, headers, answer = await self._once(method, path, body, kind)
            self._tally.seconds.append(time.monotonic() - began)
            if status != 503:
                break
            self._tally.retried += 1
            await asyncio.sleep(float(headers.get("retry-after", "1")) * random.uniform(1, 1.5))
        return status, headers, answer

    async def _once(
        self, method: str, path: str, body: bytes, kind: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._host}:{self._port}",
            f"Cookie: lentera={self._token}",
            "Sec-Fetch-Site: same-origin",
            "Accept: text/html,application/json",
            "Accept-Encoding: br",
        ]
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in rest)}
        content = await self._reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers, content

    async def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class Examinee:
    """One journey."""

    def __init__(self, seat: Seat, url: str, tally: Tally, think_seconds: float) -> None:
        self._seat, self._tally, self._think = seat, tally, think_seconds
        self._line = Line(url, seat.token, tally)
        self._device = f"gawai-{seat.person.replace('-', '')[-20:]}"
        self._seq = 0
        self._hlc = int(time.time() * 1000)

    async def run(self) -> None:
        try:
            await self._journey()
        except (OSError, asyncio.IncompleteReadError, ValueError, KeyError) as error:
            self._tally.errors.append(f"{type(error).__name__}: {error}"[:200])
        finally:
            await self._line.close()

    async def _journey(self) -> None:
        form = "application/x-www-form-urlencoded"
        begun = await self._line.ask("POST", f"{self._seat.cover}/mulai", b"", form)
        link = begun[1]["location"]
        page = await self._page(link)
        attempt = link.rpartition("/")[2]
        fitting = [
            (question, response)
            for question, inside in SECTION.findall(page)
            if (response := self._response(inside)) is not None
        ]
        answered: dict[str, Any] = {}
        for question, response in fitting[:ANSWERS]:
            await asyncio.sleep(random.uniform(0.5, 1.5) * self._think / (ANSWERS + 1))
            payload = self._about(attempt) | {"question": question, "response": response}
            result = await self._push("answer", payload)
            answered[question] = {"command": result["id"], "sha256": result["sha256"]}
        if len(answered) != ANSWERS:
            raise ValueError(f"only {len(answered)} questions could be answered")
        await self._push("submit", self._about(attempt) | {"answers": answered})
        if 'id="attempt"' in await self._page(link):
            raise ValueError("the attempt is still open after its submit")
        self._tally.journeys += 1

    @staticmethod
    def _response(inside: str) -> dict[str, Any] | None:
        """One that fits the question of a section; None where it takes more thought."""
        kind = KIND.search(inside)
        option = OPTION.search(inside)
        if kind and option and kind[1] in FIRST_OPTION:
            return FIRST_OPTION[kind[1]](option[1])
        return TYPED.get(kind[1]) if kind else None

    async def _page(self, path: str) -> str:
        status, headers, body = await self._line.ask("GET", path)
        if status != 200:
            raise ValueError(f"GET {path}: {status}")
        if headers.get("content-encoding") == "br":
            import brotli

            body = brotli.decompress(body)
        return body.decode()

    def _about(self, attempt: str) -> dict[str, Any]:
        seat = self._seat
        return {"enrolment": seat.enrolment, "activity": seat.activity, "attempt": attempt}

    async def _push(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat()
        self._seq += 1
        self._hlc += 1
        command = {
            "id": str(uuid7()),
            "seq": self._seq,
            "hlc": f"{self._hlc}.0",
            "kind": kind,
            "occurred_at": now,
            "payload": payload,
        }
        body = json.dumps({"device": self._device, "sent_at": now, "commands": [command]}).encode()
        status, _, answer = await self._line.ask(
            "POST", "/api/v1/learning/commands", body, "application/json"
        )
        if status != 200:
            raise ValueError(f"push {kind}: {status} {answer[:120]!r}")
        [result] = json.loads(answer)["results"]
        if result["status"] != "stored":
            said = f"{result['status']} {result['problem']}"
            raise ValueError(f"push {kind} {payload.get('question')}: {said}")
        self._tally.told.append(result["id"])
        return dict(result)


async def hold(url: str, seats: list[Seat], *, within: float, think_seconds: float) -> Tally:
    """All begin within ``within`` seconds; a journey then takes about ``think_seconds``."""
    tally = Tally()

    async def come(seat: Seat) -> None:
        await asyncio.sleep(random.uniform(0, within))
        await Examinee(seat, url, tally, think_seconds).run()

    await asyncio.gather(*(come(seat) for seat in seats))
    return tally
