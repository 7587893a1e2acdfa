"""Keys made at the first start: in a folder of the data directory, mode 0600, part of every backup.

Replicas share the folder. No key has a default and none is ever logged. A purpose may have several
keys; the newest (highest number) signs, all verify: rotation is adding a file.
"""

import os
import re
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SECRET_BYTES = 32


def _write_once(path: Path, content: bytes) -> bytes:
    """Create the file with mode 0600, or read what another process made first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        draft.unlink(missing_ok=True)
    return content


class Keyring:
    """The keys in one folder, by purpose: ``tokens-1.key``, ``certificates-1.ed25519`` …"""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._secrets: dict[str, dict[str, bytes]] = {}
        self._signing: dict[str, dict[str, Ed25519PrivateKey]] = {}

    def secret(self, purpose: str) -> bytes:
        """The newest 32-byte secret of a purpose, made at first use."""
        return list(self.secrets(purpose).values())[-1]

    def secrets(self, purpose: str) -> dict[str, bytes]:
        """All secrets of a purpose by kid, oldest first; the last one is in use."""
        if purpose not in self._secrets:
            found = self._read(purpose, "key") or {
                f"{purpose}-1": _write_once(
                    self._folder / f"{purpose}-1.key", secrets.token_bytes(SECRET_BYTES)
                )
            }
            for kid, value in found.items():
                if len(value) < SECRET_BYTES:
                    raise ValueError(f"Key {kid} is shorter than {SECRET_BYTES} bytes")
            self._secrets[purpose] = found
        return self._secrets[purpose]

    def signing_key(self, purpose: str) -> tuple[str, Ed25519PrivateKey]:
        """The newest Ed25519 key of a purpose with its kid, made at first use."""
        keys = self._signing_keys(purpose)
        kid = list(keys)[-1]
        return kid, keys[kid]

    def verification_keys(self, purpose: str) -> dict[str, Ed25519PublicKey]:
        """Public halves of all keys of a purpose by kid, oldest first."""
        return {kid: key.public_key() for kid, key in self._signing_keys(purpose).items()}

    def _signing_keys(self, purpose: str) -> dict[str, Ed25519PrivateKey]:
        if purpose not in self._signing:
            found = self._read(purpose, "ed25519") or {
                f"{purpose}-1": _write_once(
                    self._folder / f"{purpose}-1.ed25519",
                    Ed25519PrivateKey.generate().private_bytes_raw(),
                )
            }
            self._signing[purpose] = {
                kid: Ed25519PrivateKey.from_private_bytes(raw) for kid, raw in found.items()
            }
        return self._signing[purpose]

    def _read(self, purpose: str, suffix: str) -> dict[str, bytes]:
        pattern = re.compile(rf"{re.escape(purpose)}-(\d+)\.{suffix}")
        numbered = []
        for path in self._folder.glob(f"{purpose}-*.{suffix}"):
            match = pattern.fullmatch(path.name)
            if match:
                numbered.append((int(match[1]), path))
        return {path.stem: path.read_bytes() for _, path in sorted(numbered)}
