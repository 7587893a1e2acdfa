"""The standing cast: invented people of one invented city, known to every test.

Sari (learner, Kecamatan Contoh), Budi (trainer), Rina (admin of everything), Dewi (unit admin of
Dinas A), Joko (learner of Dinas B: a stranger to Dinas A), Asep (auditor), Tono (operator).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.models import (
    Agency,
    Employment,
    Nip,
    Person,
    PersonStatus,
    Placement,
    Role,
    RoleGrant,
)
from app.kit.ids import uuid7

PASSWORD = "lampu-minyak-kecil-27"

ROOT, DINAS_A, DINAS_B, KECAMATAN = (UUID(int=0xA0 + n) for n in range(4))


@cache
def password_hash() -> str:
    """One hash for all: cheap parameters, since only its verification is needed here."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the cast."""

    id: UUID
    name: str
    nip: str
    email: str
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class Cast:
    sari: Player
    budi: Player
    rina: Player
    dewi: Player
    joko: Player
    asep: Player
    tono: Player


_AGENCIES = [
    (ROOT, None, "Pemerintah Kota Contoh (rekaan)"),
    (DINAS_A, ROOT, "Dinas A (rekaan)"),
    (DINAS_B, ROOT, "Dinas B (rekaan)"),
    (KECAMATAN, DINAS_A, "Kecamatan Contoh (rekaan)"),
]

_PLAYERS: list[tuple[str, str, str, UUID, Employment, Role | None, UUID | None]] = [
    ("sari", "Sari Contoh, S.Sos.", "197801012005012991", KECAMATAN, Employment.PNS, None, None),
    ("budi", "Budi Contoh, M.Pd.", "197502022003021992", ROOT, Employment.PNS, None, None),
    ("rina", "Rina Contoh, M.Si.", "198003032006032993", ROOT, Employment.PNS, Role.ADMIN, None),
    (
        "dewi",
        "Dewi Contoh, S.E.",
        "198204042008042994",
        DINAS_A,
        Employment.PNS,
        Role.UNIT_ADMIN,
        DINAS_A,
    ),
    ("joko", "Joko Contoh", "199005052023211995", DINAS_B, Employment.PPPK, None, None),
    ("asep", "Asep Contoh, S.H.", "197906062004061996", ROOT, Employment.PNS, Role.AUDITOR, ROOT),
    (
        "tono",
        "Tono Contoh, S.Kom.",
        "198507072010071997",
        ROOT,
        Employment.PNS,
        Role.OPERATOR,
        ROOT,
    ),
]


async def assemble(session: AsyncSession, now: datetime) -> Cast:
    """Write the cast into an empty database."""
    paths: dict[UUID, str] = {}
    for agency_id, parent_id, name in _AGENCIES:
        paths[agency_id] = f"{paths[parent_id] if parent_id else '/'}{agency_id.hex}/"
        session.add(
            Agency(
                id=agency_id,
                parent_id=parent_id,
                name=name,
                path=paths[agency_id],
                time_zone="Asia/Makassar",
                help_contact="Ibu Contoh, ruang kepegawaian (rekaan)",
                created_at=now,
            )
        )
        await session.flush()
    players = {}
    for key, name, nip, agency_id, employment, role, scope in _PLAYERS:
        player = Player(uuid7(), name, nip, f"{key}@contoh.example", agency_id)
        players[key] = player
        session.add(
            Person(
                id=player.id,
                name=name,
                search_name=name.casefold(),
                email=player.email,
                agency_id=agency_id,
                employment=employment,
                language="id",
                status=PersonStatus.ACTIVE,
                password_hash=password_hash(),
                must_change_password=False,
                created_at=now,
            )
        )
        await session.flush()
        session.add(Nip(nip=nip, person_id=player.id, valid_from=now))
        session.add(Placement(id=uuid7(), person_id=player.id, agency_id=agency_id, since=now))
        session.add(_grant(player.id, Role.LEARNER, agency_id, now))
        if role is not None:
            session.add(_grant(player.id, role, scope, now))
    await session.flush()
    return Cast(**players)


def _grant(person_id: UUID, role: Role, agency_id: UUID | None, now: datetime) -> RoleGrant:
    return RoleGrant(
        id=uuid7(), person_id=person_id, role=role, agency_id=agency_id, created_at=now
    )
