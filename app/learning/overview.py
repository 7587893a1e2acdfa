"""What learners read about their learning: cards, a course's page, resuming, what is missing.

These are the shapes of the API; delivery puts the same ones into the first HTML.
"""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.document import Activity, Language, PublicDocument
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.learning import queries
from app.learning.completion import Reason, Requirement, is_complete
from app.learning.errors import EnrolmentNotFound
from app.learning.models import ActivityState, Enrolment
from app.learning.schemas import (
    ActivityRead,
    ActivityStateRead,
    CourseCard,
    CourseDetail,
    CourseStates,
    EnrolmentRead,
    ModuleRead,
    NextStep,
    NoteRead,
    OutcomeRead,
    RequirementRead,
    RequirementsRead,
    Resume,
)
from app.learning.service import (
    course_and_enrolment,
    enrolment_for_person,
    judged_requirements,
)
from app.learning.statuses import EnrolmentStatus
from app.learning.words import words_for

MAX_IN_PROGRESS = 20


def spoken(language: str) -> Language:
    """The language of texts for a reader; Indonesian where we have no other."""
    return "en" if language == "en" else "id"


def link_to(slug: str, activity: Activity) -> str:
    """The page of an activity."""
    return f"/kursus/{slug}/{activity.slug}"


def state_read(state: ActivityState) -> ActivityStateRead:
    outcome = None
    if state.outcome_state is not None:
        outcome = OutcomeRead(
            state=state.outcome_state.value,
            score=state.score,
            pass_mark=state.pass_mark,
            chances_left=state.chances_left,
        )
    return ActivityStateRead(
        enrolment=state.enrolment_id,
        activity=state.activity_id,
        opened=state.opened_at is not None,
        done=state.done_at is not None,
        furthest=state.furthest,
        spot=state.spot,
        outcome=outcome,
    )


def enrolment_read(enrolment: Enrolment, slug: str, version: int) -> EnrolmentRead:
    return EnrolmentRead(
        id=enrolment.id,
        course=slug,
        status=enrolment.status.value,
        enrolled_at=enrolment.enrolled_at,
        completed_at=enrolment.completed_at,
        version=version,
    )


async def enrolment_with_version(session: AsyncSession, enrolment: Enrolment) -> EnrolmentRead:
    """An enrolment as the API shows it."""
    course = await session.get_one(Course, enrolment.course_id)
    published = await publications_of(session).get(enrolment.publication_id)
    return enrolment_read(enrolment, course.slug, published.version)


def _status(enrolment: Enrolment | None) -> Literal["none", "active", "completed"]:
    if enrolment is None or enrolment.status is EnrolmentStatus.WITHDRAWN:
        return "none"
    return "completed" if enrolment.status is EnrolmentStatus.COMPLETED else "active"


def _facts(
    course: Course, published: PublishedCourse, enrolment: Enrolment | None, language: Language
) -> dict[str, object]:
    document = published.public
    text = document.text.get(language, document.text["id"])
    required = sum(activity.required for activity in document.activities())
    return {
        "slug": course.slug,
        "title": text.title,
        "summary": text.summary,
        "organiser": document.organiser,
        "topic": document.topic,
        "competencies": list(document.competencies),
        "jp": document.jp,
        "minutes": document.minutes,
        "activities": len(document.activities()),
        "bytes": published.course_wire_bytes(language),
        "version": published.version,
        "status": _status(enrolment),
        "done": enrolment.activities_done if enrolment else 0,
        "required": enrolment.activities_required if enrolment else required,
    }


def _card(
    course: Course, published: PublishedCourse, enrolment: Enrolment | None, language: Language
) -> CourseCard:
    facts = _facts(course, published, enrolment, language)
    return CourseCard.model_validate(facts | {"modules": len(published.public.modules)})


async def course_cards(
    session: AsyncSession,
    actor: Actor,
    *,
    q: str | None,
    topic: str | None,
    after: str | None,
    limit: int,
) -> tuple[list[CourseCard], str | None]:
    """A page of the catalogue as the actor sees it, and the slug the next page starts after."""
    courses = await catalogue.visible_courses(
        session, actor, after=after, limit=limit + 1, q=q, topic=topic
    )
    more, courses = len(courses) > limit, courses[:limit]
    enrolments = await queries.enrolments_in(session, actor.person_id, [c.id for c in courses])
    cards = []
    for course in courses:
        enrolment = enrolments.get(course.id)
        published = await _published(session, course, enrolment)
        await published.weigh(spoken(actor.language))
        cards.append(_card(course, published, enrolment, spoken(actor.language)))
    return cards, courses[-1].slug if more else None


