"""Whether this process can serve people, and what its metrics are."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.kit.database import Database
from app.kit.problems import Unavailable
from app.operations import queries, revisions
from app.operations.metrics import Gauges, Traffic, exposition, pool_use

log = structlog.get_logger()


async def reasons_against(database: Database) -> list[str]:
    """Why not to send people here: none, or some of database, migrations, publications."""
    try:
        async with database.reading() as session:
            revision = await queries.schema_revision(session)
            if revision != revisions.head():
                return ["migrations"]
            return [] if await queries.has_publications(session) else ["publications"]
    except (SQLAlchemyError, OSError, Unavailable) as error:
        log.warning("database_unreachable", exc_info=error)
        return ["database"]


async def metrics(database: Database, traffic: Traffic) -> bytes:
    """The metrics of this process; raises what the database raises."""
    async with database.reading() as session:
        gauges = Gauges(
            jobs_waiting=await queries.jobs_waiting(session),
            jobs_failed=await queries.jobs_given_up(session),
            commands_stored=await queries.commands_stored(session),
            pools=pool_use(database),
        )
    return exposition(traffic, gauges)
