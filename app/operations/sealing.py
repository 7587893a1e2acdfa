"""Encrypts a stream under a passphrase: scrypt for the key, AES-256-GCM in chunks.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each chunk's nonce holds its
number and whether it is the last, so that chunks cannot be swapped, dropped or cut off unnoticed.

Layout: magic, 1 byte log2 of scrypt's N, 16 bytes salt, 7 bytes nonce prefix; then chunks of 64 KiB
(the last one shorter, perhaps empty), each followed by its 16-byte tag. The header is authenticated
with every chunk.
"""

import os
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.operations.errors import Refused

MAGIC = b"LENTERA-SEALED-1"
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SALT_BYTES = 16
PREFIX_BYTES = 7
HEADER_BYTES = len(MAGIC) + 1 + SALT_BYTES + PREFIX_BYTES
LOG2_N = 17  # 128 MiB and about half a second for each guess
MIN_PASSPHRASE = 12


def read_passphrase(path: Path) -> bytes:
    """The first line of the file; Refused if it is too short to keep anyone out."""
    try:
        line = path.read_bytes().split(b"\n", 1)[0].rstrip(b"\r")
    except OSError as error:
        raise Refused(f"The passphrase file cannot be read: {error.strerror}") from error
    if len(line) < MIN_PASSPHRASE:
        raise Refused(f"The passphrase must have at least {MIN_PASSPHRASE} characters")
    return line


def _cipher(passphrase: bytes, salt: bytes, log2_n: int) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << log2_n, r=8, p=1).derive(passphrase))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class Sealer:
    """A file-like thing to write to; nothing is whole before ``close``."""

    def __init__(self, target: BinaryIO, passphrase: bytes) -> None:
        salt, self._prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX_BYTES)
        self._header = MAGIC + bytes([LOG2_N]) + salt + self._prefix
        self._cipher = _cipher(passphrase, salt, LOG2_N)
        self._target, self._waiting, self._number = target, bytearray(), 0
        target.write(self._header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        # A full chunk stays until more arrives: only then is it surely not the last.
        while len(self._waiting) > CHUNK_BYTES:
            self._put(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._target.write(self._cipher.encrypt(nonce, chunk, self._header))
        self._number += 1


def is_sealed(source: BinaryIO) -> bool:
    """Whether the stream begins as a sealed one; leaves it where it was."""
    at = source.tell()
    begins = source.read(len(MAGIC))
    source.seek(at)
    return begins == MAGIC


def unseal(source: BinaryIO, target: BinaryIO, passphrase: bytes) -> None:
    """Decrypt all of ``source``; Refused if the passphrase is wrong or one bit differs.

    What was written to ``target`` before that is genuine but not whole: do not use it.
    """
    header = source.read(HEADER_BYTES)
    log2_n = header[len(MAGIC)] if len(header) == HEADER_BYTES else 0
    if not header.startswith(MAGIC) or not 14 <= log2_n <= 20:
        raise Refused("This is not a sealed backup of Lentera")
    salt = header[len(MAGIC) + 1 : len(MAGIC) + 1 + SALT_BYTES]
    prefix = header[-PREFIX_BYTES:]
    cipher = _cipher(passphrase, salt, log2_n)
    number = 0
    chunk = source.read(CHUNK_BYTES + TAG_BYTES)
    while True:
        following = source.read(CHUNK_BYTES + TAG_BYTES)
        nonce = _nonce(prefix, number, last=not following)
        try:
            target.write(cipher.decrypt(nonce, chunk, header))
        except InvalidTag as error:
            raise Refused(
                "The backup cannot be opened: a wrong passphrase, or the file is damaged or cut off"
            ) from error
        if not following:
            return
        chunk, number = following, number + 1
