"""Checks data against a pydantic shape and says each fault with file and line. Pure."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.catalogue.compiler.kinds import ActivitySource, Finding
from app.catalogue.compiler.reader import YamlFile

Shape = TypeVar("Shape", bound=BaseModel)

# pydantic's error type → what to write instead.
_INSTEAD = {
    "missing": "add it",
    "extra_forbidden": "remove it or mend its name",
    "string_type": "write text, in quotes if it looks like a number",
    "string_too_short": "write something",
    "string_pattern_mismatch": "use small letters, digits and single dashes",
    "int_type": "write a whole number",
    "bool_type": "write true or false",
    "list_type": "write a list, each item after '- '",
    "dict_type": "write a mapping",
    "model_type": "write a mapping",
    "enum": "write one of the values allowed",
    "literal_error": "write one of the values allowed",
    "value_error": "write a date as 2026-11-21, an id as a UUID",
}
MAX_FINDINGS = 20


def shaped(
    shape: type[Shape], data: object, source: YamlFile | ActivitySource, *path: str | int
) -> tuple[Shape | None, list[Finding]]:
    """``data`` (found at ``path`` of ``source``) as ``shape``, or None and why not."""
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        findings = []
        for fault in error.errors(include_url=False)[:MAX_FINDINGS]:
            kind = str(fault["type"])
            loc = tuple(part for part in fault["loc"] if part != "[key]")
            place = _place(data, loc, fault["input"], missing=kind == "missing")
            file, line = (
                source.place(*path, *place)
                if isinstance(source, ActivitySource)
                else (source.file, source.line(*path, *place))
            )
            name = ".".join(str(part)[:60] for part in place) or "the file"
            if kind == "missing":
                what = f"'{name}' is missing"
            elif kind == "extra_forbidden":
                what = f"'{name}' is not a field"
            else:
                message = str(fault["msg"]).removeprefix("Value error, ")
                what = f"'{name}': {message[:1].lower()}{message[1:160]}"
            findings.append(Finding(file, line, "C010", what, _INSTEAD.get(kind, "mend the value")))
        return None, findings


def _place(
    data: object, loc: tuple[str | int, ...], said: object, *, missing: bool
) -> tuple[str | int, ...]:
    """The way to a fault in the file: pydantic's own, without its names of shapes to choose from.

    Such a name may be a key as well, so of the ways that are there the one counts that leads to
    what the fault is ``said`` of: the value, or what it is missing in. Else it is the longest.
    """
    ways = sorted(_ways(data, loc, missing=missing), key=lambda way: -len(way[0]))
    return next((way for way, value in ways if value is said or value == said), ways[0][0])


def _ways(
    data: Any, loc: tuple[str | int, ...], *, missing: bool
) -> list[tuple[tuple[str | int, ...], object]]:
    """Ways through the data along some of the names, each with the value it leads to."""
    if not loc:
        return [((), data)]
    first, rest = loc[0], loc[1:]
    ways = _ways(data, rest, missing=missing)
    is_there = (
        first in data
        if isinstance(data, Mapping)
        else isinstance(data, list | tuple) and isinstance(first, int) and first < len(data)
    )
    if is_there:
        inner = _ways(data[first], rest, missing=missing)
        return [*ways, *(((first, *way), end) for way, end in inner)]
    if missing and not rest and isinstance(data, Mapping):
        return [*ways, ((first,), data)]
    return ways
