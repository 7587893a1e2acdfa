"""A device's key as a browser holds it, and the files it signs."""

import base64
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class DeviceKeys:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self._key.public_key().public_numbers()
        x, y = (encoded(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "ext": "true"}

    def sign(self, text: str) -> str:
        r, s = decode_dss_signature(self._key.sign(text.encode(), ec.ECDSA(SHA256())))
        return encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def file(
        self, account: UUID, device: str, sent_at: datetime, *commands: dict[str, Any]
    ) -> dict[str, Any]:
        content = {
            "account": str(account),
            "device": device,
            "sent_at": sent_at.isoformat(),
            "commands": list(commands),
            "connection": [{"at": sent_at.isoformat(), "online": 0}],
        }
        payload = encoded(json.dumps(content).encode())
        return {
            "lentera": "hand-over",
            "version": 1,
            "payload": payload,
            "signature": self.sign(payload),
        }
