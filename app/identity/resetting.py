"""Passwords set and changed, and the one-time codes that replace a forgotten one.

A code is read out by an admin or sent by mail. It is short enough to be typed, so it is stored
under a keyed hash, lives 72 hours (2 by mail), may be tried five times and works once.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.errors import CodeRefused, WeakPassword, WrongPassword
from app.identity.models import CodePurpose, OneTimeCode, Person, PersonStatus
from app.identity.password_rules import Weakness, weakness
from app.identity.queries import accounts, actors
from app.identity.runtime import Identity
from app.identity.sessions import token_hash
from app.identity.signing_in import account_key, find_account
from app.identity.trying import begin_try, end_in_failure, end_in_success
from app.kit import audit, jobs
from app.kit.ids import CODE_ALPHABET, readable_code, uuid7
from app.kit.invalidation import announce
from app.kit.keys import Keyring

CODE_LENGTH = 10
CODE_LIFETIME = timedelta(hours=72)
MAILED_LIFETIME = timedelta(hours=2)
MAILS_PER_HOUR = 3
MOST_TRIES = 5
PURPOSE = "codes"


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """``code`` is shown once, as XXXXX-XXXXX; only its hash is kept."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A code as someone typed it, with the password it shall set."""

    identifier: str
    code: str
    new_password: str
    address: str


def _code_hash(keys: Keyring, code: str) -> bytes:
    plain = "".join(char for char in code.upper() if char in CODE_ALPHABET)
    return hmac.digest(keys.secret(PURPOSE), plain.encode(), hashlib.sha256)


async def issue_code(
    session: AsyncSession,
    keys: Keyring,
    *,
    person_id: UUID,
    issued_by: UUID | None,
    now: datetime,
    by_mail: bool = False,
) -> IssuedCode:
    """A new code for a new password; it ends earlier ones. The caller has checked who may ask.

    A code asked for by mail ends only mailed ones: a stranger who asks for mail could otherwise
    end the code an admin has just read out.
    """
    await accounts.expire_codes(session, person_id, now, only_mailed=by_mail)
    code = readable_code(CODE_LENGTH)
    expires_at = now + (MAILED_LIFETIME if by_mail else CODE_LIFETIME)
    session.add(
        OneTimeCode(
            id=uuid7(),
            person_id=person_id,
            purpose=CodePurpose.RESET_PASSWORD,
            code_hash=_code_hash(keys, code),
            issued_by=issued_by,
            issued_at=now,
            expires_at=expires_at,
            tries=0,
        )
    )
    half = CODE_LENGTH // 2
    return IssuedCode(f"{code[:half]}-{code[half:]}", expires_at)


async def set_password(
    session: AsyncSession,
    *,
    person_id: UUID,
    password_hash: str,
    must_change: bool,
    now: datetime,
    keep_session: str | None = None,
) -> None:
    """Store a new hash; end every token, code and session of before, but for ``keep_session``."""
    person = await session.get_one(Person, person_id)
    person.password_hash, person.must_change_password = password_hash, must_change
    except_hash = None if keep_session is None else token_hash(keep_session)
    await actors.delete_sessions_of(session, person_id, except_hash=except_hash)
    await actors.revoke_families_of(session, person_id, now)
    await accounts.expire_codes(session, person_id, now)
    await announce(session, "person", str(person_id))


async def _weakness(session: AsyncSession, person: Person, password: str) -> Weakness | None:
    nip = await actors.current_nip(session, person.id)
    return weakness(password, name=person.name, nip=nip, email=person.email)


async def _matching_code(
    session: AsyncSession, keys: Keyring, person_id: UUID, code: str, now: datetime
) -> OneTimeCode | None:
    """The live code that this is; a wrong one uses up a try of each."""
    live = await accounts.live_codes_for_update(session, person_id, most_tries=MOST_TRIES, now=now)
    offered = _code_hash(keys, code)
    for candidate in live:
        if hmac.compare_digest(candidate.code_hash, offered):
            return candidate
    for candidate in live:
        candidate.tries += 1
    return None


async def _judge_code(
    identity: Identity, use: CodeUse, now: datetime
) -> tuple[UUID, Weakness | None] | None:
    """Whose code it is, and what is wrong with the password; None if the code is not good."""
    async with identity.database.transaction() as session:
        person = await find_account(session, use.identifier)
        if person is None or person.status is not PersonStatus.ACTIVE:
            return None
        if await _matching_code(session, identity.keys, person.id, use.code, now) is None:
            return None
        return person.id, await _weakness(session, person, use.new_password)


