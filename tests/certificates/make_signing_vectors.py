"""Writes signing_vectors.json: ``python -m tests.certificates.make_signing_vectors``.

Ed25519 signatures are deterministic, so the file changes only when the format does. The key is the
bytes 0 to 31 and serves nowhere else.
"""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.certificates import signing

FILE = Path(__file__).with_name("signing_vectors.json")
KID = "certificates-1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CODES = ("K4M97TQ3XDRK4M97TQ3XDRK4M97TQ3", "CDFGHJKMNPQRTVWXY34679CDFGHJKM")
ISSUED_AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)

FACTS = (
    signing.SignedFacts(
        kid=KID,
        number="0417/LENTERA/2026",
        name="Yuliana Contoh, S.Sos.",
        course="Manajemen Waktu di Loket dan di Meja",
        issuer="BKPSDM Kota Contoh",
        jp=5,
        completed_on=date(2026, 10, 9),
        version=2,
    ),
    signing.SignedFacts(
        kid="certificates-300",
        number="1/2031",
        name="Nyi Rékaan Ĝarêng “Ñ” 名",
        course="x" * 200,
        issuer="B",
        jp=0,
        completed_on=date(2031, 1, 1),
        version=129,
    ),
)


def vectors() -> dict[str, Any]:
    """Everything a reader in another language needs to test itself."""
    signed = []
    for code, facts in zip(CODES, FACTS, strict=True):
        payload = signing.encode(facts)
        signature = signing.sign(KEY, code, payload)
        signed.append(
            {
                "code": code,
                "facts": asdict(facts) | {"completed_on": facts.completed_on.isoformat()},
                "payload": signing.base64url(payload),
                "signature": signing.base64url(signature),
                "fragment": signing.fragment(payload, signature),
            }
        )
    first = signing.encode(FACTS[0])
    forged = first.replace(b"Yuliana", b"Yulianb")
    good = signing.sign(KEY, CODES[0], first)
    refused = [
        ("another name", CODES[0], forged, good),
        ("another code", CODES[1], first, good),
        ("another signature", CODES[0], first, good[:-1] + bytes([good[-1] ^ 1])),
        ("a byte too many", CODES[0], first + b"\0", signing.sign(KEY, CODES[0], first + b"\0")),
        ("a later format", CODES[0], b"\2" + first[1:], good),
        ("an unknown key", CODES[0], signing.encode(FACTS[1]), good),
    ]
    revoked = signing.revocation_list(KID, KEY, CODES[1:], ISSUED_AT)
    return {
        "keys": {KID: signing.base64url(KEY.public_key().public_bytes_raw())}
        | {FACTS[1].kid: signing.base64url(KEY.public_key().public_bytes_raw())},
        "genuine": signed,
        "refused": [
            {
                "why": why,
                "code": code,
                "payload": signing.base64url(payload),
                "signature": signing.base64url(signature),
            }
            for why, code, payload, signature in refused
        ],
        "code_hashes": {code: signing.code_hash(code) for code in CODES},
        "revocations": asdict(revoked) | {"codes": list(revoked.codes)},
    }


def text() -> str:
    return json.dumps(vectors(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
