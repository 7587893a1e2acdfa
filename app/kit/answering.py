"""The other side of ``apart``: runs the use cases it is asked for, until nobody asks any more.

Messages come on standard input and go on what was standard output; what anything else prints goes
where errors go. Ends when the asking process has gone.
"""

import asyncio
import contextlib
import os
import pickle
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from app.kit.apart import HEAD, PIPE_BYTES, Answer, Question
from app.kit.database import Database
from app.kit.problems import Problem

log = structlog.get_logger()

# Each takes a thread where it compiles; they share one core.
AT_ONCE = 4
# Readers come first.
NICE = 10
# A file that unpacks without end fails here, not the machine.
MAX_BYTES = 3 * 1024**3

# Makes the database of what the first message says, and what it announces from then on.
Opening = Callable[[object, Callable[[str, str], None]], Database]


def answer_all(opening: Opening) -> None:
    """Answer until standard input ends."""
    _yield_to_readers()
    # Not every system knows this bound.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    out = os.dup(1)
    os.dup2(2, 1)
    asyncio.run(_answer_all(opening, out))


def _yield_to_readers() -> None:
    """Where Linux shares a core by sessions (autogroup), a process's own niceness says nothing to
    other sessions, and this one has a session of its own: the group's says it.
    """
    os.nice(NICE)
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(f"{NICE}", "ascii")


async def _answer_all(opening: Opening, out: int) -> None:
    reader = asyncio.StreamReader(limit=PIPE_BYTES)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", buffering=0, closefd=False)
    )
    announced: list[tuple[str, str]] = []
    _, greeting = await _message(reader)
    database = opening(
        pickle.loads(greeting),  # noqa: S301 - from the process that began this one
        lambda topic, key: announced.append((topic, key)),
    )
    desk = _Desk(database, out, announced)
    tasks: set[asyncio.Task[None]] = set()
    with contextlib.suppress(asyncio.IncompleteReadError):
        while True:
            number, message = await _message(reader)
            task = asyncio.create_task(desk.answer(number, message))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await database.dispose()


async def _message(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    number, size = HEAD.unpack(await reader.readexactly(HEAD.size))
    return number, await reader.readexactly(size)


class _Desk:
    """Answers, a few at a time."""

    def __init__(self, database: Database, out: int, announced: list[tuple[str, str]]) -> None:
        self._database, self._out, self._announced = database, out, announced
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._line = asyncio.Lock()

    async def answer(self, number: int, message: bytes) -> None:
        outcome, broke = b"", None
        async with self._turns:
            try:
                outcome = pickle.dumps(await self._outcome(message))
            except Exception as error:  # one question that fails must not end the others
                log.exception("apart_failed")
                broke = type(error).__name__
        # No await between taking what was announced and making the answer that tells it.
        told = tuple(self._announced)
        self._announced.clear()
        answer = pickle.dumps(Answer(outcome, broke, told, held()))
        async with self._line:
            await asyncio.to_thread(_write, self._out, HEAD.pack(number, len(answer)) + answer)

    async def _outcome(self, message: bytes) -> tuple[Any, Problem | None]:
        """What the case returned, or the Problem it raised."""
        question: Question = pickle.loads(message)  # noqa: S301 - from who began this process
        try:
            return await question.case(self._database, *question.arguments, **question.named), None
        except Problem as problem:
            return None, problem


def _write(out: int, message: bytes) -> None:
    """Blocks until the asker has taken it; there may be none any more."""
    left = memoryview(message)
    with contextlib.suppress(BrokenPipeError):
        while left:
            left = left[os.write(out, left) :]


def held() -> int:
    """Bytes of memory this process holds; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except FileNotFoundError:
        return 0
    return int(pages) * resource.getpagesize()
