"""The read benchmark: a signed-in learner's lesson against a bare hello, in one run.

``python -m bench.reads [--rounds 15] [--seconds 1]``

Each server runs on uvicorn in a process of its own, on SQLite in a temporary folder with the
shipped content. Bursts alternate, so that a busy machine slows all of them alike; the figure is CPU
of the server per request (the lower quintile of the rounds), and only ratios are judged. Ends with
one line per budget: ``name measured budget ok|short``. Exit status 1 if one falls short.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.load import Request, burst

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
BUDGETS = {
    "lesson_200_vs_raw": 0.50,
    "lesson_304_vs_raw": 0.60,
    "lesson_vs_orm": 30.0,
    "middleware_on_vs_off": 0.85,
}


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    url: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(app: str, environment: Mapping[str, str], log: Path, ready: str) -> Iterator[Server]:
    """One application on uvicorn, with the options the product is served with."""
    port = free_port()
    options = ["--no-access-log", "--no-server-header", "--no-proxy-headers"]
    factory = [] if app.endswith(":hello") else ["--factory"]
    command = [sys.executable, "-m", "uvicorn", app, *factory, "--port", str(port), *options]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, "--log-level", "warning"],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url + ready, process, log)
        yield Server(process.pid, url)
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url, timeout=2)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} did not answer:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def prepare(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Database, content and demo accounts; the learner's sign-in."""
    run = [sys.executable, "-m", "app", "demo"]
    done = subprocess.run(
        run, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    accounts = httpx.Response(
        200, content=(Path(environment["LENTERA_DATA_DIR"]) / "demo-accounts.json").read_bytes()
    ).json()
    learner = next(one for one in accounts if one["role"] == "learner")
    return {"identifier": learner["nip"], "password": learner["password"]}


def signed_in(server: Server, form: Mapping[str, str]) -> tuple[str, str, str]:
    """The session cookie, and the addresses of a lesson's page and route, read once already."""
    with httpx.Client(base_url=server.url, headers={"Sec-Fetch-Site": "same-origin"}) as browser:
        browser.post("/masuk", data=dict(form))
        course = browser.get("/api/v1/courses").raise_for_status().json()["items"][0]["slug"]
        browser.post("/api/v1/enrolments", json={"course": course}).raise_for_status()
        modules = browser.get(f"/api/v1/courses/{course}").json()["modules"]
        lesson = next(a for m in modules for a in m["activities"] if a["kind"] == "lesson")
        page = lesson["link"].partition("#")[0]
        route = f"/api/v1/courses/{course}/activities/{lesson['slug']}"
        for path in (page, route):
            browser.get(path).raise_for_status()
        time.sleep(1)  # the final compression follows the first use
        token = browser.cookies["lentera"]
    return token, page, route


def etag_of(url: str, headers: Mapping[str, str]) -> str:
    answer = httpx.get(url, headers=dict(headers))
    answer.raise_for_status()
    etag: str = answer.headers["etag"]
    return etag


def checked(request: Request) -> Request:
    status = httpx.get(request.url, headers=dict(request.headers)).status_code
    if status != request.status:
        raise RuntimeError(f"{request.url} answered {status}, not {request.status}")
    return request


def lower_quintile(values: list[float]) -> float:
    return sorted(values)[len(values) // 5]


def measure(stack: ExitStack, folder: Path, rounds: int, seconds: float) -> dict[str, float]:
    """CPU microseconds per request of each case."""
    data = folder / "data"
    environment = {
        "LENTERA_DATA_DIR": str(data),
        "LENTERA_BENCH_DATABASE": f"sqlite:///{data / 'lentera.db'}",
    }
    form = prepare(environment)
    log = folder / "servers.log"

    def start(name: str, ready: str = "/") -> Server:
        return stack.enter_context(serving(f"bench.apps:{name}", environment, log, ready))

    raw, product = start("hello"), start("product", "/healthz")
    bare, orm = start("product_without_middleware", "/healthz"), start("by_orm")
    token, page, route = signed_in(product, form)
    # As a browser asks.
    browser = {"Cookie": f"lentera={token}", "Accept-Encoding": "gzip, deflate, br"}
    held = browser | {"If-None-Match": etag_of(product.url + page, browser)}
    cases = {
        "raw": (raw, Request(raw.url + "/", browser, 200)),
        "lesson_200": (product, Request(product.url + page, browser, 200)),
        "lesson_304": (product, Request(product.url + page, held, 304)),
        "route_200": (product, Request(product.url + route, browser, 200)),
        "orm": (orm, Request(orm.url + route, browser, 200)),
        "middleware_on": (product, Request(product.url + "/healthz", browser, 200)),
        "middleware_off": (bare, Request(bare.url + "/healthz", browser, 200)),
    }
    measured: dict[str, list[float]] = {name: [] for name in cases}
    for name, (_, request) in cases.items():
        checked(request)
        burst(cases[name][0].pid, request, seconds)  # warm
    for _ in range(rounds):
        for name, (server, request) in cases.items():
            measured[name].append(burst(server.pid, request, seconds).cpu_us)
    return {name: lower_quintile(values) for name, values in measured.items()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.reads", description="The read benchmark")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each burst")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lentera-bench-") as folder, ExitStack() as stack:
        cpu = measure(stack, Path(folder), arguments.rounds, arguments.seconds)
    for name, microseconds in cpu.items():
        print(f"# {name}: {microseconds:.1f} CPU µs a request")
    ratios = {
        "lesson_200_vs_raw": cpu["raw"] / cpu["lesson_200"],
        "lesson_304_vs_raw": cpu["raw"] / cpu["lesson_304"],
        "lesson_vs_orm": cpu["orm"] / cpu["route_200"],
        "middleware_on_vs_off": cpu["middleware_off"] / cpu["middleware_on"],
    }
    for name, budget in BUDGETS.items():
        verdict = "ok" if ratios[name] >= budget else "short"
        print(f"{name} {ratios[name]:.2f} {budget:.2f} {verdict}")
    return 0 if all(ratios[name] >= budget for name, budget in BUDGETS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
