"""*Laporkan kesalahan materi*: learners point at a passage; who teaches the course answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.document import Activity, Language
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.inbox.models import MessageKind
from app.inbox.numbers import without_nips
from app.inbox.service import tell
from app.insight.blocks import Block, blocks_of
from app.insight.errors import ActivityNotThere, BlockNotFound, ReportNotFound, ReportSettled
from app.insight.models import ContentReport, ReportKind, ReportState
from app.insight.queries import hearing as queries
from app.insight.queries.hearing import ReportRow
from app.insight.schemas import (
    ContentReportRead,
    CourseReports,
    OwnReport,
    ReportAnswer,
    ReportCounts,
    ReportGiven,
    ReportsAnswer,
    ReportsAnswered,
)
from app.insight.service import course_read, title_of
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.pagination import encode_cursor, place_after
from app.kit.problems import TooManyRequests

MOST_A_DAY = 20
OWN_SHOWN = 20
_DAY = timedelta(days=1)


def passages(published: PublishedCourse, activity: Activity, language: str) -> Sequence[Block]:
    """What may be pointed at in an activity: the blocks of its text, if it is a lesson."""
    if activity.kind != "lesson":
        return ()
    fragments = activity.fragments
    spoken = "en" if language == "en" and "en" in fragments else "id"
    key = ("insight.passages", activity.id, spoken)
    held = published.derived.get(key)
    if not isinstance(held, tuple):
        # The ids are the same in every language.
        held = tuple(blocks_of(fragments["en" if spoken == "en" else "id"].html))
        published.derived[key] = held
    return held


async def report(
    session: AsyncSession,
    actor: Actor,
    *,
    publication_id: str,
    activity: str,
    given: ReportGiven,
    now: datetime,
) -> OwnReport:
    """Keep what the actor found in an activity of a publication that the actor may read.

    Saying the same twice, as a line that drops makes people do, is one report. Raises
    ``ActivityNotThere``, ``BlockNotFound``, and ``TooManyRequests`` after twenty in a day.
    """
    published = await publications_of(session).get(publication_id)
    found = published.public.activity_by_slug(activity)
    if found is None:
        raise ActivityNotThere
    quote = ""
    if given.block is not None:
        blocks = {one.id: one for one in passages(published, found, actor.language)}
        if given.block not in blocks:
            raise BlockNotFound
        quote = blocks[given.block].words
    new = ContentReport(
        id=uuid7(),
        course_id=published.public.course_id,
        publication_id=published.id,
        activity_id=found.id,
        person_id=actor.person_id,
        block=given.block,
        quote=quote,
        kind=ReportKind(given.kind),
        words=without_nips(given.words),
        at=now,
        state=ReportState.OPEN,
    )
    before = await queries.same_report(session, new)
    if before is not None:
        return _own_read(before, published, actor.language)
    if await queries.reports_since(session, actor.person_id, now - _DAY) >= MOST_A_DAY:
        raise TooManyRequests(3600)
    await queries.add_report(session, new)
    return _own_read(new, published, actor.language)


async def own_reports(session: AsyncSession, actor: Actor, course_id: UUID) -> list[OwnReport]:
    """The actor's newest reports of a course, with their answers."""
    rows = await queries.own_reports(session, actor.person_id, course_id, OWN_SHOWN)
    versions = await _versions(session, rows)
    return [
        _own_read(row.report, versions[row.report.publication_id], actor.language) for row in rows
    ]


def _own_read(one: ContentReport, published: PublishedCourse, language: str) -> OwnReport:
    activity = published.public.activity(one.activity_id)
    assert activity is not None, one.id
    return OwnReport(
        id=one.id,
        activity=activity.slug,
        title=title_of(activity, language),
        quote=one.quote,
        kind=one.kind.value,
        words=one.words,
        at=one.at,
        state=one.state.value,
        answer=one.answer,
        settled_at=one.settled_at,
    )


async def course_reports(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    *,
    state: ReportState,
    after: str | None,
    limit: int,
) -> CourseReports:
    """Reports of a course in one state; ``CourseNotFound`` for who does not teach it."""
    course, current = await _taught(session, actor, slug)
    rows = await queries.reports(
        session, course.id, state, after=place_after(after, UUID), limit=limit + 1
    )
    page = rows[:limit]
    counts = await queries.report_counts(session, course.id)
    versions = await _versions(session, page)
    return CourseReports(
        course=course_read(current, actor.language),
        counts=ReportCounts(
            open=counts.get(ReportState.OPEN, 0),
            answered=counts.get(ReportState.ANSWERED, 0),
            closed=counts.get(ReportState.CLOSED, 0),
        ),
        items=[_read(row, versions, current, actor.language) for row in page],
        next=encode_cursor([page[-1].report.id.hex]) if len(rows) > limit else None,
    )


