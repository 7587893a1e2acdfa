"""Question banks for course staff: find, read, write, look at, and put pictures in."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from app.banks import adding, history, picturing, previewing, reading, saving, tending
from app.banks.errors import (
    BankNotFound,
    BankOwnedByFiles,
    BankOwnerUnknown,
    BankRetired,
    BankSlugTaken,
    PictureRefused,
    QuestionChanged,
    QuestionIdTaken,
    QuestionIsThere,
    QuestionNotFound,
    QuestionRefused,
    VersionNotFound,
)
from app.banks.models import QuestionStatus
from app.banks.policy import STAFF
from app.banks.reading import Wanted
from app.banks.schemas import (
    SLUG,
    BankChange,
    BankCreate,
    BankRead,
    BulkAnswer,
    BulkChange,
    Differences,
    PictureCreate,
    PictureRead,
    Preview,
    PreviewRequest,
    QuestionCreate,
    QuestionPage,
    QuestionRead,
    QuestionSave,
    StatusChange,
    Use,
    VersionRead,
    VersionRow,
)
from app.identity.actor import Actor
from app.identity.deps import require
from app.identity.errors import CrossSiteRequest, PasswordChangeRequired
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page
from app.kit.problems import (
    BadRequest,
    Invalid,
    NotFound,
    PayloadTooLarge,
    Problem,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
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

WRITE: tuple[type[Problem], ...] = (
    *READ,
    BadRequest,
    CrossSiteRequest,
    PayloadTooLarge,
    UnsupportedMediaType,
)
EDIT = (*WRITE, BankNotFound, BankOwnedByFiles, BankRetired)

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


@router.post(
    "",
    status_code=201,
    responses=problem_responses(*WRITE, BankOwnerUnknown, BankSlugTaken),
)
async def create_bank(wanted: BankCreate, session: DbSession, actor: Staff, now: Now) -> BankRead:
    """An empty bank of a course you teach or of an agency in your hands."""
    bank = await tending.create_bank(session, actor, wanted, now=now)
    return await reading.bank_read(session, actor, bank.slug, now=now)


@router.get("/{bank}", responses=problem_responses(*OF_BANK))
async def read_bank(bank: Slug, session: ReadSession, actor: Staff, now: Now) -> BankRead:
    """One bank."""
    return await reading.bank_read(session, actor, bank, now=now)


@router.patch("/{bank}", responses=problem_responses(*EDIT))
async def change_bank(
    bank: Slug, change: BankChange, session: DbSession, actor: Staff, now: Now
) -> BankRead:
    """Rename, retire or bring back a bank; ``take`` makes a bank of files the studio's."""
    await tending.change_bank(session, actor, bank, change, now=now)
    return await reading.bank_read(session, actor, bank, now=now)


@router.get("/{bank}/pictures", responses=problem_responses(*OF_BANK))
async def list_pictures(
    bank: Slug, session: ReadSession, actor: Staff, after: After = None, limit: Limit = 50
) -> Page[PictureRead]:
    """The bank's pictures by name, each with the Markdown that shows it."""
    return await picturing.pictures_page(session, actor, bank, after=after, limit=limit)


@router.post(
    "/{bank}/pictures",
    status_code=201,
    responses=problem_responses(*EDIT, PictureRefused),
)
async def add_picture(
    bank: Slug, wanted: PictureCreate, session: DbSession, actor: Staff, now: Now
) -> PictureRead:
    """Put a picture into the bank, cleaned of metadata. The same picture again is the same file."""
    kept = await picturing.keep_sent(session, actor, bank, wanted, now=now)
    return picturing.picture_read(kept)


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


@router.post(
    "/{bank}/questions",
    status_code=201,
    responses=problem_responses(*EDIT, QuestionRefused, QuestionIdTaken, QuestionIsThere),
)
async def create_question(
    bank: Slug, wanted: QuestionCreate, session: DbSession, actor: Staff, now: Now
) -> QuestionRead:
    """Add a question at the end of the bank. Without an id it gets one made of its stem."""
    slug = await adding.create_question(
        session, actor, bank, wanted.source, note=wanted.note, take=wanted.take, now=now
    )
    return await reading.question_read(session, actor, bank, slug, now=now)


@router.post("/{bank}/questions/bulk", responses=problem_responses(*EDIT))
async def change_questions(
    bank: Slug, change: BulkChange, session: DbSession, actor: Staff, now: Now
) -> BulkAnswer:
    """Set fields and tags of many questions, or retire them: one act in the audit trail."""
    return await saving.change_many(session, actor, bank, change, now=now)


@router.post("/{bank}/questions/preview", responses=problem_responses(*WRITE, BankNotFound))
async def preview_question(
    bank: Slug, wanted: PreviewRequest, session: ReadSession, actor: Staff
) -> Preview:
    """A text as a learner would meet it, with everything that is to be mended. Keeps nothing."""
    return await previewing.preview(session, actor, bank, wanted)


@router.get("/{bank}/questions/{question}", responses=problem_responses(*OF_QUESTION))
async def read_question(
    bank: Slug, question: Slug, session: ReadSession, actor: Staff, now: Now
) -> QuestionRead:
    """One question with its text and the revision that a save must name."""
    return await reading.question_read(session, actor, bank, question, now=now)


@router.put(
    "/{bank}/questions/{question}",
    responses=problem_responses(*EDIT, QuestionNotFound, QuestionRefused, QuestionChanged),
)
async def save_question(
    bank: Slug, question: Slug, wanted: QuestionSave, session: DbSession, actor: Staff, now: Now
) -> QuestionRead:
    """Save the question's next version. The same text again makes none."""
    await saving.save(
        *(session, actor, bank, question, wanted.source),
        revision=wanted.revision,
        note=wanted.note,
        take=wanted.take,
        now=now,
    )
    return await reading.question_read(session, actor, bank, question, now=now)


@router.put(
    "/{bank}/questions/{question}/status",
    responses=problem_responses(*EDIT, QuestionNotFound),
)
async def set_status(
    bank: Slug, question: Slug, wanted: StatusChange, session: DbSession, actor: Staff, now: Now
) -> QuestionRead:
    """Retire a question, so that no quiz to come draws it, or bring it back."""
    await saving.set_status(
        session, actor, bank, question, wanted.status, take=wanted.take, now=now
    )
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
