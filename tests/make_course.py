"""A published course without files: valid by default, every part optional."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.document import (
    Activity,
    ActivityText,
    AssetRef,
    CourseText,
    Fragment,
    Module,
    ModuleText,
    PrivateDocument,
    PublicDocument,
)
from app.catalogue.models import Course, CourseOrigin, Publication
from app.catalogue.statuses import CourseStatus
from app.kit.ids import uuid7


@dataclass(frozen=True, slots=True)
class MadeCourse:
    id: UUID
    slug: str
    publication_id: str
    activities: Mapping[str, UUID]


def lesson(slug: str, module_id: UUID, *, required: bool = True, html: str = "") -> Activity:
    html = html or f'<p id="b1">Materi {slug} (rekaan).</p>'
    return Activity(
        id=uuid7(),
        slug=slug,
        kind="lesson",
        module_id=module_id,
        minutes=5,
        required=required,
        completes_by="done",
        text={
            "id": ActivityText(title=f"Materi {slug}", summary="Ringkas."),
            "en": ActivityText(title=f"Lesson {slug}", summary="Short."),
        },
        fragments={"id": fragment(html)},
        body={},
    )


def fragment(html: str) -> Fragment:
    return Fragment(html=html, sha256=hashlib.sha256(html.encode()).hexdigest(), words=3)


async def make_course(
    session: AsyncSession,
    now: datetime,
    *,
    slug: str = "kursus-contoh",
    jp: int = 1,
    lessons: Sequence[str] = ("satu", "dua"),
    more: Sequence[Activity] = (),
    private: Mapping[UUID, dict[str, Any]] | None = None,
    audience_id: UUID | None = None,
    status: CourseStatus = CourseStatus.ACTIVE,
    course_id: UUID | None = None,
    version: int = 1,
    keep_ids: Mapping[str, UUID] | None = None,
    note: str | None = None,
    assets: Sequence[AssetRef] = (),
    english: str | None = None,
) -> MadeCourse:
    """Insert a course with one module and its publication; ``keep_ids`` reuses activity ids.

    ``english``: its title in English; None: the course is in Indonesian alone.
    """
    course_id, module_id = course_id or uuid7(), uuid7()
    activities = [lesson(name, module_id) for name in lessons]
    if keep_ids:
        activities = [
            a.model_copy(update={"id": keep_ids[a.slug]}) if a.slug in keep_ids else a
            for a in activities
        ]
    activities += [a.model_copy(update={"module_id": module_id}) for a in more]
    text = CourseText(
        title=f"Kursus {slug}",
        summary="Kursus rekaan.",
        why="<p>Karena rekaan.</p>",
        audience="Siapa saja.",
        outcomes=("Dapat menguji.",),
    )
    public = PublicDocument(
        format=1,
        course_id=course_id,
        slug=slug,
        topic="pelayanan-publik",
        competencies=("Pelayanan Publik",),
        organiser="Lentera",
        jp=jp,
        minutes=sum(a.minutes for a in activities),
        text={"id": text} | ({"en": text.model_copy(update={"title": english})} if english else {}),
        modules=(
            Module(
                id=module_id,
                slug="modul",
                text={"id": ModuleText(title="Modul rekaan", summary="Satu modul.")},
                activities=tuple(activities),
            ),
        ),
        facts=(),
        assets=tuple(assets),
        sources=(),
    )
    hidden = PrivateDocument(format=1, activities=dict(private or {}))
    documents = {
        "public": public.model_dump(mode="json"),
        "private": hidden.model_dump(mode="json"),
    }
    publication_id = hashlib.sha256(rfc8785.dumps(documents)).hexdigest()
    course = await session.get(Course, course_id)
    if course is None:
        course = Course(
            id=course_id,
            slug=slug,
            status=status,
            origin=CourseOrigin.FILES,
            audience_id=audience_id,
            search_text=f"kursus {slug}",
            topic=public.topic,
            jp=jp,
            updated_at=now,
        )
        session.add(course)
        await session.flush()
    session.add(
        Publication(
            id=publication_id,
            course_id=course_id,
            version=version,
            public_document=documents["public"],
            private_document=documents["private"],
            published_at=now,
            note=note,
        )
    )
    await session.flush()
    course.publication_id = publication_id
    return MadeCourse(course_id, slug, publication_id, {a.slug: a.id for a in activities})
