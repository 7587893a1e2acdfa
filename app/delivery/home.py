"""GET /api/v1/home: what Beranda shows, in one answer."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates import service as certificates
from app.identity.actor import Actor
from app.identity.deps import CurrentActor
from app.inbox import service as inbox
from app.kit.clock import Now
from app.kit.database import ReadSession
from app.kit.problems import Forbidden, Unauthenticated, Unavailable, problem_responses
from app.learning import overview
from app.learning.schemas import CourseCard, Resume

router = APIRouter(prefix="/api/v1", tags=["home"])


class JpBalance(BaseModel):
    """JP of a calendar year. No target where no rule names one; a maximum is never a goal."""

    year: int
    earned: int
    target: int | None
    kind: Literal["minimum", "maximum"] | None
    basis: str | None


class Home(BaseModel):
    """``unread``: messages in the inbox that nobody has opened."""

    name: str
    now: datetime
    time_zone: str
    resume: Resume | None
    jp: JpBalance
    courses: list[CourseCard]
    certificates: int
    unread: int


async def home_of(session: AsyncSession, actor: Actor, now: datetime) -> Home:
    """The actor's start page: where to go on, JP this year, unfinished courses."""
    ledger = await certificates.yearly_ledger(session, actor, None, now)
    earned = await certificates.certificates_of(session, actor)
    return Home(
        name=actor.name,
        now=now,
        time_zone=actor.time_zone,
        resume=await overview.resume_card(session, actor),
        jp=JpBalance(
            year=ledger.year,
            earned=ledger.earned,
            target=ledger.target,
            kind=ledger.kind.value if ledger.kind else None,
            basis=ledger.basis,
        ),
        courses=await overview.courses_in_progress(session, actor),
        certificates=sum(one.status == "valid" for one in earned),
        unread=await inbox.unread_of(session, actor),
    )


@router.get("/home", responses=problem_responses(Unauthenticated, Forbidden, Unavailable))
async def read_home(
    session: ReadSession, actor: CurrentActor, now: Now, response: Response
) -> Home:
    """Your start page: where to go on, JP this year, courses in progress."""
    response.headers["Cache-Control"] = "private, no-store"
    return await home_of(session, actor, now)
