"""What is told from a source, as the columns of rows. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.banks.describing import Described


def question_row(said: Described) -> dict[str, Any]:
    """The columns of a question that are told from its source."""
    return {
        "kind": said.kind,
        "competency": said.competency,
        "difficulty": said.difficulty,
        "review_on": said.review_on,
        "author": said.author,
        "stem": said.stem,
        "search_text": said.search_text,
        "content_sha256": said.content_sha256,
    }


def version_row(
    question_id: UUID,
    number: int,
    source: Mapping[str, Any],
    sha256: str,
    *,
    note: str,
    by: UUID | None,
    now: datetime,
) -> dict[str, Any]:
    return {
        "question_id": question_id,
        "number": number,
        "source": dict(source),
        "sha256": sha256,
        "note": note,
        "made_by": by,
        "made_at": now,
    }
