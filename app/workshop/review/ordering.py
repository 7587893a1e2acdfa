"""Changed files as somebody who reads a course would take them up. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.workshop.review.differing import Changed
from app.workshop.sources import CourseFile, course_of
from app.workshop.structure import names_bank


def as_read(
    changed: Iterable[Changed],
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    slug: str,
) -> list[Changed]:
    """The course's facts, then module by module its activities, each followed by what it asks
    from; then pictures and the rest, last what the law says. A bank is called as its first quiz.
    """
    now, then = course_of(after, slug), course_of(before, slug)
    files = {**before, **after}
    titles: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for path in (*_in_order(now), *_in_order(then)):
        ranks.setdefault(path, len(ranks))
    for activity in (*now.activities(), *then.activities()):
        content = files.get(activity.path, b"")
        if activity.kind != "quiz" or activity.path not in ranks:
            continue
        for bank in {path.split("/")[1] for path in files if path.startswith("banks/")}:
            if names_bank(content, bank):
                titles.setdefault(bank, activity.title("id") or activity.slug)
                ranks.setdefault(f"banks/{bank}/", ranks[activity.path])

    def rank(one: Changed) -> tuple[int, int, str]:
        if one.path.startswith("banks/"):
            bank = "/".join(one.path.split("/")[:2]) + "/"
            return (ranks.get(bank, len(ranks)), 1, one.path)
        if one.path.startswith(("facts/", "regulations/")):
            return (len(ranks) + 1, 0, one.path)
        return (ranks.get(one.path, len(ranks)), 0, one.path)

    return [
        replace(one, title=titles.get(one.path.split("/")[1]))
        if one.path.startswith("banks/")
        else one
        for one in sorted(changed, key=rank)
    ]


def _in_order(course: CourseFile) -> list[str]:
    paths = [course.path]
    for module in course.modules:
        paths.append(module.path)
        for activity in module.activities:
            paths += [activity.path, *([activity.english] if activity.english else [])]
    return paths
