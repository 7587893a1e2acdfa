"""Devices that keep on pushing over real HTTP while somebody pulls the plug."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tests.learning.devices import Device
from tests.server import Account, Server

CONTENT = Path(__file__).resolve().parents[1] / "catalogue/compiler/cases/whole/content"
COURSE = "contoh"


@contextmanager
def signed_in(server: Server, account: Account) -> Iterator[httpx.Client]:
    """An API client of this account."""
    form = {"username": account.nip, "password": account.password}
    answer = httpx.post(f"{server.url}/api/v1/auth/token", data=form)
    answer.raise_for_status()
    token = answer.json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=server.url, headers=headers, timeout=30) as client:
        yield client


def enrolled(client: httpx.Client) -> dict[str, Any]:
    """The enrolment and the activities by slug, of the course in the cases of the compiler."""
    client.post("/api/v1/enrolments", json={"course": COURSE}).raise_for_status()
    course = client.get(f"/api/v1/courses/{COURSE}").raise_for_status().json()
    activities = {a["slug"]: a["id"] for m in course["modules"] for a in m["activities"]}
    return {"enrolment": course["enrolment"]["id"], "activities": activities}


def pulled(client: httpx.Client) -> Iterator[dict[str, Any]]:
    """Everything the server has stored of a person, in the order of receipt."""
    since, more = 0, True
    while more:
        page = client.get("/api/v1/learning/commands", params={"since": since, "limit": 500})
        answer = page.raise_for_status().json()
        yield from answer["commands"]
        since, more = answer["cursor"], answer["more"]


class Pusher(threading.Thread):
    """One device that pushes batch after batch and writes down what it was told."""

    def __init__(self, client: httpx.Client, name: str, about: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self._client, self._about = client, about
        self.device = Device(name)
        self.batches: list[dict[str, Any]] = []
        self.receipts: dict[str, str] = {}
        self.over = threading.Event()

    def batch(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        about = {
            "enrolment": self._about["enrolment"],
            "activity": self._about["activities"]["satu"],
        }
        number = len(self.batches)
        return self.device.push(
            now,
            self.device.command("opened", now, **about),
            self.device.command("position", now, **about, spot=f"b{number}", furthest=number % 999),
            self.device.command("note", now, **about, block="b1", text=f"Catatan {number}"),
            self.device.command("done", now, **about),
        )

    def run(self) -> None:
        while not self.over.is_set():
            self.batches.append(self.batch())
            try:
                answer = self._client.post("/api/v1/learning/commands", json=self.batches[-1])
            except httpx.TransportError:
                return  # the plug is out: nothing was acknowledged
            if answer.status_code == 200:
                self.note(answer.json()["results"])

    def note(self, results: list[dict[str, Any]]) -> None:
        """Keep the receipts; one that was told before must be the same."""
        for result in results:
            assert result["status"] in ("stored", "duplicate"), result
            assert self.receipts.setdefault(result["id"], result["receipt"]) == result["receipt"]
