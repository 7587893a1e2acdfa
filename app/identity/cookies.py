"""The cookies of identity: the session, the mark of a browser that signed in before, and whose.

Over https the first two carry the ``__Host-`` promise (Secure, no Domain, Path=/). On plain http a
browser refuses that name, so there they go without. They live as long as browsers allow: the server
alone decides when a session ends (see ``sessions``).

The third is for the pages' own scripts: it names the person whose outbox and downloads are meant.
It grants nothing and the server never reads it.
"""

from collections.abc import Iterable
from uuid import UUID

from starlette.responses import Response

LONGEST_SECONDS = 400 * 24 * 3600
ACCOUNT_COOKIE = "lentera-akun"


def is_https(public_url: str | None) -> bool:
    return public_url is not None and public_url.startswith("https://")


def session_cookie(public_url: str | None) -> str:
    """Name of the session cookie."""
    return "__Host-lentera" if is_https(public_url) else "lentera"


def browser_cookie(public_url: str | None) -> str:
    """Name of the known-browser cookie."""
    return f"{session_cookie(public_url)}-known"


def cookie_value(headers: Iterable[tuple[bytes, bytes]], name: str) -> str | None:
    """The first cookie of a name in raw ASGI headers."""
    wanted = name.encode()
    for header, value in headers:
        if header == b"cookie":
            for part in value.split(b";"):
                key, _, text = part.strip().partition(b"=")
                if key == wanted:
                    return text.decode("latin-1")
    return None


def keep_signed_in(
    response: Response,
    *,
    person_id: UUID,
    session_token: str,
    browser_token: str,
    public_url: str | None,
) -> None:
    """Give the browser its session, the mark of a known browser, and whose session it is."""
    _set(response, session_cookie(public_url), session_token, public_url)
    _set(response, browser_cookie(public_url), browser_token, public_url)
    _set(response, ACCOUNT_COOKIE, str(person_id), public_url, httponly=False)


def forget_session(response: Response, public_url: str | None) -> None:
    """Take the session from the browser; it stays a known one."""
    response.delete_cookie(
        session_cookie(public_url),
        path="/",
        secure=is_https(public_url),
        httponly=True,
        samesite="lax",
    )
    response.delete_cookie(ACCOUNT_COOKIE, path="/", secure=is_https(public_url), samesite="lax")


def _set(
    response: Response, name: str, value: str, public_url: str | None, *, httponly: bool = True
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=LONGEST_SECONDS,
        path="/",
        secure=is_https(public_url),
        httponly=httponly,
        samesite="lax",
    )
