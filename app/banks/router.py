"""Question banks for course staff: find, read, write, look at, and put pictures in."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from app.banks import history, reading
from app.banks.errors import (
    BankNotFound,
    QuestionNotFound,
    VersionNotFound,
)
from app.banks.models import QuestionStatus
from app.banks.policy import STAFF
from app.banks.reading import Wanted
from app.banks.schemas import (
    SLUG,
    BankRead,
    Differences,
    QuestionPage,
    QuestionRead,
    Use,
    VersionRead,
    VersionRow,
)
from app.identity.actor import Actor
from app.identity.deps import require
from app.identity.errors import PasswordChangeRequired
from app.kit.clock import Now
from app.kit.database import ReadSession
from app.kit.pagination import After, Limit, Page
from app.kit.problems import (
    Invalid,
    NotFound,
    Problem,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanText

READ: tuple[type[Problem], ...] = (
    Unauthenticated,
    PasswordChangeRequired,
    NotFound,
    Invalid,
    Unavailable,
)
OF_BANK = (*READ, BankNotFound)
OF_QUESTION = (*OF_BANK, QuestionNotFound)

Staff = Annotated[Actor, Depends(require(*STAFF))]
Slug = Annotated[str, Path(pattern=SLUG, max_length=80)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Search = Annotated[CleanText | None, Query(max_length=200, description="Words or parts of them")]
Choice = Annotated[CleanText | None, Query(max_length=500)]
Status = Annotated[
    Literal["active", "retired", "all"], Query(description="Retired ones are left out unless asked")
]

router = APIRouter(prefix="/api/v1/teaching/banks", tags=["question banks"])


@router.get("", responses=problem_responses(*READ))
async def list_banks(
    session: ReadSession,
    actor: Staff,
    now: Now,
    q: Search = None,
    course: Annotated[str | None, Query(pattern=SLUG, max_length=80)] = None,
    agency: UUID | None = None,
    status: Status = "active",
    after: After = None,
    limit: Limit = 50,
) -> Page[BankRead]:
    """Banks one may read, by title; of one course or one agency, if asked."""
    retired = None if status == "all" else status == "retired"
    return await reading.banks_page(
        session,
        actor,
        reading.WantedBanks(q, course, agency, retired),
        after=after,
        limit=limit,
        now=now,
    )


@router.get("/{bank}", responses=problem_responses(*OF_BANK))
async def read_bank(bank: Slug, session: ReadSession, actor: Staff, now: Now) -> BankRead:
    """One bank."""
    return await reading.bank_read(session, actor, bank, now=now)


@router.get("/{bank}/questions", responses=problem_responses(*OF_BANK))
async def list_questions(
    bank: Slug,
    session: ReadSession,
    actor: Staff,
    now: Now,
    q: Search = None,
    kind: Choice = None,
    competency: Choice = None,
    difficulty: Choice = None,
    tag: Choice = None,
    status: Status = "active",
    due: Annotated[bool, Query(description="Only those whose review date has passed")] = False,
    after: After = None,
    limit: Limit = 50,
) -> QuestionPage:
    """Questions in the bank's order; every word of ``q`` is somewhere in the text of each."""
    chosen = None if status == "all" else QuestionStatus(status)
    wanted = Wanted(q, kind, competency, difficulty, tag, chosen, due)
    return await reading.questions_page(
        session, actor, bank, wanted, after=after, limit=limit, now=now
    )


@router.get("/{bank}/questions/{question}", responses=problem_responses(*OF_QUESTION))
async def read_question(
    bank: Slug, question: Slug, session: ReadSession, actor: Staff, now: Now
) -> QuestionRead:
    """One question with its text and the revision that a save must name."""
    return await reading.question_read(session, actor, bank, question, now=now)


@router.get("/{bank}/questions/{question}/versions", responses=problem_responses(*OF_QUESTION))
async def list_versions(
    bank: Slug,
    question: Slug,
    session: ReadSession,
    actor: Staff,
    after: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Limit = 50,
) -> Page[VersionRow]:
    """The question's history, newest first."""
    return await history.versions_page(session, actor, bank, question, after=after, limit=limit)


@router.get(
    "/{bank}/questions/{question}/versions/{number}",
    responses=problem_responses(*OF_QUESTION, VersionNotFound),
)
async def read_version(
    bank: Slug, question: Slug, number: Number, session: ReadSession, actor: Staff
) -> VersionRead:
    """One version with its text."""
    return await history.version_seen(session, actor, bank, question, number)


@router.get(
    "/{bank}/questions/{question}/differences",
    responses=problem_responses(*OF_QUESTION, VersionNotFound),
)
async def read_differences(
    bank: Slug,
    question: Slug,
    session: ReadSession,
    actor: Staff,
    before: Annotated[int, Query(ge=1, le=2**31 - 1)],
    to: Annotated[int, Query(ge=1, le=2**31 - 1)],
) -> Differences:
    """What changed from one version to another, value by value."""
    return await history.differences(session, actor, bank, question, before=before, after=to)


@router.get("/{bank}/questions/{question}/uses", responses=problem_responses(*OF_QUESTION))
async def list_uses(bank: Slug, question: Slug, session: ReadSession, actor: Staff) -> list[Use]:
    """Quizzes of courses' current publications that may ask this question."""
    return await history.uses_of(session, actor, bank, question)
