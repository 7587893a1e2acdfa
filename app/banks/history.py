"""A question's history and its use: versions, what differs between two, which quizzes ask it."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.queries import reading as queries
from app.banks.reading import bank_to_read, question_of, version_of, version_read, version_row
from app.banks.schemas import Difference, Differences, Use, VersionRead, VersionRow
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit.pagination import Page

MOST_DIFFERENCES = 200


async def versions_page(
    session: AsyncSession,
    actor: Actor,
    bank_slug: str,
    slug: str,
    *,
    after: int | None,
    limit: int,
) -> Page[VersionRow]:
    """Newest first; ``after`` is a version's number."""
    bank = await bank_to_read(session, actor, bank_slug)
    question = await question_of(session, bank, slug)
    found = await queries.versions(session, question.id, before=after, limit=limit)
    shown = found[:limit]
    return Page(
        items=[version_row(*one) for one in shown],
        next=str(shown[-1][0].number) if len(found) > limit else None,
    )


async def version_seen(
    session: AsyncSession, actor: Actor, bank_slug: str, slug: str, number: int
) -> VersionRead:
    bank = await bank_to_read(session, actor, bank_slug)
    question = await question_of(session, bank, slug)
    return version_read(*await version_of(session, question, number))


async def differences(
    session: AsyncSession, actor: Actor, bank_slug: str, slug: str, *, before: int, after: int
) -> Differences:
    """What changed from one version to another, value by value."""
    bank = await bank_to_read(session, actor, bank_slug)
    question = await question_of(session, bank, slug)
    old, new = (
        await version_of(session, question, before),
        await version_of(session, question, after),
    )
    changed = differing(old[0].source, new[0].source)
    return Differences(
        before=version_row(*old),
        after=version_row(*new),
        differences=[one for one, _ in zip(changed, range(MOST_DIFFERENCES), strict=False)],
    )


def differing(before: Any, after: Any, path: tuple[str | int, ...] = ()) -> Iterator[Difference]:
    """Values that differ, in order, as deep as both have the same shape. Pure."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from differing(before.get(key), after.get(key), (*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        for place, (one, other) in enumerate(zip_longest(before, after)):
            yield from differing(one, other, (*path, place))
    else:
        yield Difference(path=list(path), before=before, after=after)


async def uses_of(session: AsyncSession, actor: Actor, bank_slug: str, slug: str) -> list[Use]:
    """Quizzes of courses' current publications that may ask the question, by course."""
    bank = await bank_to_read(session, actor, bank_slug)
    question = await question_of(session, bank, slug)
    uses = []
    for course, publication_id, activity_id in await queries.quizzes_of(
        session, bank.slug, question.slug
    ):
        published = await publications_of(session).get(publication_id)
        activity = published.public.activity(activity_id)
        if activity is not None:
            english = actor.language == "en"
            about, said = published.public.text, activity.text
            uses.append(
                Use(
                    course=course,
                    course_title=about["en" if english and "en" in about else "id"].title,
                    quiz=activity.slug,
                    quiz_title=said["en" if english and "en" in said else "id"].title,
                )
            )
    return uses
