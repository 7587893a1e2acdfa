"""One file of a draft as text: reading it, saving what was typed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.workshop import queries
from app.workshop.drafts import base_of, draft_for
from app.workshop.errors import DraftFileNotFound
from app.workshop.outlining import present
from app.workshop.paths import is_path_of, is_text
from app.workshop.saving import EDITED, put_files
from app.workshop.schemas import DraftFileRead, DraftFileSave, DraftFileSaved


async def read_text(
    session: AsyncSession, actor: Actor, draft_id: UUID, path: str, *, now: datetime
) -> DraftFileRead:
    """Raises ``DraftNotFound``, ``DraftFileNotFound`` for what is not there, or no text."""
    draft = await draft_for(session, actor, draft_id)
    rows = await queries.files(session, draft.course_id, [path])
    row = rows.get(path)
    published = (await base_of(session, draft)).get(path)
    content = row.content if row else published
    if content is None or not is_text(path):
        raise DraftFileNotFound
    names = await queries.names_of(session, [row.changed_by]) if row else {}
    return DraftFileRead(
        path=path,
        text=content.decode(errors="replace"),
        revision=row.revision if row else 0,
        changed_by=names.get(row.changed_by) if row else None,
        changed_at=row.changed_at if row else None,
        published=published.decode(errors="replace") if published is not None else None,
        present=await present(session, actor, draft, now=now),
    )


async def save_text(
    session: AsyncSession,
    actor: Actor,
    draft_id: UUID,
    path: str,
    wish: DraftFileSave,
    *,
    now: datetime,
) -> DraftFileSaved:
    """Keep what was typed, right or wrong: the check says what is wrong with it.

    Raises ``DraftFileChanged`` with the other's text, ``DraftFileNotFound`` for a path that no
    draft has, ``DraftNotFound``, ``Invalid``, ``DraftFull``.
    """
    draft = await draft_for(session, actor, draft_id)
    if not is_path_of(draft.slug, path) or not is_text(path):
        raise DraftFileNotFound
    content = wish.text.replace("\r\n", "\n").encode()
    put = await put_files(
        session,
        actor,
        draft,
        {path: content},
        act=EDITED,
        now=now,
        over={path: wish.revision},
    )
    return DraftFileSaved(
        revision=put.revision if put.changed else wish.revision,
        saved_at=now,
        draft_revision=put.revision,
    )
