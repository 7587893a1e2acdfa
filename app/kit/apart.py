"""Whole use cases in a process beside this one, so that readers do not wait for them.

What reads or compiles whole courses takes a core for seconds. A thread is no place for it: threads
of Python take turns at one interpreter, and every reader would wait for a turn. So the top of the
house gives each process one more of our own program (``Beside``), which opens the same database,
runs a use case with its transactions and sends back what it returned or the ``Problem`` it raised.

What a newcomer would get wrong: case, arguments and answer travel as pickles, so the case is a
function of a module and the answer is small; and who stops waiting stops nothing: what was begun is
finished, or (the process dies, takes too long) rolled back by the database, never half done.
"""

import asyncio
import itertools
import pickle
import struct
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar

import structlog
from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database, Db
from app.kit.invalidation import Invalidations
from app.kit.problems import Unavailable

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

APART_KEY = "lentera.apart"
# Before each message: the question's number and the bytes that follow.
HEAD = struct.Struct(">IQ")
# Files of courses come along: fewer, larger pieces cost the loop less.
PIPE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Question:
    """A use case to run: ``case(database, *arguments, **named)``."""

    case: Callable[..., Awaitable[Any]]
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question: ``outcome`` holds the value and the Problem, of which one is None.

    ``broke``: the class of an error that is no Problem; ``announced``: (topic, key) of what was
    committed since the last answer; ``held``: bytes of memory the process holds by now.
    """

    outcome: bytes
    broke: str | None
    announced: tuple[tuple[str, str], ...]
    held: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """``seconds`` for one use case; after ``idle_seconds`` of rest, or with more than
    ``held_bytes``, the process ends; more than ``waiting`` questions at once are refused. At the
    end of this one it has ``parting_seconds`` to finish what it is at.
    """

    seconds: float = 120
    idle_seconds: float = 300
    held_bytes: int = 400_000_000
    waiting: int = 24
    parting_seconds: float = 10


class BrokeApart(RuntimeError):
    """A use case ended in an error of ours; the other process has logged it."""


async def _reading(
    database: Database, case: Callable[..., Awaitable[T]], *arguments: Any, **named: Any
) -> T:
    async with database.reading() as session:
        return await case(session, *arguments, **named)


async def _writing(
    database: Database, case: Callable[..., Awaitable[T]], *arguments: Any, **named: Any
) -> T:
    async with database.transaction() as session:
        return await case(session, *arguments, **named)


class Apart(ABC):
    """Where heavy use cases run."""

    async def run(
        self,
        case: Callable[Concatenate[Database, P], Awaitable[T]],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """What the case returns; raises the ``Problem`` it raises, ``Unavailable`` if the process
        dies or has too much to do, ``BrokeApart``.
        """
        answer: T = await self._asked(Question(case, arguments, named))
        return answer

    async def read(
        self,
        case: Callable[Concatenate[AsyncSession, P], Awaitable[T]],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """The same for a case that needs a session that only reads."""
        answer: T = await self._asked(Question(_reading, (case, *arguments), named))
        return answer

    async def write(
        self,
        case: Callable[Concatenate[AsyncSession, P], Awaitable[T]],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """The same for a case that is one transaction."""
        answer: T = await self._asked(Question(_writing, (case, *arguments), named))
        return answer

    @abstractmethod
    async def _asked(self, question: Question) -> Any:
        """What the case returned; raises what ``run`` does."""

    @abstractmethod
    async def stop(self) -> None:
        """End what was begun for this; nothing can be asked afterwards."""


class Here(Apart):
    """Runs them in this process, for tests and whoever has no readers.

    What goes in and comes out is copied as if it had travelled: what cannot is found at once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _asked(self, question: Question) -> Any:
        asked: Question = pickle.loads(pickle.dumps(question))  # noqa: S301 - our own, just made
        value = await asked.case(self._database, *asked.arguments, **asked.named)
        return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own, just made

    async def stop(self) -> None:
        """Nothing was begun."""


@dataclass(frozen=True, slots=True)
class _Call:
    """Someone waits for ``answer``; ``open`` is closed when it has come."""

    answer: asyncio.Future[Any]
    open: ExitStack


