"""Versions of an answer as a multi-value register. Pure.

Each version names those it replaces. Heads are the versions nobody replaces; devices that did not
know of each other leave several, and the last by (clock, command id) is in force. Nothing is ever
dropped, so any order, repetition or batching of the same versions gives the same heads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Version:
    """One stored answer to one question. ``receipt`` is what its sender was told.

    ``occurred_at``: by the device's clock.
    """

    command_id: UUID
    question_id: str
    response: Mapping[str, JsonValue]
    content_hash: str
    hlc: int
    replaces: frozenset[UUID]
    received_at: datetime
    receipt: str | None
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """The exact version of an answer that was handed in."""

    command_id: UUID
    content_hash: str


def heads(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The heads among versions of one question, the one in force last.

    A ring of versions that replace each other cannot come from an honest device and would leave no
    head: then the last of all stands.
    """
    by_id = {version.command_id: version for version in versions}
    replaced = {
        old for version in by_id.values() for old in version.replaces if old != version.command_id
    }
    ordered = sorted(by_id.values(), key=lambda v: (v.hlc, v.command_id))
    return tuple(v for v in ordered if v.command_id not in replaced) or tuple(ordered[-1:])


def by_question(versions: Iterable[Version]) -> dict[str, list[Version]]:
    grouped: dict[str, list[Version]] = {}
    for version in versions:
        grouped.setdefault(version.question_id, []).append(version)
    return grouped


def in_force(versions: Iterable[Version]) -> dict[str, Version]:
    """The version in force of each answered question, by question."""
    return {question: heads(group)[-1] for question, group in by_question(versions).items()}


def handed_in(versions: Iterable[Version], pins: Mapping[str, Pin]) -> dict[str, Version]:
    """The pinned versions that have arrived, by question.

    A pin holds only for the very content, of the very question: a version under the pinned id that
    differs in either was not handed in.
    """
    found = {}
    for version in versions:
        pin = pins.get(version.question_id)
        if pin is not None and pin == Pin(version.command_id, version.content_hash):
            found[version.question_id] = version
    return found


def missing(arrived: Iterable[UUID], pins: Mapping[str, Pin]) -> frozenset[UUID]:
    """Pinned command ids that may still arrive. ``arrived``: ids of any stored answers."""
    return frozenset(pin.command_id for pin in pins.values()) - frozenset(arrived)


def not_handed_in(versions: Iterable[Version], pins: Mapping[str, Pin]) -> tuple[Version, ...]:
    """Heads that are no part of what was handed in: answers that came after, or went unseen."""
    return tuple(
        head
        for question, group in sorted(by_question(versions).items())
        for head in heads(group)
        if pins.get(question) != Pin(head.command_id, head.content_hash)
    )
