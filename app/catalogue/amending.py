"""Amending a publication that is in the database: its files, and the kinds the house has.

Compiling is work for a thread and for a session that only reads: a writer that waited for it would
hold up every learner's answer on SQLite.
"""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue.compiler.amending import Amended, Changes, amend, compile_files
from app.catalogue.compiler.kinds import ActivityKind
from app.catalogue.publications import PublishedCourse

KINDS_KEY = "lentera.activity_kinds"


async def amended(
    session: AsyncSession,
    published: PublishedCourse,
    sources: Mapping[str, bytes],
    changes: Changes,
) -> Amended:
    """What ``published``, made of ``sources``, becomes by ``changes``; nothing is stored."""
    kinds: Mapping[str, ActivityKind] = session.info[KINDS_KEY]
    return await run_in_threadpool(
        amend, published.public, published.private, sources, changes, kinds
    )


async def compiled_anew(session: AsyncSession, files: Mapping[str, bytes]) -> Amended:
    """What the course of ``files``, by path in a content folder, becomes; nothing is stored."""
    kinds: Mapping[str, ActivityKind] = session.info[KINDS_KEY]
    return await run_in_threadpool(compile_files, files, kinds)
