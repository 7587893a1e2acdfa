"""Which content coding to send: RFC 9110 section 12.5.3, as a pure function.

Most servers get ``q=0`` wrong and send a coding the client refused; proxies and old phones then
show nothing. Here a refused coding is never chosen, and identity is only left when it is refused
and something else is accepted.
"""

import re
from functools import lru_cache

IDENTITY = "identity"
_QVALUE = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
# Beyond this a header is not a browser's; it is answered, but not remembered.
_USUAL_LENGTH = 200


def choose(accept_encoding: str | None, available: tuple[str, ...]) -> str:
    """The coding to send, out of ``available`` (best first) or identity.

    ``accept_encoding`` is the header's value, None if it was absent: then identity, since nothing
    is known of the client. If the client refuses everything we have, identity: a readable answer
    serves better than a 406.
    """
    if not accept_encoding:
        return IDENTITY
    if len(accept_encoding) > _USUAL_LENGTH:
        return _choose(accept_encoding, available)
    return _remembered(accept_encoding, available)


def _choose(header: str, available: tuple[str, ...]) -> str:
    weights = _weights(header)
    rest = weights.get("*")
    best, best_weight = IDENTITY, 0.0
    for coding in (*available, IDENTITY):
        weight = weights.get(coding, rest)
        if weight is None:
            # Identity is acceptable unless refused, yet anything asked for by name beats it.
            weight = 0.0005 if coding == IDENTITY else 0.0
        if weight > best_weight:
            best, best_weight = coding, weight
    return best


_remembered = lru_cache(maxsize=256)(_choose)


def _weights(header: str) -> dict[str, float]:
    """Weight by coding in lower case; a malformed weight counts as a refusal."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        coding, *parameters = part.strip().lower().split(";")
        coding = coding.strip()
        if not coding:
            continue
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                value = value.strip()
                weight = float(value) if _QVALUE.match(value) else 0.0
        if coding == "x-gzip":
            coding = "gzip"
        weights.setdefault(coding, weight)
    return weights


def matches(if_none_match: str, etags: tuple[str, ...]) -> str | None:
    """The first of ``etags`` that If-None-Match names (weak comparison), or None."""
    if if_none_match.strip() == "*":
        return etags[0]
    named = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return next((etag for etag in etags if etag in named), None)
