"""Access tokens of API clients; the only room that imports jose.

python-jose leaves much to its caller, so here: the algorithm is pinned; the key is chosen by our
own ``kid`` and is always a random secret, never anything a token brings; ``exp``, ``iat``, ``sub``,
``aud`` and our ``typ`` must be there with the right types; times are judged by the time given; and
size and nesting are bounded before anything is parsed.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from jose import jwk, jws, jwt
from jose.exceptions import JOSEError

from app.identity.acting import actor_until
from app.identity.actor import Actor
from app.identity.actor_cache import ActorCache
from app.identity.queries import actors
from app.identity.sessions import token_hash
from app.kit.database import Database
from app.kit.invalidation import Invalidations
from app.kit.keys import Keyring

ALGORITHM = "HS256"
AUDIENCE = "lentera-api"
ACCESS = "access"
ACCESS_LIFETIME = timedelta(minutes=15)
CLOCK_SKEW = timedelta(seconds=60)
LONGEST_TOKEN = 1024
CACHED_TOKENS = 5_000
PURPOSE = "tokens"

_CHECKS = {
    "require_sub": True,
    "require_aud": True,
    "require_iss": True,
    # Required and judged below, by the time that was given to us: "require_exp" would switch on
    # jose's own look at the system's clock.
    "verify_exp": False,
    "verify_iat": False,
}


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """A verified access token. It is good only while its refresh family is not revoked."""

    person_id: UUID
    family_id: UUID
    expires_at: datetime


class Tokens:
    """Makes and verifies access tokens, and finds their actors, from memory when possible."""

    def __init__(
        self, keys: Keyring, issuer: str, database: Database, invalidations: Invalidations
    ) -> None:
        self._keys, self._issuer, self._database = keys, issuer, database
        self._cache = ActorCache(CACHED_TOKENS)
        invalidations.on("person", self._cache.drop)

    def issue(self, *, person_id: UUID, family_id: UUID, now: datetime) -> str:
        """An access token for 15 minutes."""
        kid, secret = list(self._keys.secrets(PURPOSE).items())[-1]
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(person_id),
            "typ": ACCESS,
            "fam": str(family_id),
            "jti": secrets.token_urlsafe(9),
            "iat": int(now.timestamp()),
            "exp": int((now + ACCESS_LIFETIME).timestamp()),
        }
        return jwt.encode(
            claims, jwk.construct(secret, ALGORITHM), algorithm=ALGORITHM, headers={"kid": kid}
        )

    def verify(self, token: str, now: datetime) -> AccessClaims | None:
        """The claims of a token of ours that is good now; None for anything else."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        try:
            header = jws.get_unverified_header(token)
            kid = header.get("kid")
            secret = self._keys.secrets(PURPOSE).get(kid) if isinstance(kid, str) else None
            if secret is None or header.get("alg") != ALGORITHM or "crit" in header:
                return None
            claims = jwt.decode(
                token,
                # A key made here: given bytes, jose would look for JSON key sets in them first.
                jwk.construct(secret, ALGORITHM),
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                options=_CHECKS,
            )
        # Garbage reaches the parsers inside jose before any signature is checked, and not every
        # complaint of theirs is wrapped.
        except (JOSEError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
            return None
        return _access_claims(claims, now)

    def cached_actor(self, token: str, now: datetime) -> Actor | None:
        """The actor if this process has verified the token before; None means ``resolve`` it."""
        return self._cache.get(token_hash(token), now)

    async def resolve(self, token: str, now: datetime) -> Actor | None:
        """The actor of a good access token whose family is not revoked, or None."""
        hashed, epoch = token_hash(token), self._cache.epoch
        known = self._cache.get(hashed, now)
        if known is not None:
            return known
        claims = self.verify(token, now)
        if claims is None:
            return None
        async with self._database.reading() as session:
            if not await actors.has_live_family(session, claims.family_id, now):
                return None
            found = await actor_until(session, claims.person_id, now)
        if found is None:
            return None
        actor, roles_end = found
        good_until = min(claims.expires_at, roles_end or claims.expires_at)
        self._cache.keep(hashed, actor, good_until, epoch)
        return actor


def _whole_seconds(value: object) -> datetime | None:
    """A NumericDate of ours: an integer, within the years datetime knows."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 37:
        return None
    return datetime.fromtimestamp(value, UTC)


def _access_claims(claims: dict[str, object], now: datetime) -> AccessClaims | None:
    issued_at, expires_at = _whole_seconds(claims.get("iat")), _whole_seconds(claims.get("exp"))
    person, family = claims.get("sub"), claims.get("fam")
    if claims.get("typ") != ACCESS or claims.get("aud") != AUDIENCE:
        return None
    if issued_at is None or expires_at is None:
        return None
    if not isinstance(person, str) or not isinstance(family, str):
        return None
    if expires_at <= now or issued_at > now + CLOCK_SKEW:
        return None
    try:
        return AccessClaims(UUID(person), UUID(family), expires_at)
    except ValueError:
        return None
