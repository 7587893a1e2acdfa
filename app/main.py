"""Puts the house together: settings in, one ASGI application out. No logic lives here."""

import gc
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from app import wiring
from app.assessment.arrangements import ARRANGEMENTS_KEY, Arrangements
from app.assessment.marking_router import router as marking_router
from app.assessment.permits import SEEDS_KEY, STARTS_KEY
from app.assessment.router import router as assessment_router
from app.assessment.schedule_router import router as schedule_router
from app.assessment.statistics.router import router as statistics_router
from app.banks.picturing import MAX_PICTURE_BODY, PICTURES_PATH
from app.banks.router import router as banks_router
from app.catalogue.publications import Publications
from app.catalogue.router import router as catalogue_router
from app.certificates.issuing import ISSUING_KEY, Issuing
from app.certificates.router import public_router as check_router
from app.certificates.router import router as certificates_router
from app.certificates.seeding import seed_rules
from app.delivery.assets import Assets, StaticFiles
from app.delivery.browser_errors import install_browser_errors
from app.delivery.bytecache import ByteCache
from app.delivery.fastpath import FastPath, Memory
from app.delivery.front import FrontedApp
from app.delivery.headers import BodyLimit, Preferences, SecurityHeaders
from app.delivery.lessons import Lessons
from app.delivery.rendering import Pages
from app.delivery.router import router as delivery_router
from app.gradebook.router import router as gradebook_router
from app.identity.cookies import session_cookie
from app.identity.csrf import CsrfProtection
from app.identity.passwords import Passwords
from app.identity.people_router import router as people_router
from app.identity.router import router as identity_router
from app.identity.sessions import Sessions
from app.identity.tokens import StartTokens, Tokens
from app.inbox.router import router as inbox_router
from app.insight.router import router as insight_router
from app.interop.importing import IMPORTS_PATH, MAX_IMPORT_BODY
from app.interop.router import router as interop_router
from app.kit.apart import APART_KEY, Apart, Beside, Here
from app.kit.clock import Clock, system_clock
from app.kit.database import Database
from app.kit.invalidation import Invalidations
from app.kit.jobs import Worker
from app.kit.keys import Keyring
from app.kit.mail import Mailer
from app.kit.problems import install_problem_handlers
from app.learning.enrolment_facts import FACTS_KEY, EnrolmentFacts
from app.learning.entitlements import Entitlements
from app.learning.handing_over import HAND_OVER_PATH, MAX_FILE_BYTES
from app.learning.router import router as learning_router
from app.learning.sync import MAX_BATCH_BYTES, Registry
from app.media.examining import EXAMINER_KEY, Examiner
from app.media.limits import MAX_PIECE_BYTES
from app.media.router import UPLOAD_PATH
from app.media.router import router as media_router
from app.operations import places
from app.operations.access import AccessMiddleware
from app.operations.logging import AccessLog, configure_logging
from app.operations.metrics import Traffic
from app.operations.router import router as operations_router
from app.practice.router import router as practice_router
from app.settings import Settings
from app.studio.router import router as studio_router
from app.worksheets.router import router as worksheets_router
from app.worksheets.tools.base import Usage
from app.workshop.assets_router import router as assets_router
from app.workshop.carrying.importing import IMPORT_PATH
from app.workshop.carrying.importing import MAX_IMPORT_BODY as MAX_COURSE_BODY
from app.workshop.carrying.router import router as carrying_router
from app.workshop.history_router import router as history_router
from app.workshop.review.router import router as review_router
from app.workshop.router import router as workshop_router

ROUTERS: tuple[APIRouter, ...] = (
    # First what is asked most: each route before it costs a match.
    learning_router,
    identity_router,
    people_router,
    catalogue_router,
    assessment_router,
    schedule_router,
    marking_router,
    practice_router,
    worksheets_router,
    banks_router,
    interop_router,
    certificates_router,
    check_router,
    studio_router,
    carrying_router,
    review_router,
    workshop_router,
    history_router,
    statistics_router,
    gradebook_router,
    insight_router,
    inbox_router,
    media_router,
    assets_router,
    delivery_router,
    operations_router,
)


@cache
def _routes() -> list[BaseRoute]:
    """All routes, with what the framework finds out about each: the same for every application."""
    house = APIRouter()
    for router in ROUTERS:
        house.include_router(router)
    return house.routes


