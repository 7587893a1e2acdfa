"""A bank's active questions as a file of another format."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from app.banks import service as banks
from app.catalogue.document import Language
from app.identity.actor import Actor
from app.interop.apart import worked
from app.interop.rendering import ExportFormat
from app.interop.schemas import ExportNote, ExportRead
from app.kit.database import Database


@dataclass(frozen=True, slots=True)
class File:
    """``outcome`` says what it holds and what not."""

    name: str
    media_type: str
    content: bytes
    outcome: ExportRead


async def export_questions(
    database: Database, actor: Actor, bank: str, kind: ExportFormat, language: Language
) -> File:
    """Raises ``FileTooHard`` and what the bank's door raises."""
    async with database.reading() as session:
        await banks.bank_to_read(session, actor, bank)
        sources: list[Any] = (await banks.bank_sources(session, [bank]))[bank].data["questions"]
        figures = await banks.bank_figures(session, [bank])
    header = {
        "task": "write",
        "bank": bank,
        "format": kind,
        "language": language,
        "sources": sources,
        "pictures": [PurePosixPath(name).name for name in figures],
    }
    answer, blobs = await worked(header, [figure.content for figure in figures.values()])
    english = actor.language == "en"
    refused, notes = (
        [
            ExportNote(place=line, name=name, said=words[1] if english else words[0])
            for line, name, *words in answer[which]
        ]
        for which in ("refused", "notes")
    )
    outcome = ExportRead(
        format=kind, file=answer["name"], written=answer["written"], refused=refused, notes=notes
    )
    return File(answer["name"], answer["media_type"], blobs[0], outcome)
