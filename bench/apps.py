"""What the benchmarks compare with.

Reads: a bare ASGI hello, and the same lesson read by ORM in an application written the usual way,
where per request a session, a person, a course, an enrolment and a publication are loaded, and the
lesson leaves through a response model. Writes: the product with another writer behind its endpoint.
"""

import asyncio
import hashlib
import json
import os
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel
from sqlalchemy import Engine, event, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import ASGIApp, Receive, Scope, Send

from app.catalogue.document import PublicDocument
from app.catalogue.models import Course, Publication
from app.identity.models import BrowserSession, Person
from app.kit.database import Database
from app.learning.models import Enrolment
from app.learning.schemas import CommandResult
from app.learning.storing import Batch, Stored, store
from app.learning.sync import WRITER_KEY, Writer, receipt_code
from app.main import create_app, from_environment
from app.operations.logging import configure_logging
from app.settings import Settings

COOKIE = "lentera"
HELLO_HEADERS = [(b"content-type", b"text/plain"), (b"content-length", b"5")]


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    """As little as a server can do."""
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
    await send({"type": "http.response.start", "status": 200, "headers": HELLO_HEADERS})
    await send({"type": "http.response.body", "body": b"hello"})


def limit_pages() -> ASGIApp:
    """Serves the documents in ``LENTERA_BENCH_PAGES``, compressed before, and nothing else."""
    folder = Path(os.environ["LENTERA_BENCH_PAGES"])
    pages = {f"/{path.stem}": path.read_bytes() for path in folder.glob("*.br")}

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        body = pages.get(scope.get("path", ""))
        if body is None:
            await hello(scope, receive, send)
            return
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-encoding", b"br"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return serve


def product() -> ASGIApp:
    """The application as it is served."""
    return from_environment()


def counted() -> ASGIApp:
    """The same, which notes twice a second what it has asked of the database.

    ``LENTERA_BENCH_COUNTS``: folder; a file a process, ``{statement: times}``. Rows of one
    ``executemany`` are one statement, as they are one round trip.
    """
    folder, counts = Path(os.environ["LENTERA_BENCH_COUNTS"]), Counter[str]()

    def note(_c: Any, _cursor: Any, statement: str, _v: Any, _context: Any, _many: bool) -> None:
        counts[statement] += 1

    def write() -> None:
        while True:
            time.sleep(0.5)
            draft = folder / f".{os.getpid()}"
            draft.write_text(json.dumps(dict(counts)), "utf-8")
            draft.rename(folder / f"{os.getpid()}.json")

    event.listen(Engine, "before_cursor_execute", note)
    threading.Thread(target=write, daemon=True).start()
    return from_environment()


def product_without_middleware() -> ASGIApp:
    """The application without the layers it puts around itself."""
    app = create_app(Settings())
    app.user_middleware.clear()
    app.front = None
    return app


class LessonRead(BaseModel):
    course: str
    module: str
    title: str
    summary: str
    minutes: int
    html: str


def by_orm() -> ASGIApp:
    """The same lesson, for the same session cookie, through ORM objects and a response model."""
    database = Database(os.environ["LENTERA_BENCH_DATABASE"])

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await database.dispose()

    async def session() -> AsyncIterator[AsyncSession]:
        async with database.reading() as opened:
            yield opened

    async def person(request: Request, opened: Annotated[AsyncSession, Depends(session)]) -> Person:
        token = request.cookies.get(COOKIE, "")
        held = await opened.get(BrowserSession, hashlib.sha256(token.encode()).digest())
        found = await opened.get(Person, held.person_id) if held else None
        if found is None:
            raise HTTPException(401)
        return found

    app = FastAPI(lifespan=lifespan)

    @app.get("/api/v1/courses/{course}/activities/{activity}")
    async def read_lesson(
        opened: Annotated[AsyncSession, Depends(session)],
        reader: Annotated[Person, Depends(person)],
        course: str,
        activity: str,
    ) -> LessonRead:
        found = await opened.scalar(select(Course).where(Course.slug == course))
        if found is None:
            raise HTTPException(404)
        enrolment = await opened.scalar(
            select(Enrolment).where(
                Enrolment.person_id == reader.id, Enrolment.course_id == found.id
            )
        )
        if enrolment is None:
            raise HTTPException(409)
        publication = await opened.get_one(Publication, enrolment.publication_id)
        document = PublicDocument.model_validate(publication.public_document)
        lesson = document.activity_by_slug(activity)
        if lesson is None:
            raise HTTPException(404)
        module = next(m for m in document.modules if m.id == lesson.module_id)
        text = lesson.text["id"]
        return LessonRead(
            course=document.text["id"].title,
            module=module.text["id"].title,
            title=text.title,
            summary=text.summary,
            minutes=lesson.minutes,
            html=lesson.fragments["id"].html,
        )

    return app


class NotWriting(Writer):
    """Validates and answers as the product does, and keeps nothing."""

    async def write(self, item: Batch, *, weight: int = 1, source: object = None) -> Stored:  # noqa: ARG002
        return _as_if_stored(item)


class OnePerRequest(Writer):
    """The same statements in a transaction of each request's own."""

    async def write(self, item: Batch, *, weight: int = 1, source: object = None) -> Stored:  # noqa: ARG002
        async with self._database.transaction() as session:
            [stored] = await store(session, [item])
        return stored


class AcknowledgingEarly(Writer):
    """The control of every test that kills: says "stored" first and stores afterwards."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, store)
        self._later: set[asyncio.Task[Stored]] = set()

    async def write(self, item: Batch, *, weight: int = 1, source: object = None) -> Stored:
        task = asyncio.create_task(super().write(item, weight=weight, source=source))
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return _as_if_stored(item)


def _as_if_stored(batch: Batch) -> Stored:
    secret, answer = batch.registry.receipt_secret, Stored()
    for one in batch.commands:
        answer.results[one.place] = CommandResult(
            id=str(one.command.id),
            status="stored",
            receipt=receipt_code(secret, one.command.id, one.content_hash, batch.received_at),
            sha256=one.content_hash,
            problem=None,
            answer={},
        )
    return answer


def _product_with(writer: Callable[[Database], Writer]) -> ASGIApp:
    settings = Settings()
    configure_logging(settings.log_level)
    app = create_app(settings)
    app.state.database.info[WRITER_KEY] = writer(app.state.database)
    return app.front or app


def not_writing() -> ASGIApp:
    return _product_with(lambda database: NotWriting(database, store))


def one_per_request() -> ASGIApp:
    return _product_with(lambda database: OnePerRequest(database, store))


def acknowledging_early() -> ASGIApp:
    return _product_with(AcknowledgingEarly)
