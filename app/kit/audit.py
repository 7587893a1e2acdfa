"""Append-only trail of privileged acts: who did what to whom, when, and why.

An entry is written in the transaction of the act itself, so neither exists without the other.
There is no update or delete path, and the database refuses both by trigger (see the migration).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.database import Base, UtcDateTime
from app.kit.ids import uuid7


class AuditEntry(Base):
    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject_kind", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[UUID | None] = mapped_column(doc="None: the operator at the terminal")
    act: Mapped[str] = mapped_column(String(64), doc="Past tense, e.g. person.deactivated")
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(64))
    agency_id: Mapped[UUID | None] = mapped_column(index=True, doc="Whose admins may see it")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, doc="Never a NIP, code or password")


async def record(
    session: AsyncSession,
    *,
    actor_id: UUID | None,
    act: str,
    subject_kind: str,
    subject_id: UUID | str,
    now: datetime,
    agency_id: UUID | None = None,
    **details: str | int | bool | None,
) -> None:
    """Append one entry to the trail."""
    session.add(
        AuditEntry(
            id=uuid7(),
            at=now,
            actor_id=actor_id,
            act=act,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            agency_id=agency_id,
            details=details,
        )
    )
