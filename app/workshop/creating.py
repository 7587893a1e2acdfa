"""Beginning a new course: from what, for whom, under which name."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.errors import CourseNotFound, SourcesMissing
from app.catalogue.models import Course
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.models import Agency
from app.kit.ids import uuid7
from app.kit.problems import Invalid
from app.workshop import queries, region
from app.workshop.beginning import may_create, new_draft
from app.workshop.drafts import Draft
from app.workshop.errors import DraftNotFound
from app.workshop.schemas import CourseTemplate, CourseTemplates, DraftAudience, DraftCreate
from app.workshop.sources import course_of, slug_of
from app.workshop.templates import (
    EMPTY,
    EMPTY_PLAN,
    REGION,
    Plan,
    Wish,
    course_files,
    shape_of,
)

MOST_TEMPLATES = 50
# How long a new question may stand before somebody looks at it again.
REVIEW_AFTER = timedelta(days=365)

_WORDS = {
    EMPTY: {
        "id": ("Kursus kosong", "Satu modul dengan satu materi. Sisanya Anda susun sendiri."),
        "en": ("Empty course", "One module with one lesson. You arrange the rest."),
    },
    REGION: {
        "id": (
            "Paket daerah",
            "Topik setempat, misalnya sampah: keadaan, aturan, kasus, rencana 90 hari.",
        ),
        "en": (
            "Region pack",
            "A local topic, e.g. waste: the situation, the rules, a case, a 90-day plan.",
        ),
    },
}


async def templates(session: AsyncSession, actor: Actor) -> CourseTemplates:
    """What the actor may begin a course from, and whom a region pack may be for.

    Raises ``DraftNotFound`` for who may not begin a course.
    """
    if not may_create(actor):
        raise DraftNotFound
    found = [_own(EMPTY, EMPTY_PLAN, actor), _own(REGION, region.PLAN, actor)]
    courses = await catalogue.visible_courses(session, actor, after=None, limit=MOST_TEMPLATES)
    found += [await _of_course(session, actor, course) for course in courses]
    agencies = await queries.audiences(session, actor)
    return CourseTemplates(
        templates=found, audiences=[DraftAudience(id=one.id, name=one.name) for one in agencies]
    )


def _own(name: str, plan: Plan, actor: Actor) -> CourseTemplate:
    title, summary = _WORDS[name]["en" if actor.language == "en" else "id"]
    return CourseTemplate(
        template=name,
        title=title,
        summary=summary,
        modules=len(plan),
        activities=sum(len(shapes) for _, _, shapes in plan),
        minutes=0,
        jp=0,
    )


async def _of_course(session: AsyncSession, actor: Actor, course: Course) -> CourseTemplate:
    assert course.publication_id is not None, course.slug
    public = (await publications_of(session).get(course.publication_id)).public
    text = public.text["en"] if actor.language == "en" and "en" in public.text else None
    words = text or public.text["id"]
    return CourseTemplate(
        template=course.slug,
        title=words.title,
        summary=words.summary,
        modules=len(public.modules),
        activities=len(public.activities()),
        minutes=public.minutes,
        jp=public.jp,
    )


async def create(session: AsyncSession, actor: Actor, wish: DraftCreate, *, now: datetime) -> Draft:
    """A draft of a new course. Raises ``DraftNotFound`` for who may not begin one, ``Invalid`` for
    a template or an agency that is not there.
    """
    if not may_create(actor):
        raise DraftNotFound
    home = await queries.agency(session, actor.agency_id)
    assert home is not None, actor.person_id
    audience = await _audience(session, actor, wish, home)
    plan = await _plan(session, actor, wish.template)
    course_id = uuid7()
    slug = await _free_slug(session, wish.title)
    files = course_files(
        Wish(
            course_id=course_id,
            slug=slug,
            title=wish.title,
            title_en=wish.title_en,
            organiser=home.name[:120],
            author=actor.name,
            review_on=(now + REVIEW_AFTER).date().isoformat(),
        ),
        plan,
        uuid7,
    )
    files |= await _law(session, actor)
    return await new_draft(
        session,
        actor,
        course_id,
        slug,
        files,
        template=wish.template,
        audience_id=audience.id if audience else None,
        now=now,
    )


async def _audience(
    session: AsyncSession, actor: Actor, wish: DraftCreate, home: Agency
) -> Agency | None:
    """A region pack is for the actor's own agency unless another is said."""
    if wish.audience is None:
        return home if wish.template == REGION else None
    found = await queries.audience(session, actor, wish.audience)
    if found is None:
        raise Invalid([{"in": "body", "pointer": "/audience", "detail": "No such agency"}])
    return found


async def _plan(session: AsyncSession, actor: Actor, template: str) -> Plan:
    if template == EMPTY:
        return EMPTY_PLAN
    if template == REGION:
        return region.PLAN
    try:
        course = await catalogue.course_by_slug(session, actor, template)
        assert course.publication_id is not None, template
        sources = await catalogue.sources_of(session, course.publication_id)
    except (CourseNotFound, SourcesMissing) as missing:
        errors = [{"in": "body", "pointer": "/template", "detail": "No such template"}]
        raise Invalid(errors) from missing
    return shape_of(course_of(sources, course.slug))


async def _law(session: AsyncSession, actor: Actor) -> dict[str, bytes]:
    """The house's register of law, as the course published last has it: its facts can be cited."""
    courses = await catalogue.visible_courses(session, actor, after=None, limit=MOST_TEMPLATES)
    for course in sorted(courses, key=lambda one: one.updated_at, reverse=True)[:3]:
        assert course.publication_id is not None, course.slug
        try:
            sources = await catalogue.sources_of(session, course.publication_id)
        except SourcesMissing:
            continue
        law = {n: c for n, c in sources.items() if n.startswith(("facts/", "regulations/"))}
        if law:
            return law
    return {}


async def _free_slug(session: AsyncSession, title: str) -> str:
    """The title as an address nobody has."""
    taken = await queries.slugs_like(session, slug_of(title, (), otherwise="kursus"))
    return slug_of(title, taken, otherwise="kursus")
