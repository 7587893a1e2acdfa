"""What a page shows of one activity: its text, its place, its neighbours, the contents. Pure.

The same for every learner of a publication: nothing of a person may get in here, since the bytes
made of it are shared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from app.catalogue.document import Activity, Language, PublicDocument

FALLBACK: Language = "id"
Text = TypeVar("Text")


@dataclass(frozen=True, slots=True)
class Neighbour:
    slug: str
    title: str
    kind: str
    link: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    id: UUID
    title: str
    kind: str
    link: str
    here: bool


@dataclass(frozen=True, slots=True)
class ContentsModule:
    number: int
    title: str
    here: bool
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class ActivityView:
    """``language`` is that of the text, which may be Indonesian for want of a translation."""

    course_slug: str
    course_title: str
    course_link: str
    module_number: int
    modules: int
    module_title: str
    id: UUID
    slug: str
    kind: str
    title: str
    summary: str
    minutes: int
    required: bool
    completes_by: str
    html: str
    language: Language
    place: int  # within the module, from 1
    of: int
    previous: Neighbour | None
    next: Neighbour | None
    contents: tuple[ContentsModule, ...]


def activity_link(course_slug: str, activity_slug: str) -> str:
    return f"/kursus/{course_slug}/{activity_slug}"


def in_language(texts: Mapping[Language, Text], language: str) -> tuple[Text, Language]:
    """The text in ``language``, else in Indonesian, with the language it is in."""
    wanted: Language = "en" if language == "en" else "id"
    return (texts[wanted], wanted) if wanted in texts else (texts[FALLBACK], FALLBACK)


def view_of(document: PublicDocument, activity: Activity, language: str) -> ActivityView:
    """Everything a page of ``activity`` shows, in ``language`` as far as there is a translation."""
    fragment = in_language(activity.fragments, language) if activity.fragments else None
    text, text_language = in_language(activity.text, fragment[1] if fragment else language)
    order = document.activities()
    at = order.index(activity)
    module = next(m for m in document.modules if m.id == activity.module_id)
    numbers = {m.id: number for number, m in enumerate(document.modules, start=1)}
    return ActivityView(
        course_slug=document.slug,
        course_title=in_language(document.text, language)[0].title,
        course_link=f"/kursus/{document.slug}",
        module_number=numbers[module.id],
        modules=len(document.modules),
        module_title=in_language(module.text, language)[0].title,
        id=activity.id,
        slug=activity.slug,
        kind=activity.kind,
        title=text.title,
        summary=text.summary,
        minutes=activity.minutes,
        required=activity.required,
        completes_by=activity.completes_by,
        html=fragment[0].html if fragment else "",
        language=text_language,
        place=module.activities.index(activity) + 1,
        of=len(module.activities),
        previous=_neighbour(document, order[at - 1], language) if at > 0 else None,
        next=_neighbour(document, order[at + 1], language) if at + 1 < len(order) else None,
        contents=tuple(
            ContentsModule(
                number=numbers[m.id],
                title=in_language(m.text, language)[0].title,
                here=m is module,
                entries=tuple(
                    ContentsEntry(
                        id=a.id,
                        title=in_language(a.text, language)[0].title,
                        kind=a.kind,
                        link=activity_link(document.slug, a.slug),
                        here=a is activity,
                    )
                    for a in m.activities
                ),
            )
            for m in document.modules
        ),
    )


def _neighbour(document: PublicDocument, activity: Activity, language: str) -> Neighbour:
    return Neighbour(
        slug=activity.slug,
        title=in_language(activity.text, language)[0].title,
        kind=activity.kind,
        link=activity_link(document.slug, activity.slug),
    )
