"""YAML text → plain values, with the line of each and every fault as a finding.

A smaller YAML than PyYAML's, for authors and against attackers: only the words ``true``, ``false``
and ``null`` are special (so ``no``, ``on`` and dates stay text), duplicate keys are faults, and
anchors, aliases, tags and deep nesting are refused. It reads libyaml's event stream with a stack
of its own, so no input can exhaust Python's recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.catalogue.compiler.kinds import Finding

MAX_DEPTH = 24
MAX_FINDINGS = 20

_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
# Nothing a keyboard writes: refused, because terminals, JSON columns and UTF-8 choke on them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NULLS = frozenset({"", "~", "null"})

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """``value`` is None when the text could not be read as YAML at all."""

    value: Any
    lines: dict[Path, int]
    findings: list[Finding]


@dataclass(slots=True)
class _Open:
    """A collection that is being filled; ``key`` is the key whose value comes next."""

    path: Path
    values: Any
    key: str | None = None
    key_line: int = 1
    waiting_for_key: bool = True


@dataclass(slots=True)
class _Builder:
    file: str
    offset: int
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None

    def line_of(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + 1 + self.offset

    def fault(self, line: int, code: str, what: str, instead: str) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(Finding(self.file, line, code, what, instead))

    def place(self, value: Any, line: int) -> Path:
        """Put a value where it belongs and return its path."""
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.values, list):
            path = (*top.path, len(top.values))
            top.values.append(value)
            self.lines[path] = line
            return path
        key = top.key if top.key is not None else ""
        path = (*top.path, key)
        top.values[key] = value
        self.lines[path] = max(top.key_line, line if not isinstance(value, dict | list) else 0)
        top.waiting_for_key = True
        return path

    def scalar(self, event: yaml.ScalarEvent) -> None:
        line = self.line_of(event)
        if CONTROL.search(event.value):
            self.fault(line, "C003", "a control character", "remove it")
            event.value = CONTROL.sub("", event.value)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.values, dict) and top.waiting_for_key:
            key = str(event.value)
            if key in top.values:
                self.fault(line, "C005", f"the key '{key[:40]}' is given twice", "keep one of them")
            top.key, top.key_line, top.waiting_for_key = key, line, False
            return
        plain = event.style is None or event.style == ""
        value = _resolve(event.value) if plain else event.value
        self.place(value, line + 1 if event.style in ("|", ">") else line)

    def open(self, values: dict[str, Any] | list[Any], event: yaml.Event) -> bool:
        line = self.line_of(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.values, dict) and top.waiting_for_key:
            self.fault(
                line, "C004", "a key is a list or a mapping", "write a word before the colon"
            )
            return False
        if len(self.stack) >= MAX_DEPTH:
            self.fault(line, "C007", f"nested deeper than {MAX_DEPTH} levels", "write it flatter")
            return False
        self.stack.append(_Open(self.place(values, line), values))
        return True


def _resolve(text: str) -> str | int | float | bool | None:
    """A plain scalar's value; whoever needs text of digits quotes them."""
    if text in _NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def _events(text: str) -> Iterator[yaml.Event]:
    # libyaml when PyYAML was built with it: ten times faster, the same events.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text, Loader=loader)


def parse(text: str, *, file: str, first_line: int = 1) -> Parsed:
    """Read one YAML document; ``first_line`` is where it begins in the file."""
    build = _Builder(file, first_line - 1)
    tab = next(
        (n for n, line in enumerate(text.split("\n")) if "\t" in line[: _indent(line) + 1]), None
    )
    if tab is not None:
        build.fault(tab + first_line, "C004", "a tab indents this line", "indent with two spaces")
        return Parsed(None, {(): first_line}, build.findings)
    try:
        documents = 0
        for event in _events(text):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = build.line_of(event)
                    build.fault(line, "C006", "a second document begins", "keep one in a file")
                    break
            elif not _take(build, event):
                break
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = int(mark.line) + first_line if mark is not None else first_line
        problem = str(getattr(error, "problem", None) or "unreadable text")[:120]
        build.fault(line, "C004", f"not YAML: {problem}", "mend the quotes, colons or indentation")
    broken = any(f.code not in ("C003", "C005") for f in build.findings)
    build.lines.setdefault((), first_line)
    return Parsed(None if broken else build.root, build.lines, build.findings)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _take(build: _Builder, event: yaml.Event) -> bool:
    """Apply one event; False when reading should stop."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        build.fault(build.line_of(event), "C006", "an anchor or alias", "write the value out")
        return False
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        build.fault(build.line_of(event), "C006", "a YAML tag (!…)", "write a plain value")
        return False
    if isinstance(event, yaml.ScalarEvent):
        build.scalar(event)
    elif isinstance(event, yaml.MappingStartEvent):
        return build.open({}, event)
    elif isinstance(event, yaml.SequenceStartEvent):
        return build.open([], event)
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        build.stack.pop()
    return True
