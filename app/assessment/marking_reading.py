"""What a marker sees: the queue, one response with its rubric, what was given.

Anonymity is kept here: until an attempt is closed nothing that leaves this module tells whose
response an anonymous task holds.
"""

import html
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

import nh3
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.marking import Ground, ground_of, reach_of
from app.assessment.marking_schemas import (
    Answerer,
    CriterionRead,
    GivenMarks,
    GroupRead,
    LevelRead,
    MarksGiven,
    Named,
    OwnMarks,
    ProgressRead,
    QueuedRead,
    TaskRead,
)
from app.assessment.models import AttemptState, Marking, MarkingTask, TaskState
from app.assessment.queries import marking as queries
from app.assessment.queries.marking import Wanted
from app.assessment.queries.regrades import names_of
from app.assessment.questions.base import BASIS_POINTS, Question
from app.assessment.questions.essay import words_in
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quizzes import quiz_in
from app.assessment.weighing import TWO
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.kit.pagination import Page, encode_cursor, moment, place_after

# A colleague who began so lately is still at it.
HELD = timedelta(minutes=20)
MOST_GROUPS = 200


def basis_points(credit: Fraction | str | None) -> int | None:
    """Rounded down."""
    if credit is None:
        return None
    share = Fraction(credit)
    return share.numerator * BASIS_POINTS // share.denominator


def course_named(published: PublishedCourse, language: str) -> Named:
    text = published.public.text
    spoken = text["en"] if language == "en" and "en" in text else text["id"]
    return Named(slug=published.public.slug, title=spoken.title)


def quiz_named(published: PublishedCourse, activity_id: UUID, language: str) -> Named:
    activity = published.public.activity(activity_id)
    assert activity is not None, activity_id
    text = activity.text
    spoken = text["en"] if language == "en" and "en" in text else text["id"]
    return Named(slug=activity.slug, title=spoken.title)


def words_of(stem: str) -> str:
    """The text of a piece of sanitised HTML, on one line."""
    return " ".join(html.unescape(nh3.clean(stem, tags=set())).split())[:300]


def stem_text(published: PublishedCourse, activity_id: UUID, question_id: str, lang: str) -> str:
    """The question's own words, without markup; "" where this version does not ask it."""
    quiz = quiz_in(published, activity_id)
    if quiz is None or not quiz.has(question_id):
        return ""
    return words_of(quiz.question(question_id).pieces_in(lang).stem)


async def _first(
    session: AsyncSession, actor: Actor, group: queries.Group, now: datetime
) -> UUID | None:
    """Where to begin with a question: its oldest response that nobody else is at."""
    if not group.waiting:
        return None
    wanted = Wanted(group.activity_id, group.question_id)
    return await queries.next_for(session, reach_of(actor), wanted, None, now - HELD)


async def groups(session: AsyncSession, actor: Actor, now: datetime) -> list[GroupRead]:
    """Questions with responses to mark, those with something to do first."""
    published, read = publications_of(session), []
    for group in await queries.groups(session, reach_of(actor), MOST_GROUPS):
        course = await published.get(group.publication_id)
        read.append(
            GroupRead(
                course=course_named(course, actor.language),
                quiz=quiz_named(course, group.activity_id, actor.language),
                activity=group.activity_id,
                question=group.question_id,
                stem=stem_text(course, group.activity_id, group.question_id, actor.language),
                waiting=group.waiting,
                done=group.done,
                first=await _first(session, actor, group, now),
            )
        )
    return read


async def queue(
    session: AsyncSession,
    actor: Actor,
    wanted: Wanted,
    *,
    done: bool,
    after: str | None,
    limit: int,
    now: datetime,
) -> Page[QueuedRead]:
    """What waits for the actor, the oldest first; or what they have marked."""
    place = place_after(after, moment, UUID)
    rows = await queries.queue(
        session, reach_of(actor), wanted, done=done, after=place, limit=limit + 1
    )
    shown = rows[:limit]
    ids = [row.task.id for row in shown]
    begun = await queries.drafts_of(session, actor.person_id, ids)
    busy = await queries.holders_of(session, actor.person_id, ids, now - HELD)
    closed = await queries.closed_among(session, [row.task.attempt_id for row in shown])
    published, items = publications_of(session), []
    for row in shown:
        task = row.task
        course = await published.get(task.publication_id)
        items.append(
            QueuedRead(
                id=task.id,
                course=course_named(course, actor.language),
                quiz=quiz_named(course, task.activity_id, actor.language),
                question=task.question_id,
                stem=stem_text(course, task.activity_id, task.question_id, actor.language),
                who=_who(task, row.name, row.unit, is_closed=task.attempt_id in closed),
                waiting_since=task.queue_at,
                markers=task.markers,
                state=_state(task, done=done),
                begun=task.id in begun,
                busy=busy.get(task.id),
            )
        )
    last = shown[-1].task if len(rows) > limit else None
    cursor = encode_cursor([last.queue_at.isoformat(), str(last.id)]) if last else None
    return Page(items=items, next=cursor)


