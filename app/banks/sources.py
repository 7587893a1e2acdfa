"""Banks as the compiler reads them: what a quiz is linted, compiled and published from."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.places import as_bank, folder_of
from app.banks.queries import storing
from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.kinds import ActivitySource


async def bank_sources(session: AsyncSession, slugs: Collection[str]) -> dict[str, ActivitySource]:
    """By slug, with the active questions in the bank's order; a slug that is no bank is left out.

    Retired banks are given too: what draws from them stays compilable. Whoever asks: the caller
    decides about rights (``usable``).
    """
    questions: dict[str, list[dict[str, Any]]] = {
        slug: [] for slug in await storing.banks_named(session, slugs)
    }
    for stored in await storing.active_sources(session, slugs):
        questions[stored.bank].append(dict(stored.source))
    return {slug: as_bank(slug, sources) for slug, sources in questions.items()}


async def bank_figures(
    session: AsyncSession, slugs: Collection[str], files: Collection[str] | None = None
) -> dict[str, AssetFile]:
    """Pictures by the name under which a figure of these banks looks for them.

    ``files``: of ``assets/<name>`` only these.
    """
    named = {}
    for bank, file, content in await storing.assets_of(session, slugs, files):
        name = str(folder_of(bank) / file)
        named[name] = AssetFile(name, content)
    return named


async def versions_of(session: AsyncSession, references: Collection[str]) -> dict[str, int]:
    """Number of the current version by "<bank>.<question>"; unknown ones are left out."""
    pairs = {(bank, question) for bank, _, question in (r.partition(".") for r in references)}
    versions = await storing.current_versions(session, pairs)
    return {f"{bank}.{question}": number for (bank, question), number in versions.items()}
