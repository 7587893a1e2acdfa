"""Checks of the doctor that talk to somebody: the database, the mail server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database
from app.kit.problems import Unavailable
from app.operations import places, queries, revisions
from app.operations.findings import Finding, fail, ok, warn

SHIPPED_BANKS = Path(__file__).resolve().parents[2] / "content" / "banks"
SMTP_SECONDS = 10
CLOCK_TOLERANCE = timedelta(seconds=30)


async def database(setup: places.Setup, now: datetime) -> list[Finding]:
    """Everything that is asked of the database; one finding if it cannot be reached."""
    if not setup.database_url and not places.database_file(setup.data_dir).exists():
        return [fail("database", "There is no database yet", "lentera migrate")]
    opened = Database(places.database_url(setup))
    try:
        async with opened.reading() as session:
            revision = await queries.schema_revision(session)
            if revision != revisions.head():
                return [_behind(revision)]
            return [
                ok("database", f"Reachable, at the newest schema ({revision})"),
                await _content(session),
                await _jobs(session),
                *await _banks(session, setup),
                await _clock(session, now, is_sqlite=opened.is_sqlite),
            ]
    except (SQLAlchemyError, OSError, Unavailable) as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        return [fail("database", f"Cannot be reached ({kind})", "Check LENTERA_DATABASE_URL")]
    finally:
        await opened.dispose()


def _behind(revision: str | None) -> Finding:
    if revision is None or revision in revisions.lineage():
        said = f"At schema {revision}, this code needs {revisions.head()}"
        return fail("database", said, "lentera backup, then lentera migrate, then restart")
    said = f"At schema {revision}, which this code does not know"
    return fail("database", said, "Install the version of Lentera that migrated it, or newer")


async def _content(session: AsyncSession) -> Finding:
    if await queries.has_publications(session):
        return ok("content", "Published")
    return fail("content", "Nothing is published", "lentera content publish")


async def _jobs(session: AsyncSession) -> Finding:
    given_up = await queries.jobs_given_up(session)
    if given_up:
        todo = "Read the log for job_failed; most often the mail server refuses"
        return warn("jobs", f"{given_up} jobs were given up", todo)
    return ok("jobs", f"{await queries.jobs_waiting(session)} waiting")


def banks_in(document: object) -> Iterator[str]:
    """Slugs of the question banks in a private document: ids of questions are "bank.question"."""
    if isinstance(document, dict):
        name = document.get("id")
        if isinstance(name, str) and "kind" in document and "." in name:
            yield name.partition(".")[0]
        for value in document.values():
            yield from banks_in(value)
    elif isinstance(document, list):
        for value in document:
            yield from banks_in(value)


def open_banks(content: str) -> set[str]:
    """Banks that came with the program, so anyone can read their keys, and that nobody replaced.

    ``content``: folders, comma separated, as in the setting.
    """
    if not SHIPPED_BANKS.is_dir():
        return set()
    shipped = {path.name for path in SHIPPED_BANKS.iterdir() if path.is_dir()}
    for part in filter(None, (part.strip() for part in content.split(","))):
        banks = Path(part).absolute() / "banks"
        if banks.is_dir() and not banks.samefile(SHIPPED_BANKS):
            shipped -= {path.name for path in banks.iterdir() if path.is_dir()}
    return shipped


async def _banks(session: AsyncSession, setup: places.Setup) -> list[Finding]:
    in_the_open = open_banks(setup.content)
    courses = sorted(
        slug
        for slug, _jp, publication in await queries.current_publications(session)
        if in_the_open.intersection(banks_in(publication.private_document))
    )
    if not courses:
        return [ok("banks", "No JP is decided by a question bank that is public")]
    return [
        warn(
            "banks",
            f"JP of {', '.join(courses)} is decided by the shipped question bank, which anyone "
            "can read with its keys",
            "Put your own bank of the same name in a folder and add it to LENTERA_CONTENT",
        )
    ]


async def _clock(session: AsyncSession, now: datetime, *, is_sqlite: bool) -> Finding:
    todo = "Set the clock and keep it by NTP (timedatectl set-ntp true)"
    if not is_sqlite:
        theirs = await queries.database_time(session)
        apart = abs(theirs - datetime.now(UTC))
        if apart > CLOCK_TOLERANCE:
            said = f"{apart.total_seconds():.0f} s apart from the database's clock"
            return warn("clock", said, todo)
    latest = await queries.latest_act(session)
    if latest is not None and latest > now + CLOCK_TOLERANCE:
        return fail("clock", "Earlier than what is already recorded", todo)
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC, not before anything recorded")


async def mail(setup: places.Setup) -> list[Finding]:
    """Whether the mail server answers and takes our name; nothing is sent."""
    if setup.smtp_url is None:
        return [ok("mail", "Off: passwords are reset by an admin's one-time code")]
    if not setup.mail_from:
        return [fail("mail", "LENTERA_MAIL_FROM is unset", "Set the sender's address")]
    parts = urlsplit(setup.smtp_url.get_secret_value())
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        return [fail("mail", "LENTERA_SMTP_URL is no smtp:// address", "See docs/operations.md")]
    tls = parts.scheme == "smtps"
    client = aiosmtplib.SMTP(
        hostname=parts.hostname,
        port=parts.port or (465 if tls else 587),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=tls,
        timeout=SMTP_SECONDS,
    )
    try:
        async with client:
            return [ok("mail", "The mail server answers and accepts us")]
    except (aiosmtplib.SMTPException, OSError) as error:
        kind = type(error).__name__
        return [fail("mail", f"The mail server: {kind}", "Check LENTERA_SMTP_URL and the network")]
