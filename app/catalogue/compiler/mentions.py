"""Where texts name a regulation in passing, beside the facts that are taken from it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.catalogue.compiler.assembling import CourseParts
from app.catalogue.compiler.kinds import ActivitySource
from app.catalogue.compiler.sources import RegulationSource

Place = tuple[str, int]


def mentions_of(
    regulation: RegulationSource,
    courses: Sequence[CourseParts],
    banks: Mapping[str, ActivitySource],
) -> tuple[Place, ...]:
    """File and line of every text in courses and banks with its short title."""
    name = re.compile(
        r"(?<!\w)" + re.escape(regulation.short).replace(r"\ ", r"\s+") + r"(?![\w/])"
    )
    places: list[Place] = []
    for parts in courses:
        course = parts.files.course
        places += _in_strings(course.data, name, lambda path, f=course: (f.file, f.line(*path)))
        for activity in parts.activities():
            for source in (activity.source, *activity.source.translations.values()):
                places += _in_strings(
                    source.data, name, lambda path, s=source: (s.file, s.line(*path))
                )
                places += _in_body(source, name)
    for bank in banks.values():
        places += _in_strings(bank.data, name, lambda path, b=bank: b.place(*path))
    return tuple(sorted(set(places)))


def _in_body(source: ActivitySource, name: re.Pattern[str]) -> Iterator[Place]:
    for found in name.finditer(source.body):
        yield source.file, source.body_line + source.body.count("\n", 0, found.start())


def _in_strings(data: Any, name: re.Pattern[str], place: Any) -> Iterator[Place]:
    def walk(value: Any, path: tuple[str | int, ...]) -> Iterator[Place]:
        if isinstance(value, str):
            if name.search(value):
                yield place(path)
            return
        inner: Iterable[tuple[str | int, Any]] = ()
        if isinstance(value, Mapping):
            inner = value.items()
        elif isinstance(value, list):
            inner = enumerate(value)
        for key, each in inner:
            yield from walk(each, (*path, key))

    return walk(data, ())
