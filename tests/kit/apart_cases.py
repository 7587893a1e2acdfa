"""Use cases to run in another process, and the process that runs them."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.answering import answer_all
from app.kit.database import Database
from app.kit.invalidation import INVALIDATIONS_KEY, Invalidations, announce
from app.kit.problems import Conflict


class Taken(Conflict):
    """Its own arguments are none of Problem's."""

    def __init__(self, *, by: str, at: int) -> None:
        super().__init__(f"Taken by {by}", headers={"Retry-After": str(at)}, by=by, at=at)


async def double(_database: Database, number: int, *, plus: int = 0) -> tuple[int, int]:
    """The answer, and who gave it."""
    return number * 2 + plus, os.getpid()


async def refuse(_database: Database) -> None:
    raise Taken(by="Budi", at=7)


async def break_down(_database: Database) -> None:
    raise ZeroDivisionError


async def bring_what_cannot_travel(_database: Database) -> Callable[[], None]:
    return lambda: None


async def count(session: AsyncSession) -> int:
    found = await session.execute(text("SELECT count(*) FROM certificate_counters"))
    return int(found.scalar_one())


async def add(session: AsyncSession, issuer: str) -> int:
    await session.execute(
        text("INSERT INTO certificate_counters (issuer, year, last) VALUES (:issuer, 2026, 1)"),
        {"issuer": issuer},
    )
    await announce(session, "person", issuer)
    return os.getpid()


async def add_slowly(session: AsyncSession, begun: Path, issuer: str, seconds: float) -> None:
    await add(session, issuer)
    begun.touch()
    await asyncio.sleep(seconds)


async def add_and_die(session: AsyncSession, issuer: str) -> None:
    await add(session, issuer)
    os._exit(9)


async def meet(_database: Database, here: Path, there: Path) -> None:
    """Ends when both are there."""
    here.touch()
    while not there.exists():
        await asyncio.sleep(0.01)


def opened(greeting: object, announced: Callable[[str, str], None]) -> Database:
    database = Database(str(greeting))
    invalidations = Invalidations(database)
    invalidations.report_to(announced)
    database.info[INVALIDATIONS_KEY] = invalidations
    return database


if __name__ == "__main__":
    answer_all(opened)
