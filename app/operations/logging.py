"""Logs: one JSON object a line on stdout, from our code, uvicorn and libraries alike.

No personal data may enter a log. So an address is logged as its route's template, and the trace of
an error as frames and class names: messages of errors quote values (a duplicate key error of the
database names the NIP). ``DEBUG`` adds the messages and is not for production.
"""

import asyncio
import logging
import sys
import time
import traceback
from collections.abc import Callable, MutableMapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

import structlog

REQUEST_ID: ContextVar[str | None] = ContextVar("lentera_request_id", default=None)
MAX_CAUSES = 8
FLUSH_SECONDS = 0.2
FLUSH_LINES = 256

Event = MutableMapping[str, Any]


def trace_of(error: BaseException, *, messages: bool = False) -> list[str]:
    """Frames and class names of an error and its causes, innermost cause last.

    Without ``messages`` nothing is included that a caller's input could have put there.
    """
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < MAX_CAUSES:
        seen.add(id(current))
        kind = f"{type(current).__module__}.{type(current).__qualname__}"
        lines.append(f"{kind}: {current}" if messages else kind)
        frames = traceback.extract_tb(current.__traceback__)
        lines.extend(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        if isinstance(current, BaseExceptionGroup):
            for member in current.exceptions[:MAX_CAUSES]:
                lines.extend(f"  | {line}" for line in trace_of(member, messages=messages))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return lines


def _add_request(_logger: object, _method: str, event: Event) -> Event:
    request = REQUEST_ID.get()
    if request is not None:
        event.setdefault("request", request)
    return event


def _traces(messages: bool) -> Callable[[object, str, Event], Event]:
    def replace(_logger: object, _method: str, event: Event) -> Event:
        given = event.pop("exc_info", None)
        error: BaseException | None = None
        if isinstance(given, BaseException):
            error = given
        elif isinstance(given, tuple):
            error = given[1]
        elif given:
            error = sys.exc_info()[1]
        if error is not None:
            event["trace"] = trace_of(error, messages=messages)
        return event

    return replace


def _shared(messages: bool) -> list[Any]:
    return [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _add_request,
        _traces(messages),
    ]


class _OneRecordFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats records of libraries; those keep ``exc_info`` from the standard formatter."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return super().format(record)


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged from now on to ``stream`` (stdout) as JSON lines.

    uvicorn must be started with ``log_config=None`` and ``access_log=False``: its loggers then pass
    through here, and the access line is ours. Raises ValueError for an unknown level.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError("LENTERA_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR")
    shared = _shared(messages=number <= logging.DEBUG)
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        _OneRecordFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Their INFO lines carry whole addresses, with query strings.
    for name in ("uvicorn.access", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class Tally:
    """Answers with one route, method and status since the last line about them."""

    __slots__ = ("count", "facts", "seconds")

    def __init__(self, route: str, method: str, status: int) -> None:
        self.facts = (
            f'"level":"info","event":"requests_served_from_memory","method":"{method}",'
            f'"route":"{route}","status":{status}'
        )
        self.count, self.seconds = 0, 0.0


class AccessLog:
    """JSON lines of requests, written in batches: a system call each would cost 5 % of a read.

    A request that a route answered has a line of its own. One answered from memory has no id and
    nothing else to tell it from its neighbours, so these are counted: one line a route each
    ``FLUSH_SECONDS``. A killed process loses that much. The lines are of level INFO: a ``level``
    above that leaves them out.
    """

    def __init__(self, stream: TextIO | None = None, *, level: str = "INFO") -> None:
        self._stream = stream
        self._silent = logging.getLevelNamesMapping().get(level.upper(), 0) > logging.INFO
        self._lines: list[str] = []
        self._second, self._stamp = 0, ""
        self._tallies: list[Tally] = []

    def write(
        self, *, at: float, request: str, method: str, route: str, status: int, seconds: float
    ) -> None:
        """``at``: Unix time. ``route`` and ``method`` come from fixed sets, so need no escaping."""
        if self._silent:
            return
        self._append(
            f'{{"at":"{self._stamped(at)}","level":"info",'
            f'"event":"request_served","request":"{request}","method":"{method}",'
            f'"route":"{route}","status":{status},"ms":{seconds * 1000:.1f}}}\n'
        )

    def note(self, tally: Tally, seconds: float) -> None:
        """One more answer of the kind that ``tally`` counts."""
        tally.seconds += seconds
        tally.count += 1
        if tally.count == 1 and not self._silent:
            self._tallies.append(tally)
            if len(self._tallies) == 1 and not self._lines:
                asyncio.get_running_loop().call_later(FLUSH_SECONDS, self.flush)

    def _stamped(self, at: float) -> str:
        whole = int(at)
        if whole != self._second:
            self._second = whole
            self._stamp = datetime.fromtimestamp(whole, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        return f"{self._stamp}.{int((at - whole) * 1000):03d}Z"

    def _append(self, line: str) -> None:
        lines = self._lines
        lines.append(line)
        if len(lines) == 1 and not self._tallies:
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self.flush)
        elif len(lines) >= FLUSH_LINES:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        for tally in self._tallies:
            at, ms = self._stamped(time.time()), tally.seconds * 1000
            self._lines.append(
                f'{{"at":"{at}",{tally.facts},"count":{tally.count},"ms":{ms:.1f}}}\n'
            )
            tally.count, tally.seconds = 0, 0.0
        self._tallies.clear()
        if self._lines:
            stream = self._stream or sys.stdout
            stream.write("".join(self._lines))
            stream.flush()
            self._lines.clear()
