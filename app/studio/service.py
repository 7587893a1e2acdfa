"""What a trainer's hub shows: the courses they teach, and one course with its quizzes."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import AttemptState
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_in
from app.catalogue import service as catalogue
from app.catalogue.document import Activity, Module
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.studio import queries
from app.studio.schemas import (
    AttemptCounts,
    DraftMark,
    LearnerCounts,
    TaughtActivity,
    TaughtCourse,
    TaughtCourseDetail,
    TaughtModule,
    TaughtQuiz,
)

BASIS_POINTS_IN_PERCENT = 100


async def taught_courses(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> list[TaughtCourse]:
    """By slug, from after the slug ``after``."""
    courses = await catalogue.taught_courses(session, actor, after=after, limit=limit)
    ids = [course.id for course in courses]
    learners = await queries.learners_of(session, ids)
    marking = await queries.marking_in(session, ids)
    drafts = await queries.drafts_in(session, ids)
    taught = []
    for course in courses:
        published = await _published(session, course)
        taught.append(
            TaughtCourse(
                id=course.id,
                slug=course.slug,
                title=_title(published, actor.language),
                status=course.status,
                origin=course.origin,
                version=published.version,
                published_at=published.published_at,
                jp=course.jp,
                learners=_learners(learners.get(course.id)),
                quizzes=sum(a.kind == "quiz" for a in published.public.activities()),
                drafts=drafts.get(course.id, 0),
                marking=marking.get(course.id, 0),
            )
        )
    return taught


async def taught_course(session: AsyncSession, actor: Actor, slug: str) -> TaughtCourseDetail:
    """The hub of one course; raises ``CourseNotFound`` for who does not teach it."""
    course = await catalogue.taught_course(session, actor, slug)
    published = await _published(session, course)
    learners = await queries.learners_of(session, [course.id])
    attempts = await queries.attempts_by_activity(session, course.id)
    drafts = await queries.draft_marks(session, course.id)
    editor, note = await queries.publication_note(session, published.id)
    return TaughtCourseDetail(
        id=course.id,
        slug=course.slug,
        title=_title(published, actor.language),
        status=course.status,
        origin=course.origin,
        version=published.version,
        published_at=published.published_at,
        published_by=editor,
        note=note,
        jp=course.jp,
        minutes=published.public.minutes,
        learners=_learners(learners.get(course.id)),
        modules=[
            _module(module, published, attempts, drafts, actor.language)
            for module in published.public.modules
        ],
    )


async def _published(session: AsyncSession, course: Course) -> PublishedCourse:
    assert course.publication_id is not None, course.slug
    return await publications_of(session).get(course.publication_id)


def _title(published: PublishedCourse, language: str) -> str:
    text = published.public.text
    return (text["en"] if language == "en" and "en" in text else text["id"]).title


def _learners(counted: queries.Learners | None) -> LearnerCounts:
    counted = counted or queries.Learners()
    return LearnerCounts(
        active=counted.active, completed=counted.completed, earlier=counted.earlier
    )


def _module(
    module: Module,
    published: PublishedCourse,
    attempts: dict[UUID, queries.Attempts],
    drafts: dict[UUID, queries.Marked],
    language: str,
) -> TaughtModule:
    text = module.text
    return TaughtModule(
        slug=module.slug,
        title=(text["en"] if language == "en" and "en" in text else text["id"]).title,
        activities=[
            _activity(
                activity,
                quiz_in(published, activity.id),
                attempts.get(activity.id),
                drafts.get(activity.id),
                language,
            )
            for activity in module.activities
        ],
    )


def _activity(
    activity: Activity,
    quiz: Quiz | None,
    attempts: queries.Attempts | None,
    draft: queries.Marked | None,
    language: str,
) -> TaughtActivity:
    text = activity.text
    return TaughtActivity(
        id=activity.id,
        slug=activity.slug,
        kind=activity.kind,
        title=(text["en"] if language == "en" and "en" in text else text["id"]).title,
        minutes=activity.minutes,
        required=activity.required,
        quiz=_quiz(quiz, attempts, draft) if quiz else None,
    )


def _quiz(
    quiz: Quiz, attempts: queries.Attempts | None, draft: queries.Marked | None
) -> TaughtQuiz:
    states = attempts.states if attempts else {}
    return TaughtQuiz(
        questions=quiz.rules.questions,
        banks=len({one.split(".")[0] for one in quiz.secrets.questions}),
        drawn=quiz.is_drawn,
        pass_mark=quiz.rules.pass_mark // BASIS_POINTS_IN_PERCENT,
        chances=quiz.rules.chances,
        time_limit=quiz.rules.time_limit_minutes,
        attempts=AttemptCounts(
            # What was handed in and waits for answers still on their way is not over either.
            open=states.get(AttemptState.OPEN, 0) + states.get(AttemptState.SUBMITTED, 0),
            marking=states.get(AttemptState.MARKING, 0),
            closed=states.get(AttemptState.CLOSED, 0),
            learners=attempts.learners if attempts else 0,
        ),
        draft=DraftMark(by=draft.by, at=draft.at) if draft else None,
    )
