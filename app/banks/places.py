"""Where a finding is in a question that came from no file: every value has a line of its own. Pure.

The rules of content speak of files and lines. A stored question gets a file's name and numbers its
values in order, so that the rules can be used as they are and their findings led back to a field.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from app.catalogue.compiler.kinds import ActivitySource, Finding

Path = tuple[str | int, ...]


def folder_of(bank: str) -> PurePosixPath:
    """Where the files of a bank stand; its figures are looked for below it."""
    return PurePosixPath("banks") / bank


def as_bank(slug: str, questions: Sequence[Mapping[str, Any]]) -> ActivitySource:
    """Questions as the compiler's reader gives a bank. Whatever they hold, this does not raise."""
    folder = folder_of(slug)
    lines: dict[Path, int] = {(): 1, ("questions",): 1}
    for number, question in enumerate(questions):
        for line, path in enumerate(paths_of(question), 1):
            lines[("questions", number, *path)] = line
    return ActivitySource(
        str(folder),
        slug,
        {"questions": list(questions)},
        lines,
        "",
        1,
        folder=folder,
        question_files=tuple(str(folder / f"{number}.yaml") for number in range(len(questions))),
    )


def paths_of(value: Any) -> Iterator[Path]:
    """The path of a value and of everything in it, in order; ``()`` first."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, inner = waiting.pop()
        yield path
        if isinstance(inner, Mapping):
            waiting += [((*path, key), one) for key, one in reversed(list(inner.items()))]
        elif isinstance(inner, list):
            waiting += [((*path, n), inner[n]) for n in range(len(inner) - 1, -1, -1)]


def path_at(bank: ActivitySource, finding: Finding) -> Path | None:
    """The path in ``bank.data`` of a finding; None for a finding of another file."""
    if finding.file not in bank.question_files:
        return None
    number = bank.question_files.index(finding.file)
    question = bank.data["questions"][number]
    for line, path in enumerate(paths_of(question), 1):
        if line == finding.line:
            return ("questions", number, *path)
    return ("questions", number)
