"""How one version of a course differs from another, for whoever chooses between them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.catalogue.document import Activity, PrivateDocument, PublicDocument


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """``activity`` as the later version has it; as the earlier had it, if it is gone."""

    change: Change
    activity: Activity


def differences(
    old: PublicDocument,
    old_private: PrivateDocument,
    new: PublicDocument,
    new_private: PrivateDocument,
) -> Sequence[Difference]:
    """New and changed activities in the later version's order, then those that are gone.

    To be moved to another module or place is no change. A new key of a quiz is one.
    """
    before = {activity.id: activity for activity in old.activities()}
    found = []
    for activity in new.activities():
        was = before.get(activity.id)
        if was is None:
            found.append(Difference(Change.NEW, activity))
        elif _content(was, old_private) != _content(activity, new_private):
            found.append(Difference(Change.CHANGED, activity))
    kept = {activity.id for activity in new.activities()}
    gone = [activity for activity in old.activities() if activity.id not in kept]
    return [*found, *(Difference(Change.GONE, activity) for activity in gone)]


def _content(activity: Activity, private: PrivateDocument) -> tuple[object, ...]:
    hidden: dict[UUID, object] = dict(private.activities)
    return (
        activity.kind,
        activity.minutes,
        activity.required,
        activity.completes_by,
        activity.text,
        {language: one.sha256 for language, one in activity.fragments.items()},
        activity.body,
        hidden.get(activity.id),
    )
