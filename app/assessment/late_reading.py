"""Answers that came too late, as course staff see them before they decide.

What a device says of time is evidence, not proof; only when we received something is certain.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import policy, queries
from app.assessment.accepting import awaits, if_accepted
from app.assessment.errors import AttemptNotFound
from app.assessment.marking_reading import course_named, quiz_named
from app.assessment.marking_schemas import LateEntry, LateEvidence, LateRow
from app.assessment.models import Attempt
from app.assessment.queries import journal
from app.assessment.queries import late as late_queries
from app.assessment.queries.regrades import names_of
from app.assessment.queries.rulings import acceptances_of, standing_rulings
from app.assessment.quizzes import quiz_at
from app.assessment.redeciding import has_passed
from app.assessment.timing import Reason, Terms, Verdict
from app.assessment.timing_words import reason_words, verdict_words
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.models import Role
from app.kit.pagination import Page, encode_cursor, moment, place_after
from app.learning.models import Command

MOST_ENTRIES = 500


async def late_page(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> Page[LateRow]:
    """Closed attempts of which something came too late and nobody has accepted it; newest first."""
    courses = None if actor.has(Role.ADMIN) else actor.course_ids(Role.TRAINER)
    place = place_after(after, moment, UUID)
    rows = await late_queries.late_attempts(
        session, actor.person_id, courses, after=place, limit=limit + 1
    )
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    cursor = None
    if last is not None and last.closed_at is not None:
        cursor = encode_cursor([last.closed_at.isoformat(), str(last.id)])
    return Page(items=await _rows(session, actor, shown), next=cursor)


async def _rows(session: AsyncSession, actor: Actor, attempts: Sequence[Attempt]) -> list[LateRow]:
    names = await names_of(session, {attempt.person_id for attempt in attempts})
    rulings = await standing_rulings(session, [attempt.id for attempt in attempts])
    published, rows = publications_of(session), []
    for attempt in attempts:
        course = await published.get(attempt.publication_id)
        said = attempt.judgement or {}
        stands = rulings.get(attempt.id) or attempt
        assert attempt.closed_at is not None, attempt.id
        verdict, reason = Verdict(said["verdict"]), Reason(said["reason"])
        words = f"{verdict_words(verdict, actor.language)}. {reason_words(reason, actor.language)}"
        if reason is Reason.UNSUBMITTED:
            words = reason_words(reason, actor.language)
        rows.append(
            LateRow(
                attempt=attempt.id,
                course=course_named(course, actor.language),
                quiz=quiz_named(course, attempt.activity_id, actor.language),
                name=names[attempt.person_id][0],
                unit=names[attempt.person_id][1],
                chance=attempt.chance,
                closed_at=attempt.closed_at,
                score=stands.score,
                passed=stands.passed,
                words=words,
            )
        )
    return rows


async def late_evidence(session: AsyncSession, actor: Actor, attempt_id: UUID) -> LateEvidence:
    """All there is to decide on; raises ``AttemptNotFound`` where there is nothing to accept."""
    attempt = await queries.attempt_by_id(session, attempt_id)
    if attempt is None or attempt.person_id == actor.person_id or not awaits(attempt):
        raise AttemptNotFound
    published = await publications_of(session).get(attempt.publication_id)
    if not policy.may_rule(actor, published.public.course_id):
        raise AttemptNotFound
    if await acceptances_of(session, [attempt.id]):
        raise AttemptNotFound
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    assert quiz is not None, attempt_id
    proposed = await if_accepted(session, attempt, quiz)
    said, terms = attempt.judgement or {}, Terms.read(attempt.terms)
    commands = await journal.commands_of_attempt(session, attempt.person_id, attempt, MOST_ENTRIES)
    places = {one["question"]: place for place, one in enumerate(attempt.asked, 1)}
    [row] = await _rows(session, actor, [attempt])
    return LateEvidence(
        row=row,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        time_limit_minutes=None if terms.limit is None else int(terms.limit.total_seconds() // 60),
        elapsed_seconds=said.get("elapsed_seconds"),
        device_elapsed_seconds=said.get("device_elapsed_seconds"),
        missing=said.get("missing", 0),
        clocks_disagree=said.get("clocks_disagree", False),
        counted=sum(mark["command"] is not None for mark in (attempt.marks or {}).values()),
        arrived=sum(mark["command"] is not None for mark in proposed.marks.values()),
        questions=len(attempt.asked),
        score_if_accepted=proposed.score,
        passed_if_accepted=has_passed(proposed.score, attempt.pass_mark),
        must_mark=len(proposed.waiting),
        entries=[_entry(command, places) for command in commands],
    )


def _entry(command: Command, places: dict[str, int]) -> LateEntry:
    question = command.payload.get("question")
    return LateEntry(
        kind=command.kind,
        place=places.get(question) if isinstance(question, str) else None,
        device=command.device,
        seq=command.seq,
        occurred_at=command.occurred_at,
        received_at=command.received_at,
        refused=command.refused,
    )
