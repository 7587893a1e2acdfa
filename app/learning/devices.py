"""Keys of devices: a device signs what others carry for it; we keep the public half.

A key is never replaced: whoever could replace it could sign in the device's name. A browser that
lost its key makes a new device of itself.
"""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.kit.problems import Invalid
from app.learning import queries
from app.learning.errors import DeviceKeyDiffers, TooManyDevices
from app.learning.models import DeviceKey

MOST_DEVICES = 50
SIGNATURE_BYTES = 64

Coordinate = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class PublicKey(BaseModel):
    """An ECDSA P-256 key as WebCrypto exports it (JWK, RFC 7517); other members are passed over."""

    model_config = ConfigDict(frozen=True)

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Coordinate
    y: Coordinate


class DeviceCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    public_key: PublicKey


class DeviceRead(BaseModel):
    device: str
    registered_at: datetime


def unpadded(text: str) -> bytes:
    """base64url without padding; raises ValueError."""
    if not text.isascii() or "=" in text:
        raise ValueError("Not base64url without padding")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("Not base64url") from error


def point(x: str, y: str) -> EllipticCurvePublicKey:
    """The key; raises ValueError if the point is not on the curve."""
    numbers = EllipticCurvePublicNumbers(
        int.from_bytes(unpadded(x), "big"), int.from_bytes(unpadded(y), "big"), SECP256R1()
    )
    return numbers.public_key()


def is_signed(key: DeviceKey, said: bytes, signature: bytes) -> bool:
    """Whether this is the device's signature (64 bytes, r and s) over ``said``."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    try:
        point(key.x, key.y).verify(encode_dss_signature(r, s), said, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


async def register(
    session: AsyncSession, actor: Actor, device: str, key: PublicKey, now: datetime
) -> DeviceRead:
    """Keep a device's key; saying the same again changes nothing.

    Raises ``Invalid`` for a point off the curve, ``DeviceKeyDiffers``, ``TooManyDevices``.
    """
    try:
        point(key.x, key.y)
    except ValueError as error:
        where = {"in": "body", "pointer": "/public_key", "detail": "Not a point of P-256"}
        raise Invalid([where]) from error
    known = await queries.device_keys(session, actor.person_id)
    if device not in known and len(known) >= MOST_DEVICES:
        raise TooManyDevices
    row = {
        "person_id": actor.person_id,
        "device": device,
        "x": key.x,
        "y": key.y,
        "registered_at": now,
    }
    await queries.add_device_key(session, row)
    kept = await queries.device_key(session, actor.person_id, device)
    assert kept is not None, device
    if (kept.x, kept.y) != (key.x, key.y):
        raise DeviceKeyDiffers
    return DeviceRead(device=device, registered_at=kept.registered_at)


async def key_of(session: AsyncSession, person_id: UUID, device: str) -> DeviceKey | None:
    return await queries.device_key(session, person_id, device)
