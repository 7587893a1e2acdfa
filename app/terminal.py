"""What the operator does from the terminal: publish content, make an account."""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from app.assessment.statistics import folding
from app.banks import service as banks
from app.catalogue import publishing
from app.catalogue.compiler.compile import CompiledCourse, compile_all
from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity import service as identity
from app.identity.models import Role
from app.kit import audit
from app.kit.clock import system_clock
from app.kit.database import Database
from app.kit.invalidation import INVALIDATIONS_KEY, Invalidations
from app.kit.keys import Keyring
from app.kit.problems import Problem
from app.media import shelving
from app.media.store import STORE_KEY, Store
from app.operations import places
from app.settings import Settings
from app.wiring import ACTIVITY_KINDS, reactions

UNSCOPED = frozenset({Role.ADMIN, Role.AUDITOR, Role.OPERATOR})


@asynccontextmanager
async def database_of(settings: Settings) -> AsyncIterator[Database]:
    """The installation's database, disposed at the end. Running servers hear of changes."""
    database = Database(places.database_url(settings), reactions())
    database.info[INVALIDATIONS_KEY] = Invalidations(database)
    database.info[STORE_KEY] = Store(settings.data_dir)
    try:
        yield database
    finally:
        await database.dispose()


async def publish_content(settings: Settings, folders: Sequence[Path], *, take: bool) -> int:
    """Publish what changed; prints a line per course. Exit status 1 if anything is to be mended."""
    report = compile_all(folders, ACTIVITY_KINDS)
    for finding in report.findings:
        print(finding, file=sys.stderr)
    if report.findings:
        print("Nothing was published: mend the findings above first.", file=sys.stderr)
        return 1
    refused = False
    async with database_of(settings) as database:
        for compiled in report.courses:
            try:
                async with database.transaction() as session:
                    result = await publishing.publish(
                        session, compiled, now=system_clock(), take=take
                    )
            except Problem as problem:
                print(f"{compiled.slug}: {problem.document(language='en')['detail']}")
                return 1
            print(f"{compiled.slug}: {result.status}, version {result.version}")
            if result.status != "skipped-studio":
                refused |= await _keep_media(database, folders, compiled)
        async with database.transaction() as session:
            adopted = await banks.adopt(session, report, now=system_clock(), take=take)
    return max(_say_banks(adopted), int(refused))


async def _keep_media(
    database: Database, folders: Sequence[Path], compiled: CompiledCourse
) -> bool:
    """Sound, film and documents from the folders' ``media/``; whether one of them was refused."""
    wanted = [ref for ref in compiled.public.assets if ref.sha256 not in compiled.assets]
    outcome = await shelving.keep(
        database,
        compiled.course_id,
        [shelving.Wanted(ref.sha256, ref.media_type) for ref in wanted],
        [folder / "media" for folder in folders],
        now=system_clock(),
    )
    if outcome.kept:
        print(f"{compiled.slug}: {outcome.kept} of {len(wanted)} media files kept")
    for digest, why in outcome.refused.items():
        print(f"{compiled.slug}: media/{digest}: {why}", file=sys.stderr)
    for digest in outcome.missing:
        print(
            f"{compiled.slug}: media/{digest} is not here: put it there and publish again, or send "
            "it on the course's media page",
            file=sys.stderr,
        )
    return bool(outcome.refused)


def _say_banks(adopted: Sequence[banks.Adopted]) -> int:
    """A line for all banks, one more for each that is left alone; 1 if one was refused."""
    print(
        f"question banks: {len(adopted)} with {sum(bank.questions for bank in adopted)} questions, "
        f"{sum(bank.added for bank in adopted)} added, "
        f"{sum(bank.changed for bank in adopted)} changed, "
        f"{sum(bank.retired for bank in adopted)} retired"
    )
    for bank in adopted:
        if bank.status == "skipped-studio":
            print(f"bank {bank.slug}: skipped, it is edited here (--take brings the files back)")
        elif bank.status == "retired":
            print(f"bank {bank.slug}: retired, its files are gone")
        for finding in bank.findings:
            print(finding, file=sys.stderr)
    return 1 if any(bank.status == "refused" for bank in adopted) else 0


async def rebuild_statistics(settings: Settings) -> int:
    """Count all closed attempts anew; prints how many. Learners' work goes on beside it."""
    async with database_of(settings) as database:
        database.info[PUBLICATIONS_KEY] = Publications(database)
        quizzes, attempts = await folding.rebuild(database, system_clock())
    print(f"Counted {attempts} attempts of {quizzes} quizzes anew.")
    return 0


async def create_account(
    settings: Settings,
    *,
    name: str,
    nip: str | None,
    email: str | None,
    role: str,
    agency: str | None,
) -> int:
    """Make an account and print the one-time code with which its owner sets a password."""
    now = system_clock()
    try:
        wanted = Role(role)
    except ValueError:
        print(f"Unknown role {role!r}. One of: {', '.join(Role)}.", file=sys.stderr)
        return 2
    async with database_of(settings) as database:
        try:
            async with database.transaction() as session:
                home = await identity.agency_for_account(
                    session, name=agency, default_name=settings.issuer, now=now
                )
                person = await identity.create_person(
                    session, name=name, nip=nip, email=email, agency_id=home.id, now=now
                )
                if wanted is not Role.LEARNER:
                    await identity.grant_role(
                        session,
                        person_id=person.id,
                        role=wanted,
                        agency_id=None if wanted in UNSCOPED else home.id,
                        now=now,
                    )
                    await audit.record(
                        session,
                        actor_id=None,
                        act="role.granted",
                        subject_kind="person",
                        subject_id=person.id,
                        agency_id=home.id,
                        now=now,
                        role=wanted.value,
                    )
                issued = await identity.issue_code(
                    session,
                    Keyring(places.keys_folder(settings.data_dir)),
                    person_id=person.id,
                    issued_by=None,
                    now=now,
                )
        except Problem as problem:
            print(problem.document(language="en")["detail"], file=sys.stderr)
            return 1
    print(f"One-time code: {issued.code} (until {issued.expires_at:%Y-%m-%d %H:%M} UTC)")
    print("Enter it at /masuk/kode to set a password.")
    return 0