def create_app(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    apart: Callable[[Settings, Invalidations], Apart] | None = None,
) -> FrontedApp:
    """The application of one process. Needs a migrated database and a built frontend.

    ``apart`` makes the place for heavy use cases; without it they run in this process.
    """
    public_url = settings.public_url
    address = public_url or f"http://{settings.host}:{settings.port}"
    https = bool(public_url and public_url.startswith("https://"))
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(places.database_url(settings), wiring.reactions())
    keys = Keyring(places.keys_folder(settings.data_dir))
    invalidations = Invalidations(database)
    publications = Publications(database)
    mails = settings.smtp_url is not None
    wiring.furnish(database, publications, invalidations, data_dir=settings.data_dir, mails=mails)
    database.info |= {
        APART_KEY: Here(database) if apart is None else apart(settings, invalidations),
        FACTS_KEY: EnrolmentFacts(invalidations),
        ARRANGEMENTS_KEY: Arrangements(invalidations),
        EXAMINER_KEY: Examiner(),
        SEEDS_KEY: keys.secret("seeds"),
        STARTS_KEY: StartTokens(keys, public_url or "lentera"),
        ISSUING_KEY: Issuing(
            issuer=settings.issuer,
            place=settings.issuer_place,
            number_template=settings.certificate_number,
            public_url=address,
            keys=keys,
        ),
    }

    app = FrontedApp(
        title="Lentera",
        description="Self-hosted e-learning for Indonesian civil servants.",
        version="0.1.0",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        # Asking whether anyone listens costs 4 µs a request, a fifth of a lesson from memory; the
        # house has metrics of its own.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    state = app.state
    state.settings, state.clock, state.database, state.keys = settings, clock, database, keys
    state.invalidations, state.publications = invalidations, publications
    state.sessions = Sessions(database, invalidations)
    state.tokens = Tokens(keys, public_url or "lentera", database, invalidations)
    state.passwords = Passwords()
    state.entitlements = Entitlements(database, invalidations)
    state.command_registry = Registry(
        wiring.COMMAND_KINDS, wiring.FOLLOW_UPS, keys.secret("receipts")
    )
    mailer = mailer_of(settings)
    state.jobs = Worker(
        database, wiring.job_handlers(mailer), clock, wiring.chores(mailer, address)
    )
    state.traffic = Traffic()
    state.worksheet_usage = Usage(settings.skm_weight)
    state.assets = Assets.load(https=https, kept=settings.data_dir / "earlier-assets")
    state.pages = Pages(state.assets, https=https)
    state.lessons = Lessons(state.pages, ByteCache(), https=https)

    app.router.routes.extend(_routes())
    install_problem_handlers(app)
    install_browser_errors(app)
    # The last added is the outermost.
    limits = {
        "/api/v1/learning/commands": MAX_BATCH_BYTES,
        HAND_OVER_PATH: MAX_FILE_BYTES,
        PICTURES_PATH: MAX_PICTURE_BODY,
        IMPORTS_PATH: MAX_IMPORT_BODY,
        UPLOAD_PATH: MAX_PIECE_BYTES,
        IMPORT_PATH: MAX_COURSE_BODY,
    }
    app.add_middleware(BodyLimit, special=limits)
    app.add_middleware(
        CsrfProtection,
        public_url=public_url,
        files_at=[IMPORTS_PATH, IMPORT_PATH],
        pieces_at=[UPLOAD_PATH],
    )
    app.add_middleware(Preferences)
    app.add_middleware(SecurityHeaders, https=https)
    access = AccessMiddleware(
        StaticFiles(app.framework, assets=state.assets),
        traffic=state.traffic,
        access_log=AccessLog(level=settings.log_level),
        trusted_proxies=settings.trusted_proxies,
    )
    memory = Memory(clock, state.sessions, state.tokens, state.entitlements, state.lessons.cache)
    app.front = FastPath(access, memory=memory, cookie=session_cookie(public_url), note=access.note)
    return app


def mailer_of(settings: Settings) -> Mailer | None:
    """Mail as set; None without a server."""
    return Mailer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    async with state.database.transaction() as session:
        await seed_rules(session)
    state.invalidations.start()
    state.jobs.start()
    yield
    await state.jobs.stop()
    await state.database.info[APART_KEY].stop()
    await state.database.info[EXAMINER_KEY].stop()
    await state.lessons.cache.close()
    await state.invalidations.stop()
    state.passwords.close()
    await state.database.dispose()


def beside(settings: Settings, invalidations: Invalidations) -> Apart:
    """A process of its own for what takes long (``app.beside``)."""
    command = [sys.executable, "-P", "-W", "ignore", "-m", "app.beside"]
    path = os.pathsep.join(part for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": path}
    return Beside(command, settings, invalidations, environment=environment)


def from_environment() -> ASGIApp:
    """The factory a server process calls."""
    settings = Settings()
    configure_logging(settings.log_level)
    app = create_app(settings, apart=beside)
    # What is there now stays. Looking through it for garbage held every reader up for 150 ms.
    gc.collect()
    gc.freeze()
    return app.front or app
