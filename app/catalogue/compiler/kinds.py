"""What an activity kind gives the compiler: ``app.wiring.ACTIVITY_KINDS`` hands them in.

The compiler knows no upper floor. A kind reads its own source, says every finding with file and
line, and compiles to a public part, a private part and fragments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal, Protocol, Self, runtime_checkable

from app.catalogue.document import Language


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong in the sources; printed as ``file:line: [code] what; instead``."""

    file: str
    line: int
    code: str
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.code}] {self.what}; {self.instead}"


class Line(int):
    """A line of a file, from 1, that knows for which value it was asked: several may share it.

    ``path`` leads to the value, also to one that is not there and stands for its nearest ancestor.
    """

    path: tuple[str | int, ...]

    def __new__(cls, line: int, path: tuple[str | int, ...] = ()) -> Self:
        made = super().__new__(cls, line)
        made.path = path
        return made

    def __add__(self, lines: int) -> "Line":
        """Further down in the same value."""
        return Line(int(self) + lines, self.path)


def line_in(lines: Mapping[tuple[str | int, ...], int], path: tuple[str | int, ...]) -> Line:
    """The line of the value at ``path``, or of its nearest ancestor."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return Line(lines[path[:length]], path)
    return Line(1, path)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A whole lesson as HTML: top-level blocks carry the ids b1, b2, … that resume points name."""

    html: str
    words: int
    blocks: int
    checks: tuple[str, ...]  # ids of inline check questions, in order
    reflections: tuple[str, ...]
    seconds: int = 0  # of sound and film without a transcript among the words


class RichText(Protocol):
    """Renders one Markdown text of ours to sanitised HTML, adding findings as it goes.

    ``block`` and ``inline`` take texts of any language and know one directive, the figure; the
    wording rules of Indonesian are checked apart, on everything under ``text: id:``.
    """

    def block(self, markdown: str, *, file: str, line: int) -> str: ...

    def inline(self, markdown: str, *, file: str, line: int) -> str: ...

    def page(self, markdown: str, *, file: str, line: int, language: Language) -> RenderedPage: ...


@dataclass(frozen=True, slots=True)
class ActivitySource:
    """One activity's source file (and its translations), as read from disk.

    ``data`` is the YAML mapping (or front matter); ``lines`` gives the line of a value by its
    path, e.g. ``lines[("questions", 3, "stem")]``; of a block scalar it is the first line of its
    text. ``banks`` holds the question banks, read the same way, by bank slug: the files of one
    bank are joined, so ``data["questions"]`` is the list of all its questions and ``place`` names
    the file each came from. Values are what YAML 1.2 makes of them: dates stay text.
    """

    file: str
    slug: str
    data: Mapping[str, Any]
    lines: Mapping[tuple[str | int, ...], int]
    body: str
    body_line: int
    translations: Mapping[Language, "ActivitySource"] = field(default_factory=dict)
    banks: Mapping[str, "ActivitySource"] = field(default_factory=dict)
    folder: PurePosixPath = field(default_factory=PurePosixPath)
    # Banks only: the file of each question, by its index.
    question_files: Sequence[str] = ()

    def line(self, *path: str | int) -> int:
        """See ``line_in``."""
        return line_in(self.lines, path)

    def place(self, *path: str | int) -> tuple[str, int]:
        """File and line of the value at ``path``: in a bank, each question has a file."""
        line = self.line(*path)
        if self.question_files and len(path) > 1 and isinstance(path[1], int):
            file = self.question_files[path[1]]
            # A file of a bank is the list of its questions.
            own = sum(1 for one in self.question_files[: path[1]] if one == file)
            return file, Line(line, (own, *path[2:]))
        return self.file, line


@dataclass(frozen=True, slots=True)
class CompiledActivity:
    """What a kind makes of its source. ``html`` by language; ``private`` None if there is none."""

    html: Mapping[Language, str]
    words: Mapping[Language, int]
    minutes: int
    body: Mapping[str, Any]
    private: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An activity of a course as the others see it. ``module`` and ``source.slug`` name it."""

    module: str
    kind: str
    source: ActivitySource


class ActivityKind(Protocol):
    """A kind of activity, such as a lesson or a quiz."""

    name: str
    completes_by: Literal["done", "outcome"]

    def lint(self, source: ActivitySource, text: RichText) -> Sequence[Finding]:
        """Everything wrong with this source on its own."""
        ...

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        """Deterministic; called only for sources without findings."""
        ...


@runtime_checkable
class LooksAround(Protocol):
    """A kind whose rules reach to other activities of the course."""

    def lint_among(self, source: ActivitySource, course: Sequence[Neighbour]) -> Sequence[Finding]:
        """What is wrong among them; nothing of what ``lint`` says of each file on its own."""
        ...
