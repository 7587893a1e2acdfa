"""Access tokens of API clients and start tokens of attempts; the only room that imports jose.

python-jose leaves much to its caller, so here: the algorithm is pinned; the key is chosen by our
own ``kid`` and is always a random secret, never anything a token brings; ``exp``, ``iat``, ``sub``,
``aud`` and our ``typ`` must be there with the right types; times are judged by the time given; and
size and nesting are bounded before anything is parsed.
"""

import secrets
from collections.abc import Mapping
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

START_AUDIENCE = "lentera-start"
START = "start"
START_PURPOSE = "starts"
LONGEST_START_TOKEN = 2048

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
        claims: dict[str, str | int] = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(person_id),
            "typ": ACCESS,
            "fam": str(family_id),
            "jti": secrets.token_urlsafe(9),
            "iat": int(now.timestamp()),
            "exp": int((now + ACCESS_LIFETIME).timestamp()),
        }
        return _signed(claims, self._keys.secrets(PURPOSE))

    def verify(self, token: str, now: datetime) -> AccessClaims | None:
        """The claims of a token of ours that is good now; None for anything else."""
        if len(token) > LONGEST_TOKEN:
            return None
        claims = _verified(
            token, self._keys.secrets(PURPOSE), audience=AUDIENCE, issuer=self._issuer
        )
        return None if claims is None else _access_claims(claims, now)

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


@dataclass(frozen=True, slots=True)
class StartClaims:
    """What a start token says: whose attempt may begin or has begun, and by which version.

    ``issued_at`` and ``expires_at`` are whole seconds.
    """

    person_id: UUID
    attempt_id: UUID
    publication_id: str
    issued_at: datetime
    expires_at: datetime


class StartTokens:
    """Signs start tokens and start permits, with keys and an audience of their own.

    The same claims give the same token as long as the key is the same, so a permit is one thing on
    every device.
    """

    def __init__(self, keys: Keyring, issuer: str) -> None:
        self._keys, self._issuer = keys, issuer

    def issue(self, claims: StartClaims, **terms: str | int) -> str:
        """``terms``: seed, limit and the like, for the device to read, under the signature too."""
        said: dict[str, str | int] = {
            "iss": self._issuer,
            "aud": START_AUDIENCE,
            "sub": str(claims.person_id),
            "typ": START,
            "att": str(claims.attempt_id),
            "pub": claims.publication_id,
            "iat": int(claims.issued_at.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
        }
        return _signed(terms | said, self._keys.secrets(START_PURPOSE))

    def verify(self, token: str) -> StartClaims | None:
        """The claims of a token of ours, whatever the time: lateness is judged, never refused."""
        if len(token) > LONGEST_START_TOKEN:
            return None
        secrets_by_kid = self._keys.secrets(START_PURPOSE)
        claims = _verified(token, secrets_by_kid, audience=START_AUDIENCE, issuer=self._issuer)
        return None if claims is None else _start_claims(claims)


def _signed(claims: Mapping[str, str | int], secrets_by_kid: Mapping[str, bytes]) -> str:
    """A token by the newest key."""
    kid, secret = list(secrets_by_kid.items())[-1]
    return jwt.encode(
        dict(claims), jwk.construct(secret, ALGORITHM), algorithm=ALGORITHM, headers={"kid": kid}
    )


def _verified(
    token: str, secrets_by_kid: Mapping[str, bytes], *, audience: str, issuer: str
) -> dict[str, object] | None:
    """Claims under a good signature of ours; their types and times are still to be judged."""
    if not token.isascii():
        return None
    try:
        header = jws.get_unverified_header(token)
        kid = header.get("kid")
        secret = secrets_by_kid.get(kid) if isinstance(kid, str) else None
        if secret is None or header.get("alg") != ALGORITHM or "crit" in header:
            return None
        claims: dict[str, object] = jwt.decode(
            token,
            # A key made here: given bytes, jose would look for JSON key sets in them first.
            jwk.construct(secret, ALGORITHM),
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=issuer,
            options=_CHECKS,
        )
    # Garbage reaches the parsers inside jose before any signature is checked, and not every
    # complaint of theirs is wrapped.
    except (JOSEError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None
    return claims


def _start_claims(claims: dict[str, object]) -> StartClaims | None:
    issued_at, expires_at = _whole_seconds(claims.get("iat")), _whole_seconds(claims.get("exp"))
    person, attempt, publication = claims.get("sub"), claims.get("att"), claims.get("pub")
    if claims.get("typ") != START or claims.get("aud") != START_AUDIENCE:
        return None
    if issued_at is None or expires_at is None:
        return None
    if not (isinstance(person, str) and isinstance(attempt, str) and isinstance(publication, str)):
        return None
    try:
        return StartClaims(UUID(person), UUID(attempt), publication, issued_at, expires_at)
    except ValueError:
        return None


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
