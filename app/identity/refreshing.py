"""Refresh tokens: families whose tokens are each used once, with 60 seconds of grace.

A client on a bad line sends its refresh token, loses the answer and sends it again: within the
grace it gets the same successor. Later reuse means that two hold the token, and ends the family.
The successor is stored only as a hash; it can be given again because it is derived from its parent
by a keyed hash.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.models import RefreshToken
from app.identity.queries import actors
from app.identity.sessions import new_token, token_hash
from app.kit.ids import uuid7
from app.kit.invalidation import announce

LIFETIME = timedelta(days=30)
GRACE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Whose family goes on, and the token that goes on with it."""

    person_id: UUID
    family_id: UUID
    refresh_token: str


def _successor(token: str, secret: bytes) -> str:
    derived = hmac.digest(secret, token.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return base64.urlsafe_b64encode(derived).decode().rstrip("=")


def _stored(token: str, *, family_id: UUID, person_id: UUID, now: datetime) -> RefreshToken:
    return RefreshToken(
        token_hash=token_hash(token),
        family_id=family_id,
        person_id=person_id,
        issued_at=now,
        expires_at=now + LIFETIME,
    )


def begin_family(session: AsyncSession, person_id: UUID, now: datetime) -> Refreshed:
    """The first token of a new family."""
    token, family_id = new_token(), uuid7()
    session.add(_stored(token, family_id=family_id, person_id=person_id, now=now))
    return Refreshed(person_id, family_id, token)


async def refresh(
    session: AsyncSession,
    *,
    token: str,
    secret: bytes,
    now: datetime,
) -> Refreshed | None:
    """The successor of a token, or None for a token that is not good.

    Reuse after the grace revokes the family, and that must be committed although the client is
    refused: so this answers None instead of raising.
    """
    parent = await actors.refresh_token_for_update(session, token_hash(token))
    if parent is None or parent.revoked_at is not None or parent.expires_at <= now:
        return None
    if await actors.active_person(session, parent.person_id) is None:
        return None
    successor = _successor(token, secret)
    if parent.used_at is None:
        parent.used_at = now
        session.add(
            _stored(successor, family_id=parent.family_id, person_id=parent.person_id, now=now)
        )
    elif now - parent.used_at > GRACE:
        await actors.revoke_family(session, parent.family_id, now)
        await announce(session, "person", str(parent.person_id))
        return None
    return Refreshed(parent.person_id, parent.family_id, successor)
