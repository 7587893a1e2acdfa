"""The banks a quiz draws from, as they are now, beside what is published of them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks import service as banks
from app.banks.places import as_bank
from app.catalogue.compiler.kinds import ActivitySource
from app.identity.actor import Actor
from app.studio.desk import bank_in
from app.studio.schemas import BankChoice


async def choices(
    session: AsyncSession, actor: Actor, course_id: UUID, *, now: datetime
) -> list[BankChoice]:
    """Banks the actor may draw from, those of the course first."""
    usable = await banks.usable_banks(session, actor, course_id=course_id, now=now)
    return [
        BankChoice(slug=bank.slug, title=bank.title, questions=bank.questions) for bank in usable
    ]


async def banks_for(
    session: AsyncSession, actor: Actor, named: Collection[str], sources: Mapping[str, bytes]
) -> dict[str, ActivitySource]:
    """The named banks as they are now: those the actor may draw from, and those the course already
    draws from. A bank that is gone is as it was published; another is left out.
    """
    published = {name.split("/")[1] for name in sources if name.startswith("banks/")}
    allowed = (await banks.usable(session, actor, named)) | (set(named) & published)
    current = await banks.bank_sources(session, allowed)
    return {
        slug: current[slug] if slug in current else as_bank(slug, bank_in(sources, slug))
        for slug in named
        if slug in current or slug in published
    }


async def pictures_of(session: AsyncSession, slugs: Collection[str]) -> dict[str, bytes]:
    """Files of these banks' figures by path."""
    figures = await banks.bank_figures(session, slugs)
    return {name: asset.content for name, asset in figures.items()}
