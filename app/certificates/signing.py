"""The signed facts of a certificate for its QR code, and the signed list of revoked codes (pure).

A reader with the public key checks them without asking the server. This is a seal of the server,
not an electronic signature of a person, and no text of ours calls it one.

**Address in the QR code**::

    {public_url}/periksa/{code}#{base64url(payload)}.{base64url(signature)}

``code`` is 30 signs of ``kit.ids.CODE_ALPHABET`` (133 bits). base64url is RFC 4648 section 5
without padding. Browsers keep the part behind ``#`` to themselves.

**payload**, version 1, in this order and nothing after it::

    uint8      1, the version of this format
    varint     key: the number behind "certificates-" in the kid
    varint     jp: whole JP, 0 for a course without JP
    varint     completed: days from 2000-01-01 to the day of completion
    varint     version of the course material
    text       number
    text       name, with degrees
    text       course title, in Indonesian
    text       issuer

``varint`` is unsigned LEB128 in its shortest form: seven bits a byte, lowest first, the high bit
set on all but the last byte; at most 4 bytes. ``text`` is a varint of its length in bytes, then
UTF-8 in NFC. Each certificate so has one payload only.

**signature** is Ed25519 (RFC 8032), 64 bytes, over these bytes joined::

    "lentera-certificate-1\\n"  code (30 bytes ASCII)  "\\n"  payload

The code is signed but not repeated in the payload: it stands in the address already.

**Revocation list**: ``{issued_at, kid, codes, signature}``. ``codes`` are the first 16 bytes of
SHA-256 over each revoked code (ASCII), base64url, sorted; ``issued_at`` is ISO 8601 in UTC with a
final Z. The signature is over "lentera-revocations-1\\n", issued_at, "\\n", then each of ``codes``
followed by "\\n". Public codes themselves are not listed: a list must not open certificates.

``tests/certificates/signing_vectors.json`` has examples for implementations in other languages.
"""

import base64
import binascii
import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = 1
PURPOSE = "certificates"
EPOCH = date(2000, 1, 1)
CERTIFICATE_CONTEXT = b"lentera-certificate-1\n"
REVOCATIONS_CONTEXT = b"lentera-revocations-1\n"
_MAX_VARINT = (1 << 28) - 1


class MalformedFactsError(ValueError):
    """Bytes that are no payload of ours."""


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """What the QR code says. Texts are compared in NFC."""

    kid: str
    number: str
    name: str
    course: str
    issuer: str
    jp: int
    completed_on: date
    version: int


@dataclass(frozen=True, slots=True)
class RevocationList:
    issued_at: str
    kid: str
    codes: tuple[str, ...]
    signature: str


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Raises ``MalformedFactsError`` for anything but unpadded base64url."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedFactsError("Not base64url") from error
    if base64url(raw) != text:
        raise MalformedFactsError("Not base64url in its shortest form")
    return raw


def encode(facts: SignedFacts) -> bytes:
    """The payload of the facts; equal facts give equal bytes."""
    days = (facts.completed_on - EPOCH).days
    numbers = (_key_number(facts.kid), facts.jp, days, facts.version)
    texts = (facts.number, facts.name, facts.course, facts.issuer)
    return (
        bytes([FORMAT])
        + b"".join(_varint(number) for number in numbers)
        + b"".join(_text(text) for text in texts)
    )


def decode(payload: bytes) -> SignedFacts:
    """The facts of a payload; raises ``MalformedFactsError`` unless it is exactly one."""
    reader = _Reader(payload)
    if reader.take(1) != bytes([FORMAT]):
        raise MalformedFactsError("Unknown version")
    key, jp, days, version = (reader.varint() for _ in range(4))
    number, name, course, issuer = (reader.text() for _ in range(4))
    if not reader.is_at_end:
        raise MalformedFactsError("Bytes after the last field")
    try:
        completed_on = EPOCH + timedelta(days=days)
    except OverflowError as error:
        raise MalformedFactsError("No such day") from error
    return SignedFacts(f"{PURPOSE}-{key}", number, name, course, issuer, jp, completed_on, version)


def sign(key: Ed25519PrivateKey, code: str, payload: bytes) -> bytes:
    return key.sign(_certificate_message(code, payload))


def is_genuine(
    keys: Mapping[str, Ed25519PublicKey], code: str, payload: bytes, signature: bytes
) -> bool:
    """Whether one of our keys, the one the payload names, signed it for this code."""
    try:
        key = keys[decode(payload).kid]
        key.verify(signature, _certificate_message(code, payload))
    except (MalformedFactsError, KeyError, InvalidSignature, UnicodeEncodeError):
        return False
    return True


def fragment(payload: bytes, signature: bytes) -> str:
    """The part of the address behind ``#``."""
    return f"{base64url(payload)}.{base64url(signature)}"


def code_hash(code: str) -> str:
    """How the revocation list names a code."""
    return base64url(hashlib.sha256(code.encode("ascii")).digest()[:16])


def revocation_list(
    kid: str, key: Ed25519PrivateKey, codes: Iterable[str], issued_at: datetime
) -> RevocationList:
    """The signed list of revoked ``codes`` as of ``issued_at``."""
    at = issued_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    hashes = tuple(sorted(code_hash(code) for code in codes))
    signature = key.sign(_revocations_message(at, hashes))
    return RevocationList(at, kid, hashes, base64url(signature))


def is_genuine_list(keys: Mapping[str, Ed25519PublicKey], revoked: RevocationList) -> bool:
    try:
        keys[revoked.kid].verify(
            from_base64url(revoked.signature),
            _revocations_message(revoked.issued_at, revoked.codes),
        )
    except (MalformedFactsError, KeyError, InvalidSignature):
        return False
    return True


def _certificate_message(code: str, payload: bytes) -> bytes:
    return CERTIFICATE_CONTEXT + code.encode("ascii") + b"\n" + payload


def _revocations_message(issued_at: str, codes: Iterable[str]) -> bytes:
    lines = "".join(f"{line}\n" for line in (issued_at, *codes))
    return REVOCATIONS_CONTEXT + lines.encode("ascii")


def _key_number(kid: str) -> int:
    purpose, _, number = kid.rpartition("-")
    if purpose != PURPOSE or not number.isdecimal():
        raise ValueError(f"{kid} does not name a key for certificates")
    return int(number)


def _varint(number: int) -> bytes:
    if not 0 <= number <= _MAX_VARINT:
        raise ValueError(f"{number} does not fit into 28 bits")
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _text(text: str) -> bytes:
    raw = unicodedata.normalize("NFC", text).encode("utf-8")
    return _varint(len(raw)) + raw


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self._raw, self._at = raw, 0

    @property
    def is_at_end(self) -> bool:
        return self._at == len(self._raw)

    def take(self, length: int) -> bytes:
        part = self._raw[self._at : self._at + length]
        if len(part) != length:
            raise MalformedFactsError("Cut short")
        self._at += length
        return part

    def varint(self) -> int:
        number = 0
        for shift in range(0, 28, 7):
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                if byte == 0 and shift > 0:
                    raise MalformedFactsError("A number not in its shortest form")
                return number
        raise MalformedFactsError("A number longer than 28 bits")

    def text(self) -> str:
        try:
            text = self.take(self.varint()).decode("utf-8")
        except UnicodeDecodeError as error:
            raise MalformedFactsError("Not UTF-8") from error
        if unicodedata.normalize("NFC", text) != text:
            raise MalformedFactsError("Not NFC")
        return text
