"""What signing in and codes need: accounts by identifier, failures, one-time codes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.models import (
    CodePurpose,
    KnownBrowser,
    Nip,
    OneTimeCode,
    Person,
    PersonStatus,
    SignInFailure,
)
from app.kit.database import insert_into


async def person_by_nip(session: AsyncSession, nip: str) -> Person | None:
    """Who holds this NIP now; a number held earlier signs nobody in."""
    statement = (
        select(Person)
        .join(Nip, Nip.person_id == Person.id)
        .where(Nip.nip == nip, Nip.valid_until.is_(None))
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def person_by_email(session: AsyncSession, email: str) -> Person | None:
    statement = select(Person).where(Person.email == email)
    return (await session.execute(statement)).scalar_one_or_none()


async def active_person_for_update(session: AsyncSession, person_id: UUID) -> Person | None:
    """The person, locked until the end of the transaction; None if deactivated or unknown."""
    statement = (
        select(Person)
        .where(Person.id == person_id, Person.status == PersonStatus.ACTIVE)
        .with_for_update()
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def failures(session: AsyncSession, key: bytes) -> SignInFailure | None:
    return await session.get(SignInFailure, key)


async def failures_for_update(session: AsyncSession, key: bytes, now: datetime) -> SignInFailure:
    """The row of a key, made if missing, locked until the end of the transaction."""
    # In one statement: between two, a success elsewhere could take the row away.
    made = (
        insert_into(session, SignInFailure)
        .values(key=key, failures=0, last_at=now)
        .on_conflict_do_update(index_elements=["key"], set_={"key": key})
        .returning(SignInFailure)
        .execution_options(populate_existing=True)
    )
    row: SignInFailure = (await session.execute(made)).scalar_one()
    return row


async def forget_failures(session: AsyncSession, key: bytes) -> None:
    await session.execute(delete(SignInFailure).where(SignInFailure.key == key))


async def forget_failures_before(session: AsyncSession, moment: datetime) -> None:
    await session.execute(delete(SignInFailure).where(SignInFailure.last_at < moment))


async def remember_browser(
    session: AsyncSession, token_hash: bytes, person_id: UUID, now: datetime
) -> None:
    if await session.get(KnownBrowser, (token_hash, person_id)) is None:
        session.add(KnownBrowser(token_hash=token_hash, person_id=person_id, created_at=now))


async def live_codes_for_update(
    session: AsyncSession, person_id: UUID, *, most_tries: int, now: datetime
) -> list[OneTimeCode]:
    """Codes for a new password that are not used, expired or tried out."""
    statement = (
        select(OneTimeCode)
        .where(
            OneTimeCode.person_id == person_id,
            OneTimeCode.purpose == CodePurpose.RESET_PASSWORD,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now,
            OneTimeCode.tries < most_tries,
        )
        .order_by(OneTimeCode.id)
        .with_for_update()
    )
    return list((await session.execute(statement)).scalars())


async def expire_codes(
    session: AsyncSession, person_id: UUID, now: datetime, *, only_mailed: bool = False
) -> None:
    """End the codes of a person; those by mail alone, or all."""
    statement = update(OneTimeCode).where(
        OneTimeCode.person_id == person_id,
        OneTimeCode.used_at.is_(None),
        OneTimeCode.expires_at > now,
    )
    if only_mailed:
        statement = statement.where(OneTimeCode.issued_by.is_(None))
    await session.execute(statement.values(expires_at=now))


async def mailed_codes_since(session: AsyncSession, person_id: UUID, moment: datetime) -> int:
    statement = select(func.count()).where(
        OneTimeCode.person_id == person_id,
        OneTimeCode.issued_by.is_(None),
        OneTimeCode.issued_at > moment,
    )
    return (await session.execute(statement)).scalar_one()
