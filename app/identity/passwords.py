"""Password hashes: argon2id in threads of its own, never on the event loop.

One verification takes 19 MiB and tens of milliseconds of a core. As many threads as cores, and a
bounded queue: a flood of sign-ins is told to come back instead of filling the memory.
"""

import asyncio
import os
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from app.kit.problems import Unavailable

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
WAITING_PER_CORE = 16

T = TypeVar("T")


def _normal(password: str) -> str:
    # The same keys give composed or decomposed letters on different systems.
    return unicodedata.normalize("NFKC", password)


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)


@cache
def _hash_of_nobody() -> str:
    """What is verified where there is no stored hash; one a process, of a password nobody has."""
    return _hasher().hash(secrets.token_urlsafe(16))


class Passwords:
    """Hashes and verifies. ``close`` it with the process."""

    def __init__(self, cores: int | None = None) -> None:
        cores = cores or os.cpu_count() or 1
        self._hasher = _hasher()
        self._pool = ThreadPoolExecutor(cores, thread_name_prefix="argon2")
        self._room = cores * (1 + WAITING_PER_CORE)
        self._nobody = _hash_of_nobody()

    async def hash(self, password: str) -> str:
        """The hash to store. Raises Unavailable when too many are waiting."""
        return await self._run(lambda: self._hasher.hash(_normal(password)))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password matches. Without a stored hash the answer is no, at the same cost.

        Raises Unavailable when too many are waiting.
        """
        matches = await self._run(lambda: self._matches(stored or self._nobody, password))
        return matches and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters and should be made anew."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, _normal(password))
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if self._room <= 0:
            raise Unavailable(retry_after_seconds=2)
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._room += 1
