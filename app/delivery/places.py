"""Addresses that people bring along: only places of our own are led to. Pure."""

from urllib.parse import urlsplit

_LONGEST = 500


def safe_back(wanted: str | None, otherwise: str = "/") -> str:
    """A path of ours with its query, or ``otherwise``.

    Browsers read a backslash as a slash and drop tabs and line breaks: ``/\\evil`` would lead away.
    """
    if not wanted or len(wanted) > _LONGEST or not wanted.startswith("/"):
        return otherwise
    if wanted.startswith("//") or any(sign in wanted for sign in "\\\t\r\n\0"):
        return otherwise
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc:
        return otherwise
    return wanted
