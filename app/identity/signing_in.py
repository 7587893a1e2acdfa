"""Signing in: by NIP or e-mail, in a browser or as an API client."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity import nip
from app.identity.actor import Actor
from app.identity.errors import SignInFailed
from app.identity.models import Person, PersonStatus
from app.identity.names import folded, normal_email
from app.identity.queries import accounts, actors
from app.identity.refreshing import Refreshed, begin_family, refresh
from app.identity.runtime import Identity
from app.identity.sessions import new_token, token_hash
from app.identity.trying import begin_try, end_in_failure, end_in_success
from app.kit.invalidation import announce
from app.kit.problems import Unauthenticated

REFRESH_PURPOSE = "refresh"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What someone sends to sign in. ``browser`` is the known-browser cookie, if it came along."""

    identifier: str
    password: str
    address: str
    browser: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new browser session; both tokens go into cookies."""

    person_id: UUID
    must_change_password: bool
    session_token: str
    browser_token: str


@dataclass(frozen=True, slots=True)
class TokenPair:
    access_token: str
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Proven:
    """Someone who knew the password whose hash this is."""

    person_id: UUID
    password_hash: str
    new_hash: str | None


def account_key(identifier: str) -> str:
    """One text for all ways to write the same identifier, whether an account has it or not."""
    return nip.normal(identifier) or normal_email(identifier) or folded(identifier)


async def find_account(session: AsyncSession, identifier: str) -> Person | None:
    """The person with this NIP or e-mail address, active or not."""
    digits = nip.normal(identifier)
    if digits is not None:
        return await accounts.person_by_nip(session, digits)
    email = normal_email(identifier)
    return None if email is None else await accounts.person_by_email(session, email)


async def _known_browser(
    session: AsyncSession, person: Person | None, browser: str | None
) -> str | None:
    if person is None or browser is None:
        return None
    known = await actors.knows_browser(session, token_hash(browser), person.id)
    return browser if known else None


async def prove(identity: Identity, credentials: Credentials, now: datetime) -> Proven:
    """Check identifier and password, at one cost whoever it is.

    Raises SignInFailed, TooManyRequests or Unavailable.
    """
    async with identity.database.reading() as session:
        person = await find_account(session, credentials.identifier)
        browser = await _known_browser(session, person, credentials.browser)
    begun = await begin_try(
        identity.database,
        identity.keys,
        what="sign-in",
        account=account_key(credentials.identifier),
        address=credentials.address,
        known_browser=browser,
        now=now,
    )
    is_active = person is not None and person.status is PersonStatus.ACTIVE
    stored = person.password_hash if person is not None and is_active else None
    if not await identity.passwords.verify(stored, credentials.password):
        await end_in_failure(identity.database, begun, now)
        raise SignInFailed
    assert person is not None
    assert stored is not None
    await end_in_success(identity.database, begun)
    outdated = identity.passwords.is_outdated(stored)
    new_hash = await identity.passwords.hash(credentials.password) if outdated else None
    return Proven(person.id, stored, new_hash)


async def _still_proven(session: AsyncSession, proven: Proven) -> Person:
    """The person, locked: a password changed meanwhile has ended what is about to begin."""
    person = await accounts.active_person_for_update(session, proven.person_id)
    if person is None or person.password_hash != proven.password_hash:
        raise SignInFailed
    if proven.new_hash is not None:
        person.password_hash = proven.new_hash
    return person


async def sign_in(identity: Identity, credentials: Credentials, now: datetime) -> SignedIn:
    """Begin a browser session. Raises SignInFailed, TooManyRequests or Unavailable."""
    proven = await prove(identity, credentials, now)
    async with identity.database.transaction() as session:
        person = await _still_proven(session, proven)
        token = await identity.sessions.create(session, person.id, now)
        browser = await _browser_token(session, credentials.browser)
        await accounts.remember_browser(session, token_hash(browser), person.id, now)
    return SignedIn(person.id, person.must_change_password, token, browser)


async def _browser_token(session: AsyncSession, offered: str | None) -> str:
    # Only a token that we gave out goes on: one planted by someone else would make a browser of
    # theirs known, too.
    if offered is not None and await actors.is_browser_of_anyone(session, token_hash(offered)):
        return offered
    return new_token()


async def sign_in_client(identity: Identity, credentials: Credentials, now: datetime) -> TokenPair:
    """Begin a token family. Raises SignInFailed, TooManyRequests or Unavailable."""
    proven = await prove(identity, credentials, now)
    async with identity.database.transaction() as session:
        person = await _still_proven(session, proven)
        await actors.delete_expired(session, now)
        begun = begin_family(session, person.id, now)
    return _pair(identity, begun, now)


async def refresh_client(identity: Identity, refresh_token: str, now: datetime) -> TokenPair:
    """The next tokens of a family. Raises Unauthenticated; a revoked family stays revoked."""
    async with identity.database.transaction() as session:
        refreshed = await refresh(
            session,
            token=refresh_token,
            secret=identity.keys.secret(REFRESH_PURPOSE),
            now=now,
        )
    if refreshed is None:
        raise Unauthenticated
    return _pair(identity, refreshed, now)


def _pair(identity: Identity, family: Refreshed, now: datetime) -> TokenPair:
    access = identity.tokens.issue(person_id=family.person_id, family_id=family.family_id, now=now)
    return TokenPair(access, family.refresh_token)


async def choose_language(session: AsyncSession, actor: Actor, language: str) -> None:
    """Remember the language someone wants the interface in."""
    person = await session.get_one(Person, actor.person_id)
    person.language = language
    await announce(session, "person", str(actor.person_id))


async def sign_out(identity: Identity, session_token: str | None) -> None:
    """End the browser session; without one there is nothing to do."""
    if session_token is not None:
        async with identity.database.transaction() as session:
            await identity.sessions.revoke(session, session_token)
