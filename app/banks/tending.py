"""Banks are made, renamed, retired and brought back."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks import policy
from app.banks.describing import folded, free, slug_from
from app.banks.editing import bank_for_edit, record
from app.banks.errors import BankNotFound, BankOwnerUnknown, BankSlugTaken
from app.banks.models import BankOrigin, QuestionBank
from app.banks.queries import reading as queries
from app.banks.queries import storing
from app.banks.reading import owner_of
from app.banks.schemas import BankChange, BankCreate
from app.catalogue import service as catalogue
from app.identity.actor import Actor
from app.kit.ids import uuid7
from app.kit.problems import Invalid


async def create_bank(
    session: AsyncSession, actor: Actor, wanted: BankCreate, *, now: datetime
) -> QuestionBank:
    """An empty bank of the studio. Raises ``BankOwnerUnknown``, ``BankSlugTaken``, ``Invalid``."""
    if (wanted.course is None) == (wanted.agency is None):
        detail = "A bank belongs to a course or to an agency: name exactly one"
        raise Invalid([{"in": "body", "pointer": "/course", "detail": detail}])
    owner = await _owner(session, wanted)
    if owner is None or not policy.may_edit(actor, owner):
        raise BankOwnerUnknown
    slug = wanted.slug or slug_from(wanted.title) or "bank"
    taken = await storing.slugs_like(session, slug)
    if wanted.slug is None:
        slug = free(slug, taken)
    elif slug in taken:
        raise BankSlugTaken
    bank = QuestionBank(
        id=uuid7(),
        slug=slug,
        title=wanted.title,
        search_title=folded(f"{wanted.title} {slug}"),
        course_id=owner.course_id,
        agency_id=owner.agency_id,
        origin=BankOrigin.STUDIO,
        created_at=now,
    )
    if not await storing.insert_bank(session, bank):
        raise BankSlugTaken  # by somebody at the same moment
    await record(session, actor, bank, "bank.added", now=now)
    return bank


async def _owner(session: AsyncSession, wanted: BankCreate) -> policy.Owner | None:
    if wanted.course is not None:
        course = await catalogue.course_with_slug(session, wanted.course)
        return policy.Owner(course.id, None, None) if course else None
    assert wanted.agency is not None
    path = await storing.agency_path(session, wanted.agency)
    return policy.Owner(None, wanted.agency, path) if path else None


async def change_bank(
    session: AsyncSession, actor: Actor, slug: str, change: BankChange, *, now: datetime
) -> None:
    """Change what is given. The title is ours even where the questions are files'.

    Raises ``BankNotFound``; to retire or bring back a bank of files ``BankOwnedByFiles``.
    """
    owned = await queries.bank_seen(session, actor, slug, for_update=True)
    if owned is None or not policy.may_edit(actor, owner_of(owned)):
        raise BankNotFound
    bank = owned.bank
    if change.retired is not None or change.take:
        await bank_for_edit(session, actor, slug, take=change.take, now=now, even_retired=True)
    if change.title is not None and change.title != bank.title:
        bank.title, bank.search_title = change.title, folded(f"{change.title} {slug}")
        await record(session, actor, bank, "bank.changed", now=now, title=change.title)
    if change.retired is not None and change.retired != (bank.retired_at is not None):
        bank.retired_at = now if change.retired else None
        act = "bank.retired" if change.retired else "bank.restored"
        await record(session, actor, bank, act, now=now)
    await session.flush()  # the answer is read from what is written
