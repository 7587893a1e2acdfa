"""Finished lessons: the page and the route JSON of an activity, as bytes kept in memory.

The same for every learner of a publication, language and theme. What is personal (ticks, the spot,
notes) comes after, in one small request of the page's script.
"""

from typing import Any

from markupsafe import Markup
from pydantic import BaseModel
from starlette.requests import Request

from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.delivery.activities import ActivityView, Neighbour, view_of
from app.delivery.bytecache import ByteCache, Document, latin
from app.delivery.headers import security_headers
from app.delivery.rendering import Look, Pages

PAGE_FIXED = latin([("Cache-Control", "private, no-cache"), ("Vary", "Accept-Encoding, Cookie")])
ROUTE_FIXED = latin(
    [("Cache-Control", "private, no-cache"), ("Vary", "Accept-Encoding, Authorization, Cookie")]
)

PageKey = tuple[str, str, str, str, str | None]


def page_key(publication_id: str, slug: str, language: str, theme: str | None) -> PageKey:
    return ("page", publication_id, slug, language, theme)


def route_key(publication_id: str, slug: str, language: str) -> PageKey:
    return ("route", publication_id, slug, language, None)


class NeighbourRead(BaseModel):
    slug: str
    title: str
    kind: str
    link: str


class ModulePlace(BaseModel):
    number: int
    of: int
    title: str


class CoursePlace(BaseModel):
    slug: str
    title: str
    link: str


class ActivityRoute(BaseModel):
    """Everything a client needs to show an activity, but for what is personal."""

    course: CoursePlace
    module: ModulePlace
    id: str
    slug: str
    kind: str
    title: str
    summary: str
    minutes: int
    bytes: int
    required: bool
    language: str
    html: str
    place: int
    of: int
    previous: NeighbourRead | None
    next: NeighbourRead | None


class Lessons:
    """Makes pages and route JSON, and keeps them."""

    def __init__(self, pages: Pages, cache: ByteCache, *, https: bool) -> None:
        self.pages, self.cache, self.https = pages, cache, https
        self._route_full = latin([("Content-Type", "application/json")]) + security_headers(
            https=https, lean=True
        )

    def page(self, published: PublishedCourse, activity: Activity, look: Look) -> Document:
        """The lesson's page, from memory or made now."""
        key = page_key(published.id, activity.slug, look.language, look.theme)
        document = self.cache.get(key)
        if document is None:
            document = Document(
                self.html(published, activity, look).encode(),
                fixed=PAGE_FIXED,
                full=[
                    *latin([("Content-Type", "text/html; charset=utf-8")]),
                    *self.pages.headers("lesson", lean=True),
                ],
            )
            self.cache.put(key, document)
        return document

    def html(self, published: PublishedCourse, activity: Activity, look: Look) -> str:
        context = lesson_context(published, activity, look)
        return self.pages.html("lesson", look, style="lesson", script="lesson", context=context)

    def route(self, published: PublishedCourse, activity: Activity, language: str) -> Document:
        """The activity's route JSON, from memory or made now."""
        key = route_key(published.id, activity.slug, language)
        document = self.cache.get(key)
        if document is None:
            view = view_of(published.public, activity, language)
            size = published.wire_bytes(activity.id, view.language)
            body = route_of(view, size).model_dump_json().encode()
            document = Document(body, fixed=ROUTE_FIXED, full=self._route_full)
            self.cache.put(key, document)
        return document


def lesson_context(published: PublishedCourse, activity: Activity, look: Look) -> dict[str, Any]:
    """What the lesson's template shows."""
    view = view_of(published.public, activity, look.language)
    return {
        "view": view,
        "html": Markup(view.html),  # noqa: S704 - sanitised at publish
        "size": published.wire_bytes(activity.id, view.language),
        "here": f"/kursus/{view.course_slug}/{view.slug}",
    }


def route_of(view: ActivityView, size_bytes: int) -> ActivityRoute:
    """The wire shape of a view."""
    return ActivityRoute(
        course=CoursePlace(slug=view.course_slug, title=view.course_title, link=view.course_link),
        module=ModulePlace(number=view.module_number, of=view.modules, title=view.module_title),
        id=str(view.id),
        slug=view.slug,
        kind=view.kind,
        title=view.title,
        summary=view.summary,
        minutes=view.minutes,
        bytes=size_bytes,
        required=view.required,
        language=view.language,
        html=view.html,
        place=view.place,
        of=view.of,
        previous=_neighbour_read(view.previous),
        next=_neighbour_read(view.next),
    )


def _neighbour_read(neighbour: Neighbour | None) -> NeighbourRead | None:
    if neighbour is None:
        return None
    return NeighbourRead(
        slug=neighbour.slug, title=neighbour.title, kind=neighbour.kind, link=neighbour.link
    )


def lessons_of(request: Request) -> Lessons:
    lessons: Lessons = request.app.state.lessons
    return lessons
