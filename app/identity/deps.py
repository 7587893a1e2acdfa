"""Who asks, for every router's signature.

A request names its actor by the session cookie or by ``Authorization: Bearer``. A header that says
who asks is never mixed with a cookie that says otherwise: if it is there, it alone counts.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, OAuth2PasswordBearer

from app.identity.actor import Actor
from app.identity.client_address import client_address
from app.identity.cookies import cookie_value, session_cookie
from app.identity.errors import PasswordChangeRequired
from app.identity.models import Role
from app.identity.runtime import Identity, identity_of
from app.kit.clock import Now
from app.kit.problems import NotFound, Unauthenticated

# These two are in the OpenAPI document, so that its Authorize button works; what they would read
# is read by ``_credential``, which knows the cookie's name under https.
_BEARER = OAuth2PasswordBearer(
    tokenUrl="/api/v1/auth/token",
    refreshUrl="/api/v1/auth/token",
    scheme_name="token",
    auto_error=False,
    description="API clients: NIP or e-mail address and password",
)
_COOKIE = APIKeyCookie(
    name=session_cookie(None),
    scheme_name="session",
    auto_error=False,
    description="Browsers, after POST /api/v1/auth/session",
)

TheIdentity = Annotated[Identity, Depends(identity_of)]


def bearer_token(request: Request) -> str | None:
    """The token of an ``Authorization: Bearer`` header; "" for any other authorization."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def session_token(request: Request) -> str | None:
    """The token in the session cookie."""
    name = session_cookie(identity_of(request).public_url)
    return cookie_value(request.scope["headers"], name)


async def actor_of(request: Request, now: datetime) -> Actor | None:
    """Who sends this request, from memory when possible; None for strangers.

    Pages that strangers may see, and handlers outside FastAPI, call this themselves.
    """
    identity = identity_of(request)
    bearer = bearer_token(request)
    if bearer is not None:
        actor = await identity.tokens.resolve(bearer, now)
    else:
        token = session_token(request)
        actor = None if token is None else await identity.sessions.resolve(token, now)
    if actor is None:
        return None
    # What this browser chose counts over what is on record: a page is never half translated.
    chosen: str | None = getattr(request.state, "chosen_language", None)
    if chosen is not None:
        return replace(actor, language=chosen)
    request.state.language = actor.language
    return actor


async def _any_actor(
    request: Request,
    now: Now,
    _bearer: Annotated[str | None, Depends(_BEARER)],
    _cookie: Annotated[str | None, Depends(_COOKIE)],
) -> Actor:
    actor = await actor_of(request, now)
    if actor is None:
        raise Unauthenticated
    return actor


AnyActor = Annotated[Actor, Depends(_any_actor)]
"""A signed-in person, even one who must change the password first."""


# Async, like every dependency of a hot route: a plain one would cost a hop to a thread.
async def _settled_actor(actor: AnyActor) -> Actor:
    if actor.must_change_password:
        raise PasswordChangeRequired
    return actor


CurrentActor = Annotated[Actor, Depends(_settled_actor)]
"""A signed-in person who may use the house."""


async def _optional_actor(request: Request, now: Now) -> Actor | None:
    return await actor_of(request, now)


OptionalActor = Annotated[Actor | None, Depends(_optional_actor)]
"""Whoever asks; None for strangers. Nothing is demanded, not even a changed password."""


def require(*roles: Role) -> Callable[[Actor], Awaitable[Actor]]:
    """A dependency: the actor, who holds one of the roles in some scope; NotFound otherwise."""

    async def actor_with_role(actor: CurrentActor) -> Actor:
        if not actor.has(*roles):
            raise NotFound
        return actor

    return actor_with_role


def _client_address(request: Request) -> str:
    peer = request.client.host if request.client else None
    # Several headers are one list (RFC 9110, section 5.3).
    forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
    return client_address(peer, forwarded or None, identity_of(request).trusted_proxies)


ClientAddress = Annotated[str, Depends(_client_address)]
"""The client's address, as far as it can be believed; for limits, never for the log."""