async def courses_in_progress(session: AsyncSession, actor: Actor) -> list[CourseCard]:
    """The actor's unfinished courses, last touched first."""
    cards = []
    for enrolment, course in await queries.recent_enrolments(
        session, actor.person_id, MAX_IN_PROGRESS
    ):
        published = await publications_of(session).get(enrolment.publication_id)
        await published.weigh(spoken(actor.language))
        cards.append(_card(course, published, enrolment, spoken(actor.language)))
    return cards


async def _published(
    session: AsyncSession, course: Course, enrolment: Enrolment | None
) -> PublishedCourse:
    """The version this person sees: the pinned one, else the newest."""
    publication_id = enrolment.publication_id if enrolment else course.publication_id
    assert publication_id is not None  # a visible course has been published
    return await publications_of(session).get(publication_id)


async def course_detail(session: AsyncSession, actor: Actor, slug: str) -> CourseDetail:
    """A course's page for this actor; ``CourseNotFound`` if it is not theirs to see."""
    course, enrolment = await course_and_enrolment(session, actor, slug)
    published = await _published(session, course, enrolment)
    language = spoken(actor.language)
    await published.weigh(language)
    text = published.public.text.get(language, published.public.text["id"])
    states: dict[UUID, ActivityState] = {}
    asked = None
    if enrolment is not None:
        rows = await queries.states_of(session, [enrolment.id])
        states = {row.activity_id: row for row in rows}
        asked = await requirements_read(session, enrolment, course.slug, language)
    newer, declined = None, False
    if enrolment is not None and course.publication_id != enrolment.publication_id:
        assert course.publication_id is not None
        newer = (await publications_of(session).get(course.publication_id)).version
        declined = enrolment.declines(newer)
    met = {item.activity for item in asked.items if item.met} if asked else set()
    exempt = (
        {item.activity for item in asked.items if item.reason == Reason.EXEMPT} if asked else set()
    )
    return CourseDetail.model_validate(
        _facts(course, published, enrolment, language)
        | {
            "why": text.why,
            "audience": text.audience,
            "outcomes": list(text.outcomes),
            "sources": list(published.public.sources),
            "languages": list(published.public.languages()),
            "enrolment": enrolment_read(enrolment, course.slug, published.version)
            if enrolment
            else None,
            "next": _next_step(course.slug, published.public, enrolment, met, language)
            if enrolment
            else None,
            "modules": _modules(course.slug, published, states, met, exempt, language),
            "requirements": asked,
            "newer_version": newer,
            "newer_declined": declined,
        }
    )


def _modules(
    slug: str,
    published: PublishedCourse,
    states: Mapping[UUID, ActivityState],
    met: set[UUID],
    exempt: set[UUID],
    language: Language,
) -> list[ModuleRead]:
    return [
        ModuleRead(
            id=module.id,
            title=module.text.get(language, module.text["id"]).title,
            summary=module.text.get(language, module.text["id"]).summary,
            done=sum(activity.id in met for activity in module.activities),
            required=sum(activity.required for activity in module.activities),
            activities=[
                ActivityRead(
                    id=activity.id,
                    slug=activity.slug,
                    kind=activity.kind,
                    title=activity.text.get(language, activity.text["id"]).title,
                    summary=activity.text.get(language, activity.text["id"]).summary,
                    minutes=activity.minutes,
                    bytes=published.wire_bytes(activity.id, language),
                    required=activity.required,
                    link=link_to(slug, activity),
                    state=state_read(states[activity.id]) if activity.id in states else None,
                    exempt=activity.id in exempt,
                )
                for activity in module.activities
            ],
        )
        for module in published.public.modules
    ]


def _resume_activity(
    document: PublicDocument, enrolment: Enrolment, met: set[UUID]
) -> Activity | None:
    """Where to go on: the activity last touched if it is unfinished, else the next unmet one."""
    activities = document.activities()
    last = enrolment.resume_activity_id
    places = {activity.id: place for place, activity in enumerate(activities)}
    start = places.get(last, 0) if last else 0
    ahead = [*activities[start:], *activities[:start]]
    unmet = [a for a in ahead if a.required and a.id not in met]
    return unmet[0] if unmet else (activities[0] if activities else None)


