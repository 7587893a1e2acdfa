"""Which files a course is made of: its own, those of the banks it draws from, the law. Pure.

They make a content folder of their own, small and whole, of which the compiler makes the same
publication again. Facts and regulations of all folders are written as one register, since a later
folder may have replaced some of them.
"""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from app.catalogue.compiler.assembling import ActivityParts, CourseParts
from app.catalogue.compiler.law import Law
from app.catalogue.compiler.reader import Tree
from app.catalogue.compiler.yamlwriting import written

FACTS, REGULATIONS = "facts/register.yaml", "regulations/register.yaml"


def questions_named(activity: ActivityParts) -> set[str]:
    """Names of the questions an activity can ask: those it lists and those it may draw."""
    names = {name for name in _listed(activity) if isinstance(name, str)}
    for draw in _draws(activity):
        slug = draw.get("bank") if isinstance(draw, dict) else None
        bank = activity.source.banks.get(slug) if isinstance(slug, str) else None
        for question in bank.data["questions"] if bank else ():
            if isinstance(question, dict):
                names.add(f"{slug}.{question.get('id')}")
    return names


def banks_named(activity: ActivityParts) -> set[str]:
    """Slugs of the banks whose questions an activity lists or draws."""
    slugs = {name.split(".")[0] for name in _listed(activity) if isinstance(name, str)}
    drawn = [draw.get("bank") for draw in _draws(activity) if isinstance(draw, dict)]
    return slugs | {slug for slug in drawn if isinstance(slug, str)}


def _listed(activity: ActivityParts) -> Sequence[object]:
    listed = activity.source.data.get("questions")
    return listed if isinstance(listed, list) else ()


def _draws(activity: ActivityParts) -> Sequence[object]:
    draws = activity.source.data.get("draw")
    return draws if isinstance(draws, list) else ()


def register_of(law: Law) -> dict[str, bytes]:
    """The whole register of law as two files, by path; a file that would be empty is left out."""
    lists: dict[str, list[BaseModel]] = {
        FACTS: [fact for _, fact in sorted(law.known.items())],
        REGULATIONS: [rule for _, rule in sorted(law.regulations.items())],
    }
    return {
        path: written(
            [entry.model_dump(mode="json", exclude_defaults=True) for entry in entries]
        ).encode()
        for path, entries in lists.items()
        if entries
    }


def sources_of(
    course: CourseParts, trees: Sequence[Tree], register: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The course's files by path. ``trees`` in order, later ones win."""
    folder = f"courses/{course.files.slug}/"
    wanted = {slug for activity in course.activities() for slug in banks_named(activity)}
    files = dict(register)
    for tree in trees:
        if any(files_ is course.files for files_ in tree.courses):
            files |= {n: c for n, c in tree.contents.items() if n.startswith(folder)}
        for slug in wanted & set(tree.banks):
            own = f"banks/{slug}/"
            files = {n: c for n, c in files.items() if not n.startswith(own)}
            files |= {n: c for n, c in tree.contents.items() if n.startswith(own)}
    return dict(sorted(files.items()))
