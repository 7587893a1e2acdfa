"""Where a draft stands on its way to learners, and how it differs from what they have."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue import service as catalogue
from app.catalogue.amending import KINDS_KEY
from app.catalogue.compiler.kinds import ActivityKind
from app.catalogue.compiler.parsing import block_lines
from app.catalogue.statuses import CourseStatus
from app.identity.actor import Actor
from app.workshop import queries as drafts
from app.workshop import service as workshop
from app.workshop.errors import DraftFileNotFound
from app.workshop.prompts import is_unwritten
from app.workshop.review import differing, ordering, policy, queries
from app.workshop.review.models import ReviewStep, ScheduledPublish
from app.workshop.review.schemas import (
    ChangedFile,
    DifferenceLine,
    FileDifferences,
    LessonPage,
    PageBlock,
    PublishedRead,
    PublishScheduleRead,
    ReviewRead,
    ReviewRights,
    ReviewStepRead,
)
from app.workshop.sources import body_of
from app.workshop.trying import place_of, tried, with_pictures_of

# Beyond the last line of any file.
MANY = 2**31


async def review_of(session: AsyncSession, actor: Actor, course_id: UUID) -> ReviewRead:
    """State, steps, rights and changed files. Raises ``DraftNotFound``."""
    draft = await workshop.draft_for(session, actor, course_id)
    base = await workshop.base_of(session, draft)
    files = await workshop.files_of(session, draft)
    changed = await run_in_threadpool(_changed, base, files, draft.slug)
    steps = await queries.steps(session, course_id)
    schedule = await queries.schedule(session, course_id)
    published = await queries.published(session, course_id)
    asked_by = await queries.asked_by(session, course_id)
    current = await catalogue.current_publication_id(session, course_id)
    people = {step.by for step in steps} | ({schedule.by} if schedule else set())
    people |= {published.by} if published and published.by else set()
    names = await drafts.names_of(session, people)
    rights = policy.rights(actor, course_id, draft.state, asked_by)
    course = f"{draft.folder}course.yaml"
    return ReviewRead(
        id=draft.course_id,
        slug=draft.slug,
        title=differing.title_of(course, files.get(course), actor.language) or draft.slug,
        state=draft.state,
        revision=draft.revision,
        current=published.version if published else None,
        outdated=current != draft.based_on,
        rights=ReviewRights(
            ask=rights.ask,
            withdraw=rights.withdraw,
            judge=rights.judge,
            publish=rights.publish,
            publish_unreviewed=rights.publish_unreviewed,
            shelve=rights.shelve,
        ),
        steps=[_step(step, names, actor) for step in steps],
        open_comments=await queries.count_comments(session, course_id, only_open=True),
        changed=[
            ChangedFile(
                path=one.path,
                kind=one.kind,
                title=one.title,
                text=one.text,
                new=one.new,
                gone=one.gone,
            )
            for one in changed
        ],
        unwritten=[one.path for one in changed if is_unwritten(files.get(one.path))],
        schedule=_schedule(schedule, draft, names) if schedule else None,
        published=PublishedRead(
            version=published.version,
            at=published.at,
            by=names.get(published.by) if published.by else None,
            note=published.note,
            shelved=published.status is not CourseStatus.ACTIVE,
            learners=await queries.learning_now(session, course_id),
        )
        if published
        else None,
    )


def _changed(
    base: Mapping[str, bytes], files: Mapping[str, bytes], slug: str
) -> list[differing.Changed]:
    return ordering.as_read(differing.changes(base, files), base, files, slug)


def _step(step: ReviewStep, names: dict[UUID, str], actor: Actor) -> ReviewStepRead:
    return ReviewStepRead(
        act=step.act,
        revision=step.revision,
        version=step.version,
        note=step.note,
        by=names.get(step.by, ""),
        by_you=step.by == actor.person_id,
        at=step.at,
    )


def _schedule(
    schedule: ScheduledPublish, draft: workshop.Draft, names: dict[UUID, str]
) -> PublishScheduleRead:
    return PublishScheduleRead(
        at=schedule.at,
        note=schedule.note,
        by=names.get(schedule.by, ""),
        stale=schedule.revision != draft.revision,
        failure=schedule.failure,
    )


async def differences_of(
    session: AsyncSession, actor: Actor, course_id: UUID, path: str
) -> FileDifferences:
    """A file of the draft laid over the published one, or (unchanged) as it stands, whole.

    Raises ``DraftNotFound``, ``DraftFileNotFound`` (neither has it, or it is no text).
    """
    draft = await workshop.draft_for(session, actor, course_id)
    before = (await workshop.base_of(session, draft)).get(path)
    after = (await workshop.files_of(session, draft)).get(path)
    if (before is None and after is None) or not differing.is_text(path):
        raise DraftFileNotFound
    if before == after:
        laid = differing.whole(after)
    else:
        laid = await run_in_threadpool(differing.lines, before, after)
    return FileDifferences(
        path=path,
        revision=draft.revision,
        lines=[
            DifferenceLine(how=one.how, text=one.text, before=one.before, after=one.after)
            for one in laid
        ],
    )


async def page_of(session: AsyncSession, actor: Actor, course_id: UUID, path: str) -> LessonPage:
    """A lesson of the draft block by block. Raises ``DraftNotFound``, ``DraftFileNotFound`` (there
    is no such lesson).
    """
    draft = await workshop.draft_for(session, actor, course_id)
    files = await workshop.files_of(session, draft)
    place = place_of(draft.slug, path)
    if place is None or not place.is_lesson or path not in files:
        raise DraftFileNotFound
    before = (await workshop.base_of(session, draft)).get(path)
    kinds: Mapping[str, ActivityKind] = session.info[KINDS_KEY]
    one = await run_in_threadpool(tried, files, place, path, kinds)
    return LessonPage(
        path=path,
        revision=draft.revision,
        html=with_pictures_of(one.html, course_id, one.pictures) if one.html is not None else None,
        blocks=_blocks(before, files[path]),
    )


def _blocks(before: bytes | None, content: bytes) -> list[PageBlock]:
    body = body_of(content)
    head = content.decode(errors="replace").removesuffix(body).count("\n")
    begins = [head + 1 + line for line in block_lines(body)]
    touched = differing.touched(before, content) if before is not None else set()
    return [
        PageBlock(id=f"b{n}", line=line, changed=any(line <= one < end for one in touched))
        for n, (line, end) in enumerate(zip(begins, [*begins[1:], MANY], strict=True), 1)
    ]
