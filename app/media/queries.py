"""Uploads and media files in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import insert_into, padded
from app.media.limits import COURSE_QUOTA_BYTES, UploadState
from app.media.models import MediaFile, Upload

_OPEN = (UploadState.UPLOADING, UploadState.WAITING, UploadState.WORKING)


async def upload(session: AsyncSession, upload_id: UUID) -> Upload | None:
    return await session.get(Upload, upload_id)


async def upload_for_update(session: AsyncSession, upload_id: UUID) -> Upload | None:
    return await session.get(Upload, upload_id, with_for_update=True)


async def open_uploads(session: AsyncSession, owner_id: UUID) -> int:
    """How many uploads of a person have not arrived yet."""
    found = select(func.count()).where(
        Upload.owner_id == owner_id, Upload.state == UploadState.UPLOADING
    )
    return (await session.execute(found)).scalar_one()


async def bytes_of_course(session: AsyncSession, course_id: UUID) -> int:
    """What a course holds and shows, and what is on its way to it.

    What nothing shows any more waits to be cleared away: it counts only where it is more than a
    course may hold.
    """
    held = select(
        func.coalesce(func.sum(MediaFile.bytes).filter(MediaFile.unused_since.is_(None)), 0),
        func.coalesce(func.sum(MediaFile.bytes), 0),
    ).where(MediaFile.course_id == course_id)
    coming = select(func.coalesce(func.sum(Upload.length), 0)).where(
        Upload.course_id == course_id, Upload.state.in_(_OPEN)
    )
    used, everything = (await session.execute(held)).one()
    under_way = int((await session.execute(coming)).scalar_one())
    unused = int(everything) - int(used)
    return int(used) + under_way + max(0, unused - COURSE_QUOTA_BYTES)


async def uploads_of(
    session: AsyncSession, owner_id: UUID, course_id: UUID, *, limit: int
) -> Sequence[Upload]:
    """A person's uploads to a course, the newest first."""
    found = (
        select(Upload)
        .where(Upload.owner_id == owner_id, Upload.course_id == course_id)
        .order_by(Upload.created_at.desc(), Upload.id.desc())
        .limit(limit)
    )
    return (await session.execute(found)).scalars().all()


async def lease(session: AsyncSession, now: datetime, lasting: timedelta) -> Upload | None:
    """The upload that has waited longest, taken for examination; so is one whose examiner died."""
    found = (
        select(Upload)
        .where(Upload.state.in_((UploadState.WAITING, UploadState.WORKING)))
        .where((Upload.leased_until.is_(None)) | (Upload.leased_until < now))
        .order_by(Upload.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (await session.execute(found)).scalar_one_or_none()
    if taken is not None:
        taken.state, taken.leased_until = UploadState.WORKING, now + lasting
        taken.tries += 1
    return taken


async def is_anything_due(session: AsyncSession, now: datetime) -> bool:
    found = (
        select(Upload.id)
        .where(Upload.state.in_((UploadState.WAITING, UploadState.WORKING)))
        .where((Upload.leased_until.is_(None)) | (Upload.leased_until < now))
        .limit(1)
    )
    return (await session.execute(found)).first() is not None


async def set_progress(session: AsyncSession, upload_id: UUID, percent: int) -> None:
    await session.execute(update(Upload).where(Upload.id == upload_id).values(progress=percent))


async def expired(session: AsyncSession, now: datetime, *, limit: int) -> Sequence[UUID]:
    found = select(Upload.id).where(Upload.expires_at < now).order_by(Upload.expires_at)
    return (await session.execute(found.limit(limit))).scalars().all()


async def remove(session: AsyncSession, upload_ids: Collection[UUID]) -> None:
    if upload_ids:
        await session.execute(delete(Upload).where(Upload.id.in_(padded(upload_ids))))


async def known(session: AsyncSession, upload_ids: Collection[UUID]) -> set[UUID]:
    if not upload_ids:
        return set()
    found = select(Upload.id).where(Upload.id.in_(padded(upload_ids)))
    return set((await session.execute(found)).scalars())


async def hold(session: AsyncSession, file: MediaFile) -> None:
    """Note that a course holds a file, and that it is wanted now; twice is once."""
    values = {
        name: getattr(file, name)
        for name in (
            *("sha256", "course_id", "media_type", "bytes"),
            *("seconds", "pages", "added_by", "added_at"),
        )
    }
    wanted = insert_into(session, MediaFile).values(values)
    await session.execute(
        wanted.on_conflict_do_update(
            index_elements=["sha256", "course_id"],
            set_={"unused_since": None, "looked_at": None},
        )
    )


async def media_file(session: AsyncSession, sha256: str) -> MediaFile | None:
    found = select(MediaFile).where(MediaFile.sha256 == sha256).limit(1)
    return (await session.execute(found)).scalar_one_or_none()


async def course_to_look_at(session: AsyncSession, before: datetime) -> UUID | None:
    found = (
        select(MediaFile.course_id)
        .where(MediaFile.looked_at.is_(None) | (MediaFile.looked_at < before))
        .limit(1)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def forget_look(session: AsyncSession, course_id: UUID) -> None:
    await session.execute(
        update(MediaFile).where(MediaFile.course_id == course_id).values(looked_at=None)
    )


async def held_by_course(session: AsyncSession, course_id: UUID) -> dict[str, datetime | None]:
    """Hash → since when nothing names it."""
    found = select(MediaFile.sha256, MediaFile.unused_since).where(MediaFile.course_id == course_id)
    return dict(iter((await session.execute(found)).all()))


async def note_use(
    session: AsyncSession,
    course_id: UUID,
    *,
    used: Collection[str],
    unused: Collection[str],
    now: datetime,
) -> None:
    """``unused_since`` of those that were unused before stays as it is."""
    mine = update(MediaFile).where(MediaFile.course_id == course_id)
    for digests, since in ((used, None), (unused, func.coalesce(MediaFile.unused_since, now))):
        if digests:
            noted = mine.where(MediaFile.sha256.in_(padded(digests)))
            await session.execute(
                noted.values(unused_since=since, looked_at=now),
                execution_options={"synchronize_session": False},
            )


async def let_go(
    session: AsyncSession, course_id: UUID, digests: Collection[str], *, unused_before: datetime
) -> None:
    if digests:
        await session.execute(
            delete(MediaFile).where(
                MediaFile.course_id == course_id,
                MediaFile.sha256.in_(padded(digests)),
                MediaFile.unused_since < unused_before,
            )
        )


async def held_among(session: AsyncSession, digests: Collection[str]) -> set[str]:
    """Those that some course holds."""
    if not digests:
        return set()
    found = select(MediaFile.sha256).where(MediaFile.sha256.in_(padded(digests)))
    return set((await session.execute(found)).scalars())
