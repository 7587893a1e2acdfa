"""Rows of any table as JSON lines that either database can take back exactly.

Kinds of columns are read from the database itself, not from the models: a backup made between an
upgrade of the code and its migration is whole, and an old backup is loaded into its own schema
before that is migrated. JSON columns travel as the text that is stored, so ``null`` the value and
NULL the absence, key order and number spelling all survive.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnClause,
    Connection,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Select,
    Text,
    Uuid,
    cast,
    column,
    select,
    table,
)
from sqlalchemy.sql.expression import ColumnElement, TableClause
from sqlalchemy.types import CHAR, JSON, String, TypeEngine

from app.kit.database import UtcDateTime
from app.operations.errors import Refused

VERSION_TABLE = "alembic_version"


class Kind(StrEnum):
    """What a column holds, whatever the database calls it."""

    UUID = "uuid"
    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    FLOAT = "float"
    DECIMAL = "decimal"
    INSTANT = "instant"
    DATE = "date"
    BYTES = "bytes"
    JSON = "json"


# How a column of a kind is selected and bound. JSON is text here; see the module's sentence.
_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.UUID: Uuid,
    Kind.TEXT: Text,
    Kind.INTEGER: BigInteger,
    Kind.BOOLEAN: Boolean,
    Kind.FLOAT: Double,
    Kind.DECIMAL: Numeric,
    Kind.INSTANT: UtcDateTime,
    Kind.DATE: Date,
    Kind.BYTES: LargeBinary,
    Kind.JSON: Text,
}


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind


@dataclass(frozen=True)
class Shape:
    """A table's name, columns in order, and the names of its key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def clause(self) -> TableClause:
        columns: list[ColumnClause[Any]] = [column(c.name, _TYPES[c.kind]()) for c in self.columns]
        return table(self.name, *columns)


# In this order: what SQLAlchemy derives from another type stands before it.
_KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (Uuid, Kind.UUID),
    (Boolean, Kind.BOOLEAN),
    (JSON, Kind.JSON),
    (LargeBinary, Kind.BYTES),
    (DateTime, Kind.INSTANT),
    (Date, Kind.DATE),
    (Float, Kind.FLOAT),
    (Numeric, Kind.DECIMAL),
    (Integer, Kind.INTEGER),
    (String, Kind.TEXT),
)


def _kind(reflected: TypeEngine[Any], where: str) -> Kind:
    if isinstance(reflected, CHAR) and reflected.length == 32:
        return Kind.UUID  # as SQLAlchemy stores one on SQLite
    for type_, kind in _KINDS:
        if isinstance(reflected, type_):
            return kind
    raise Refused(f"Column {where} has the type {reflected!r}, which a backup cannot carry")


def read_shapes(connection: Connection) -> list[Shape]:
    """Every table but Alembic's own, referred tables before those that refer to them."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [
        Shape(
            each.name,
            tuple(Column(c.name, _kind(c.type, f"{each.name}.{c.name}")) for c in each.columns),
            tuple(c.name for c in each.primary_key.columns),
        )
        for each in metadata.sorted_tables
        if each.name != VERSION_TABLE
    ]


def select_all(shape: Shape, *, is_sqlite: bool) -> Select[Any]:
    """All rows in the order of the key, columns as ``encode_row`` takes them."""
    source = shape.clause()
    picked: list[ColumnElement[Any]] = []
    for each in shape.columns:
        found: ColumnElement[Any] = source.c[each.name]
        if each.kind is Kind.JSON and not is_sqlite:
            found = cast(found, Text)
        picked.append(found)
    return select(*picked).order_by(*(source.c[name] for name in shape.key))


def _encode(kind: Kind, value: Any) -> object:
    if value is None:
        return None
    match kind:
        case Kind.UUID:
            return str(value)
        case Kind.INSTANT | Kind.DATE:
            return str(value.isoformat())
        case Kind.BYTES:
            return base64.b64encode(value).decode()
        case Kind.DECIMAL:
            return str(value)
        case Kind.JSON:
            # SQLite keeps a bare JSON number in a JSON column as a number.
            return value if isinstance(value, str) else json.dumps(value)
    return value


def encode_row(shape: Shape, row: Iterable[Any]) -> bytes:
    """One JSON array and a line feed, values in the order of the shape's columns."""
    values = [_encode(c.kind, value) for c, value in zip(shape.columns, row, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _decode(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case Kind.UUID:
            return UUID(value)
        case Kind.INSTANT:
            return datetime.fromisoformat(value).astimezone(UTC)
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.BYTES:
            return base64.b64decode(value, validate=True)
        case Kind.DECIMAL:
            return Decimal(value)
        case Kind.FLOAT:
            return float(value)
    expected = {Kind.INTEGER: int, Kind.BOOLEAN: bool}.get(kind, str)
    if not isinstance(value, expected):
        raise TypeError(f"{kind} expected")
    return value


def decode_row(shape: Shape, line: bytes) -> list[Any]:
    """The values of a line as drivers take them; ValueError or TypeError if it is none."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(shape.columns):
        raise ValueError(f"A row of {shape.name} has not {len(shape.columns)} values")
    return [_decode(c.kind, value) for c, value in zip(shape.columns, values, strict=True)]
