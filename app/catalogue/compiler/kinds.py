"""What an activity kind gives the compiler: ``app.wiring.ACTIVITY_KINDS`` hands them in.

The compiler knows no upper floor. A kind reads its own source, says every finding with file and
line, and compiles to a public part, a private part and fragments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal, Protocol

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


class RichText(Protocol):
    """Renders one Markdown text of ours to sanitised HTML, adding findings as it goes."""

    def block(self, markdown: str, *, file: str, line: int) -> str: ...

    def inline(self, markdown: str, *, file: str, line: int) -> str: ...


@dataclass(frozen=True, slots=True)
class ActivitySource:
    """One activity's source file (and its translations), as read from disk.

    ``data`` is the YAML mapping (or front matter); ``lines`` gives the line of a value by its
    path, e.g. ``lines[("questions", 3, "stem")]``; ``banks`` holds the question banks' mappings,
    read the same way, by bank slug.
    """

    file: str
    slug: str
    data: Mapping[str, Any]
    lines: Mapping[tuple[str | int, ...], int]
    body: str
    body_line: int
    translations: Mapping[Language, "ActivitySource"] = field(default_factory=dict)
    banks: Mapping[str, "ActivitySource"] = field(default_factory=dict)
    folder: PurePosixPath = PurePosixPath()

    def line(self, *path: str | int) -> int:
        """The line of the value at ``path``, or of its nearest ancestor."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


@dataclass(frozen=True, slots=True)
class CompiledActivity:
    """What a kind makes of its source. ``html`` by language; ``private`` None if there is none."""

    html: Mapping[Language, str]
    words: Mapping[Language, int]
    minutes: int
    body: Mapping[str, Any]
    private: Mapping[str, Any] | None


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
