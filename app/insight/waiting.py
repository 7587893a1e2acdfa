"""What waits in the courses somebody teaches, and how people in sight get on in all courses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.models import Role
from app.insight.queries import hub as queries
from app.insight.schemas import CourseStanding, CourseWaiting
from app.insight.service import course_read
from app.kit.pagination import Page, encode_cursor, place_after


async def waiting_in(
    session: AsyncSession, actor: Actor, course_ids: Sequence[UUID], *, days: int, now: datetime
) -> list[CourseWaiting]:
    """Of those the actor teaches, one each."""
    taught = [one for one in dict.fromkeys(course_ids) if actor.teaches(one)]
    found = await queries.waiting(session, taught, now - timedelta(days=days))
    return [
        CourseWaiting(
            course=one.course_id,
            days=days,
            reports=one.reports,
            stuck=one.stuck,
            ratings=one.ratings,
        )
        for one in found
    ]


async def standings(
    session: AsyncSession, actor: Actor, *, days: int, after: str | None, limit: int, now: datetime
) -> Page[CourseStanding]:
    """By slug: courses with learners in the actor's sight."""
    found = await queries.standings(
        session,
        actor.agency_paths(Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR),
        actor.course_ids(Role.TRAINER, Role.PARTNER),
        now - timedelta(days=days),
        after=place_after(after, str),
        limit=limit + 1,
    )
    page = found[:limit]
    published = [await publications_of(session).get(one.publication_id) for one in page]
    return Page(
        items=[
            CourseStanding(
                slug=one.slug,
                title=course_read(course, actor.language).title,
                learners=one.learners,
                begun=one.begun,
                completed=one.completed,
                stuck=one.stuck,
            )
            for one, course in zip(page, published, strict=True)
        ],
        next=encode_cursor([page[-1].slug]) if len(found) > limit else None,
    )
