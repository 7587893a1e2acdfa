"""Learners judge the version they take, once each; staff read it without names.

From five ratings of a version on: of fewer, everybody in the office would know whose they are.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.inbox.numbers import without_nips
from app.insight.queries import hearing as queries
from app.insight.schemas import (
    CourseRatings,
    OwnRating,
    RatedVersion,
    RatingGiven,
    RatingRead,
    SaidRating,
)
from app.insight.service import course_read
from app.kit.ids import uuid7
from app.kit.pagination import encode_cursor, place_after
from app.learning.errors import NotEnrolled
from app.learning.service import course_and_enrolment

LEAST = 5


async def _taken(session: AsyncSession, actor: Actor, slug: str) -> PublishedCourse:
    """The version the actor takes, or completed; ``CourseNotFound``, ``NotEnrolled``."""
    _, enrolment = await course_and_enrolment(session, actor, slug)
    if enrolment is None:
        raise NotEnrolled
    return await publications_of(session).get(
        enrolment.completed_publication_id or enrolment.publication_id
    )


async def own_rating(session: AsyncSession, actor: Actor, slug: str) -> OwnRating:
    """What the actor said of the version taken; raises as ``_taken``."""
    published = await _taken(session, actor, slug)
    found = await queries.own_rating(session, actor.person_id, published.id)
    return OwnRating(
        course=course_read(published, actor.language),
        version=published.version,
        rating=RatingRead(stars=found.stars, words=found.words, at=found.at) if found else None,
    )


async def rate(
    session: AsyncSession, actor: Actor, slug: str, *, given: RatingGiven, now: datetime
) -> OwnRating:
    """Say it, or say it anew; raises as ``_taken``."""
    published = await _taken(session, actor, slug)
    words = without_nips(given.words)
    await queries.put_rating(
        session,
        {
            "id": uuid7(),
            "course_id": published.public.course_id,
            "publication_id": published.id,
            "person_id": actor.person_id,
            "version": published.version,
            "stars": given.stars,
            "words": words,
            "at": now,
        },
    )
    return OwnRating(
        course=course_read(published, actor.language),
        version=published.version,
        rating=RatingRead(stars=given.stars, words=words, at=now),
    )


async def course_ratings(
    session: AsyncSession, actor: Actor, slug: str, *, after: str | None, limit: int
) -> CourseRatings:
    """Every version's sums, and what was said; ``CourseNotFound`` for who does not teach it."""
    course = await catalogue.taught_course(session, actor, slug)
    assert course.publication_id is not None
    published = await publications_of(session).get(course.publication_id)
    spreads: dict[int, list[int]] = {}
    for version, stars, count in await queries.stars(session, course.id):
        spreads.setdefault(version, [0] * 5)[stars - 1] = count
    versions = [_version(version, spread) for version, spread in spreads.items()]
    told = [one.version for one in versions if one.spread is not None]
    found = await queries.said(
        session, course.id, told, after=place_after(after, UUID), limit=limit + 1
    )
    page = found[:limit]
    return CourseRatings(
        course=course_read(published, actor.language),
        least=LEAST,
        versions=versions if after is None else [],
        items=[SaidRating(stars=one.stars, words=one.words, version=one.version) for one in page],
        next=encode_cursor([page[-1].id.hex]) if len(found) > limit else None,
    )


def _version(version: int, spread: list[int]) -> RatedVersion:
    n = sum(spread)
    if n < LEAST:
        return RatedVersion(version=version, ratings=n, mean=None, spread=None)
    total = sum(stars * count for stars, count in enumerate(spread, 1))
    return RatedVersion(version=version, ratings=n, mean=round(total / n, 2), spread=spread)
