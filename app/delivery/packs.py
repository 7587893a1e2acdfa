"""Packs: all texts of one course in one language as one JSON, for reading without a network.

A pack is named by the sha256 of its bytes and never changes. It goes out compressed like any page,
and as a gzip file of its own: browsers ask for ranges in identity coding only, and a line that
drops every few seconds must be able to go on in the middle of what is small.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel

from app.assessment.offline import OfflineQuiz, QuizTiming, offline_quiz, timing_at
from app.catalogue.publications import PublishedCourse
from app.delivery.activities import activity_link, in_language, view_of
from app.delivery.bytecache import ByteCache, Document, latin, packed
from app.delivery.headers import security_headers
from app.delivery.offline_pages import AttemptParts, OfflinePages, OfflinePart, offline_pages
from app.delivery.rendering import Pages
from app.delivery.widths import with_one_width

IMMUTABLE = "private, max-age=31536000, immutable"
FORMAT = 1


class PackCourse(BaseModel):
    slug: str
    title: str
    summary: str
    link: str


class PackModule(BaseModel):
    number: int
    id: UUID
    title: str


class PackActivity(BaseModel):
    """What a device must know of an activity; what is shown of it is in ``pages``."""

    id: UUID
    slug: str
    kind: str
    module: int
    title: str
    summary: str
    minutes: int
    required: bool
    completes_by: str
    language: str
    link: str
    place: int
    of: int


class PackDocument(BaseModel):
    """What a pack holds."""

    format: int
    publication: str
    version: int
    language: str
    course: PackCourse
    modules: list[PackModule]
    activities: list[PackActivity]
    quizzes: dict[UUID, OfflineQuiz]
    pages: dict[str, OfflinePart]
    attempts: dict[str, AttemptParts]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack ready to send; ``sha256`` is of the identity bytes, each file has its own."""

    sha256: str
    document: Document
    gzip_sha256: str
    gzip: Document


class Packs:
    """Makes packs and keeps them in the byte cache."""

    def __init__(self, cache: ByteCache, pages: Pages, *, https: bool) -> None:
        self._cache, self._pages = cache, pages
        self._security = security_headers(https=https, lean=True)

    def of(
        self,
        published: PublishedCourse,
        language: str,
        withheld: Collection[str] = (),
        width: int | None = None,
    ) -> Pack:
        """The pack of a course in a language. ``withheld``: questions without feedback in it;
        ``width``: the step of ``widths`` whose pictures its pages show, None for all of them.
        """
        key = ("pack", published.id, language, tuple(sorted(withheld)), width)
        document, gzip = self._cache.get(key), self._cache.get((*key, "gzip"))
        if document is None or gzip is None:
            found = offline_pages(self._pages, published, language)
            text = pack_of(published, language, found, withheld).model_dump_json()
            body = (text if width is None else with_one_width(text, width)).encode()
            document = self._document(body, "application/json")
            gzip = self._document(packed(body, "gzip"), "application/gzip")
            self._cache.put(key, document)
            self._cache.put((*key, "gzip"), gzip)
        return Pack(_sha256(document), document, _sha256(gzip), gzip)

    def _document(self, body: bytes, media_type: str) -> Document:
        vary = "Accept-Encoding, Authorization, Cookie"
        return Document(
            body,
            fixed=latin([("Cache-Control", IMMUTABLE), ("Vary", vary)]),
            full=latin([("Content-Type", media_type)]) + self._security,
        )


def _sha256(document: Document) -> str:
    return hashlib.sha256(document.body).hexdigest()


def pack_of(
    published: PublishedCourse,
    language: str,
    found: OfflinePages,
    withheld: Collection[str] = (),
) -> PackDocument:
    """A course's texts in ``language``, in Indonesian where there is no translation."""
    public = published.public
    text, _ = in_language(public.text, language)
    numbers = {module.id: number for number, module in enumerate(public.modules, 1)}
    quizzes = {
        activity.id: quiz
        for activity in public.activities()
        if (quiz := offline_quiz(published, activity, language, withheld)) is not None
    }
    activities = []
    for activity in public.activities():
        view = view_of(public, activity, language)
        activities.append(
            PackActivity(
                id=activity.id,
                slug=activity.slug,
                kind=activity.kind,
                module=numbers[activity.module_id],
                title=view.title,
                summary=view.summary,
                minutes=activity.minutes,
                required=activity.required,
                completes_by=activity.completes_by,
                language=view.language,
                link=activity_link(public.slug, activity.slug),
                place=view.place,
                of=view.of,
            )
        )
    return PackDocument(
        format=FORMAT,
        publication=published.id,
        version=published.version,
        language=language,
        course=PackCourse(
            slug=public.slug,
            title=text.title,
            summary=text.summary,
            link=f"/kursus/{public.slug}",
        ),
        modules=[
            PackModule(
                number=numbers[module.id],
                id=module.id,
                title=in_language(module.text, language)[0].title,
            )
            for module in public.modules
        ],
        activities=activities,
        quizzes=quizzes,
        pages=found.pages,
        attempts={key: parts for key, parts in found.attempts.items() if UUID(key) in quizzes},
    )


__all__ = ["Pack", "PackDocument", "Packs", "QuizTiming", "pack_of", "timing_at"]
