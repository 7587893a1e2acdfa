"""What a device takes along: what a course weighs, its pack, and its media."""

from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from app.assessment.offline import QuizTiming, counting_questions, gives_feedback, timing_at
from app.catalogue import service as catalogue
from app.catalogue.publications import Publications, PublishedCourse, publications_of
from app.delivery.activities import activity_link, in_language
from app.delivery.assets import RangeNotSatisfiable, respond
from app.delivery.bytecache import Document, latin
from app.delivery.headers import security_headers
from app.delivery.lessons import Lessons
from app.delivery.packs import Pack, Packs
from app.delivery.rendering import look_of
from app.delivery.widths import MAX_WIDTH, left_out, step_of
from app.identity.deps import CurrentActor
from app.kit.database import Database, Db
from app.kit.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanText
from app.learning.entitlements import Entitlement, Entitlements
from app.media import service as recordings
from app.media.models import MediaFile
from app.media.store import store_of

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid, Unavailable)
RANGE = problem_responses(RangeNotSatisfiable)
MEDIA_IMMUTABLE = "public, max-age=31536000, immutable"

api = APIRouter(prefix="/api/v1/offline", tags=["offline"])
router = APIRouter(include_in_schema=False)

FigureWidth = Annotated[int | None, Query(ge=1, le=MAX_WIDTH)]
Spoken = Annotated[str | None, Query(pattern="^(id|en)$")]


class PackNotFound(NotFound):
    title = "Pack not found"


class RecordingMissing(NotFound):
    """A course holds it, and the disk has lost it, e.g. after half a restore."""

    title = "The file is missing"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini sedang tidak ada di server. Materi lain tetap dapat dibuka. Beri tahu "
        "pengajar kursus ini.",
        "en": "This file is not on the server at the moment. Everything else can be opened. Tell "
        "the course's trainer.",
    }


class FileRead(BaseModel):
    """A file to fetch: ``link`` as it stands, ``sha256`` and ``bytes`` of what is then kept."""

    link: str
    sha256: str
    bytes: int


class PackRead(FileRead):
    """The pack as JSON, and the same as a gzip file, whose ranges are of the small bytes."""

    gzip: FileRead


class MediaRead(FileRead):
    media_type: str
    kind: str


class DownloadSizes(BaseModel):
    """Bytes on the line, by kind."""

    text: int
    images: int
    audio: int
    other: int


class DownloadActivity(BaseModel):
    id: UUID
    slug: str
    kind: str
    title: str
    minutes: int
    required: bool
    link: str
    offline: QuizTiming | None


class DownloadCourse(BaseModel):
    slug: str
    title: str
    link: str


class Download(BaseModel):
    """A course as a download: told before anything is fetched. ``enrolment`` None: a preview.

    ``width``: pixels of the one width that pictures come in; None: in every width they have.
    """

    publication: str
    version: int
    language: str
    width: int | None
    build: str
    enrolment: UUID | None
    course: DownloadCourse
    sizes: DownloadSizes
    pack: PackRead
    media: list[MediaRead]
    activities: list[DownloadActivity]


