"""Drafts of quizzes: reading one on its desk, saving it, throwing it away.

Saving asks nothing of the rules: what was typed is safe first, and ``checking`` says what is wrong
with it. Nothing is overwritten unseen: whoever saves names the revision they wrote over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.errors import QuizNotFound
from app.catalogue import service as catalogue
from app.catalogue.document import Activity
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.kit import audit
from app.kit.problems import Invalid
from app.studio import banking, queries
from app.studio.desk import path_of, read_source
from app.studio.errors import DraftOutdated, QuizDraftChanged
from app.studio.models import QuizDraft
from app.studio.schemas import DraftRead, DraftSave, DraftSaved, NamedItem, Theirs


@dataclass(frozen=True, slots=True)
class Place:
    """A quiz of a course the actor teaches, as it is published now."""

    course: Course
    published: PublishedCourse
    activity: Activity

    @property
    def path(self) -> str:
        return path_of(self.published.public, self.activity)


async def place_of(session: AsyncSession, actor: Actor, slug: str, quiz: str) -> Place:
    """Raises ``CourseNotFound`` or ``QuizNotFound``."""
    course = await catalogue.taught_course(session, actor, slug)
    assert course.publication_id is not None, slug
    published = await publications_of(session).get(course.publication_id)
    activity = published.public.activity_by_slug(quiz)
    if activity is None or activity.kind != "quiz":
        raise QuizNotFound
    return Place(course, published, activity)


async def published_source(
    session: AsyncSession, place: Place, publication_id: str | None = None
) -> dict[str, Any]:
    """The quiz's file as it is published, or as a publication before had it ({} if it had none)."""
    sources = await catalogue.sources_of(session, publication_id or place.published.id)
    if publication_id is None or publication_id == place.published.id:
        return read_source(sources[place.path])
    earlier = await publications_of(session).get(publication_id)
    activity = earlier.public.activity(place.activity.id)
    return read_source(sources[path_of(earlier.public, activity)]) if activity else {}


async def is_outdated(session: AsyncSession, place: Place, draft: QuizDraft) -> bool:
    """Whether the quiz itself differs between what the draft was begun from and what is current."""
    if draft.based_on == place.published.id:
        return False
    begun_from = await published_source(session, place, draft.based_on)
    return begun_from != await published_source(session, place)


async def draft_on_desk(
    session: AsyncSession, actor: Actor, slug: str, quiz: str, *, now: datetime
) -> DraftRead:
    """The draft, or what is published where there is none. Raises ``SourcesMissing`` too."""
    place = await place_of(session, actor, slug, quiz)
    published = await published_source(session, place)
    draft = await queries.draft(session, place.course.id, place.activity.id)
    learners = await queries.learners_of(session, [place.course.id])
    public = place.published.public
    return DraftRead(
        course=NamedItem(slug=slug, title=_title(public.text, actor.language)),
        quiz=NamedItem(slug=quiz, title=_title(place.activity.text, actor.language)),
        source=draft.source if draft else published,
        published=published,
        revision=draft.revision if draft else 0,
        saved_by=await queries.name_of(session, draft.changed_by) if draft else None,
        saved_at=draft.changed_at if draft else None,
        based_on=await queries.version_of(session, draft.based_on)
        if draft
        else place.published.version,
        current=place.published.version,
        outdated=draft is not None and await is_outdated(session, place, draft),
        learners=learners.get(place.course.id, queries.Learners()).active,
        modules=[
            NamedItem(slug=module.slug, title=_title(module.text, actor.language))
            for module in public.modules
        ],
        quizzes=[
            NamedItem(slug=one.slug, title=_title(one.text, actor.language))
            for one in public.activities()
            if one.kind == "quiz" and one.id != place.activity.id
        ],
        banks=await banking.choices(session, actor, place.course.id, now=now),
    )


def _title(text: Mapping[Any, Any], language: str) -> str:
    title: str = (text["en"] if language == "en" and "en" in text else text["id"]).title
    return title


async def save(
    session: AsyncSession, actor: Actor, slug: str, quiz: str, change: DraftSave, *, now: datetime
) -> DraftSaved:
    """Keep what was typed. Raises ``QuizDraftChanged`` with the other's text, ``DraftOutdated``."""
    place = await place_of(session, actor, slug, quiz)
    if change.source.get("id") != str(place.activity.id) or change.source.get("kind") != "quiz":
        raise Invalid([{"in": "body", "pointer": "/source", "detail": "Not the file of this quiz"}])
    draft = await queries.draft(session, place.course.id, place.activity.id)
    row = {
        "course_id": place.course.id,
        "activity_id": place.activity.id,
        "source": change.source,
        "revision": change.revision + 1,
        "based_on": await _based_on(session, place, draft, change.over),
        "changed_by": actor.person_id,
        "changed_at": now,
    }
    if draft is None and change.revision == 0:
        saved = await queries.begin_draft(session, row)
    else:
        saved = await queries.save_draft(session, row, revision=change.revision)
    if not saved:
        raise await _changed(session, place)
    return DraftSaved(revision=change.revision + 1, saved_at=now)


async def _based_on(session: AsyncSession, place: Place, draft: QuizDraft | None, over: int) -> str:
    """The publication that the editor compares with; ``DraftOutdated`` if that is neither the
    current one nor the one the draft was begun from.
    """
    if over == place.published.version:
        return place.published.id
    if draft is not None and over == await queries.version_of(session, draft.based_on):
        return draft.based_on
    raise DraftOutdated


async def _changed(session: AsyncSession, place: Place) -> QuizDraftChanged:
    draft = await queries.draft(session, place.course.id, place.activity.id)
    theirs = Theirs(
        source=draft.source if draft else None,
        revision=draft.revision if draft else 0,
        by=await queries.name_of(session, draft.changed_by) if draft else None,
        at=draft.changed_at if draft else None,
    )
    return QuizDraftChanged(theirs=theirs.model_dump(mode="json"))


async def discard(
    session: AsyncSession, actor: Actor, slug: str, quiz: str, *, revision: int, now: datetime
) -> None:
    """Throw the draft away; raises ``QuizDraftChanged`` if it is not that revision any more."""
    place = await place_of(session, actor, slug, quiz)
    if not await queries.drop_draft(session, place.course.id, place.activity.id, revision=revision):
        raise await _changed(session, place)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="quiz.draft_discarded",
        subject_kind="activity",
        subject_id=place.activity.id,
        now=now,
        course=slug,
        quiz=quiz,
    )
