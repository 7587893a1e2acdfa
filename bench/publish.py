"""What publishing costs, what readers feel of it, and what media weigh in the web process.

``python -m bench.publish``

1. ``publish_one_lesson_vs_full``, ``publish_200_lessons_cpu_s``: CPU of publishing a draft of a
   synthetic course of 200 lessons (``bench.synthetic``), whole and after one lesson changed, from
   the request's use case to what is stored, on SQLite; the full one and the median of five.
2. ``read_p99_while_publishing_vs_idle``: fifty learners each read a lesson about once a second
   from a server of its own, while that course is brought in and published again and again through
   the same server. Phases of rest and of publishing alternate; of each kind the median p99 counts.
   Learners and author are processes of this machine too. With two cores the server, the process
   beside it that compiles, and the learners have to share them, as they have to where it is used;
   so the author, who mostly waits, is a process too: a thread would slow the learners' own clocks.
   Measured on SQLite and on PostgreSQL; the worse of the two counts. On a busy machine compare the
   CPU of the web process instead, which is printed beside it.
3. ``web_rss_mb_during_media``: the most memory the web process of another server holds while a film
   of 60 MB and a picture of 24 megapixels are sent to it in pieces and examined. A comment says
   what the server of 2 holds after all its publications.

Ends with one line per budget: ``name measured budget ok|short``. Exit status 1 if one falls short.
"""

import asyncio
import base64
import io
import json
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from PIL import Image

from app.catalogue.amending import KINDS_KEY
from app.catalogue.compiler.archive import pack
from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity.actor import Actor
from app.identity.models import Role
from app.identity.service import actor_for, create_person, ensure_root_agency, grant_role
from app.kit.database import Database, sqlite_url
from app.kit.invalidation import INVALIDATIONS_KEY, Invalidations
from app.operations.migrating import migrate
from app.wiring import ACTIVITY_KINDS, reactions
from app.workshop import service as workshop
from app.workshop.review.publishing import publish
from app.workshop.review.schemas import PublishWish
from app.workshop.workbench import WORKBENCH_KEY, Workbench
from bench.load import cpu_seconds
from bench.reads import Server, prepare, serving, signed_in
from bench.synthetic import COURSE_ID, SLUG, course_of, path_of
from tests.media.sending import mp4
from tests.postgres_cluster import cluster

LESSONS, CHANGES = 200, 5
LEARNERS, PHASES, PHASE_SECONDS = 50, 5, 8.0
PIECE = 2 * 1024 * 1024
NOW = datetime(2026, 11, 23, tzinfo=UTC)
WHY = "Diukur (rekaan)"
BUDGETS = {
    "publish_one_lesson_vs_full": 0.1,
    "publish_200_lessons_cpu_s": 60.0,
    "read_p99_while_publishing_vs_idle": 2.0,
    "web_rss_mb_during_media": 250.0,
}


# Headers of a learner's request, and the page they read.
Reader = tuple[Mapping[str, str], str]


def changed(lesson: bytes, number: int) -> bytes:
    return lesson.replace(b"Senin pagi", f"Senin pagi ke-{number}".encode(), 1)


async def cpu_of_publishing(folder: Path) -> tuple[float, float]:
    """CPU seconds of publishing the whole course, and of one more lesson."""
    url = sqlite_url(folder / "lentera.db")
    await asyncio.to_thread(migrate, url)
    database = Database(url, reactions())
    database.info |= {
        KINDS_KEY: ACTIVITY_KINDS,
        PUBLICATIONS_KEY: Publications(database),
        INVALIDATIONS_KEY: Invalidations(database),
        WORKBENCH_KEY: Workbench(),
    }
    actor = await _an_admin(database)
    files = course_of(LESSONS)
    async with database.transaction() as session:
        await workshop.new_draft(
            session, actor, COURSE_ID, SLUG, files, template=None, audience_id=None, now=NOW
        )
    full = await _published(database, actor)
    spent = []
    for number in range(CHANGES):
        path = path_of(number * 7)
        async with database.transaction() as session:
            draft = await workshop.draft_for(session, actor, COURSE_ID)
            edit = {path: changed(files[path], number)}
            await workshop.put_files(session, actor, draft, edit, act="edited", now=NOW)
        spent.append(await _published(database, actor))
    await database.dispose()
    return full, statistics.median(spent)


async def _an_admin(database: Database) -> Actor:
    async with database.transaction() as session:
        agency = await ensure_root_agency(
            session, name="Contoh (rekaan)", time_zone="Asia/Jakarta", now=NOW
        )
        person = await create_person(
            session, name="Contoh", nip=None, email=None, agency_id=agency.id, now=NOW
        )
        await grant_role(session, person_id=person.id, role=Role.ADMIN, now=NOW)
        actor = await actor_for(session, person.id, NOW)
    assert actor is not None
    return actor