def _state(task: MarkingTask, *, done: bool) -> TaskState:
    """Whether the two markers disagreed is for neither of them to know before a third decided."""
    if done and task.state is TaskState.THIRD:
        return TaskState.WAITING
    return task.state


def _who(task: MarkingTask, name: str, unit: str, *, is_closed: bool) -> Answerer:
    if task.anonymous and not (is_closed and task.state is TaskState.SETTLED):
        return Answerer(name=None, unit=None, alias=task.alias)
    return Answerer(name=name, unit=unit, alias=None)


async def task_view(session: AsyncSession, actor: Actor, task_id: UUID, now: datetime) -> TaskRead:
    """One response to mark; the next one and how far the actor is: with the same question."""
    ground = await ground_of(session, actor, task_id)
    wanted = Wanted(ground.task.activity_id, ground.task.question_id)
    task, question, language = ground.task, ground.question, actor.language
    pieces, kind = question.pieces_in(language), QUESTION_KINDS[question.kind]
    response = await queries.response_of(session, task)
    read = kind.read(question.pieces_in("id"), response)
    course = await publications_of(session).get(task.publication_id)
    own = await queries.marking_by(session, task, actor.person_id)
    people = await names_of(session, [task.person_id])
    name, unit = people[task.person_id]
    busy = await queries.holders_of(session, actor.person_id, [task.id], now - HELD)
    reach = reach_of(actor)
    waiting, done = await queries.progress(session, reach, wanted)
    place = (task.queue_at, task.id)
    key = kind.key.model_validate(question.key)
    has_given = own is not None and own.submitted_at is not None
    return TaskRead(
        id=task.id,
        course=course_named(course, language),
        quiz=quiz_named(course, task.activity_id, language),
        activity=task.activity_id,
        question=task.question_id,
        html=pieces.stem,
        points=question.points,
        rubric=rubric_read(question, language),
        model_answer=kind.key_words(pieces, key, language) or None,
        response=kind.response_words(pieces, read, language),
        words=words_in(str(response.get("text", ""))),
        word_bounds=list(pieces.words),
        who=_who(task, name, unit, is_closed=ground.attempt.state is AttemptState.CLOSED),
        waiting_since=task.queue_at,
        markers=task.markers,
        state=_state(task, done=has_given),
        busy=busy.get(task.id),
        mine=own_read(own),
        given=await _given(session, ground),
        credit=basis_points(task.credit),
        progress=ProgressRead(waiting=waiting, done=done),
        next=await queries.next_for(session, reach, wanted, place, now - HELD),
    )


def rubric_read(question: Question, language: str) -> list[CriterionRead]:
    return [
        CriterionRead(
            id=criterion.id,
            html=criterion.html,
            levels=[
                LevelRead(id=level.id, html=level.html, points=level.points)
                for level in criterion.levels
            ],
        )
        for criterion in question.pieces_in(language).rubric
    ]


def own_read(own: Marking | None) -> OwnMarks | None:
    if own is None:
        return None
    return OwnMarks(
        levels=own.levels,
        comment=own.comment,
        revision=own.revision,
        given=own.submitted_at is not None,
    )


async def _given(session: AsyncSession, ground: Ground) -> list[GivenMarks]:
    """Everybody's marks of the round, once it is settled."""
    if ground.task.state is not TaskState.SETTLED:
        return []
    rows = await queries.counted_markings(session, ground.attempt.id)
    own = [(marking, name) for task, marking, name in rows if task.id == ground.task.id]
    return given_read(own)


def given_read(markings: Sequence[tuple[Marking, str]]) -> list[GivenMarks]:
    """Marks of one settled round in the order they were given: a third one counts alone."""
    return [
        GivenMarks(
            marker=name,
            levels=marking.levels,
            comment=marking.comment,
            credit=basis_points(marking.credit) or 0,
            counts=len(markings) <= TWO or place == TWO,
        )
        for place, (marking, name) in enumerate(markings)
    ]


async def after_marks(
    session: AsyncSession, actor: Actor, task_id: UUID, now: datetime
) -> MarksGiven:
    """What became of a task the actor has just marked, and which one is next."""
    reach = reach_of(actor)
    task = (await ground_of(session, actor, task_id)).task
    wanted = Wanted(task.activity_id, task.question_id)
    following = await queries.next_for(session, reach, wanted, (task.queue_at, task.id), now - HELD)
    is_settled = task.state is TaskState.SETTLED
    return MarksGiven(
        state=_state(task, done=True),
        credit=basis_points(task.credit) if is_settled else None,
        next=following,
    )
