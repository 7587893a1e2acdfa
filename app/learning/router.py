"""Catalogue as a learner sees it, enrolments, commands, and what is missing to complete."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Response

from app.identity.deps import CurrentActor
from app.kit.clock import Now
from app.kit.database import Db, DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor, place_after
from app.kit.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PayloadTooLarge,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanText
from app.learning import devices, handing_over, overview, pulling, service
from app.learning.deps import CommandRegistry
from app.learning.devices import DeviceCreate, DeviceRead
from app.learning.errors import OtherAccount
from app.learning.handing_over import HandOver, HandOverResult
from app.learning.schemas import (
    CourseCard,
    CourseDetail,
    CourseStates,
    EnrolmentCreate,
    EnrolmentRead,
    Pull,
    Push,
    PushResult,
    RequirementsRead,
)
from app.learning.sync import apply_batch

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Invalid, Unavailable)
WRITE = problem_responses(
    Unauthenticated, Forbidden, NotFound, Conflict, Invalid, PayloadTooLarge, Unavailable
)

router = APIRouter(prefix="/api/v1", tags=["learning"])

DEVICE = r"^[A-Za-z0-9_-]{8,64}$"
Slug = Annotated[CleanText, Query(max_length=80)]


@router.get("/courses", responses=READ)
async def list_courses(
    session: ReadSession,
    actor: CurrentActor,
    q: Annotated[CleanText | None, Query(max_length=100)] = None,
    topic: Annotated[CleanText | None, Query(max_length=64)] = None,
    after: After = None,
    limit: Limit = 50,
) -> Page[CourseCard]:
    """The catalogue as this person may see it, with their own status in each course."""
    cards, last = await overview.course_cards(
        session, actor, q=q, topic=topic, after=place_after(after, str), limit=limit
    )
    return Page(items=cards, next=encode_cursor([last]) if last else None)


@router.get("/courses/{slug}", responses=READ)
async def read_course(session: ReadSession, actor: CurrentActor, slug: CleanText) -> CourseDetail:
    """A course's page: why, for whom, modules, the person's progress and what is missing."""
    return await overview.course_detail(session, actor, slug)


@router.post(
    "/enrolments",
    status_code=201,
    responses=WRITE | {200: {"model": EnrolmentRead, "description": "Already enrolled"}},
)
async def enrol(
    session: DbSession, actor: CurrentActor, body: EnrolmentCreate, now: Now, response: Response
) -> EnrolmentRead:
    """Enrol in a course. Enrolling again answers 200 with the same enrolment."""
    enrolment, new = await service.enrol(session, actor, slug=body.course, now=now)
    response.status_code = 201 if new else 200
    return await overview.enrolment_with_version(session, enrolment)


@router.post("/enrolments/{enrolment_id}/newest", responses=WRITE)
async def adopt_newest(
    session: DbSession, actor: CurrentActor, enrolment_id: UUID, now: Now
) -> EnrolmentRead:
    """Move to the course's newest version; progress follows, a completion stays."""
    enrolment = await service.adopt_newest(session, actor, enrolment_id, now=now)
    return await overview.enrolment_with_version(session, enrolment)


@router.post(
    "/learning/commands",
    response_class=Response,
    responses=WRITE | {200: {"model": PushResult, "description": "A result for each command"}},
)
async def push_commands(
    database: Db,
    actor: CurrentActor,
    body: Push,
    registry: CommandRegistry,
    now: Now,
    lentera_account: Annotated[UUID | None, Header(description="Whose commands they are")] = None,
) -> Response:
    """Store commands of a device: one result each, replayable any number of times."""
    if lentera_account not in (None, actor.person_id):
        raise OtherAccount
    result = await apply_batch(database, actor, body, registry, now)
    # Written by us from what was checked: the framework would check it all again.
    return Response(result.model_dump_json(), media_type="application/json")


@router.get("/learning/commands", responses=READ)
async def pull_commands(
    session: ReadSession,
    actor: CurrentActor,
    now: Now,
    since: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
    device: Annotated[str | None, Query(pattern=DEVICE)] = None,
) -> Pull:
    """The person's commands from any device after a cursor, and the states they touched.

    ``device`` hears what became of its commands that somebody brought in a file.
    """
    return await pulling.pull(session, actor, since=since, limit=limit, device=device, now=now)


@router.put("/offline/devices/{device}", responses=WRITE)
async def register_device(
    session: DbSession,
    actor: CurrentActor,
    device: Annotated[str, Path(pattern=DEVICE)],
    body: DeviceCreate,
    now: Now,
) -> DeviceRead:
    """Keep the public half of a device's key; the same again changes nothing."""
    return await devices.register(session, actor, device, body.public_key, now)


@router.post("/offline/hand-over", responses=WRITE)
async def hand_over(
    database: Db, actor: CurrentActor, body: HandOver, registry: CommandRegistry, now: Now
) -> HandOverResult:
    """Bring a file of commands that a device signed, yours or somebody else's."""
    return await handing_over.hand_over(database, actor, body, registry, now)


@router.get("/learning/states", responses=READ)
async def read_states(session: ReadSession, actor: CurrentActor, course: Slug) -> CourseStates:
    """The personal part of a course's pages: progress, resume spots, own notes."""
    return await overview.course_states(session, actor, course)


@router.get("/learning/requirements/{enrolment_id}", responses=READ)
async def read_requirements(
    session: ReadSession, actor: CurrentActor, enrolment_id: UUID
) -> RequirementsRead:
    """*Apa yang kurang untuk lulus?* with reasons and links."""
    return await overview.requirements_of(session, actor, enrolment_id)
