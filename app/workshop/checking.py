"""What the rules say of a draft and of a text that is being typed."""

from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue.amending import KINDS_KEY
from app.catalogue.compiler.kinds import ActivityKind, Finding, Line
from app.catalogue.compiler.yamltext import parse
from app.identity.actor import Actor
from app.workshop.drafts import base_of, compiled_files, draft_for, files_of
from app.workshop.errors import DraftFileNotFound
from app.workshop.paths import is_path_of
from app.workshop.preview_shapes import (
    CourseDraftCheck,
    CourseFinding,
    FileDifference,
    PictureWeight,
    PreviewWish,
    TextPreview,
    TextWeight,
)
from app.workshop.trying import (
    Tried,
    picture_hashes,
    picture_named,
    place_of,
    suffix_of,
    tried,
    with_pictures_of,
)

# What a slow phone gets, in bits a second.
SLOW_LINE = 400_000
# Drawings stand in the page itself.
PICTURE_TYPES = {
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


async def check(session: AsyncSession, actor: Actor, draft_id: UUID) -> CourseDraftCheck:
    """Every finding at its field, and what publishing would change. Raises ``DraftNotFound``."""
    draft = await draft_for(session, actor, draft_id)
    done = await compiled_files(session, draft)
    base = await base_of(session, draft)
    return CourseDraftCheck(
        revision=draft.revision,
        findings=placed(done.amended.findings, done.files),
        changed=[
            FileDifference(path=path, kind=_kind(base.get(path), done.files.get(path)))
            for path in sorted({*base, *done.files})
            if base.get(path) != done.files.get(path)
        ],
        anew=len(done.amended.anew),
    )


def _kind(before: bytes | None, after: bytes | None) -> Literal["added", "changed", "removed"]:
    return "added" if before is None else "removed" if after is None else "changed"


def placed(findings: Iterable[Finding], files: Mapping[str, bytes]) -> list[CourseFinding]:
    """Each with the field its line belongs to, as ``text.id.title``; None in a lesson's text."""
    found = list(findings)
    lines = {name: _fields(name, files[name]) for name in {one.file for one in found} & set(files)}
    return [
        CourseFinding(
            path=one.file,
            line=one.line,
            field=_named(one.line) or _field(lines.get(one.file), one.line),
            code=one.code,
            what=one.what,
            instead=one.instead,
        )
        for one in found
    ]


def _named(line: int) -> str | None:
    """The field a rule spoke of; several may stand on one line."""
    return ".".join(map(str, line.path)) or None if isinstance(line, Line) else None


def _fields(path: str, content: bytes) -> Mapping[tuple[str | int, ...], int] | None:
    """Line by field of a YAML file or a lesson's front matter."""
    text = content.decode(errors="replace")
    if path.endswith(".yaml"):
        return parse(text, file=path).lines
    if path.endswith(".md") and text.startswith("---\n"):
        head = text[4:].partition("\n---")[0]
        last = head.count("\n") + 3
        return {**parse(head, file=path, first_line=2).lines, (): last}
    return None


def _field(lines: Mapping[tuple[str | int, ...], int] | None, line: int) -> str | None:
    """The innermost value that begins at the line, or is the last to begin before it."""
    begun = [(begins, len(path), path) for path, begins in (lines or {}).items() if begins <= line]
    if not begun:
        return None
    return ".".join(map(str, max(begun, key=lambda one: one[:2])[2])) or None


async def preview(
    session: AsyncSession, actor: Actor, draft_id: UUID, wish: PreviewWish
) -> TextPreview:
    """A text as the compiler renders it, saved or not. Raises ``DraftFileNotFound`` for what is no
    activity's text.
    """
    draft = await draft_for(session, actor, draft_id)
    place = place_of(draft.slug, wish.path)
    if place is None or not is_path_of(draft.slug, wish.path):
        raise DraftFileNotFound
    files = await files_of(session, draft)
    files[wish.path] = wish.text.replace("\r\n", "\n").encode()
    kinds: Mapping[str, ActivityKind] = session.info[KINDS_KEY]
    one = await run_in_threadpool(tried, files, place, wish.path, kinds)
    return TextPreview(
        html=with_pictures_of(one.html, draft_id, one.pictures) if one.html is not None else None,
        title=one.title,
        summary=one.summary,
        minutes=one.minutes,
        words=one.words,
        findings=placed(one.findings, files),
        weight=_weight(one, draft_id),
    )


def _weight(one: Tried, draft_id: UUID) -> TextWeight:
    """What a phone fetches of the text; sound and film only when somebody plays them."""
    address = f"/api/v1/teaching/drafts/{draft_id}/pictures/"
    pictures = [
        PictureWeight(src=f"{address}{digest}", bytes=len(one.pictures[digest][1]))
        for digest in picture_hashes(one.html or "")
        if digest in one.pictures
    ]
    total = one.html_bytes + sum(picture.bytes for picture in pictures)
    return TextWeight(
        html_bytes=one.html_bytes,
        pictures=pictures,
        media_bytes=one.media_bytes,
        total_bytes=total,
        seconds_400=round(total * 8 / SLOW_LINE, 1),
    )


async def picture(
    session: AsyncSession, actor: Actor, draft_id: UUID, sha256: str
) -> tuple[str, bytes]:
    """Media type and content of a draft's picture; else ``DraftFileNotFound``."""
    draft = await draft_for(session, actor, draft_id)
    files = await files_of(session, draft)
    found = await run_in_threadpool(picture_named, files, sha256)
    media_type = PICTURE_TYPES.get(suffix_of(found[0])) if found else None
    if found is None or media_type is None:
        raise DraftFileNotFound
    return media_type, found[1]
