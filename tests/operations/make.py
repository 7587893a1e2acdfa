"""Settings, and rows for every table there is, made from the tables themselves."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import Column, Enum, ForeignKeyConstraint, Table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import (
    JSON,
    Boolean,
    Date,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Uuid,
)

from app import tables
from app.kit.database import Database, UtcDateTime


@dataclass(frozen=True)
class Setup:
    """The shape operations ask of settings, with a quiet default for each."""

    data_dir: Path
    database_url: str | None = None
    public_url: str | None = None
    host: str = "127.0.0.1"
    workers: int = 1
    content: str = "content"
    trusted_proxies: str = ""
    smtp_url: SecretStr | None = None
    mail_from: str = ""
    metrics_token: SecretStr | None = None


# Text that breaks careless carriers: quotes, line ends, other scripts, beyond the BMP.
WORDS = ("Sari", "baris\nbaru\t\"kutip\" 'tunggal' \\", "Ñusa–Tenggara ✓ 𝌆 ꦱꦫꦶ", " ", "0")
DOCUMENTS: tuple[Any, ...] = (
    {"b": 1, "a": [1.5, 1e300, -0.0, 10**20, None, True, "é\n\u0001"], "": {}},
    [],
    {"kosong": None},
)


Draw = Callable[[Any, int, random.Random], Any]


def _enum(kind: Any, _number: int, rng: random.Random) -> Any:
    return rng.choice(list(kind.enum_class))


def _instant(_kind: Any, _number: int, rng: random.Random) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=rng.getrandbits(50))


def _bytes(kind: Any, number: int, rng: random.Random) -> bytes:
    size = kind.length or 40
    return rng.randbytes(size) if number else bytes(size)


def _text(kind: Any, number: int, rng: random.Random) -> str:
    word = f"{WORDS[number % len(WORDS)]}{rng.getrandbits(40):x}"
    return word[: kind.length] if kind.length else word


# In this order: what SQLAlchemy derives from another type stands before it.
DRAWS: tuple[tuple[type, Draw], ...] = (
    (Enum, _enum),
    (Uuid, lambda _kind, _number, rng: UUID(int=rng.getrandbits(128))),
    (Boolean, lambda _kind, number, _rng: bool(number % 2)),
    (JSON, lambda _kind, number, _rng: DOCUMENTS[number % len(DOCUMENTS)]),
    (LargeBinary, _bytes),
    (UtcDateTime, _instant),
    (Date, lambda _kind, number, _rng: date(2026, 1, 1) + timedelta(days=number)),
    (Float, lambda _kind, _number, rng: rng.random()),
    (Numeric, lambda _kind, number, _rng: Decimal(number) / 4),
    (Integer, lambda _kind, number, _rng: number + 1),
    (String, _text),
)


def _value(column: Column[Any], number: int, rng: random.Random) -> Any:
    draw = next(draw for kind, draw in DRAWS if isinstance(column.type, kind))
    return draw(column.type, number, rng)


def _row(
    table: Table, number: int, before: dict[str, list[dict[str, Any]]], rng: random.Random
) -> dict[str, Any]:
    row = {column.name: _value(column, number, rng) for column in table.columns}
    for column in table.columns:
        # Every other row leaves out what may be left out.
        if column.nullable and number % 2:
            row[column.name] = None
    for constraint in table.constraints:
        if not isinstance(constraint, ForeignKeyConstraint):
            continue
        parents = before.get(constraint.referred_table.name) or []
        parent = parents[number % len(parents)] if parents else None
        for element in constraint.elements:
            local = element.parent.name
            if parent is not None and (row[local] is not None or not table.c[local].nullable):
                row[local] = parent[element.column.name]
            elif parent is None:
                row[local] = None
    return row


def _obey_checks(table: str, row: dict[str, Any], number: int) -> None:
    """Rules of single tables that types and keys do not tell."""
    if table == "ledger_entries":
        credit = row["reverses_id"] is None
        row["kind"] = type(row["kind"])("credit" if credit else "reversal")
        row["jp"] = (number + 1) * (1 if credit else -1)
    if table == "certificates":
        row["status"] = type(row["status"])("revoked")


async def fill_every_table(database: Database, rows: int = 3) -> None:
    """Put ``rows`` rows into each table, referring to one another, some to rows of their own."""
    rng = random.Random(20261123)
    before: dict[str, list[dict[str, Any]]] = {}
    async with database.write_engine.begin() as connection:
        for table in tables.metadata.sorted_tables:
            for number in range(rows):
                row = _row(table, number, before, rng)
                _obey_checks(table.name, row, number)
                await connection.execute(table.insert().values(row))
                before.setdefault(table.name, []).append(row)


async def all_rows(connection: AsyncConnection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as the application reads it, in the order of the keys."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in tables.metadata.sorted_tables:
        result = await connection.execute(table.select().order_by(*table.primary_key.columns))
        found[table.name] = [tuple(row) for row in result]
    return found


def put_files(data_dir: Path) -> dict[str, bytes]:
    """Files and keys as an installation has them; path below the data folder → content."""
    contents = {
        "files/ab/surat keputusan é.pdf": b"%PDF" + bytes(range(256)) * 4000,
        "files/kosong": b"",
        "keys/tokens-1.key": b"k" * 32,
        "keys/certificates-1.ed25519": bytes(range(32)),
    }
    for name, content in contents.items():
        path = data_dir / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o600)
    return contents


def files_below(data_dir: Path) -> dict[str, bytes]:
    return {
        path.relative_to(data_dir).as_posix(): path.read_bytes()
        for folder in ("files", "keys")
        for path in (data_dir / folder).rglob("*")
        if path.is_file()
    }
