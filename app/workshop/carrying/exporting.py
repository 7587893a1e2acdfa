"""A course as one zip in the content format: the same files always make the same bytes.

It holds what authors wrote and nothing of people here: no history, no comments, no learners. What
reads content folders makes the same publication of it anywhere. Sound, film and documents stand in
``media/`` by their hash; they come from the disk as the line takes them.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.compiler.archive import pack
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.media.store import Missing, Store, store_of
from app.workshop import service as workshop
from app.workshop.carrying.pointers import pointers_in
from app.workshop.carrying.schemas import CourseZip
from app.workshop.carrying.zips import Stored, length_of, with_stored


@dataclass(frozen=True, slots=True)
class Zip:
    """A file for people to keep: its parts, one after the other."""

    name: str
    parts: Sequence[bytes | Stored]

    @property
    def length(self) -> int:
        """In bytes."""
        return length_of(self.parts)


@dataclass(frozen=True, slots=True)
class _Files:
    stem: str
    files: Mapping[str, bytes]


async def draft_as_zip(session: AsyncSession, actor: Actor, course_id: UUID, media: bool) -> Zip:
    """The draft as it is now, with its media if asked. Raises ``DraftNotFound``."""
    return await _zip(session, await _of_draft(session, actor, course_id), media)


async def course_as_zip(session: AsyncSession, actor: Actor, slug: str, media: bool) -> Zip:
    """What new learners of the course get. Raises ``CourseNotFound``, ``SourcesMissing``."""
    return await _zip(session, await _of_course(session, actor, slug), media)


async def weight_of_draft(session: AsyncSession, actor: Actor, course_id: UUID) -> CourseZip:
    """What ``draft_as_zip`` will weigh."""
    return await _weight(session, await _of_draft(session, actor, course_id))


async def weight_of_course(session: AsyncSession, actor: Actor, slug: str) -> CourseZip:
    """What ``course_as_zip`` will weigh."""
    return await _weight(session, await _of_course(session, actor, slug))


async def _of_draft(session: AsyncSession, actor: Actor, course_id: UUID) -> _Files:
    draft = await workshop.draft_for(session, actor, course_id)
    files = await workshop.files_of(session, draft)
    return _Files(f"{draft.slug}-draf-{draft.revision}", files)


async def _of_course(session: AsyncSession, actor: Actor, slug: str) -> _Files:
    course = await catalogue.taught_course(session, actor, slug)
    assert course.publication_id is not None, slug
    published = await publications_of(session).get(course.publication_id)
    return _Files(f"{slug}-v{published.version}", await catalogue.sources_of(session, published.id))


async def _zip(session: AsyncSession, one: _Files, media: bool) -> Zip:
    store = store_of(session)
    parts = await asyncio.to_thread(_parts, one.files, store if media else None)
    return Zip(f"{one.stem}{'' if media else '-tanpa-media'}.zip", parts)


async def _weight(session: AsyncSession, one: _Files) -> CourseZip:
    return await asyncio.to_thread(_weigh, one.files, store_of(session))


def _parts(files: Mapping[str, bytes], store: Store | None) -> list[bytes | Stored]:
    """Blocks. What the store has lost is left out: the pointer says where it belongs."""
    stored = []
    if store is not None:
        for digest in _named(files):
            with suppress(Missing):
                sum_, size = store.checksum(digest), store.size(digest)
                stored.append(Stored(f"media/{digest}", store.file(digest), size or 0, sum_))
    return with_stored(pack(files), stored)


def _weigh(files: Mapping[str, bytes], store: Store) -> CourseZip:
    sizes = [store.size(digest) for digest in _named(files)]
    texts = len(pack(files))
    there = [size for size in sizes if size is not None]
    return CourseZip(
        bytes=texts,
        media_bytes=sum(there),
        media=len(there),
        missing=len(sizes) - len(there),
    )


def _named(files: Mapping[str, bytes]) -> list[str]:
    return sorted({one.pointer.sha256 for one in pointers_in(files)})
