"""Tables of question banks.

A question's text lives in its versions, which never change; its row holds what lists filter and
sort by, copied from the current version. Outside, a question is "<bank's slug>.<own slug>".
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class BankOrigin(StrEnum):
    """Who owns a bank's questions: ``content publish`` skips what belongs to the studio."""

    FILES = "files"
    STUDIO = "studio"


class QuestionStatus(StrEnum):
    ACTIVE = "active"
    RETIRED = "retired"


class QuestionBank(Base):
    """A bank belongs to a course, to an agency and all below it, or (neither) to the house."""

    __tablename__ = "question_banks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    search_title: Mapped[str] = mapped_column(String(400), doc="Title and slug, folded")
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("courses.id"), index=True)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    origin: Mapped[BankOrigin] = mapped_column(stored_by_value(BankOrigin))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BankQuestion(Base):
    __tablename__ = "bank_questions"
    __table_args__ = (
        UniqueConstraint("bank_id", "slug"),
        Index("ix_bank_questions_order", "bank_id", "position", "id"),
        # What facets are counted from: everything they need, so that no row is read for them.
        Index(
            "ix_bank_questions_facets",
            *("bank_id", "status", "kind", "difficulty", "competency", "review_on", "id"),
        ),
        Index("ix_bank_questions_content", "bank_id", "content_sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    bank_id: Mapped[UUID] = mapped_column(ForeignKey("question_banks.id"))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    competency: Mapped[str] = mapped_column(String(500))
    difficulty: Mapped[str] = mapped_column(String(8))
    review_on: Mapped[date] = mapped_column()
    author: Mapped[str] = mapped_column(String(500))
    status: Mapped[QuestionStatus] = mapped_column(stored_by_value(QuestionStatus))
    version: Mapped[int] = mapped_column(doc="Number of the current version")
    position: Mapped[int] = mapped_column(doc="Order within the bank, from 1; gaps mean nothing")
    stem: Mapped[str] = mapped_column(String(300), doc="Beginning of the stem, without Markdown")
    search_text: Mapped[str] = mapped_column(doc="Words of stem and options, folded")
    content_sha256: Mapped[str] = mapped_column(String(64), doc="See describing.fingerprint")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionVersion(Base):
    """One text of a question. Append-only: the database refuses changes (see the migration)."""

    __tablename__ = "question_versions"

    question_id: Mapped[UUID] = mapped_column(ForeignKey("bank_questions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, doc="1, 2, 3 … within the question")
    # The question as content/README.md writes it in YAML.
    source: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64), doc="Of the source as RFC 8785 JSON")
    note: Mapped[str] = mapped_column(String(500), doc="Why, in the author's words; may be empty")
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), doc="None: from files")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionTag(Base):
    """A tag of a question's current version."""

    __tablename__ = "question_tags"

    bank_id: Mapped[UUID] = mapped_column(ForeignKey("question_banks.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("bank_questions.id"), primary_key=True, index=True
    )


class BankAsset(Base):
    """A picture of a bank; its bytes are among the catalogue's assets.

    ``alt`` and ``licence`` are what a figure is proposed with; empty for pictures from files, whose
    figures say both.
    """

    __tablename__ = "bank_assets"

    bank_id: Mapped[UUID] = mapped_column(ForeignKey("question_banks.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(130), primary_key=True, doc="assets/<name>")
    sha256: Mapped[str] = mapped_column(ForeignKey("assets.sha256"))
    alt: Mapped[str] = mapped_column(String(500))
    licence: Mapped[str] = mapped_column(String(200))
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionUse(Base):
    """A quiz of a course's current publication may ask this question. Rewritten at publish.

    By name, because a publication may ask what no bank here holds.
    """

    __tablename__ = "question_uses"

    bank: Mapped[str] = mapped_column(String(80), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), primary_key=True, index=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
