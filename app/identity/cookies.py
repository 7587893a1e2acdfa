"""The two cookies of identity: the session, and the mark of a browser that signed in before.

Over https both carry the ``__Host-`` promise (Secure, no Domain, Path=/). On plain http a browser
refuses that name, so there they go without. They live as long as browsers allow: the server alone
decides when a session ends (see ``sessions``).
"""

from collections.abc import Iterable

from starlette.responses import Response

LONGEST_SECONDS = 400 * 24 * 3600


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
    response: Response, *, session_token: str, browser_token: str, public_url: str | None
) -> None:
    """Give the browser its session and the mark of a known browser."""
    _set(response, session_cookie(public_url), session_token, public_url)
    _set(response, browser_cookie(public_url), browser_token, public_url)


def forget_session(response: Response, public_url: str | None) -> None:
    """Take the session from the browser; it stays a known one."""
    response.delete_cookie(
        session_cookie(public_url),
        path="/",
        secure=is_https(public_url),
        httponly=True,
        samesite="lax",
    )


def _set(response: Response, name: str, value: str, public_url: str | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=LONGEST_SECONDS,
        path="/",
        secure=is_https(public_url),
        httponly=True,
        samesite="lax",
    )
