"""The order of an attempt, bound by vectors that other implementations replay."""

import json
from collections import Counter
from itertools import islice
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.assessment.shuffle import hash32, mulberry32, place, seed_of, shuffled

VECTORS = json.loads(Path(__file__).with_name("shuffle_vectors.json").read_text("utf-8"))


def test_the_vectors_hold() -> None:
    for one in VECTORS["seed_of"]:
        assert seed_of(bytes.fromhex(one["secret_hex"]), UUID(one["attempt"])) == one["seed"]
    for one in VECTORS["hash32"]:
        assert hash32(one["text"]) == one["hash"]
    for one in VECTORS["mulberry32"]:
        assert list(islice(mulberry32(one["state"]), len(one["numbers"]))) == one["numbers"]
    for one in VECTORS["shuffled"]:
        assert shuffled(one["items"], one["seed"], one["label"]) == one["order"]


@given(st.lists(st.integers()), st.text(max_size=40), st.text(max_size=40))
def test_a_shuffle_loses_and_doubles_nothing(items: list[int], seed: str, label: str) -> None:
    mixed = shuffled(items, seed, label)
    assert Counter(mixed) == Counter(items)
    assert shuffled(items, seed, label) == mixed


def test_every_order_comes_up_about_as_often() -> None:
    seen = Counter("".join(shuffled("abc", f"{n:032x}", "questions")) for n in range(6000))
    assert len(seen) == 6
    assert all(850 < count < 1150 for count in seen.values())


def test_labels_and_attempts_are_shuffled_apart() -> None:
    items = list(range(12))
    orders = {tuple(shuffled(items, "s", label)) for label in ("questions", "options:a", "draw:a")}
    assert len(orders) == 3
    assert seed_of(b"k" * 32, UUID(int=1)) != seed_of(b"k" * 32, UUID(int=2))
    assert seed_of(b"k" * 32, UUID(int=1)) != seed_of(b"l" * 32, UUID(int=1))


@given(st.integers(1, 2**32), st.text(max_size=40), st.text(max_size=40))
def test_a_place_is_within_its_bounds_and_comes_again(count: int, seed: str, label: str) -> None:
    assert 0 <= place(count, seed, label) < count
    assert place(count, seed, label) == place(count, seed, label)


def test_every_place_comes_up_about_as_often() -> None:
    seen = Counter(place(4, f"{n:032x}", "value:bank.soal:a") for n in range(4000))
    assert sorted(seen) == [0, 1, 2, 3]
    assert all(850 < count < 1150 for count in seen.values())
