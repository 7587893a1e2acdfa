"""Request ids, the access line, the counts and the last-resort 500 around any application."""

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import structlog
from fastapi import APIRouter, FastAPI, Response
from prometheus_client.parser import text_string_to_metric_families

from app.operations.access import ROUTE_KEY, AccessMiddleware
from app.operations.logging import FLUSH_SECONDS, AccessLog, Tally, configure_logging
from app.operations.metrics import Gauges, Traffic, exposition


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Logging as in production, into a text that the test reads; put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, structlog.get_config())
    stream = io.StringIO()
    configure_logging("INFO", stream)
    yield stream
    root.handlers[:], level, config = before[0], before[1], before[2]
    root.setLevel(level)
    structlog.configure(**config)


class Around:
    """A small application behind the middleware."""

    def __init__(self, out: io.StringIO, trusted: str = "") -> None:
        self.traffic, self.log, self.out = Traffic(), AccessLog(out), out
        app = FastAPI()
        router = APIRouter(prefix="/periksa")

        @router.get("/{code}")
        async def check(code: str) -> str:
            return code

        @app.get("/gagal")
        async def gagal() -> None:
            try:
                int("198001012006041001")
                raise KeyError("198001012006041001")
            except KeyError as error:
                raise ValueError("Sari 198001012006041001") from error

        @app.get("/jawab")
        async def jawab() -> Response:
            structlog.get_logger().info("thing_done", thing="x")
            logging.getLogger("uvicorn.error").info("library speaks of %s", "y")
            return Response(b"", headers=SHARED)

        app.include_router(router)
        app.add_middleware(
            AccessMiddleware, traffic=self.traffic, access_log=self.log, trusted_proxies=trusted
        )
        self.app = app

    @asynccontextmanager
    async def client(self, address: str = "127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(self.app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="https://test") as client:
            yield client

    def lines(self) -> list[dict[str, Any]]:
        self.log.flush()
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


SHARED = {"x-of-the-app": "1"}


async def test_it_works(out: io.StringIO) -> None:
    around = Around(out)
    async with around.client() as client:
        first = await client.get("/jawab?kode=RAHASIA")
        second = await client.get("/jawab")
    ids = [r.headers["x-request-id"] for r in (first, second)]
    assert ids[0] != ids[1]
    lines = around.lines()
    served = [line for line in lines if line["event"] == "request_served"]
    assert [line["request"] for line in served] == ids
    assert served[0].keys() == {
        "at",
        "level",
        "event",
        "request",
        "method",
        "route",
        "status",
        "ms",
    }
    assert (served[0]["route"], served[0]["status"], served[0]["method"]) == ("/jawab", 200, "GET")
    assert any(
        line["event"] == "thing_done" and line["request"] == ids[0] and line["level"] == "info"
        for line in lines
    )
    assert any(line["event"] == "library speaks of y" for line in lines)
    assert "RAHASIA" not in out.getvalue()


async def test_codes_in_addresses_stay_out(out: io.StringIO) -> None:
    around = Around(out)
    async with around.client() as client:
        assert (await client.get("/periksa/RAHASIA")).json() == "RAHASIA"
        assert (await client.post("/periksa/RAHASIA")).status_code == 405
        assert (await client.get("/tidak/ada/RAHASIA")).status_code == 404
        await client.request('X"Y', "/jawab")
    served = [(line["route"], line["method"], line["status"]) for line in around.lines()]
    assert served == [
        ("/periksa/{code}", "GET", 200),
        ("/periksa/{code}", "POST", 405),
        ("unmatched", "GET", 404),
        ("/jawab", "other", 405),
    ]
    assert "RAHASIA" not in out.getvalue()


async def test_a_failure_tells_the_log_where_and_the_client_only_an_id(out: io.StringIO) -> None:
    around = Around(out)
    async with around.client() as client:
        answer = await client.get("/gagal")
        page = await client.get("/gagal", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["request"] == answer.headers["x-request-id"]
    assert problem.keys() == {"type", "title", "status", "detail", "request"}
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["x-request-id"] in page.text
    failed = next(line for line in around.lines() if line["event"] == "request_failed")
    assert (failed["request"], failed["route"]) == (problem["request"], "/gagal")
    assert failed["trace"][0] == "builtins.ValueError"
    assert "builtins.KeyError" in failed["trace"]
    assert any("test_access.py" in frame for frame in failed["trace"])
    assert "198001012006041001" not in out.getvalue() + answer.text + page.text


async def test_messages_of_errors_are_for_debug_alone(out: io.StringIO) -> None:
    configure_logging("DEBUG", out)
    async with Around(out).client() as client:
        await client.get("/gagal")
    assert "ValueError: Sari" in out.getvalue()


async def test_a_failure_after_the_answer_began_cuts_the_answer(out: io.StringIO) -> None:
    async def half(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    traffic = Traffic()
    around = AccessMiddleware(half, traffic=traffic, access_log=AccessLog(out))
    scope = {"type": "http", "method": "GET", "headers": [], ROUTE_KEY: "/x"}

    async def send(_message: Any) -> None: ...

    with pytest.raises(RuntimeError):
        await around(scope, send, send)  # type: ignore[arg-type]
    assert traffic.in_flight == 0


async def test_cached_headers_are_not_grown(out: io.StringIO) -> None:
    headers = [(b"etag", b'"x"')]

    async def cached(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    around = AccessMiddleware(cached, traffic=Traffic(), access_log=AccessLog(out))
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await around({"type": "http", "method": "GET", "headers": [], ROUTE_KEY: "/x"}, send, send)  # type: ignore[arg-type]
    assert headers == [(b"etag", b'"x"')]
    assert [name for name, _ in sent[0]["headers"]] == [b"etag", b"x-request-id"]


@pytest.mark.parametrize(
    ("address", "trusted", "given", "kept"),
    [
        ("10.0.0.7", "10.0.0.0/8", "abcdef-0123.45", True),
        ("::ffff:10.0.0.7", "10.0.0.0/8", "abcdef-0123.45", True),
        ("192.168.0.7", "10.0.0.0/8, 192.168.0.7", "abcdef-0123.45", True),
        ("11.0.0.7", "10.0.0.0/8", "abcdef-0123.45", False),
        ("10.0.0.7", "", "abcdef-0123.45", False),
        ("10.0.0.7", "10.0.0.0/8", "short", False),
        ("10.0.0.7", "10.0.0.0/8", 'a"b","x":"12345', False),
        ("10.0.0.7", "10.0.0.0/8", "a" * 65, False),
        ("unix:", "10.0.0.0/8", "abcdef-0123.45", False),
    ],
)
async def test_whose_request_id_is_taken(
    address: str, trusted: str, given: str, kept: bool, out: io.StringIO
) -> None:
    around = Around(out, trusted)
    async with around.client(address) as client:
        answer = await client.get("/jawab", headers={"x-request-id": given})
    assert (answer.headers["x-request-id"] == given) is kept


async def test_the_counts(out: io.StringIO) -> None:
    around = Around(out)
    async with around.client() as client:
        for code in "abc":
            await client.get(f"/periksa/{code}")
        await client.get("/gagal")
    gauges = Gauges(jobs_waiting=4, jobs_failed=1, commands_stored=9, pools={"write": (1, 10)})
    families = {
        family.name: family
        for family in text_string_to_metric_families(exposition(around.traffic, gauges).decode())
    }
    counts = {
        (s.labels["route"], s.labels["method"], s.labels["status"]): s.value
        for s in families["lentera_requests"].samples
    }
    assert counts == {("/periksa/{code}", "GET", "200"): 3, ("/gagal", "GET", "500"): 1}
    buckets = [
        s.value
        for s in families["lentera_request_duration_seconds"].samples
        if s.name.endswith("_bucket") and s.labels["route"] == "/periksa/{code}"
    ]
    assert buckets == sorted(buckets)
    assert buckets[-1] == 3
    assert families["lentera_jobs_waiting"].samples[0].value == 4
    assert families["lentera_commands_stored"].samples[0].value == 9
    assert families["lentera_requests_in_flight"].samples[0].value == 0
    assert families["lentera_db_connections_in_use"].samples[0].labels["engine"] == "write"


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="LENTERA_LOG_LEVEL"):
        configure_logging("LOUD")


async def test_a_level_above_info_leaves_the_lines_out() -> None:
    out = io.StringIO()
    quiet = AccessLog(out, level="WARNING")
    quiet.note(Tally("/kursus/{course}", "GET", 200), 0.001)
    quiet.flush()
    assert out.getvalue() == ""


async def test_answers_from_memory_are_counted(out: io.StringIO) -> None:
    log = AccessLog(out, level="info")
    lesson, cover = Tally("/kursus/{course}", "GET", 200), Tally("/kursus/{course}", "GET", 304)
    for _ in range(3):
        log.note(lesson, 0.001)
    log.note(cover, 0.002)
    log.flush()
    log.flush()
    log.note(lesson, 0.004)
    await asyncio.sleep(FLUSH_SECONDS * 1.5)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert all(one.pop("at").endswith("Z") for one in told)
    shared = {"level": "info", "event": "requests_served_from_memory", "method": "GET"}
    assert told == [
        shared | {"route": "/kursus/{course}", "status": 200, "count": 3, "ms": 3.0},
        shared | {"route": "/kursus/{course}", "status": 304, "count": 1, "ms": 2.0},
        shared | {"route": "/kursus/{course}", "status": 200, "count": 1, "ms": 4.0},
    ]
