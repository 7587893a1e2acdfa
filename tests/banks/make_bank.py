"""Banks of questions straight into the database: valid by default, every part optional."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.describing import described, digest, folded, title_of
from app.banks.models import (
    BankOrigin,
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionVersion,
)
from app.banks.rows import question_row
from app.kit.ids import uuid7


def question(
    slug: str = "lansia",
    *,
    stem: str = "Siapa yang **didahulukan** di loket?",
    kind: str = "single_choice",
    **more: Any,
) -> dict[str, Any]:
    """A question's source; ``more`` replaces or adds fields."""
    source: dict[str, Any] = {
        "id": slug,
        "kind": kind,
        "competency": "pelayanan-publik",
        "author": "Budi Contoh",
        "review_on": "2027-01-01",
        "key": "a",
        "text": {
            "id": {
                "stem": stem,
                "options": [{"id": "a", "text": "Lansia"}, {"id": "b", "text": "Yang bergegas"}],
                "explanation": "Kelompok rentan didahulukan.",
                "feedback": {"b": "Bukan itu alasannya."},
            }
        },
    }
    return source | more


async def make_bank(
    session: AsyncSession,
    now: datetime,
    *,
    slug: str = "loket",
    title: str | None = None,
    course_id: UUID | None = None,
    agency_id: UUID | None = None,
    origin: BankOrigin = BankOrigin.STUDIO,
    questions: Sequence[Mapping[str, Any]] | None = None,
    retired: Sequence[str] = (),
) -> QuestionBank:
    """Insert a bank with its questions, each in its first version."""
    bank = QuestionBank(
        id=uuid7(),
        slug=slug,
        title=title or title_of(slug),
        search_title=folded(f"{title or title_of(slug)} {slug}"),
        course_id=course_id,
        agency_id=agency_id,
        origin=origin,
        created_at=now,
    )
    session.add(bank)
    await session.flush()
    for place, source in enumerate([question()] if questions is None else questions, 1):
        said = described(source)
        row = BankQuestion(
            **question_row(said),
            id=uuid7(),
            bank_id=bank.id,
            slug=source["id"],
            status=QuestionStatus.RETIRED if source["id"] in retired else QuestionStatus.ACTIVE,
            version=1,
            position=place,
            updated_at=now,
        )
        session.add(row)
        await session.flush()
        session.add(
            QuestionVersion(
                question_id=row.id,
                number=1,
                source=dict(source),
                sha256=digest(source),
                note="",
                made_at=now,
            )
        )
        session.add_all(
            [QuestionTag(bank_id=bank.id, question_id=row.id, tag=tag) for tag in said.tags]
        )
    await session.flush()
    return bank