def _next_step(
    slug: str, document: PublicDocument, enrolment: Enrolment, met: set[UUID], language: Language
) -> NextStep | None:
    activity = _resume_activity(document, enrolment, met)
    if activity is None:
        return None
    module = next(m for m in document.modules if m.id == activity.module_id)
    return NextStep(
        link=link_to(slug, activity),
        title=activity.text.get(language, activity.text["id"]).title,
        module=module.text.get(language, module.text["id"]).title,
    )


async def resume_card(session: AsyncSession, actor: Actor) -> Resume | None:
    """*Lanjutkan belajar*: one tap to the exact spot in the course last touched."""
    recent = await queries.recent_enrolments(session, actor.person_id, 1)
    if not recent:
        return None
    enrolment, course = recent[0]
    published = await publications_of(session).get(enrolment.publication_id)
    document, language = published.public, spoken(actor.language)
    met = {one.activity_id for one in await judged_requirements(session, enrolment) if one.met}
    activity = _resume_activity(document, enrolment, met)
    if activity is None:
        return None
    module = next(m for m in document.modules if m.id == activity.module_id)
    return Resume(
        course={
            "slug": course.slug,
            "title": document.text.get(language, document.text["id"]).title,
        },
        module=module.text.get(language, module.text["id"]).title,
        activity={
            "slug": activity.slug,
            "title": activity.text.get(language, activity.text["id"]).title,
            "kind": activity.kind,
        },
        minutes=activity.minutes,
        link=link_to(course.slug, activity),
        place=[a.id for a in document.activities()].index(activity.id) + 1,
        of=len(document.activities()),
        met=[a.id in met for a in document.activities()],
        done=enrolment.activities_done,
        required=enrolment.activities_required,
    )


def _requirement_read(
    slug: str, document: PublicDocument, judged: Requirement, language: Language
) -> RequirementRead:
    activity = document.activity(judged.activity_id)
    assert activity is not None  # requirements come from this very document
    return RequirementRead(
        activity=activity.id,
        kind=activity.kind,
        title=activity.text.get(language, activity.text["id"]).title,
        met=judged.met,
        reason=judged.reason.value,
        text=words_for(judged, language),
        score=judged.score,
        pass_mark=judged.pass_mark,
        chances_left=judged.chances_left,
        link=link_to(slug, activity),
    )


async def requirements_read(
    session: AsyncSession, enrolment: Enrolment, slug: str, language: Language
) -> RequirementsRead:
    """*Apa yang kurang untuk lulus?*: every requirement with its reason and link."""
    judged = await judged_requirements(session, enrolment)
    published = await publications_of(session).get(
        enrolment.completed_publication_id or enrolment.publication_id
    )
    return RequirementsRead(
        complete=is_complete(judged),
        met=sum(one.met for one in judged),
        total=len(judged),
        items=[_requirement_read(slug, published.public, one, language) for one in judged],
    )


async def requirements_of(
    session: AsyncSession, actor: Actor, enrolment_id: UUID
) -> RequirementsRead:
    """The same by enrolment; ``EnrolmentNotFound`` for anyone else's."""
    enrolment = await enrolment_for_person(session, actor.person_id, enrolment_id)
    course = await session.get_one(Course, enrolment.course_id)
    return await requirements_read(session, enrolment, course.slug, spoken(actor.language))


async def course_states(session: AsyncSession, actor: Actor, slug: str) -> CourseStates:
    """The personal part of a course's pages: states and the learner's own notes."""
    course = await catalogue.course_with_slug(session, slug)
    enrolments: Mapping[UUID, Enrolment] = {}
    if course is not None:
        enrolments = await queries.enrolments_in(session, actor.person_id, [course.id])
    if course is None or course.id not in enrolments:
        raise EnrolmentNotFound
    enrolment = enrolments[course.id]
    rows: Sequence[ActivityState] = await queries.states_of(session, [enrolment.id])
    return CourseStates(
        enrolment=enrolment.id,
        status=enrolment.status.value,
        activities=[state_read(row) for row in rows],
        notes=[
            NoteRead(activity=note.activity_id, block=note.block, text=note.text)
            for note in await queries.notes_of(session, actor.person_id, enrolment.id)
            if note.text
        ],
    )
