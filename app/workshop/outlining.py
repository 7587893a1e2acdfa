"""A draft laid out for its outline page: what it is made of, what is wrong, who is there."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.compiler.rules import JP_MINUTES
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.workshop import queries
from app.workshop.drafts import Draft, base_of, compiled_files, draft_for
from app.workshop.errors import DraftNotFound
from app.workshop.paths import bank_of
from app.workshop.prompts import is_unwritten
from app.workshop.schemas import (
    ActivityFiles,
    DraftAudience,
    DraftOutline,
    DraftPerson,
    DraftRow,
    OutlineActivity,
    OutlineModule,
)
from app.workshop.sources import ActivityFile, ModuleFile, course_of, said, values_of
from app.workshop.structure import names_bank

# Browsers say every 20 seconds that somebody is there.
THERE_WITHIN = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the activities are looked up in. ``changed``: paths that differ from the base."""

    files: Mapping[str, bytes]
    revisions: Mapping[str, int]
    changed: Collection[str]
    findings: Counter[str]
    minutes: Mapping[UUID, int]
    language: str


async def outline_for(
    session: AsyncSession, actor: Actor, draft_id: UUID, *, now: datetime
) -> DraftOutline:
    """The outline of a course's draft. Raises ``DraftNotFound``."""
    return await outline(session, actor, await draft_for(session, actor, draft_id), now=now)


async def outline(
    session: AsyncSession, actor: Actor, draft: Draft, *, now: datetime
) -> DraftOutline:
    """Compiles the draft unless nothing has changed since it was last asked."""
    done = await compiled_files(session, draft)
    base = await base_of(session, draft)
    course = course_of(done.files, draft.slug)
    facts = _Facts(
        done.files,
        await queries.revisions(session, draft.course_id),
        {
            path
            for path in {*done.files, *base}
            if draft.based_on is not None and done.files.get(path) != base.get(path)
        },
        Counter(finding.file for finding in done.amended.findings),
        done.amended.minutes,
        actor.language,
    )
    modules = [_module(one, facts) for one in course.modules]
    minutes = sum(a.minutes or 0 for module in modules for a in module.activities)
    jp = course.values.get("jp")
    [row] = await rows_of(session, actor, [draft])
    return DraftOutline(
        **row.model_dump(),
        title_en=said(course.values, "en", "title"),
        minutes=minutes,
        jp=jp if isinstance(jp, int) else 0,
        jp_by_minutes=round(minutes / JP_MINUTES, 2),
        course=course.values,
        course_revision=facts.revisions.get(course.path, 0),
        unwritten=is_unwritten(done.files.get(course.path)),
        modules=modules,
        findings=len(done.amended.findings),
        changes=len(facts.changed) if draft.based_on is not None else len(done.files),
        present=await present(session, actor, draft, now=now),
    )


def _module(module: ModuleFile, facts: _Facts) -> OutlineModule:
    return OutlineModule(
        slug=module.slug,
        id=_id(module.values),
        title=said(module.values, "id", "title") or module.slug,
        title_en=said(module.values, "en", "title"),
        summary=said(module.values, "id", "summary") or "",
        summary_en=said(module.values, "en", "summary"),
        revision=facts.revisions.get(module.path, 0),
        changed=module.path in facts.changed,
        findings=facts.findings[module.path],
        activities=[_activity(one, facts) for one in module.activities],
    )


def _activity(activity: ActivityFile, facts: _Facts) -> OutlineActivity:
    paths = [path for path in (activity.path, activity.english) if path]
    banks = _banks(activity, facts.files)
    paths += [path for path in facts.files if bank_of(path) in banks]
    name = _id(activity.head)
    return OutlineActivity(
        slug=activity.slug,
        id=name,
        kind=activity.kind,
        title=activity.title("id") or activity.slug,
        title_en=activity.title("en"),
        summary=activity.summary("id") or "",
        minutes=facts.minutes.get(UUID(name)) if name else None,
        required=activity.head.get("required") is not False,
        files=ActivityFiles(id=activity.path, en=activity.english),
        changed=any(path in facts.changed for path in paths),
        unwritten=any(is_unwritten(facts.files.get(path)) for path in paths),
        banks=banks,
        findings=sum(facts.findings[path] for path in paths),
    )


def _banks(activity: ActivityFile, files: Mapping[str, bytes]) -> list[str]:
    """The draft's banks that a quiz asks from."""
    if activity.kind != "quiz":
        return []
    own = files.get(activity.path, b"")
    named = {bank for path in files if (bank := bank_of(path)) is not None}
    return sorted(bank for bank in named if names_bank(own, bank))


def _id(values: Mapping[str, Any]) -> str | None:
    """The id as it would be compiled; None for what is none."""
    value = values.get("id")
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None


async def rows_of(session: AsyncSession, actor: Actor, drafts: Sequence[Draft]) -> list[DraftRow]:
    """What a list says of drafts, in their order."""
    ids = [draft.course_id for draft in drafts]
    current = await queries.current_versions(session, ids)
    names = await queries.names_of(session, {draft.changed_by for draft in drafts})
    agencies = await queries.agencies(session, {d.audience_id for d in drafts if d.audience_id})
    changed = await queries.course_files(session, ids)
    rows = []
    for draft in drafts:
        version, published = current.get(draft.course_id, (None, None))
        based_on = await publications_of(session).get(draft.based_on) if draft.based_on else None
        agency = agencies.get(draft.audience_id) if draft.audience_id else None
        rows.append(
            DraftRow(
                id=draft.course_id,
                slug=draft.slug,
                title=_title(draft, changed.get(draft.course_id), based_on, actor.language),
                state=draft.state,
                based_on=based_on.version if based_on else None,
                current=version,
                outdated=published is not None and published != draft.based_on,
                revision=draft.revision,
                changed_by=names.get(draft.changed_by, ""),
                changed_at=draft.changed_at,
                audience=DraftAudience(id=agency.id, name=agency.name) if agency else None,
            )
        )
    return rows


def _title(
    draft: Draft, changed: bytes | None, based_on: PublishedCourse | None, language: str
) -> str:
    """As the draft calls the course, or the publication where its course.yaml is as published."""
    if changed is not None:
        values = values_of(changed)
        return said(values, language, "title") or said(values, "id", "title") or draft.slug
    if based_on is None:
        return draft.slug
    text = based_on.public.text
    return (text["en"] if language == "en" and "en" in text else text["id"]).title


async def present(
    session: AsyncSession, actor: Actor, draft: Draft, *, now: datetime
) -> list[DraftPerson]:
    """Everybody else who has the draft open."""
    there = await queries.here(session, draft.course_id, now - THERE_WITHIN)
    return [
        DraftPerson(name=name, path=one.path, since=one.since)
        for one, name in there
        if one.person_id != actor.person_id
    ]


async def say_presence(
    session: AsyncSession, actor: Actor, draft: Draft, path: str | None, *, now: datetime
) -> list[DraftPerson]:
    """Remember that the actor is there; the others are returned. Raises ``DraftNotFound`` if the
    draft has just been thrown away.
    """
    if await queries.draft_for_update(session, draft.course_id) is None:
        raise DraftNotFound
    before = await queries.presence(session, draft.course_id, actor.person_id)
    stayed = before is not None and before.path == path and now - before.seen_at <= THERE_WITHIN
    await queries.put_presence(
        session,
        {
            "course_id": draft.course_id,
            "person_id": actor.person_id,
            "path": path,
            "since": before.since if before is not None and stayed else now,
            "seen_at": now,
        },
    )
    return await present(session, actor, draft, now=now)
