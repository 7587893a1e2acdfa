"""``lentera demo``: everything a first look needs, and nothing a second run would lose.

Migrates, publishes the content folders and makes demo accounts with random passwords, written to
``demo-accounts.json`` (mode 0600) in the data folder. All people are invented, and say so.
"""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.identity import service as identity
from app.identity.models import Agency, Role
from app.identity.passwords import Passwords
from app.kit.clock import system_clock
from app.operations import places
from app.operations.migrating import migrate
from app.settings import Settings
from app.terminal import database_of, publish_content

ACCOUNTS_FILE = "demo-accounts.json"
COURSE = "pelayanan-publik-prima"
HELP = "Ibu Ratna Contoh, ruang kepegawaian lantai 1 (rekaan)"
WORDS = (
    "awan batu bulan bunga daun embun fajar garam hujan jati kapal kebun kelapa kertas laut "
    "lembah madu mangga ombak padi pasir perahu pohon pulau sagu sawah senja sungai tanjung "
    "teluk tikar tenun"
).split()


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: str
    name: str
    nip: str
    password: str


@dataclass(frozen=True, slots=True)
class _Player:
    role: Role
    name: str
    nip: str
    agency: str


# Invented people: serial numbers 99x are not given out.
PLAYERS = (
    _Player(Role.LEARNER, "Yuliana Contoh, S.Sos.", "197805122005012991", "kecamatan"),
    _Player(Role.TRAINER, "Marlina Contoh, M.Pd.", "197503082003122992", "root"),
    _Player(Role.ADMIN, "Hendrik Contoh, S.STP.", "198207172006041993", "root"),
    _Player(Role.LEARNER, "Baharuddin Contoh", "199001012023211994", "dinas"),
)


def _password() -> str:
    """Five random words: about 25 bits for the words and 13 for the number behind them."""
    return "-".join(secrets.choice(WORDS) for _ in range(5)) + f"-{secrets.randbelow(9000) + 1000}"


def prepare(settings: Settings, folders: Sequence[Path]) -> int:
    """Make the data folder ready to serve; exit status."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(places.database_url(settings))
    status = asyncio.run(publish_content(settings, folders, take=False))
    if status:
        return status
    file = settings.data_dir / ACCOUNTS_FILE
    if not file.exists():
        accounts = asyncio.run(_make_accounts(settings))
        if accounts is None:
            print("There are people in this database already: no demo accounts were made.")
            return 0
        _write(file, accounts)
    _show(file)
    return 0


async def _make_accounts(settings: Settings) -> list[DemoAccount] | None:
    """The accounts made, or None where people are: a real installation gets no demo."""
    now = system_clock()
    passwords = Passwords()
    try:
        made = [(player, _password()) for player in PLAYERS]
        hashes = [await passwords.hash(password) for _, password in made]
    finally:
        passwords.close()
    async with database_of(settings) as database, database.transaction() as session:
        if await identity.has_people(session):
            return None
        agencies = await _agencies(session, now)
        course = await catalogue.course_with_slug(session, COURSE)
        course_id = course.id if course else None
        for (player, _), hashed in zip(made, hashes, strict=True):
            await _add(session, player, agencies[player.agency].id, hashed, course_id, now)
    return [DemoAccount(p.role.value, p.name, p.nip, password) for p, password in made]


async def _agencies(session: AsyncSession, now: datetime) -> dict[str, Agency]:
    root = await identity.ensure_root_agency(
        session,
        name="Pemerintah Kota Contoh (rekaan)",
        time_zone="Asia/Makassar",
        now=now,
        help_contact=HELP,
    )
    children = {
        "kecamatan": "Kantor Kecamatan Contoh (rekaan)",
        "dinas": "Dinas Kependudukan Contoh (rekaan)",
    }
    return {"root": root} | {
        key: await identity.create_agency(session, parent=root, name=name, now=now)
        for key, name in children.items()
    }


async def _add(
    session: AsyncSession,
    player: _Player,
    agency_id: UUID,
    password_hash: str,
    course_id: UUID | None,
    now: datetime,
) -> None:
    person = await identity.create_person(
        session,
        name=player.name,
        nip=player.nip,
        email=None,
        agency_id=agency_id,
        password_hash=password_hash,
        now=now,
    )
    if player.role is Role.TRAINER and course_id is not None:
        await identity.grant_role(
            session, person_id=person.id, role=player.role, course_id=course_id, now=now
        )
    elif player.role is Role.ADMIN:
        await identity.grant_role(session, person_id=person.id, role=player.role, now=now)


def _write(file: Path, accounts: Sequence[DemoAccount]) -> None:
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump([asdict(account) for account in accounts], stream, ensure_ascii=False, indent=2)
        stream.write("\n")
    draft.rename(file)


def _show(file: Path) -> None:
    accounts = json.loads(file.read_text("utf-8"))
    print(f"\nDemo accounts (invented people; also in {file}):", file=sys.stderr)
    for account in accounts:
        print(
            f"  {account['role']:<8} NIP {account['nip']}  kata sandi {account['password']}"
            f"  {account['name']}",
            file=sys.stderr,
        )
    print(file=sys.stderr)
