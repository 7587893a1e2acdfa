"""What importing and exporting questions answer."""

from typing import Literal

from pydantic import BaseModel

ImportStatus = Literal["taken", "duplicate", "refused"]


class ImportedQuestion(BaseModel):
    """One question of the file; ``line`` is where it begins, in a table its row.

    ``index`` counts questions that could be read, from 0, and is what ``leave_out`` names; null
    where there is nothing to name. ``why`` is empty unless refused; ``notes`` say what was lost or
    changed. ``id``: its id in the bank, of a duplicate that of the question that asks the same.
    """

    index: int | None
    line: int
    name: str
    kind: str
    stem: str
    status: ImportStatus
    id: str | None
    why: list[str]
    notes: list[str]


class ImportRead(BaseModel):
    """``dry_run``: nothing was stored and ``taken`` is what would be. Notes are of the file."""

    dry_run: bool
    format: str
    taken: int
    duplicates: int
    refused: int
    left_out: int
    pictures: int
    questions: list[ImportedQuestion]
    notes: list[str]


class ExportNote(BaseModel):
    """``place``: of the question in the bank, from 1; 0 for the whole file."""

    place: int
    name: str
    said: str


class ExportRead(BaseModel):
    """What a file of this format would hold: how many questions, and what not."""

    format: str
    file: str
    written: int
    refused: list[ExportNote]
    notes: list[ExportNote]
