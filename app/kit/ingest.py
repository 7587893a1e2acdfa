"""The group-commit writer: joins what concurrent requests bring into one transaction.

While one group commits, the next gathers, so groups grow with the load. Between rest and full load
a commit is over before a second request has come; there the writer keeps a pace: the next group
waits until ``PACE_SECONDS`` after the last one began, or until ``ENOUGH`` have gathered. A request
that comes alone waits for nobody. A request is answered after the commit that holds its write,
never before. If a group fails, each of its items is tried alone, so that one bad row spoils none of
its neighbours.

What a newcomer would get wrong: an item may be written though nobody hears of it (the client left,
the process died between commit and answer). So every item must carry an id that makes writing it
again harmless. And the queue is bounded: beyond it a client is told to come back, because a promise
to store what only waits in memory is worth nothing.

One writer serves one event loop, which is what makes the queue safe without a lock: nothing below
awaits between looking at the queue and changing it.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database
from app.kit.problems import Unavailable

log = structlog.get_logger()

MOST_WAITING = 2_000
MOST_IN_GROUP = 500
RETRY_AFTER_SECONDS = 5
# Nobody feels a tenth of a second on a telephone's line; the database feels half the groups.
PACE_SECONDS = 0.1
ENOUGH = 24

Item = TypeVar("Item")
Result = TypeVar("Result")
# Writes all items through the session; one result an item, in order.
ApplyGroup = Callable[[AsyncSession, Sequence[Item]], Awaitable[Sequence[Result]]]


@dataclass(slots=True)
class _Waiting(Generic[Item, Result]):
    item: Item
    weight: int
    source: object
    answer: "asyncio.Future[Result]"


class GroupWriter(Generic[Item, Result]):
    """Writes items of one sort; ``apply`` gets a group of them and one transaction."""

    def __init__(
        self,
        database: Database,
        apply: ApplyGroup[Item, Result],
        *,
        most_waiting: int = MOST_WAITING,
        most_in_group: int = MOST_IN_GROUP,
    ) -> None:
        self._database, self._apply = database, apply
        self._most_waiting, self._most_in_group = most_waiting, most_in_group
        self._queue: deque[_Waiting[Item, Result]] = deque()
        self._weight = 0
        self._begun = -PACE_SECONDS
        self._lately: set[object] = set()
        self._enough = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def write(self, item: Item, *, weight: int = 1, source: object = None) -> Result:
        """The item's result, once the transaction that holds it has committed.

        ``weight``: how much it is, in rows. ``source``: whose it is; somebody who writes one item
        after another waits for no pace. Raises ``Unavailable`` if too much waits already, and
        whatever ``apply`` raises for this item alone.
        """
        if self._weight + weight > self._most_waiting and self._queue:
            raise Unavailable(RETRY_AFTER_SECONDS)
        loop = asyncio.get_running_loop()
        waiting = _Waiting[Item, Result](item, weight, source, loop.create_future())
        self._queue.append(waiting)
        self._weight += weight
        if len(self._queue) >= ENOUGH:
            self._enough.set()
        if self._task is None:
            self._task = loop.create_task(self._drain())
        return await waiting.answer

    async def _drain(self) -> None:
        group: list[_Waiting[Item, Result]] = []
        try:
            while self._queue:
                await self._keep_pace()
                group = self._next_group()
                await self._write(group)
        finally:
            self._task = None
            # Only a process that is ending leaves anything here.
            for one in (*group, *self._queue):
                if not one.answer.done():
                    one.answer.set_exception(Unavailable(RETRY_AFTER_SECONDS))
            self._queue.clear()
            self._weight = 0

    async def _keep_pace(self) -> None:
        clock = asyncio.get_running_loop().time
        rest = self._begun + PACE_SECONDS - clock()
        is_alone = len(self._lately) == 1 and {one.source for one in self._queue} == self._lately
        if rest > 0 and len(self._queue) < ENOUGH and not is_alone:
            self._enough.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), rest)
        self._begun = clock()

    def _next_group(self) -> list[_Waiting[Item, Result]]:
        group = [self._queue.popleft()]
        weight = group[0].weight
        while self._queue and weight + self._queue[0].weight <= self._most_in_group:
            weight += self._queue[0].weight
            group.append(self._queue.popleft())
        self._weight -= weight
        self._lately = {one.source for one in group}
        return group

    async def _write(self, group: Sequence[_Waiting[Item, Result]]) -> None:
        try:
            results = await self._commit(group)
        except Unavailable as trouble:
            # It would meet each of them alone just as well.
            for one in group:
                _fail(one, trouble)
        except Exception as error:
            if len(group) == 1:
                _fail(group[0], error)
                return
            # Alone, the one at fault fails again, and is logged as any error of a request is.
            log.warning("group_failed", items=len(group), error=type(error).__name__)
            for one in group:
                await self._write([one])
        else:
            for one, result in zip(group, results, strict=True):
                # A client that left has cancelled its answer; its write stands all the same.
                if not one.answer.done():
                    one.answer.set_result(result)

    async def _commit(self, group: Sequence[_Waiting[Item, Result]]) -> Sequence[Result]:
        async with self._database.transaction() as session:
            return await self._apply(session, [one.item for one in group])


def _fail(waiting: "_Waiting[Item, Result]", error: Exception) -> None:
    if not waiting.answer.done():
        waiting.answer.set_exception(error)
