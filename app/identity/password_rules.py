"""What a password may not be (pure): short, common, or made of what others know about the person.

No rules about kinds of characters: they make passwords harder to remember, not to guess
(NIST SP 800-63B, section 3.1.1.2).
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.identity.common_passwords import COMMON
from app.identity.names import folded

SHORTEST = 10
LONGEST = 200
# A personal word with a few signs around it is still that word.
OWN_PART = 6


class Weakness(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "password-too-short"
    TOO_LONG = "password-too-long"
    COMMON = "password-common"
    PERSONAL = "password-personal"
    UNCHANGED = "password-unchanged"

    def words(self, language: str) -> str:
        """What a person reads: what is wrong and what to do."""
        return _WORDS[self].get(language) or _WORDS[self]["id"]


_WORDS: Mapping[Weakness, Mapping[str, str]] = {
    Weakness.TOO_SHORT: {
        "id": f"Kata sandi paling sedikit {SHORTEST} karakter. Tiga kata acak mudah diingat.",
        "en": (
            f"A password needs at least {SHORTEST} characters. Three random words are easy to keep."
        ),
    },
    Weakness.TOO_LONG: {
        "id": f"Kata sandi paling banyak {LONGEST} karakter.",
        "en": f"A password has at most {LONGEST} characters.",
    },
    Weakness.COMMON: {
        "id": "Kata sandi ini mudah ditebak karena banyak dipakai. Pilih yang lain.",
        "en": "This password is easy to guess because many people use it. Choose another.",
    },
    Weakness.PERSONAL: {
        "id": "Jangan pakai NIP, tanggal lahir, nama, atau alamat surel sebagai kata sandi.",
        "en": "Do not use your NIP, birth date, name or e-mail address as a password.",
    },
    Weakness.UNCHANGED: {
        "id": "Kata sandi baru harus berbeda dari yang lama.",
        "en": "The new password must differ from the old one.",
    },
}

_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))


def _is_run(text: str) -> bool:
    """A piece of at most five signs repeated, or a walk along alphabet, digits or keyboard."""
    repeated = any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 6))
    return repeated or any(text in run or text in run[::-1] for run in _RUNS)


def _birth_dates(nip: str) -> Iterable[str]:
    year, month, day = nip[:4], nip[4:6], nip[6:8]
    return (year + month + day, day + month + year, day + month + year[2:], year[2:] + month + day)


def _known_about(name: str, nip: str | None, email: str | None) -> list[str]:
    """Words others know about the person, longest first."""
    words = {_plain(name)} | {_plain(word) for word in name.split()}
    if nip:
        words |= {nip, nip[8:], *_birth_dates(nip)}
    if email:
        user, _, host = email.partition("@")
        words |= {_plain(email), _plain(user), _plain(host), _plain(host.partition(".")[0])}
    return sorted((word for word in words if len(word) >= 4), key=lambda word: (-len(word), word))


def weakness(
    password: str, *, name: str, nip: str | None = None, email: str | None = None
) -> Weakness | None:
    """The first reason to refuse a password of this person; None if there is none."""
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    plain = _plain(password)
    if plain in COMMON or _is_run(plain) or plain.rstrip("0123456789") in COMMON:
        return Weakness.COMMON
    rest = plain
    for word in _known_about(name, nip, email):
        rest = rest.replace(word, "")
    if rest != plain and len(rest) < OWN_PART:
        return Weakness.PERSONAL
    return None