class Beside(Apart):
    """Runs them in a process of ``command``, begun at the first question.

    ``greeting`` is its first message: settings with secrets travel by the pipe, never as arguments
    or by a file. The command answers with ``app.kit.answering``.
    """

    def __init__(
        self,
        command: Sequence[str],
        greeting: object,
        invalidations: Invalidations,
        *,
        environment: Mapping[str, str] | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        self._command, self._greeting = list(command), greeting
        self._invalidations, self._environment = invalidations, environment
        self._bounds = bounds or Bounds()
        self._lock = asyncio.Lock()
        self._current: _Process | None = None
        self._ending: set[asyncio.Task[None]] = set()

    async def _asked(self, question: Question) -> Any:
        sent = pickle.dumps(question)
        # Under the lock: two first questions begin one process.
        async with self._lock:
            process = self._current
            if process is None or not process.is_open:
                process = self._current = await self._begin()
            answer = process.ask(sent)
        # Who stops waiting stops nothing.
        return await asyncio.shield(answer)

    async def stop(self) -> None:
        if self._current is not None:
            self._current.close()
        if self._ending:
            await asyncio.wait(self._ending, timeout=self._bounds.parting_seconds)
        if self._current is not None and self._ending:
            self._current.kill()
            await asyncio.wait(self._ending)

    async def _begin(self) -> "_Process":
        try:
            begun = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=self._environment,
                limit=PIPE_BYTES,
                # Ctrl+C is for us: we end it when what was begun is done.
                start_new_session=True,
            )
        except OSError as error:
            log.warning("apart_not_begun", exc_info=error)
            raise Unavailable from error
        process = _Process(begun, self._invalidations, self._bounds)
        process.say(0, pickle.dumps(self._greeting))
        task = asyncio.create_task(process.listen())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        return process


class _Process:
    """One life of the other process, and who waits for it."""

    def __init__(
        self, process: asyncio.subprocess.Process, invalidations: Invalidations, bounds: Bounds
    ) -> None:
        self._process, self._invalidations, self._bounds = process, invalidations, bounds
        self._calls: dict[int, _Call] = {}
        self._numbers = itertools.count(1)
        self._rest: asyncio.TimerHandle | None = None
        self.is_open = True

    def say(self, number: int, message: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(HEAD.pack(number, len(message)) + message)

    def ask(self, message: bytes) -> "asyncio.Future[Any]":
        """What it will answer. Raises ``Unavailable`` if too many wait already."""
        if len(self._calls) >= self._bounds.waiting:
            raise Unavailable
        self._stay_awake()
        number, loop = next(self._numbers), asyncio.get_running_loop()
        opened = ExitStack()
        # From before it can commit anything until its answer says what.
        opened.enter_context(self._invalidations.shared())
        too_long = loop.call_later(self._bounds.seconds, self._too_long)
        opened.callback(too_long.cancel)
        answer: asyncio.Future[Any] = loop.create_future()
        # Whoever asked may have gone; then nobody looks at what was raised.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._calls[number] = _Call(answer, opened)
        self.say(number, message)
        return answer

    async def listen(self) -> None:
        """Take answers until it ends."""
        stdout = self._process.stdout
        assert stdout is not None
        try:
            while True:
                number, size = HEAD.unpack(await stdout.readexactly(HEAD.size))
                answer: Answer = pickle.loads(await stdout.readexactly(size))  # noqa: S301 - as below
                self._take(number, answer)
        except asyncio.IncompleteReadError:
            pass
        finally:
            self.close()
            if self._calls:
                self.kill()
            await self._process.wait()
            self._over()

    def close(self) -> None:
        """Ask nothing more; it ends by itself when it has answered."""
        self.is_open = False
        self._stay_awake()
        assert self._process.stdin is not None
        if not self._calls:
            self._process.stdin.close()

    def _take(self, number: int, answer: Answer) -> None:
        for topic, key in answer.announced:
            self._invalidations.tell(topic, key)
        call = self._calls.pop(number)
        call.open.close()
        if answer.broke is not None:
            call.answer.set_exception(BrokeApart(answer.broke))
        else:
            value, problem = pickle.loads(answer.outcome)  # noqa: S301 - made by our own program
            if problem is None:
                call.answer.set_result(value)
            else:
                call.answer.set_exception(problem)
        if answer.held > self._bounds.held_bytes:
            self.close()
        if self._calls:
            return
        if self.is_open:
            loop = asyncio.get_running_loop()
            self._rest = loop.call_later(self._bounds.idle_seconds, self.close)
        else:
            self.close()

    def _stay_awake(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _too_long(self) -> None:
        log.warning("apart_took_too_long", seconds=self._bounds.seconds)
        self.kill()

    def kill(self) -> None:
        """End it as it is; the database takes back what was not committed."""
        self.is_open = False
        with suppress(ProcessLookupError):
            self._process.kill()

    def _over(self) -> None:
        """It has ended. What it committed last it may not have told."""
        if not self._calls:
            return
        log.warning("apart_ended", status=self._process.returncode, waiting=len(self._calls))
        self._invalidations.drop_everything()
        for call in self._calls.values():
            call.open.close()
            call.answer.set_exception(Unavailable())
        self._calls.clear()


async def _apart(database: Db) -> Apart:
    return apart_of(database)


def apart_of(database: Database) -> Apart:
    """Where this process runs heavy use cases: as the top of the house gave it, else here."""
    apart: Apart | None = database.info.get(APART_KEY)
    return apart or Here(database)


ApartFrom = Annotated[Apart, Depends(_apart)]
