"""What every change to a bank begins with: the right to make it, and a text without faults."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks import policy
from app.banks.checking import QuestionFinding, figures_in, question_findings
from app.banks.errors import BankNotFound, BankOwnedByFiles, BankRetired, QuestionRefused
from app.banks.finding_words import words_of
from app.banks.models import BankOrigin, QuestionBank
from app.banks.queries import reading as queries
from app.banks.reading import owner_of
from app.banks.sources import bank_figures
from app.catalogue.compiler.figures import AssetFile
from app.identity.actor import Actor
from app.kit import audit


async def bank_for_edit(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    *,
    take: bool,
    now: datetime,
    even_retired: bool = False,
) -> QuestionBank:
    """The bank, locked; taken over from its files if ``take`` says so, which is audited.

    Raises ``BankNotFound``, ``BankRetired``, ``BankOwnedByFiles``.
    """
    owned = await queries.bank_seen(session, actor, slug, for_update=True)
    if owned is None or not policy.may_edit(actor, owner_of(owned)):
        raise BankNotFound
    bank = owned.bank
    if bank.retired_at is not None and not even_retired:
        raise BankRetired
    if bank.origin is BankOrigin.FILES:
        if not take:
            raise BankOwnedByFiles
        bank.origin = BankOrigin.STUDIO
        await record(session, actor, bank, "bank.taken", now=now)
    return bank


async def record(
    session: AsyncSession,
    actor: Actor,
    bank: QuestionBank,
    act: str,
    *,
    now: datetime,
    question_id: UUID | None = None,
    **details: str | int | bool | None,
) -> None:
    """Put an act on a bank, or on one question of it, into the trail."""
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="question" if question_id else "bank",
        subject_id=question_id or bank.id,
        agency_id=bank.agency_id,
        now=now,
        bank=bank.slug,
        **details,
    )


async def checked(
    session: AsyncSession, bank: str, sources: Sequence[Mapping[str, Any]]
) -> list[list[QuestionFinding]]:
    """What is wrong with each of these questions, judged off the loop."""
    assets = await bank_figures(session, [bank], figures_in(sources))
    return await asyncio.to_thread(check_questions, bank, sources, assets)


def check_questions(
    bank: str, sources: Sequence[Mapping[str, Any]], assets: Mapping[str, AssetFile]
) -> list[list[QuestionFinding]]:
    """The same without a database; ``assets`` by the names that ``bank_figures`` gives. Pure."""
    return [question_findings(bank, source, assets) for source in sources]


def refusal(actor: Actor, findings: Sequence[QuestionFinding]) -> QuestionRefused:
    """The problem that tells an author what to mend."""
    return QuestionRefused([finding_document(one, actor.language) for one in findings])


def finding_document(finding: QuestionFinding, language: str) -> dict[str, Any]:
    return {
        "path": list(finding.path),
        "code": finding.code,
        "words": words_of(finding, language),
        "what": finding.what,
        "instead": finding.instead,
    }
