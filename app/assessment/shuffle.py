"""The order of an attempt: one seed, the same order on the server and on any device. Pure.

Specified so that JavaScript matches it bit for bit without asynchronous crypto; the vectors in
``tests/assessment/shuffle_vectors.json`` bind every implementation:

1. ``seed_of``: the first 32 hex digits of HMAC-SHA-256(secret, "attempt:<attempt id>").
2. ``shuffled(items, seed, label)``: hash the UTF-8 of "<seed>:<label>" with FNV-1a (32 bits),
   finish it as MurmurHash3 does, feed that to mulberry32, and run Fisher–Yates from the last item
   down, where the place to swap with is floor(next × count ÷ 2³²). All products stay below 2⁵³.

3. ``place(count, seed, label)``: the first number of the same generator × count ÷ 2³², as a whole.

Labels: ``questions``, ``draw:<bank>``, ``options:<question id>``, ``value:<question id>:<name>``.
"""

import hmac
from collections.abc import Iterator, Sequence
from typing import TypeVar
from uuid import UUID

_MASK = 0xFFFF_FFFF
SEED_DIGITS = 32

T = TypeVar("T")


def seed_of(secret: bytes, attempt_id: UUID) -> str:
    """The seed of an attempt: nobody without the secret can tell what will be drawn."""
    return hmac.digest(secret, f"attempt:{attempt_id}".encode(), "sha256").hex()[:SEED_DIGITS]


def hash32(text: str) -> int:
    """FNV-1a of the text's UTF-8 with MurmurHash3's finaliser."""
    value = 0x811C_9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x0100_0193 & _MASK
    value = (value ^ value >> 16) * 0x85EB_CA6B & _MASK
    value = (value ^ value >> 13) * 0xC2B2_AE35 & _MASK
    return value ^ value >> 16


def mulberry32(state: int) -> Iterator[int]:
    """Numbers in [0, 2³²); Tommy Ettinger's generator, as commonly written in JavaScript."""
    while True:
        state = state + 0x6D2B_79F5 & _MASK
        mixed = (state ^ state >> 15) * (state | 1) & _MASK
        mixed ^= mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & _MASK) & _MASK
        yield mixed ^ mixed >> 14


def shuffled(items: Sequence[T], seed: str, label: str) -> list[T]:
    """The items in the order that the seed and the label give."""
    order = list(items)
    numbers = mulberry32(hash32(f"{seed}:{label}"))
    for last in range(len(order) - 1, 0, -1):
        other = next(numbers) * (last + 1) >> 32
        order[last], order[other] = order[other], order[last]
    return order


def place(count: int, seed: str, label: str) -> int:
    """A number from 0 up to, and without, ``count`` (at most 2³²), by the seed and the label."""
    return next(mulberry32(hash32(f"{seed}:{label}"))) * count >> 32
