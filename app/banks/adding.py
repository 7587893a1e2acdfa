"""Questions come into a bank: one by one, or many at once from a file or a paste."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.checking import QuestionFinding
from app.banks.describing import described, digest, fingerprint, question_slug
from app.banks.editing import bank_for_edit, checked, record, refusal
from app.banks.errors import QuestionIdTaken, QuestionIsThere
from app.banks.models import (
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionVersion,
)
from app.banks.queries import storing
from app.banks.rows import question_row, version_row
from app.identity.actor import Actor
from app.kit.ids import uuid7

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one question; ``same_as`` is the id of the one that asks the same."""

    index: int
    id: str | None
    status: Literal["added", "duplicate", "refused"]
    same_as: str | None = None
    findings: tuple[QuestionFinding, ...] = ()


@dataclass(slots=True)
class _There:
    """What the bank has and what comes in: ids, and ids by what is asked."""

    slugs: set[str]
    contents: dict[str, str]


async def add_questions(
    session: AsyncSession,
    actor: Actor,
    bank_slug: str,
    sources: Sequence[Mapping[str, JsonValue]],
    *,
    note: str,
    take: bool,
    now: datetime,
    dry_run: bool = False,
    findings: Sequence[Sequence[QuestionFinding]] | None = None,
) -> list[Added]:
    """Take in every question without faults that the bank does not ask yet; all are answered.

    ``findings``: of each question, as ``editing.check_questions`` said outside the transaction;
    None: they are judged here. One act in the trail. Raises what ``bank_for_edit`` raises.
    """
    bank = await bank_for_edit(session, actor, bank_slug, take=take and not dry_run, now=now)
    there = _There(await storing.slugs_of(session, bank.id), {})
    named, ids = [], set(there.slugs)
    for source in sources:
        named.append(_named(source, ids))
        ids.add(str(named[-1]["id"]))
    if findings is None:
        findings = await checked(session, bank_slug, named)
    prints = await asyncio.to_thread(_prints, named, findings)
    there.contents = await storing.same_contents(session, bank.id, [one for one in prints if one])
    answers, taken = [], []
    for index, (source, wrong) in enumerate(_pairs(named, findings)):
        if wrong:
            answers.append(Added(index, None, "refused", findings=tuple(wrong)))
        elif (same := there.contents.get(prints[index])) is not None:
            answers.append(Added(index, None, "duplicate", same_as=same))
        else:
            slug = str(source["id"])
            there.contents[prints[index]] = slug
            taken.append(source)
            answers.append(Added(index, slug, "added"))
    if taken and not dry_run:
        await _insert(session, actor, bank, taken, note=note, now=now)
        await record(session, actor, bank, "questions.added", now=now, count=len(taken), note=note)
    return answers


def _prints(
    named: list[dict[str, Any]], findings: Sequence[Sequence[QuestionFinding]]
) -> list[str]:
    """What each question asks; "" where it has faults. Thousands take seconds: off the loop."""
    return [fingerprint(one) if not wrong else "" for one, wrong in _pairs(named, findings)]


def _pairs(
    sources: Sequence[dict[str, Any]], findings: Sequence[Sequence[QuestionFinding]]
) -> list[tuple[dict[str, Any], Sequence[QuestionFinding]]]:
    return list(zip(sources, findings, strict=True))


def _named(source: Mapping[str, JsonValue], taken: set[str]) -> dict[str, Any]:
    """The source with an id that is free; an odd one stays and is a finding."""
    given = source.get("id")
    if "id" not in source or (isinstance(given, str) and given in taken):
        stem = source if given is None else {"text": {"id": {"stem": given}}}
        return {"id": question_slug(stem, taken), **{k: v for k, v in source.items() if k != "id"}}
    return dict(source)


async def create_question(
    session: AsyncSession,
    actor: Actor,
    bank_slug: str,
    source: Mapping[str, JsonValue],
    *,
    note: str,
    take: bool,
    now: datetime,
) -> str:
    """Add one question; its id. Without an ``id`` it gets one made of its stem.

    Raises ``QuestionRefused``, ``QuestionIdTaken``, ``QuestionIsThere`` (so that a request sent
    twice adds one question), and what ``bank_for_edit`` raises.
    """
    bank = await bank_for_edit(session, actor, bank_slug, take=take, now=now)
    slugs = await storing.slugs_of(session, bank.id)
    named = dict(source) if "id" in source else _named(source, slugs)
    wrong = (await checked(session, bank_slug, [named]))[0]
    if wrong:
        raise refusal(actor, wrong)
    same = await storing.same_contents(session, bank.id, [fingerprint(named)])
    if same:
        raise QuestionIsThere(same_as=next(iter(same.values())))
    slug = str(named["id"])
    if slug in slugs:
        raise QuestionIdTaken
    ids = await _insert(session, actor, bank, [named], note=note, now=now)
    await record(session, actor, bank, "question.added", now=now, question_id=ids[0], question=slug)
    return slug


async def _insert(
    session: AsyncSession,
    actor: Actor,
    bank: QuestionBank,
    sources: Sequence[Mapping[str, Any]],
    *,
    note: str,
    now: datetime,
) -> list[UUID]:
    """First versions of questions without faults, at the end of the bank."""
    last = await storing.last_position(session, bank.id)
    by = actor.person_id
    ids, questions, versions, tags = await asyncio.to_thread(
        _rows, bank.id, last, sources, note=note, by=by, now=now
    )
    await storing.insert_all(session, BankQuestion, questions)
    await storing.insert_all(session, QuestionVersion, versions)
    await storing.insert_all(session, QuestionTag, tags)
    return ids


def _rows(
    bank_id: UUID,
    last: int,
    sources: Sequence[Mapping[str, Any]],
    *,
    note: str,
    by: UUID,
    now: datetime,
) -> tuple[list[UUID], list[_Row], list[_Row], list[_Row]]:
    """Ids, and rows of questions, versions and tags. Pure; off the loop, as ``_prints``."""
    ids: list[UUID] = []
    questions: list[_Row] = []
    versions: list[_Row] = []
    tags: list[_Row] = []
    for place, source in enumerate(sources, last + 1):
        said, question_id = described(source), uuid7()
        ids.append(question_id)
        questions.append(
            question_row(said)
            | {
                "id": question_id,
                "bank_id": bank_id,
                "slug": source["id"],
                "status": QuestionStatus.ACTIVE,
                "version": 1,
                "position": place,
                "updated_at": now,
            }
        )
        versions.append(
            version_row(question_id, 1, source, digest(source), note=note, by=by, now=now)
        )
        tags += [{"bank_id": bank_id, "question_id": question_id, "tag": tag} for tag in said.tags]
    return ids, questions, versions, tags
