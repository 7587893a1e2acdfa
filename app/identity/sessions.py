"""Browser sessions: opaque, stored as hashes, cached in the process, revocable at once.

A session lives for 30 days after its last use. The cookie itself is given a longer life: only the
server decides when a session ends, and it need not send the cookie again to prolong it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.acting import actor_of
from app.identity.actor import Actor
from app.identity.actor_cache import ActorCache
from app.identity.models import BrowserSession
from app.identity.queries import actors
from app.kit.database import Database
from app.kit.invalidation import Invalidations, announce

LIFETIME = timedelta(days=30)
SLIDES_AFTER = timedelta(days=1)
CACHED_SESSIONS = 20_000
TOKEN_CHARACTERS = 43


def token_hash(token: str) -> bytes:
    """What is stored of a random token. It holds 256 random bits: no key, no slow hash needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_token() -> str:
    """32 random bytes as 43 characters."""
    return secrets.token_urlsafe(32)


class Sessions:
    """Finds the actor of a session token, from memory when possible."""

    def __init__(self, database: Database, invalidations: Invalidations) -> None:
        self._database = database
        self._cache = ActorCache(CACHED_SESSIONS)
        invalidations.on("person", self._cache.drop)

    def cached(self, token: str, now: datetime) -> Actor | None:
        """The actor if this process knows the session; None means ``resolve`` it."""
        return self._cache.get(token_hash(token), now)

    async def resolve(self, token: str, now: datetime) -> Actor | None:
        """The actor of a live session, or None. Prolongs the session at most once a day."""
        if len(token) != TOKEN_CHARACTERS:
            return None
        hashed, epoch = token_hash(token), self._cache.epoch
        known = self._cache.get(hashed, now)
        if known is not None:
            return known
        async with self._database.reading() as session:
            found = await actors.live_session(session, hashed, now)
        if found is None:
            return None
        row, person = found
        seen_at, expires_at = row.last_seen_at, row.expires_at
        if now - seen_at >= SLIDES_AFTER:
            seen_at, expires_at = now, now + LIFETIME
            async with self._database.transaction() as session:
                await actors.slide_session(session, hashed, seen_at=now, expires_at=expires_at)
        actor, roles_end = actor_of(person)
        good_until = min(expires_at, seen_at + SLIDES_AFTER, roles_end or expires_at)
        self._cache.keep(hashed, actor, good_until, epoch)
        return actor

    async def create(self, session: AsyncSession, person_id: UUID, now: datetime) -> str:
        """Begin a session; the token goes into the cookie and nowhere else."""
        await actors.delete_expired(session, now)
        token = new_token()
        session.add(
            BrowserSession(
                token_hash=token_hash(token),
                person_id=person_id,
                created_at=now,
                last_seen_at=now,
                expires_at=now + LIFETIME,
            )
        )
        return token

    async def revoke(self, session: AsyncSession, token: str) -> None:
        """End one session, in every process."""
        person_id = await actors.delete_session(session, token_hash(token))
        if person_id is not None:
            await announce(session, "person", str(person_id))
