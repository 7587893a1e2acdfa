"""What an admin does beside the journeys, by the API: people, codes, audiences, revocations."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from tests.server import Account, Server

PASSWORD = "perahu-kertas-di-kolam-71"


@dataclass(frozen=True, slots=True)
class Learner:
    """Someone who can sign in; ``id`` is the person's."""

    id: UUID
    name: str
    nip: str
    password: str


class Api:
    """A signed-in client of the API."""

    def __init__(self, server: Server, nip: str, password: str) -> None:
        self._client = httpx.Client(
            base_url=f"{server.url}/api/v1", headers={"Sec-Fetch-Site": "same-origin"}, timeout=60
        )
        self.post("/auth/session", {"identifier": nip, "password": password})

    def get(self, path: str, **query: str | int) -> Any:
        return self._answer(self._client.get(path, params=query))

    def post(self, path: str, body: Any = None) -> Any:
        return self._answer(self._client.post(path, json={} if body is None else body))

    def put(self, path: str, body: Any) -> Any:
        return self._answer(self._client.put(path, json=body))

    def raw(
        self, method: str, path: str, headers: dict[str, str], content: bytes = b""
    ) -> httpx.Response:
        """What is not JSON, such as a piece of a file."""
        answer = self._client.request(method, path, headers=headers, content=content)
        self._answered(answer)
        return answer

    def page(self, path: str) -> str:
        """The first HTML of a page."""
        answer = self._client.get(self._client.base_url.join(path))
        answer.raise_for_status()
        return answer.text

    def cookies(self) -> dict[str, str]:
        return dict(self._client.cookies)

    def close(self) -> None:
        self._client.close()

    def commands(self) -> list[dict[str, Any]]:
        """Every command the server has of this person, in the order of arrival."""
        found: list[dict[str, Any]] = []
        cursor = 0
        while True:
            page = self.get("/learning/commands", since=cursor, limit=500)
            found.extend(page["commands"])
            if not page["more"]:
                return found
            cursor = page["cursor"]

    @staticmethod
    def _answered(response: httpx.Response) -> None:
        assert response.is_success, f"{response.request.url}: {response.text}"

    @classmethod
    def _answer(cls, response: httpx.Response) -> Any:
        cls._answered(response)
        return response.json() if response.content else None


class Office(Api):
    """The admin of the demo installation."""

    _numbers = itertools.count(1)

    def __init__(self, server: Server) -> None:
        self.account: Account = server.accounts()["admin"]
        super().__init__(server, self.account.nip, self.account.password)
        self._server = server
        self.units: list[dict[str, Any]] = [
            one for one in self.get("/admin/agencies")["items"] if one["depth"] == 2
        ]

    def new_nip(self) -> str:
        """A number nobody has, of an invented woman."""
        return f"198703152010032{next(self._numbers):03d}"

    def add_learner(self, unit: int = 0) -> Learner:
        """A new person of one of the two units, with a password of their own."""
        nip = self.new_nip()
        # Nobody's name is a part of another's, however many there are.
        name = f"Peserta Rekaan {nip[-3:]}"
        person = self.post(
            "/admin/people", {"name": name, "nip": nip, "agency": self.units[unit]["id"]}
        )
        code = self.post(f"/admin/people/{person['id']}/code")["code"]
        answer = httpx.post(
            f"{self._server.url}/api/v1/auth/reset/confirm",
            json={"identifier": nip, "code": code, "new_password": PASSWORD},
        )
        assert answer.is_success, answer.text
        return Learner(UUID(person["id"]), name, nip, PASSWORD)

    @contextmanager
    def api_of(self, learner: Learner) -> Iterator[Api]:
        """The API as the learner sees it."""
        api = Api(self._server, learner.nip, learner.password)
        try:
            yield api
        finally:
            api.close()
