"""A command on its own: shape, size, kind, clock, content hash, receipt. No I/O."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from pydantic import ValidationError

from app.kit.ids import CODE_ALPHABET
from app.kit.text import is_storable
from app.learning import clock
from app.learning.errors import refusal_problem
from app.learning.kinds import ActivityPayload, CommandKind
from app.learning.schemas import CommandIn, CommandProblem, CommandResult

RECEIPT_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Valid:
    """A command that is well-formed on its own; ``place`` is where it stood in its push."""

    place: int
    command: CommandIn
    kind: CommandKind
    payload: ActivityPayload
    hlc: int
    content_hash: str


def content_hash(device: str, command: CommandIn) -> str:
    """sha256 (hex) of the RFC 8785 JSON of what the device said."""
    said: dict[str, Any] = {
        "id": str(command.id),
        "device": device,
        "seq": command.seq,
        "hlc": command.hlc,
        "kind": command.kind,
        "occurred_at": command.occurred_at.astimezone(UTC).isoformat(),
        "payload": command.payload,
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def receipt_code(secret: bytes, command_id: UUID, sha256: str, received_at: datetime) -> str:
    """The short code a learner can show and a trainer can check, e.g. K-7F4A9."""
    said = f"{command_id}|{sha256}|{received_at.isoformat()}".encode()
    number = int.from_bytes(hmac.digest(secret, said, "sha256")[:8], "big")
    code = ""
    for _ in range(RECEIPT_LENGTH):
        number, digit = divmod(number, len(CODE_ALPHABET))
        code += CODE_ALPHABET[digit]
    return f"K-{code}"


def rejected(command_id: str | None, slug: str, detail: str | None, language: str) -> CommandResult:
    """Never to be accepted as it is, in words for its person."""
    return CommandResult(
        id=command_id,
        status="rejected",
        receipt=None,
        sha256=None,
        problem=CommandProblem.model_validate(refusal_problem(slug, detail, language)),
        answer={},
    )


def check(
    place: int,
    raw: Mapping[str, Any],
    device: str,
    kinds: Mapping[str, CommandKind],
    language: str,
    now: datetime,
) -> Valid | CommandResult:
    """The command read, or its refusal. Never raises."""
    said_id = raw.get("id")
    is_text = isinstance(said_id, str) and len(said_id) <= 64 and is_storable(said_id)
    named = said_id if is_text else None
    try:
        command = CommandIn.model_validate(raw)
        sha256 = content_hash(device, command)
    except (ValidationError, rfc8785.CanonicalizationError, UnicodeError, OverflowError):
        return rejected(named, "command-invalid", None, language)
    if command.id.version != 7:
        return rejected(named, "command-invalid", None, language)
    kind = kinds.get(command.kind)
    if kind is None:
        return rejected(named, "command-kind-unknown", None, language)
    if len(rfc8785.dumps(command.payload)) > kind.max_bytes:
        return rejected(named, "command-too-large", None, language)
    try:
        payload = kind.payload.model_validate(command.payload)
    except ValidationError:
        return rejected(named, "command-invalid", None, language)
    hlc = clock.parse(command.hlc)
    if hlc is None:
        return rejected(named, "command-invalid", None, language)
    if clock.is_too_far_ahead(hlc, now):
        return rejected(named, "clock-ahead", None, language)
    return Valid(place, command, kind, payload, hlc, sha256)
