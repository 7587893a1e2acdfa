"""What identity keeps for the life of a process, gathered from ``app.state``."""

from dataclasses import dataclass
from typing import Protocol

from fastapi import FastAPI, Request
from pydantic import SecretStr

from app.identity.client_address import Network, parse_networks
from app.identity.passwords import Passwords
from app.identity.sessions import Sessions
from app.identity.tokens import Tokens
from app.kit.database import Database
from app.kit.keys import Keyring
from app.kit.ratelimit import RateLimit


class Wanted(Protocol):
    """What identity needs of the settings."""

    @property
    def public_url(self) -> str | None: ...
    @property
    def trusted_proxies(self) -> str: ...
    @property
    def smtp_url(self) -> SecretStr | None: ...
    @property
    def help_contact(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """``help_contact`` is shown where an agency and those above it have none.

    ``reset_requests`` limits how often one place asks for a code by mail, whose sending is work
    after the answer: a person asks once or twice.
    """

    database: Database
    keys: Keyring
    sessions: Sessions
    tokens: Tokens
    passwords: Passwords
    public_url: str | None
    trusted_proxies: tuple[Network, ...]
    has_mail: bool
    help_contact: str | None
    reset_requests: RateLimit


def identity_from(app: FastAPI) -> Identity:
    """Gather it from app.state: settings, database, keys, sessions, tokens, passwords.

    Raises ValueError for a trusted proxy that is no address or network.
    """
    state = app.state
    wanted: Wanted = state.settings
    return Identity(
        database=state.database,
        keys=state.keys,
        sessions=state.sessions,
        tokens=state.tokens,
        passwords=state.passwords,
        public_url=wanted.public_url,
        trusted_proxies=parse_networks(wanted.trusted_proxies),
        has_mail=wanted.smtp_url is not None,
        help_contact=wanted.help_contact or None,
        reset_requests=RateLimit(burst=20, per_minute=6),
    )


def identity_of(request: Request) -> Identity:
    """The process's identity, gathered at its first use."""
    state = request.app.state
    if not hasattr(state, "identity"):
        state.identity = identity_from(request.app)
    identity: Identity = state.identity
    return identity