async def answer(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    report_id: UUID,
    *,
    given: ReportAnswer,
    now: datetime,
) -> ContentReportRead:
    """Tell the reporter; raises ``CourseNotFound``, ``ReportNotFound``, ``ReportSettled``."""
    row = await _settle(
        session, actor, slug, report_id, state=ReportState.ANSWERED, answer=given.answer, now=now
    )
    one = row.report
    published = await publications_of(session).get(one.publication_id)
    activity = published.public.activity(one.activity_id)
    assert activity is not None, one.id
    await tell(
        session,
        [one.person_id],
        {
            "id": f"Jawaban laporan Anda: {title_of(activity, 'id')}",
            "en": f"Your report was answered: {title_of(activity, 'en')}",
        },
        given.answer,
        kind=MessageKind.REPORT,
        link=f"/kursus/{published.public.slug}/{activity.slug}/laporkan",
        sender=actor.person_id,
        now=now,
        course_id=one.course_id,
    )
    return await _settled_read(session, actor, row)


async def answer_all(
    session: AsyncSession, actor: Actor, slug: str, *, given: ReportsAnswer, now: datetime
) -> ReportsAnswered:
    """Tell several reporters the same; what somebody else settled meanwhile keeps its answer.

    Raises ``CourseNotFound``, and ``ReportNotFound`` if one of them is no report of the course.
    """
    one, answered = ReportAnswer(answer=given.answer), 0
    for report_id in dict.fromkeys(given.reports):
        try:
            await answer(session, actor, slug, report_id, given=one, now=now)
            answered += 1
        except ReportSettled:
            continue
    return ReportsAnswered(answered=answered)


async def close(
    session: AsyncSession, actor: Actor, slug: str, report_id: UUID, *, now: datetime
) -> ContentReportRead:
    """Done with, without a word to the reporter; raises as ``answer``."""
    row = await _settle(
        session, actor, slug, report_id, state=ReportState.CLOSED, answer=None, now=now
    )
    return await _settled_read(session, actor, row)


async def _settle(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    report_id: UUID,
    *,
    state: ReportState,
    answer: str | None,
    now: datetime,
) -> ReportRow:
    course, _ = await _taught(session, actor, slug)
    row = await queries.report(session, course.id, report_id)
    if row is None:
        raise ReportNotFound
    values = {"state": state, "answer": answer, "settled_by": actor.person_id, "settled_at": now}
    if not await queries.settle(session, report_id, **values):
        raise ReportSettled
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=f"report.{state.value}",
        subject_kind="course",
        subject_id=course.id,
        now=now,
        course=course.slug,
    )
    return row


async def _settled_read(session: AsyncSession, actor: Actor, row: ReportRow) -> ContentReportRead:
    await session.refresh(row.report)
    current_id = await catalogue.current_publication_id(session, row.report.course_id)
    assert current_id is not None
    current = await publications_of(session).get(current_id)
    done = ReportRow(row.report, row.by, actor.name)
    return _read(done, await _versions(session, [done]), current, actor.language)


async def _taught(session: AsyncSession, actor: Actor, slug: str) -> tuple[Course, PublishedCourse]:
    course = await catalogue.taught_course(session, actor, slug)
    assert course.publication_id is not None
    return course, await publications_of(session).get(course.publication_id)


async def _versions(
    session: AsyncSession, rows: Sequence[ReportRow]
) -> Mapping[str, PublishedCourse]:
    publications = publications_of(session)
    return {one: await publications.get(one) for one in {row.report.publication_id for row in rows}}


def _read(
    row: ReportRow,
    versions: Mapping[str, PublishedCourse],
    current: PublishedCourse,
    language: str,
) -> ContentReportRead:
    one, then = row.report, versions[row.report.publication_id]
    activity = current.public.activity(one.activity_id)
    modules = {module.id: module.slug for module in current.public.modules}
    named = activity or then.public.activity(one.activity_id)
    assert named is not None, one.id
    return ContentReportRead(
        id=one.id,
        activity=one.activity_id,
        module=modules[activity.module_id] if activity else None,
        slug=activity.slug if activity else None,
        title=title_of(named, language),
        activity_kind=named.kind,
        block=one.block,
        language=_language(one, then),
        quote=one.quote,
        changed=_changed(one, activity, current, then),
        kind=one.kind.value,
        words=one.words,
        by=row.by,
        at=one.at,
        version=then.version,
        state=one.state.value,
        answer=one.answer,
        settled_by=row.settled_by,
        settled_at=one.settled_at,
    )


def _changed(
    one: ContentReport,
    activity: Activity | None,
    current: PublishedCourse,
    then: PublishedCourse,
) -> bool:
    """Whether the passage is another one today, in the language it was read in."""
    before = then.public.activity(one.activity_id)
    if activity is None or before is None:
        return True
    if current.id == then.id:
        return False
    if one.block is None:
        return before.fragments != activity.fragments
    # It may stand elsewhere today: what comes before it moves it on.
    return not any(
        {was.print for was in passages(then, before, language) if _is_meant(was, one)}
        & {block.print for block in passages(current, activity, language)}
        for language in before.fragments
    )


def _language(one: ContentReport, then: PublishedCourse) -> Language:
    """The one whose passage is quoted; Indonesian where both say the same, or nothing is quoted."""
    activity = then.public.activity(one.activity_id)
    if activity is None or any(_is_meant(was, one) for was in passages(then, activity, "id")):
        return "id"
    return "en" if any(_is_meant(was, one) for was in passages(then, activity, "en")) else "id"


def _is_meant(block: Block, one: ContentReport) -> bool:
    return block.id == one.block and block.words == one.quote
