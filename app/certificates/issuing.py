"""What issuing needs from the operator: issuer, number template, public address and keys.

The top of the house puts one ``Issuing`` into ``Database.info``; reactions to a completion find it
through their session, as they find nothing else of the application.
"""

import re
from dataclasses import dataclass
from string import Formatter

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates.signing import fragment
from app.kit.database import database_of
from app.kit.ids import CODE_ALPHABET
from app.kit.keys import Keyring

ISSUING_KEY = "lentera.issuing"
CODE_LENGTH = 30  # 133 bits
_FIELDS = {"sequence", "year", "issuer"}


@dataclass(frozen=True, slots=True)
class Issuing:
    """``number_template`` is a format string of ``sequence``, ``year`` and perhaps ``issuer``.

    Raises ``ValueError`` for a template that names anything else, or lacks one of the first two:
    numbers would not be unique.
    """

    issuer: str
    place: str
    number_template: str
    public_url: str
    keys: Keyring

    def __post_init__(self) -> None:
        fields = {name for _, name, _, _ in Formatter().parse(self.number_template) if name}
        if not {"sequence", "year"} <= fields <= _FIELDS:
            raise ValueError(
                "A certificate number template names {sequence}, {year} and perhaps {issuer}"
            )
        self.number(1, 2026)

    def number(self, sequence: int, year: int) -> str:
        return self.number_template.format(sequence=sequence, year=year, issuer=self.issuer)

    def check_url(self, code: str, payload: bytes, signature: bytes) -> str:
        """The address in the QR code."""
        return self.public_url.rstrip("/") + check_link(code, payload, signature)


def check_link(code: str, payload: bytes, signature: bytes) -> str:
    """The check page's path with the signed facts behind ``#``."""
    return f"/periksa/{code}#{fragment(payload, signature)}"


def normal_code(text: str) -> str | None:
    """A code as people type it (groups, small letters) in its stored form; None if it is none."""
    code = re.sub(r"[\s\-.]", "", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def grouped(code: str) -> str:
    """A code in groups of five, for eyes and voices."""
    return "-".join(code[i : i + 5] for i in range(0, len(code), 5))


def issuing_of(session: AsyncSession) -> Issuing:
    """Raises ``KeyError`` if the application was put together without it."""
    issuing: Issuing = session.info[ISSUING_KEY]
    return issuing


def request_issuing(request: Request) -> Issuing:
    issuing: Issuing = database_of(request).info[ISSUING_KEY]
    return issuing
