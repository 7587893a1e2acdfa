"""Alembic's entry: one schema and one set of migrations for SQLite and PostgreSQL."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from app import tables
from app.kit.database import async_url

config = context.config
url = config.attributes.get("database_url") or os.environ["LENTERA_DATABASE_URL"]


def run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # A migration that cannot have its lock soon gives up instead of stopping the service.
        connection.execute(text("SET lock_timeout = '10s'"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    engine = create_async_engine(
        async_url(url),
        poolclass=pool.NullPool,
        connect_args=config.attributes.get("connect_args", {}),
    )
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
