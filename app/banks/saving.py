"""A question's next version, its retirement, and changes to many questions at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.describing import described, digest
from app.banks.editing import bank_for_edit, checked, record, refusal
from app.banks.errors import QuestionChanged
from app.banks.models import (
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionVersion,
)
from app.banks.queries import storing
from app.banks.reading import question_of, version_of, version_read
from app.banks.rows import question_row, version_row
from app.banks.schemas import BulkAnswer, BulkChange
from app.identity.actor import Actor
from app.kit.problems import Invalid

MOST_TAGS = 20


async def save(
    session: AsyncSession,
    actor: Actor,
    bank_slug: str,
    slug: str,
    source: Mapping[str, JsonValue],
    *,
    revision: int,
    note: str,
    take: bool,
    now: datetime,
) -> None:
    """The question's next version; the same text again makes none.

    Raises ``QuestionChanged`` with the other's version if it is not ``revision`` any more,
    ``QuestionRefused``, ``QuestionNotFound``, and what ``bank_for_edit`` raises.
    """
    bank = await bank_for_edit(session, actor, bank_slug, take=take, now=now)
    question = await question_of(session, bank, slug)
    named = {"id": slug, **source}
    if named["id"] != slug:
        raise Invalid([{"in": "body", "pointer": "/source/id", "detail": "An id never changes"}])
    current, author = await version_of(session, question, question.version)
    sha256 = digest_or_none(named)
    if sha256 == current.sha256:
        return
    if question.version != revision:
        raise QuestionChanged(current=version_read(current, author).model_dump(mode="json"))
    wrong = (await checked(session, bank_slug, [named]))[0]
    if wrong or sha256 is None:
        raise refusal(actor, wrong)
    await _put(session, actor, bank, [_Next(question, named, sha256)], note=note, now=now)
    await record(
        session,
        actor,
        bank,
        "question.changed",
        now=now,
        question_id=question.id,
        question=slug,
        version=question.version,
    )


def digest_or_none(source: Mapping[str, Any]) -> str | None:
    """None for what cannot be written as canonical JSON, such as numbers beyond 53 bits."""
    try:
        return digest(source)
    except (ValueError, TypeError, RecursionError):
        return None


async def set_status(
    session: AsyncSession,
    actor: Actor,
    bank_slug: str,
    slug: str,
    status: QuestionStatus,
    *,
    take: bool,
    now: datetime,
) -> None:
    """Retire a question, so that no quiz to come draws it, or bring it back."""
    bank = await bank_for_edit(session, actor, bank_slug, take=take, now=now)
    question = await question_of(session, bank, slug)
    if question.status is status:
        return
    question.status, question.updated_at = status, now
    act = "question.retired" if status is QuestionStatus.RETIRED else "question.restored"
    await record(session, actor, bank, act, now=now, question_id=question.id, question=slug)


@dataclass(frozen=True, slots=True)
class _Next:
    question: BankQuestion
    source: Mapping[str, Any]
    sha256: str


async def _put(
    session: AsyncSession,
    actor: Actor,
    bank: QuestionBank,
    changed: Sequence[_Next],
    *,
    note: str,
    now: datetime,
) -> None:
    """The next versions of questions, whose rows follow them."""
    versions, tags = [], []
    for one in changed:
        question, said = one.question, described(one.source)
        question.version += 1
        question.updated_at = now
        for name, value in question_row(said).items():
            setattr(question, name, value)
        versions.append(
            version_row(
                *(question.id, question.version, one.source, one.sha256),
                note=note,
                by=actor.person_id,
                now=now,
            )
        )
        tags += [{"bank_id": bank.id, "question_id": question.id, "tag": tag} for tag in said.tags]
    await storing.insert_all(session, QuestionVersion, versions)
    await storing.drop_tags(session, [one.question.id for one in changed])
    await storing.insert_all(session, QuestionTag, tags)
    await session.flush()  # what is read in the same transaction sees the new versions


async def change_many(
    session: AsyncSession, actor: Actor, bank_slug: str, change: BulkChange, *, now: datetime
) -> BulkAnswer:
    """One act on many questions; each that differs afterwards gets a new version.

    Raises ``Invalid`` if a question would have too many tags, and what ``bank_for_edit`` raises.
    """
    bank = await bank_for_edit(session, actor, bank_slug, take=change.take, now=now)
    wanted = list(dict.fromkeys(change.ids))
    found = await storing.questions_with_sources(session, bank.id, wanted)
    nexts, changed = [], set()
    for slug, (question, source) in found.items():
        if change.status is not None and question.status is not change.status:
            question.status, question.updated_at = change.status, now
            changed.add(slug)
        written = _rewritten(source, change)
        if written != source:
            nexts.append(_Next(question, written, digest(written)))
            changed.add(slug)
    if nexts:
        await _put(session, actor, bank, nexts, note=change.note, now=now)
    if changed:
        fields = change.set.model_dump(exclude_none=True)
        await record(
            session,
            actor,
            bank,
            "questions.changed",
            now=now,
            count=len(changed),
            set=",".join(sorted(fields)),
            added=",".join(change.add_tags),
            removed=",".join(change.remove_tags),
            status=change.status.value if change.status else None,
        )
    return BulkAnswer(
        changed=[slug for slug in wanted if slug in changed],
        unchanged=[slug for slug in wanted if slug in found and slug not in changed],
        missing=[slug for slug in wanted if slug not in found],
    )


def _rewritten(source: Mapping[str, Any], change: BulkChange) -> dict[str, Any]:
    """The source with what the change sets; what already holds is not written out."""
    written, wanted = dict(source), change.set
    if wanted.competency is not None:
        written["competency"] = wanted.competency
    if wanted.author is not None:
        written["author"] = wanted.author
    if wanted.review_on is not None:
        written["review_on"] = wanted.review_on.isoformat()
    if wanted.difficulty is not None and source.get("difficulty", "medium") != wanted.difficulty:
        written["difficulty"] = wanted.difficulty
    before = list(source.get("tags", ()))
    tags = list(dict.fromkeys([*before, *change.add_tags]))
    tags = [tag for tag in tags if tag not in change.remove_tags]
    if len(tags) > MOST_TAGS:
        detail = f"'{source['id']}' would have more than {MOST_TAGS} tags"
        raise Invalid([{"in": "body", "pointer": "/add_tags", "detail": detail}])
    if set(tags) != set(before):
        written["tags"] = tags
    return written
