"""What identity keeps for the life of a process, made once by ``install_identity``."""

from dataclasses import dataclass

from fastapi import FastAPI, Request

from app.identity.client_address import Network, parse_networks
from app.identity.passwords import Passwords
from app.identity.sessions import Sessions
from app.identity.tokens import Tokens
from app.kit.database import Database
from app.kit.invalidation import Invalidations
from app.kit.keys import Keyring


@dataclass(frozen=True, slots=True)
class Identity:
    """``help_contact`` is shown where an agency and those above it have none."""

    database: Database
    keys: Keyring
    invalidations: Invalidations
    sessions: Sessions
    tokens: Tokens
    passwords: Passwords
    public_url: str | None
    trusted_proxies: tuple[Network, ...]
    has_mail: bool
    help_contact: str | None

    @property
    def is_secure(self) -> bool:
        """Whether people reach us over https, so that cookies may demand it."""
        return self.public_url is not None and self.public_url.startswith("https://")

    @property
    def session_cookie(self) -> str:
        return cookie_name(self.public_url)

    @property
    def browser_cookie(self) -> str:
        return f"{self.session_cookie}-known"


def cookie_name(public_url: str | None) -> str:
    """The session cookie's name: with the ``__Host-`` promise wherever browsers accept it."""
    return "__Host-lentera" if (public_url or "").startswith("https://") else "lentera"


def install_identity(
    app: FastAPI,
    *,
    public_url: str | None,
    trusted_proxies: str,
    has_mail: bool,
    help_contact: str,
) -> None:
    """Set app.state.identity, .sessions and .tokens; needs .database, .keys and .invalidations.

    Raises ValueError for a trusted proxy that is no address. Call ``identity.passwords.close()``
    when the process ends.
    """
    database: Database = app.state.database
    keys: Keyring = app.state.keys
    invalidations: Invalidations = app.state.invalidations
    sessions = Sessions(database, invalidations)
    tokens = Tokens(keys, public_url or "lentera", database, invalidations)
    app.state.sessions, app.state.tokens = sessions, tokens
    app.state.identity = Identity(
        database=database,
        keys=keys,
        invalidations=invalidations,
        sessions=sessions,
        tokens=tokens,
        passwords=Passwords(),
        public_url=public_url,
        trusted_proxies=parse_networks(trusted_proxies),
        has_mail=has_mail,
        help_contact=help_contact or None,
    )


def identity_of(request: Request) -> Identity:
    identity: Identity = request.app.state.identity
    return identity
