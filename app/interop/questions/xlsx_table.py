"""Questions as an XLSX workbook: our table on a sheet, and a sheet that explains it."""

from collections.abc import Sequence
from dataclasses import replace

from app.interop.questions.model import Imported, Question, RefusedError, Rendered
from app.interop.questions.table_help import SAMPLES
from app.interop.questions.table_reading import no_heading, parsed
from app.interop.questions.table_writing import help_plan, plan_of, row_of
from app.interop.questions.texts import has_figure
from app.interop.questions.workbook import Plan, read, write
from app.interop.questions.writing import Losses, each


def parse(content: bytes) -> Imported:
    """Raises ``UnreadableFileError`` alone. Lines are rows of the first sheet with our headings."""
    for sheet in read(content):
        found = parsed(sheet.rows)
        if found is not None:
            return found
    raise no_heading()


def render(questions: Sequence[Question], told: Sequence[str] = ()) -> Rendered:
    """``told``: lines for a sheet of their own, such as what did not come along."""
    rows: list[dict[str, str]] = []

    def one(question: Question, lost: Losses) -> str:
        if has_figure(question.stem, question.explanation):
            raise RefusedError("tabel tidak memuat gambar", "a table holds no pictures")
        rows.append(row_of(question, lost))
        return ""

    _, outcome = each(questions, one, holds_bank_fields=True)
    more = [Plan("Catatan", [[line] for line in told], [100])] if told else []
    return replace(outcome, content=write([plan_of(rows), *more, help_plan()]))


def template() -> bytes:
    """An empty table with an example of each kind, and a sheet that explains it."""
    return write([plan_of(SAMPLES), help_plan()])
