"""First HTML of the pages that the application shell draws: its style, its script, its data.

Without JavaScript the same data is there as plain lists with links and forms.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from app.certificates import service as certificates
from app.certificates.service import CertificateRead, LedgerRead
from app.delivery.home import home_of
from app.delivery.rendering import look_of, pages_of
from app.identity.actor import Actor
from app.identity.deps import CurrentActor, TheIdentity
from app.identity.models import Role
from app.identity.service import Identity, me_of
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.problems import NotFound
from app.kit.text import CleanText
from app.learning import overview
from app.learning import service as learning
from app.learning.schemas import CourseCard, CourseDetail

router = APIRouter(include_in_schema=False)

CARDS = 50
MANAGERS: Mapping[str, tuple[Role, ...]] = {
    "pegawai": (Role.ADMIN, Role.UNIT_ADMIN),
    "perangkat-daerah": (Role.ADMIN, Role.UNIT_ADMIN),
    "kursus": (Role.ADMIN,),
    "jejak": (Role.ADMIN, Role.AUDITOR),
    "mengajar": (Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR, Role.TRAINER, Role.PARTNER),
    "studio": (Role.ADMIN, Role.TRAINER, Role.PARTNER),
    "bank-soal": (Role.ADMIN, Role.UNIT_ADMIN, Role.TRAINER, Role.PARTNER),
    "penilaian": (Role.ADMIN, Role.TRAINER, Role.PARTNER),
    "nilai": (Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR),
}


class CoursesPage(BaseModel):
    items: list[CourseCard]
    next: str | None


class CoursePage(BaseModel):
    course: CourseDetail
    certificate: CertificateRead | None


class ProfilePage(BaseModel):
    ledger: LedgerRead
    certificates: list[CertificateRead]


def reading_as(actor: Actor, request: Request) -> Actor:
    """The actor with the language this page is shown in, which may be the browser's own choice."""
    return replace(actor, language=look_of(request).language)


async def _shell(
    request: Request,
    session: AsyncSession,
    identity: Identity,
    actor: Actor,
    page: str,
    data: BaseModel | None = None,
    title: str = "",
) -> Response:
    look = look_of(request)
    me = await me_of(session, actor, help_contact=identity.help_contact)
    context: dict[str, Any] = {
        "page": page,
        "title": title,
        "here": request.url.path,
        "me": me,
        "data": data,
        "must_enrol": "ikuti" in request.query_params,
        "route": {
            "me": me.model_dump(mode="json"),
            "language": look.language,
            "data": data.model_dump(mode="json") if data else None,
        },
    }
    return pages_of(request).response("shell", look, style="shell", script="main", context=context)


@router.get("/")
async def home_page(
    request: Request, session: ReadSession, actor: CurrentActor, identity: TheIdentity, now: Now
) -> Response:
    actor = reading_as(actor, request)
    home = await home_of(session, actor, now)
    return await _shell(request, session, identity, actor, "home", home)


@router.get("/kursus")
async def courses_page(
    request: Request,
    session: ReadSession,
    actor: CurrentActor,
    identity: TheIdentity,
    q: Annotated[CleanText | None, Query(max_length=200)] = None,
    topic: Annotated[CleanText | None, Query(max_length=64)] = None,
) -> Response:
    actor = reading_as(actor, request)
    cards, following = await overview.course_cards(
        session, actor, q=q or None, topic=topic or None, after=None, limit=CARDS
    )
    page = CoursesPage(items=cards, next=following)
    return await _shell(request, session, identity, actor, "courses", page)


@router.get("/kursus/{course}")
async def course_page(
    request: Request,
    session: ReadSession,
    actor: CurrentActor,
    identity: TheIdentity,
    course: CleanText,
) -> Response:
    actor = reading_as(actor, request)
    detail = await overview.course_detail(session, actor, course)
    earned = await certificates.certificates_of(session, actor, course_slug=course)
    page = CoursePage(course=detail, certificate=earned[0] if earned else None)
    return await _shell(request, session, identity, actor, "course", page, detail.title)


@router.post("/kursus/{course}/ikuti")
async def enrol(session: DbSession, actor: CurrentActor, course: CleanText, now: Now) -> Response:
    await learning.enrol(session, actor, slug=course, now=now)
    return RedirectResponse(f"/kursus/{course}", 303)


@router.get("/profil")
async def profile_page(
    request: Request, session: ReadSession, actor: CurrentActor, identity: TheIdentity, now: Now
) -> Response:
    actor = reading_as(actor, request)
    page = ProfilePage(
        ledger=await certificates.yearly_ledger(session, actor, None, now),
        certificates=await certificates.certificates_of(session, actor),
    )
    return await _shell(request, session, identity, actor, "profile", page)


@router.get("/luring")
@router.get("/luring/{rest:path}")
async def offline_page(
    request: Request, session: ReadSession, actor: CurrentActor, identity: TheIdentity
) -> Response:
    """Downloads, what waits to be sent, and what follows from both: all of it is on the device."""
    return await _shell(request, session, identity, reading_as(actor, request), "offline")


@router.get("/kelola/{section}")
@router.get("/kelola/{section}/{rest:path}")
async def managing_page(
    request: Request,
    session: ReadSession,
    actor: CurrentActor,
    identity: TheIdentity,
    section: CleanText,
) -> Response:
    if section not in MANAGERS or not actor.has(*MANAGERS[section]):
        raise NotFound
    return await _shell(request, session, identity, reading_as(actor, request), "manage")
