"""Numbers of people do not travel in messages: finds and masks what looks like a NIP. Pure."""

import re

from app.identity.nip import MASK

# Eighteen digits, perhaps with what people put between them.
_NIP = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){17}(?![0-9])")


def holds_nip(text: str) -> bool:
    return _NIP.search(text) is not None


def without_nips(text: str) -> str:
    """The text with all but the last three digits of such numbers masked."""
    return _NIP.sub(lambda found: MASK + found[0][-3:], text)
