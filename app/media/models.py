"""Tables of uploads and of the sounds, films and documents that are kept as files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime
from app.media.limits import UploadState


class Upload(Base):
    """A file on its way in. Its bytes lie in the store; how many there are, only the store knows.

    ``course_id`` is a course or a draft that is none yet, so it refers to no table. ``reason`` is a
    code of ``app.media.refusals``; ``result`` the values of ``schemas.UploadResult``, of a
    refused one ``about``: the name inside it that the reason is about.
    """

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_state", "state", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    course_id: Mapped[UUID | None] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(16), doc="asset or import")
    name: Mapped[str] = mapped_column(String(200), doc="The file's own name, for people")
    length: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[UploadState] = mapped_column(stored_by_value(UploadState))
    progress: Mapped[int] = mapped_column(default=0, doc="Percent of the examination")
    reason: Mapped[str | None] = mapped_column(String(40))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)


class MediaFile(Base):
    """A sound, film or document that a course holds; the bytes lie in the store by their hash.

    ``added_by`` None: the operator, from files. ``unused_since``: when it was first found that no
    version and no draft names it; ``looked_at``: when that was looked at last.
    """

    __tablename__ = "media_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    media_type: Mapped[str] = mapped_column(String(80))
    bytes: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[int | None] = mapped_column()
    pages: Mapped[int | None] = mapped_column()
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    unused_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
