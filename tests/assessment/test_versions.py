"""Laws of the multi-value register: order, repetition and strangers' claims change no head."""

import random
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.assessment.versions import (
    Pin,
    Version,
    handed_in,
    heads,
    in_force,
    missing,
    not_handed_in,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def version(number: int, hlc: int, replaces: set[int] | None = None, *, of: str = "b.q") -> Version:
    return Version(
        command_id=UUID(int=number),
        question_id=of,
        response={"choice": str(number)},
        content_hash=f"{number:064x}",
        hlc=hlc,
        replaces=frozenset(UUID(int=one) for one in replaces or ()),
        received_at=NOW,
        receipt=None,
    )


def numbers(found: tuple[Version, ...]) -> list[int]:
    return [one.command_id.int for one in found]


def test_a_later_version_replaces_what_it_knew() -> None:
    assert numbers(heads([version(1, 10), version(2, 5, {1})])) == [2]


def test_devices_that_did_not_know_of_each_other_leave_two_heads() -> None:
    both = [version(1, 10), version(2, 20, {1}), version(3, 15, {1})]
    assert numbers(heads(both)) == [3, 2]
    assert in_force(both)["b.q"].command_id.int == 2


def test_a_merge_replaces_both() -> None:
    merged = [version(1, 10), version(2, 20, {1}), version(3, 15, {1}), version(4, 1, {2, 3})]
    assert numbers(heads(merged)) == [4]


def test_a_version_of_one_question_cannot_replace_another_question() -> None:
    found = in_force([version(1, 10), version(2, 20, {1}, of="b.other")])
    assert {question: one.command_id.int for question, one in found.items()} == {
        "b.q": 1,
        "b.other": 2,
    }


def test_a_ring_of_claims_leaves_the_last() -> None:
    assert numbers(heads([version(1, 10, {2}), version(2, 20, {1})])) == [2]
    assert numbers(heads([version(1, 10, {1})])) == [1]


made = st.lists(
    st.builds(
        version,
        st.integers(1, 8),
        st.integers(0, 5),
        st.sets(st.integers(1, 9), max_size=3),
        of=st.sampled_from(["b.q", "b.p"]),
    ),
    max_size=8,
    unique_by=lambda one: one.command_id,
)


@given(made, st.randoms(), st.integers(0, 8))
def test_any_order_and_repetition_gives_the_same(
    versions: list[Version], dice: random.Random, doubled: int
) -> None:
    again = [*versions, *versions[:doubled]]
    dice.shuffle(again)
    assert in_force(again) == in_force(versions)
    assert bool(in_force(versions)) == bool(versions)
    pins = {"b.q": Pin(UUID(int=1), f"{1:064x}")}
    assert handed_in(again, pins) == handed_in(versions, pins)
    assert not_handed_in(again, pins) == not_handed_in(versions, pins)


@given(made)
def test_knowing_all_heads_always_wins(versions: list[Version]) -> None:
    ours = [one for one in versions if one.question_id == "b.q"]
    known = {head.command_id.int for head in heads(ours)}
    assert numbers(heads([*ours, version(99, 0, known)])) == [99]


def test_a_pin_holds_for_the_very_content_of_the_very_question() -> None:
    right = version(1, 10)
    pins = {"b.q": Pin(right.command_id, right.content_hash)}
    assert handed_in([right], pins) == {"b.q": right}
    assert handed_in([version(1, 10, of="b.p")], pins) == {}
    assert handed_in([right], {"b.q": Pin(right.command_id, "0" * 64)}) == {}
    assert handed_in([right], {"b.p": pins["b.q"]}) == {}


def test_missing_names_what_may_still_arrive() -> None:
    pins = {"b.q": Pin(UUID(int=1), "x"), "b.p": Pin(UUID(int=2), "y")}
    assert missing([UUID(int=2), UUID(int=3)], pins) == {UUID(int=1)}


def test_older_versions_are_history_and_newer_ones_were_not_handed_in() -> None:
    first, second, third = version(1, 10), version(2, 20, {1}), version(3, 30, {2})
    pins = {"b.q": Pin(second.command_id, second.content_hash)}
    assert not_handed_in([first, second], pins) == ()
    assert numbers(not_handed_in([first, second, third], pins)) == [3]
    assert numbers(not_handed_in([first, second, version(4, 1)], pins)) == [4]
    assert numbers(not_handed_in([first], {})) == [1]
