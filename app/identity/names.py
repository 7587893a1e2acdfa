"""How names and e-mail addresses are compared: without case, accents or doubled spaces."""

import re
import unicodedata

MAX_FOLDED = 200

_EMAIL = re.compile(
    r"[^\s\x00-\x1f\x7f@<>\"(),:;\\\[\]]{1,64}@([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def folded(name: str) -> str:
    """The form in which names are searched and sorted; at most 200 characters."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(plain.split())[:MAX_FOLDED].strip()


def normal_email(text: str) -> str | None:
    """The address in lower case, or None if it does not have the form of one."""
    address = text.strip().lower()
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) else None