async def _published(database: Database, actor: Actor) -> float:
    """CPU seconds, threads too, of publishing the draft as it stands."""
    async with database.reading() as session:
        draft = await workshop.draft_for(session, actor, COURSE_ID)
    wish = PublishWish(revision=draft.revision, note=WHY, reason=WHY)
    began = time.process_time()
    await publish(database, actor, COURSE_ID, wish, now=NOW)
    return time.process_time() - began


def author(
    url: str, cookies: Mapping[str, str], first: int, told: Event, done: "Queue[int]"
) -> None:
    """Brings the course in with another lesson changed and publishes it, until told to stop.

    Puts into ``done`` how many versions were published. An error ends the process.
    """
    headers = {"Sec-Fetch-Site": "same-origin"}
    files, number = course_of(LESSONS), first
    with httpx.Client(base_url=url, headers=headers, cookies=dict(cookies), timeout=120) as browser:
        while not told.is_set() or number == first:
            publish_anew(browser, files, number)
            number += 1
    done.put(number - first)


def publish_anew(browser: httpx.Client, files: Mapping[str, bytes], number: int) -> None:
    path = path_of(number * 7 % LESSONS)
    packed = pack({**files, path: changed(files[path], number)})
    content = {"file": ("kursus.zip", packed, "application/zip")}
    url = "/api/v1/teaching/drafts"
    sent = browser.post(f"{url}/import", files=content, data={"into": "true"})
    sent.raise_for_status()
    draft = f"{url}/{sent.json()['id']}"
    revision = browser.get(f"{draft}/review").raise_for_status().json()["revision"]
    body = {"revision": revision, "note": WHY, "reason": WHY}
    browser.post(f"{draft}/publish", json=body).raise_for_status()


class Publishing:
    """An author at work in a process of their own; each of their versions is another."""

    def __init__(self, server: Server, browser: httpx.Client) -> None:
        self._url, self._cookies = server.url, dict(browser.cookies)
        self._context = multiprocessing.get_context("spawn")
        self.versions = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        told, done = self._context.Event(), self._context.Queue()
        given = (self._url, self._cookies, self.versions, told, done)
        process = self._context.Process(target=author, args=given)
        process.start()
        try:
            yield
        finally:
            told.set()
            process.join()
        if process.exitcode:
            raise RuntimeError("the author came to an end")
        self.versions += done.get()


async def reading(url: str, headers: Mapping[str, str], seconds: float) -> list[float]:
    """Milliseconds of each answer to fifty learners who each ask about once a second."""
    took: list[float] = []
    limits = httpx.Limits(max_connections=LEARNERS, max_keepalive_connections=LEARNERS)
    async with httpx.AsyncClient(headers=dict(headers), limits=limits, timeout=30) as client:
        ends = time.perf_counter() + seconds

        async def learner(number: int) -> None:
            await asyncio.sleep(number / LEARNERS)
            while time.perf_counter() < ends:
                began = time.perf_counter()
                (await client.get(url)).raise_for_status()
                took.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - began)))

        await asyncio.gather(*(learner(number) for number in range(LEARNERS)))
    return took


def p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]


@dataclass(frozen=True, slots=True)
class Felt:
    """Median p99 of answers (ms) at rest and while publishing; CPU seconds the web process took in
    all phases of either; versions published; megabytes it holds after them.
    """

    idle: float
    busy: float
    idle_cpu: float
    busy_cpu: float
    versions: int
    megabytes: float


def felt_by_readers(
    server: Server, browser: httpx.Client, headers: Mapping[str, str], page: str
) -> Felt:
    publishing = Publishing(server, browser)
    with publishing.at_work():
        pass
    idle, busy, idle_cpu, busy_cpu = [], [], 0.0, 0.0
    ask = partial(reading, server.url + page, headers, PHASE_SECONDS)
    asyncio.run(reading(server.url + page, headers, 3))  # connections and caches are warm
    for _ in range(PHASES):
        began = cpu_seconds(server.pid)
        idle.append(p99(asyncio.run(ask())))
        rested = cpu_seconds(server.pid)
        with publishing.at_work():
            time.sleep(2)  # the author's own beginning is over
            busy.append(p99(asyncio.run(ask())))
        idle_cpu += rested - began
        busy_cpu += cpu_seconds(server.pid) - rested
    rest, work = statistics.median(idle), statistics.median(busy)
    return Felt(rest, work, idle_cpu, busy_cpu, publishing.versions, held_by(server.pid))


def held_by(pid: int) -> float:
    """Megabytes of memory a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    held = next(line for line in lines if line.startswith("VmRSS:"))
    return int(held.split()[1]) * 1024 / 1e6


class Weighing(threading.Thread):
    """The most memory (megabytes) a process held, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._told = pid, threading.Event()
        self.most = 0.0

    def run(self) -> None:
        while not self._told.wait(0.05):
            self.most = max(self.most, held_by(self._pid))

    def stop(self) -> None:
        self._told.set()
        self.join()


