"""What is wrong with a worksheet's source; the numbers are those of content/README.md. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.catalogue.compiler.kinds import ActivitySource, Finding
from app.worksheets.sources import ColumnSource, OptionSource, WorksheetSource
from app.worksheets.tools.registry import TOOLS

Path = tuple[str | int, ...]


def findings_of(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    """Everything that this worksheet breaks."""
    for rule in (_languages, _minutes, _unique, _fitting, _asked, _kept):
        yield from rule(worksheet, source)


def _texts(worksheet: WorksheetSource) -> Iterator[tuple[Path, Mapping[Any, Any]]]:
    """Every text that must be there in each language of the worksheet, with its path."""
    for s, section in enumerate(worksheet.sections):
        yield ("sections", s, "text"), section.text
        for f, one in enumerate(section.fields):
            where = ("sections", s, "fields", f)
            yield (*where, "text"), one.text
            for o, option in enumerate(one.options):
                yield (*where, "options", o, "text"), option.text
            for c, column in enumerate(one.columns):
                yield (*where, "columns", c, "text"), column.text
                for o, option in enumerate(column.options):
                    yield (*where, "columns", c, "options", o, "text"), option.text


def _languages(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    spoken = worksheet.languages()
    if "id" not in spoken:
        line = source.line("text", "id")
        yield Finding(
            source.file, line, "W001", "the Indonesian text has no intro", "add it under 'id:'"
        )
        return
    for path, text in _texts(worksheet):
        for language in spoken:
            if language not in text:
                what = f"the text in '{language}' is missing"
                instead = f"write it, or leave '{language}: intro:' out at the top"
                yield Finding(source.file, source.line(*path), "W001", what, instead)


def _minutes(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    ceiling = TOOLS[worksheet.tool].ceiling
    if worksheet.minutes > ceiling:
        what = f"{worksheet.minutes} minutes declared"
        instead = f"declare at most {ceiling} for this tool"
        yield Finding(source.file, source.line("minutes"), "W002", what, instead)


def _unique(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    sections: list[tuple[Path, str]] = []
    # Fields of a tool stand beside the author's in one form.
    fields = {one.id: "the tool" for one in TOOLS[worksheet.tool].fields}
    for s, section in enumerate(worksheet.sections):
        sections.append((("sections", s, "id"), section.id))
        for f, one in enumerate(section.fields):
            where = ("sections", s, "fields", f)
            if one.id in fields:
                what = f"the field '{one.id}' is there already, in {fields[one.id]}"
                yield Finding(
                    source.file, source.line(*where, "id"), "W003", what, "give it another id"
                )
            fields.setdefault(one.id, section.id)
            yield from _repeated(source, _placed(where, "options", one.options))
            yield from _repeated(source, _placed(where, "columns", one.columns))
            for c, column in enumerate(one.columns):
                options = _placed((*where, "columns", c), "options", column.options)
                yield from _repeated(source, options)
    yield from _repeated(source, sections)


def _placed(
    where: Path, name: str, items: Sequence[OptionSource | ColumnSource]
) -> list[tuple[Path, str]]:
    return [((*where, name, number), one.id) for number, one in enumerate(items)]


def _repeated(source: ActivitySource, placed: Sequence[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in placed:
        if name in seen:
            what = f"the id '{name}' is used twice here"
            yield Finding(source.file, source.line(*path), "W003", what, "give it another id")
        seen.add(name)


def _fitting(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    for s, section in enumerate(worksheet.sections):
        for f, one in enumerate(section.fields):
            where = ("sections", s, "fields", f)
            line = source.line(*where)
            yield from _options(one.kind, one.options, source.file, line)
            if (one.kind == "rows") != bool(one.columns):
                how = "with" if one.columns else "without"
                what = f"a field of kind '{one.kind}' {how} columns"
                instead = "columns belong to rows, and rows need them"
                yield Finding(source.file, line, "W004", what, instead)
            for c, column in enumerate(one.columns):
                at = source.line(*where, "columns", c)
                yield from _options(column.kind, column.options, source.file, at)
            least = max(one.least, int(one.required))
            if one.kind == "rows" and least:
                if least > one.most:
                    what = f"{least} rows are asked for and {one.most} allowed"
                    yield Finding(source.file, line, "W005", what, "mend least or most")
                if not any(column.required for column in one.columns):
                    what = "rows are asked for but none of their columns is"
                    yield Finding(source.file, line, "W005", what, "mark a column required: true")


def _options(kind: str, options: Sequence[OptionSource], file: str, line: int) -> Iterator[Finding]:
    if kind == "choice" and len(options) < 2:
        yield Finding(file, line, "W004", "a choice between fewer than two", "add options")
    if kind != "choice" and options:
        yield Finding(file, line, "W004", f"a '{kind}' has options", "make it a choice")


def _asked(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    fields = [one for section in worksheet.sections for one in section.fields]
    if TOOLS[worksheet.tool].fields or any(one.required or one.least for one in fields):
        return
    what = "nothing is required, so the worksheet can never be complete"
    instead = "mark a field required: true, or ask for rows with least:"
    yield Finding(source.file, source.line("sections"), "W006", what, instead)


def _kept(worksheet: WorksheetSource, source: ActivitySource) -> Iterator[Finding]:
    if (worksheet.private == "device") != (worksheet.tool == "time_log"):
        what = "only a time log stays on the device, and it always does"
        instead = "write 'private: device' with 'tool: time_log', else leave it out"
        yield Finding(source.file, source.line("private"), "W007", what, instead)