async def confirm_reset(identity: Identity, use: CodeUse, now: datetime) -> UUID:
    """Set a new password by a code; whose it is. A weak password does not use up the code.

    Raises CodeRefused, WeakPassword, TooManyRequests or Unavailable.
    """
    begun = await begin_try(
        identity.database,
        identity.keys,
        what="code",
        account=account_key(use.identifier),
        address=use.address,
        known_browser=None,
        now=now,
    )
    judged = await _judge_code(identity, use, now)
    if judged is None:
        await end_in_failure(identity.database, begun, now)
        raise CodeRefused
    await end_in_success(identity.database, begun)
    person_id, weak = judged
    if weak is not None:
        raise WeakPassword(weak)
    password_hash = await identity.passwords.hash(use.new_password)
    async with identity.database.transaction() as session:
        person = await accounts.active_person_for_update(session, person_id)
        code = await _matching_code(session, identity.keys, person_id, use.code, now)
        if person is None or code is None:
            raise CodeRefused
        code.used_at = now
        await session.flush()  # used_at must be written before set_password ends the other codes
        await set_password(
            session,
            person_id=person_id,
            password_hash=password_hash,
            must_change=False,
            now=now,
        )
        await actors.forget_browsers_of(session, person_id)
        await _record(session, person, "password.reset", now)
    return person_id


async def change_password(
    identity: Identity,
    *,
    person_id: UUID,
    current: str,
    new: str,
    address: str,
    session_token: str | None,
    now: datetime,
) -> None:
    """Change one's own password; only the session it is done in goes on.

    Raises WrongPassword, WeakPassword, TooManyRequests or Unavailable.
    """
    begun = await begin_try(
        identity.database,
        identity.keys,
        what="change",
        account=str(person_id),
        address=address,
        known_browser=None,
        now=now,
    )
    async with identity.database.reading() as session:
        person = await session.get_one(Person, person_id)
        weak = await _weakness(session, person, new)
    if not await identity.passwords.verify(person.password_hash, current):
        await end_in_failure(identity.database, begun, now)
        raise WrongPassword
    await end_in_success(identity.database, begun)
    if weak is None and new == current:
        weak = Weakness.UNCHANGED
    if weak is not None:
        raise WeakPassword(weak)
    password_hash = await identity.passwords.hash(new)
    async with identity.database.transaction() as session:
        locked = await accounts.active_person_for_update(session, person_id)
        if locked is None or locked.password_hash != person.password_hash:
            raise WrongPassword
        await set_password(
            session,
            person_id=person_id,
            password_hash=password_hash,
            must_change=False,
            now=now,
            keep_session=session_token,
        )
        await _record(session, locked, "password.changed", now)


async def _record(session: AsyncSession, person: Person, act: str, now: datetime) -> None:
    await audit.record(
        session,
        actor_id=person.id,
        act=act,
        subject_kind="person",
        subject_id=person.id,
        agency_id=person.agency_id,
        now=now,
    )


async def mail_code(identity: Identity, identifier: str, now: datetime) -> None:
    """Mail a code to the address on record, if there is one; at most three an hour.

    Run it after the response: the answer and its timing are the same for everyone.
    """
    async with identity.database.transaction() as session:
        person = await find_account(session, identifier)
        if person is None or person.status is not PersonStatus.ACTIVE or person.email is None:
            return
        sent = await accounts.mailed_codes_since(session, person.id, now - timedelta(hours=1))
        if sent >= MAILS_PER_HOUR:
            return
        issued = await issue_code(
            session, identity.keys, person_id=person.id, issued_by=None, now=now, by_mail=True
        )
        subject, text = _mail(person.language, issued.code, identity.public_url)
        payload = {"to": person.email, "subject": subject, "text": text}
        jobs.enqueue(session, "mail", run_at=now, payload=payload)


def _mail(language: str, code: str, public_url: str | None) -> tuple[str, str]:
    """Subject and text of the mail with a code."""
    where = f"{public_url or ''}/masuk/kode"
    if language == "en":
        text = (
            f"Your code for a new password is: {code}\n\nEnter it at {where} within 2 hours.\n"
            "It works once. If you did not ask for it, ignore this mail: nothing has changed.\n"
        )
        return "Your Lentera code", text
    text = (
        f"Kode untuk kata sandi baru: {code}\n\nMasukkan di {where} dalam 2 jam.\n"
        "Kode berlaku satu kali. Bila Anda tidak memintanya, abaikan surel ini: tidak ada yang "
        "berubah.\n"
    )
    return "Kode Lentera Anda", text