class _File(Response):
    """Answers with a document: whole in the coding the client wants, or a range of it."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        await respond(self._document, scope, send)


async def _entitled(
    request: Request, actor: CurrentActor, slug: str
) -> tuple[Entitlement, PublishedCourse]:
    entitlements: Entitlements = request.app.state.entitlements
    entitlement = await entitlements.resolve(actor, slug)
    publications: Publications = request.app.state.publications
    return entitlement, await publications.get(entitlement.publication_id)


async def _pack(
    request: Request,
    database: Database,
    published: PublishedCourse,
    language: str,
    width: int | None,
) -> Pack:
    lessons: Lessons = request.app.state.lessons
    packs = Packs(lessons.cache, lessons.pages, https=lessons.https)
    withheld: frozenset[str] = frozenset()
    if gives_feedback(published):
        withheld = await _counting_anywhere(database, published)
    return packs.of(published, language, withheld, width)


async def _counting_anywhere(database: Database, published: PublishedCourse) -> frozenset[str]:
    """Questions that a required quiz of any course may ask: banks are shared."""
    found = set(counting_questions(published))
    async with database.reading() as session:
        for publication_id in await catalogue.current_publication_ids(session):
            found |= counting_questions(await publications_of(session).get(publication_id))
    return frozenset(found)


@api.get("/courses/{slug}", responses=READ)
async def read_download(
    request: Request,
    database: Db,
    actor: CurrentActor,
    slug: CleanText,
    response: Response,
    language: Spoken = None,
    width: FigureWidth = None,
) -> Download:
    """What a course weighs and where its parts are, in the version you are enrolled in.

    ``width``: how many device pixels wide a figure is shown; pictures then come in the one width
    that fits, and the pack's pages name only that.
    """
    response.headers["Cache-Control"] = "private, no-store"
    spoken = language or look_of(request).language
    entitlement, published = await _entitled(request, actor, slug)
    step = width and step_of(width)
    pack = await _pack(request, database, published, spoken, step)
    return _download(request, entitlement, published, pack, spoken, step)


def _download(
    request: Request,
    entitlement: Entitlement,
    published: PublishedCourse,
    pack: Pack,
    language: str,
    width: int | None,
) -> Download:
    public = published.public
    left = _left_out(published, width) if width else frozenset()
    media = [
        MediaRead(
            link=f"/berkas/{asset.sha256}",
            sha256=asset.sha256,
            bytes=asset.bytes,
            media_type=asset.media_type,
            kind=_kind_of(asset.media_type),
        )
        for asset in public.assets
        if asset.sha256 not in left
    ]
    where = f"course={public.slug}&language={language}"
    if width:
        where += f"&width={width}"
    stem = "/api/v1/offline/packs"
    weight = {
        kind: sum(one.bytes for one in media if one.kind == kind)
        for kind in ("image", "audio", "other")
    }
    return Download(
        publication=published.id,
        version=published.version,
        language=language,
        width=width,
        build=request.app.state.assets.build,
        enrolment=entitlement.enrolment_id,
        course=DownloadCourse(
            slug=public.slug,
            title=in_language(public.text, language)[0].title,
            link=f"/kursus/{public.slug}",
        ),
        sizes=DownloadSizes(
            text=len(pack.gzip.body),
            images=weight["image"],
            audio=weight["audio"],
            other=weight["other"],
        ),
        pack=PackRead(
            link=f"{stem}/{pack.sha256}?{where}",
            sha256=pack.sha256,
            bytes=len(pack.document.body),
            gzip=FileRead(
                link=f"{stem}/{pack.sha256}?{where}&file=gzip",
                sha256=pack.gzip_sha256,
                bytes=len(pack.gzip.body),
            ),
        ),
        media=media,
        activities=[
            DownloadActivity(
                id=activity.id,
                slug=activity.slug,
                kind=activity.kind,
                title=in_language(activity.text, language)[0].title,
                minutes=activity.minutes,
                required=activity.required,
                link=activity_link(public.slug, activity.slug),
                offline=timing_at(published, activity, language),
            )
            for activity in public.activities()
        ],
    )


def _left_out(published: PublishedCourse, width: int) -> frozenset[str]:
    """Widths that this device does not fetch. Pages that are kept whole show what they like."""
    inside: list[str] = []
    whole: list[str] = []
    for activity in published.public.activities():
        if activity.kind == "lesson":
            inside += [fragment.html for fragment in activity.fragments.values()]
        else:
            whole.append(activity.model_dump_json())
    elsewhere = "".join(whole)
    left = left_out(inside, width)
    return frozenset(one for one in left if one not in elsewhere)


def _kind_of(media_type: str) -> str:
    kind = media_type.partition("/")[0]
    return kind if kind in ("image", "audio") else "other"


@api.get(
    "/packs/{sha256}",
    response_class=Response,
    responses={
        200: {
            "description": "The pack",
            "content": {"application/json": {"schema": {"type": "object"}}, "application/gzip": {}},
        },
        206: {"description": "A range of it"},
        304: {"description": "Not modified"},
        **RANGE,
        **READ,
    },
)
async def read_pack(
    request: Request,
    database: Db,
    actor: CurrentActor,
    sha256: Annotated[CleanText, Path(max_length=64)],
    course: Annotated[CleanText, Query(max_length=80)],
    language: Spoken = None,
    width: FigureWidth = None,
    file: Annotated[str | None, Query(pattern="^gzip$")] = None,
) -> Response:
    """All texts of a course in one language, by content: the bytes at a link never change.

    404 when the version you are enrolled in has another pack by now: ask what the course weighs.
    """
    _, published = await _entitled(request, actor, course)
    spoken = language or look_of(request).language
    pack = await _pack(request, database, published, spoken, width and step_of(width))
    if pack.sha256 != sha256:
        raise PackNotFound
    return _File(pack.document if file is None else pack.gzip)


@router.get("/berkas/{sha256}")
async def media(
    request: Request, database: Db, sha256: Annotated[CleanText, Path(max_length=64)]
) -> Response:
    """A picture or sound of a lesson. Its address cannot be guessed, so nobody is asked for."""
    lessons: Lessons = request.app.state.lessons
    document = lessons.cache.get(("media", sha256))
    if document is None:
        async with database.reading() as session:
            held = await recordings.held(session, sha256)
            if held is not None:
                return _recording(request, held)
            asset = await catalogue.asset(session, sha256)
        document = Document(
            asset.content,
            fixed=latin([("Cache-Control", MEDIA_IMMUTABLE), ("Vary", "Accept-Encoding")]),
            full=latin([("Content-Type", asset.media_type)])
            + security_headers(https=lessons.https, lean=True),
        )
        lessons.cache.put(("media", sha256), document)
    return _File(document)


def _recording(request: Request, held: MediaFile) -> Response:
    """From the disk, in small parts, whole or a range of it: a film is never in memory."""
    headers = {"Cache-Control": MEDIA_IMMUTABLE, "ETag": f'"{held.sha256}"'}
    if held.media_type == "application/pdf":
        # Kept, not shown: what runs in a viewer does not run under our address.
        headers["Content-Disposition"] = "attachment"
    path = store_of(request.app.state.database).file(held.sha256)
    if not path.is_file():
        raise RecordingMissing
    return FileResponse(path, media_type=held.media_type, headers=headers)
