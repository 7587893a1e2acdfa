"""Simultaneous starts over real HTTP, by commands of several devices and by the page's form."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from tests.learning.devices import Device
from tests.learning.power_cut import CONTENT, COURSE, enrolled, signed_in
from tests.server import Account, Server, demo_server

EACH = 4


@contextmanager
def browser(server: Server, account: Account) -> Iterator[httpx.Client]:
    """A browser in which this account is signed in."""
    headers = {"Origin": server.url}
    with httpx.Client(base_url=server.url, headers=headers, timeout=30) as client:
        who = {"identifier": account.nip, "password": account.password}
        client.post("/api/v1/auth/session", json=who).raise_for_status()
        yield client


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_simultaneous_starts_are_one_attempt(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    environment = {"LENTERA_CONTENT": str(CONTENT)}
    if engine == "postgres":
        environment["LENTERA_DATABASE_URL"] = request.getfixturevalue("postgres_database_url")
    with ExitStack() as stack:
        server = stack.enter_context(demo_server(tmp_path, **environment))
        account = server.accounts()["learner"]
        api = stack.enter_context(signed_in(server, account))
        pages = stack.enter_context(browser(server, account))
        about = enrolled(api)
        quiz = {"enrolment": about["enrolment"], "activity": about["activities"]["kuis"]}
        together = Barrier(2 * EACH)

        def by_command(number: int) -> str:
            device, now = Device(f"perangkat-{number}"), datetime.now(UTC)
            push = device.push(now, device.command("start", now, **quiz))
            together.wait()
            answer = api.post("/api/v1/learning/commands", json=push).raise_for_status()
            [result] = answer.json()["results"]
            return str(result["answer"]["attempt"]["link"])

        def by_form(_number: int) -> str:
            together.wait()
            answer = pages.post(f"/kursus/{COURSE}/kuis/mulai")
            assert answer.status_code == 303, answer.text
            return answer.headers["location"]

        with ThreadPoolExecutor(2 * EACH) as threads:
            links = [threads.submit(by_command, n) for n in range(EACH)]
            links += [threads.submit(by_form, n) for n in range(EACH)]
            [link] = {one.result() for one in links}
        attempt = api.get(f"/api/v1{link.replace('/percobaan/', '/attempts/')}").json()
        assert (attempt["state"], attempt["chance"]) == ("open", 1)