def picture() -> bytes:
    """A photograph of 24 megapixels, as cameras make them."""
    small = Image.effect_noise((600, 400), 60).convert("RGB")
    written = io.BytesIO()
    small.resize((6000, 4000)).save(written, "JPEG", quality=90)
    return written.getvalue()


def memory_of_media(server: Server, browser: httpx.Client, course_id: str) -> float:
    """Megabytes the web process holds at most while media are sent and examined."""
    weighing = Weighing(server.pid)
    weighing.start()
    for name, make in (("film.mp4", partial(mp4, data=60_000_000)), ("foto.jpg", picture)):
        _send(browser, course_id, name, make())
    weighing.stop()
    return weighing.most


def _send(browser: httpx.Client, course_id: str, name: str, content: bytes) -> None:
    said = {"filename": name, "course": course_id, "purpose": "asset"}
    metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items())
    tus = {"Tus-Resumable": "1.0.0"}
    begun = browser.post(
        "/api/v1/uploads",
        headers=tus | {"Upload-Length": str(len(content)), "Upload-Metadata": metadata},
    ).raise_for_status()
    where = begun.headers["location"]
    for start in range(0, len(content), PIECE):
        browser.patch(
            where,
            content=content[start : start + PIECE],
            headers=tus
            | {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"},
        ).raise_for_status()
    for _ in range(600):
        state: dict[str, Any] = browser.get(where).raise_for_status().json()
        if state["state"] in ("done", "refused"):
            break
        time.sleep(0.1)
    if state["state"] != "done":
        raise RuntimeError(f"{name}: {state}")


@contextmanager
def installed(folder: Path, database: str | None) -> Iterator[tuple[Server, httpx.Client, Reader]]:
    """A server with the shipped content, an admin's browser, and what a learner asks for."""
    data = folder / "data"
    environment = {
        "LENTERA_DATA_DIR": str(data),
        "LENTERA_BENCH_DATABASE": f"sqlite:///{data / 'lentera.db'}",
    }
    if database is not None:
        environment["LENTERA_DATABASE_URL"] = database
    form = prepare(environment)
    accounts = json.loads((data / "demo-accounts.json").read_bytes())
    admin = next(one for one in accounts if one["role"] == "admin")
    with ExitStack() as stack:
        started = serving("bench.apps:product", environment, folder / "server.log", "/healthz")
        server = stack.enter_context(started)
        token, page, _ = signed_in(server, form)
        learner = {"Cookie": f"lentera={token}", "Accept-Encoding": "gzip, deflate, br"}
        browser = stack.enter_context(
            httpx.Client(
                base_url=server.url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=120
            )
        )
        browser.post("/masuk", data={"identifier": admin["nip"], "password": admin["password"]})
        yield server, browser, (learner, page)


def on_servers(folder: Path) -> tuple[dict[str, Felt], float]:
    """What readers feel on each database, and megabytes during media."""
    felt = {}
    with cluster(fsync=True) as postgres:
        asyncio.run(_create(postgres, "lentera"))
        for name, database in (("SQLite", None), ("PostgreSQL", postgres + "lentera")):
            with installed(_folder(folder, name), database) as (server, browser, reader):
                felt[name] = felt_by_readers(server, browser, *reader)
    with installed(_folder(folder, "media"), None) as (server, browser, _):
        with Publishing(server, browser).at_work():
            pass
        weight = memory_of_media(server, browser, str(COURSE_ID))
    return felt, weight


def _folder(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


async def _create(server: str, name: str) -> None:
    connection = await asyncpg.connect(server + "postgres")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lentera-bench-") as name:
        folder = Path(name)
        full, one = asyncio.run(cpu_of_publishing(folder))
        print(f"# publishing {LESSONS} lessons: {full:.2f} CPU s, one more lesson: {one:.3f} CPU s")
        felt, weight = on_servers(folder)
    for database, on in felt.items():
        print(
            f"# {database}: p99 of a lesson {on.idle:.1f} ms at rest, {on.busy:.1f} ms while "
            f"publishing ({on.versions}x): {on.idle_cpu:.2f} and {on.busy_cpu:.2f} CPU s of the "
            f"web process, which holds {on.megabytes:.0f} MB then"
        )
    figures = {
        "publish_one_lesson_vs_full": one / full,
        "publish_200_lessons_cpu_s": full,
        "read_p99_while_publishing_vs_idle": max(on.busy / on.idle for on in felt.values()),
        "web_rss_mb_during_media": weight,
    }
    for budget, most in BUDGETS.items():
        verdict = "ok" if figures[budget] <= most else "short"
        print(f"{budget} {figures[budget]:.3f} {most:.2f} {verdict}")
    return 0 if all(figures[budget] <= most for budget, most in BUDGETS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
