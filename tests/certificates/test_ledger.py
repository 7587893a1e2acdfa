"""Laws of the JP ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates import ledger
from app.certificates.ledger import Bound, Entry, EntryKind, NotReversibleError, RuleKind
from app.certificates.rules import Rule, parse_rules, shipped_rules

WITA = "Asia/Makassar"
NEW_YEAR_WITA = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # 1 January 2027, 00.00 WITA


def credit(number: int, jp: int, year: int) -> Entry:
    return Entry(UUID(int=number), EntryKind.CREDIT, jp, year)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Credits, some of them taken back."""
    worth = draw(st.lists(st.tuples(st.integers(1, 40), st.integers(2024, 2028)), max_size=12))
    entries = [credit(i, jp, year) for i, (jp, year) in enumerate(worth)]
    for one in draw(st.sets(st.sampled_from(entries))) if entries else ():
        entries.append(ledger.reversal(one, new_id=UUID(int=1000 + one.id.int), entries=entries))
    return entries


@given(ledgers())
def test_a_balance_is_the_sum_of_its_entries(entries: Sequence[Entry]) -> None:
    by_year = ledger.balance(entries)
    assert sum(by_year.values()) == sum(entry.jp for entry in entries)
    assert set(by_year) == {entry.year for entry in entries}


@given(ledgers())
def test_a_balance_is_what_the_open_credits_are_worth(entries: Sequence[Entry]) -> None:
    opened = ledger.balance(ledger.open_credits(entries))
    assert {y: jp for y, jp in ledger.balance(entries).items() if jp} == opened
    assert all(jp >= 0 for jp in ledger.balance(entries).values())


@given(ledgers())
def test_order_does_not_matter(entries: list[Entry]) -> None:
    shuffled = sorted(entries, key=lambda entry: -entry.id.int)
    assert ledger.balance(shuffled) == ledger.balance(entries)


@given(ledgers())
def test_nothing_is_reversed_twice(entries: list[Entry]) -> None:
    for entry in entries:
        if entry not in ledger.open_credits(entries):
            with pytest.raises(NotReversibleError):
                ledger.reversal(entry, new_id=UUID(int=5000), entries=entries)


def test_a_reversal_stands_in_the_year_of_its_credit() -> None:
    one = credit(1, 7, 2025)
    counter = ledger.reversal(one, new_id=UUID(int=2), entries=[one])
    assert counter == Entry(UUID(int=2), EntryKind.REVERSAL, -7, 2025, one.id)
    assert ledger.balance([one, counter]) == {2025: 0}


@pytest.mark.parametrize(
    ("received_at", "time_zone", "year"),
    [
        (NEW_YEAR_WITA - timedelta(minutes=30), WITA, 2026),  # 31 December, 23.30 WITA
        (NEW_YEAR_WITA, WITA, 2027),
        (NEW_YEAR_WITA, "Asia/Jakarta", 2026),  # the same moment is 23.00 WIB
        (NEW_YEAR_WITA - timedelta(minutes=30), "Asia/Jayapura", 2027),  # and 00.30 WIT
    ],
)
def test_the_year_is_the_agencys(received_at: datetime, time_zone: str, year: int) -> None:
    assert ledger.year_of_receipt(received_at, time_zone) == year


@pytest.mark.parametrize(
    ("finished", "received", "year"),
    [
        (-timedelta(minutes=30), timedelta(days=3), 2026),
        (-timedelta(minutes=30), timedelta(days=14), 2026),
        (-timedelta(minutes=30), timedelta(days=14, seconds=1), None),  # too late
        (timedelta(minutes=1), timedelta(days=3), None),  # finished in the new year
        (-timedelta(days=366), timedelta(days=3), None),  # two years before
        (-timedelta(days=2), -timedelta(days=1), None),  # received in the year itself
    ],
)
def test_what_may_move_to_the_year_before(
    finished: timedelta, received: timedelta, year: int | None
) -> None:
    found = ledger.year_it_may_move_to(NEW_YEAR_WITA + finished, NEW_YEAR_WITA + received, WITA)
    assert found == year


def test_pns_owe_a_minimum_and_pppk_have_a_maximum() -> None:
    today = date(2026, 11, 22)
    pns = ledger.target_for(shipped_rules(), "pns", today)
    pppk = ledger.target_for(shipped_rules(), "pppk", today)
    assert pns is not None
    assert pppk is not None
    assert (pns.jp, pns.bound) == (20, Bound.MINIMUM)
    assert "PP 11/2017" in pns.basis
    assert "PP 17/2020" in pns.basis
    assert (pppk.jp, pppk.bound) == (24, Bound.MAXIMUM)
    assert "PP 49/2018" in pppk.basis
    assert ledger.target_for(shipped_rules(), "other", today) is None
    assert ledger.target_for(shipped_rules(), "pns", date(2016, 1, 1)) is None


def test_a_newer_rule_wins_from_its_first_day() -> None:
    old, _ = (rule for rule in shipped_rules() if rule.kind is RuleKind.TARGET)
    new = old.model_copy(update={"id": "n", "jp": 25, "valid_from": date(2027, 1, 1)})
    closed = old.model_copy(update={"valid_until": date(2026, 12, 31)})
    for day, jp in ((date(2026, 12, 31), 20), (date(2027, 1, 1), 25)):
        target = ledger.target_for([new, closed], "pns", day)
        assert target is not None
        assert target.jp == jp


def test_every_shipped_rule_names_its_law() -> None:
    assert all(rule.reference for rule in shipped_rules())
    earning = [rule for rule in shipped_rules() if rule.kind is RuleKind.CREDIT]
    assert [(rule.minutes_per_jp, rule.once) for rule in earning] == [(45, "course-year")]


@pytest.mark.parametrize(
    "text",
    [
        "- {id: a, kind: target, reference: x, valid_from: 2020-01-01}",
        (
            "- {id: a, kind: credit, reference: x, valid_from: 2020-01-01, activity: course,"
            " minutes_per_jp: 45, once: course-year, jp: 3}"
        ),
    ],
)
def test_a_rule_without_the_fields_of_its_kind_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="fields of its kind"):
        parse_rules(text)


def test_two_rules_of_one_id_are_refused() -> None:
    rule: Rule = shipped_rules()[1]
    row = f"- {{id: a, kind: target, employment: pns, jp: 1, bound: minimum, reference: {rule.id}, "
    with pytest.raises(ValueError, match="share an id"):
        parse_rules(f"{row}valid_from: 2020-01-01}}\n{row}valid_from: 2021-01-01}}")


@given(st.integers(0, 60), st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_modules_share_the_jp_exactly(jp: int, minutes: list[int]) -> None:
    parts = ledger.apportioned(jp, minutes)
    assert sum(parts) == jp * 10
    if sum(minutes):
        exact = [jp * 10 * m / sum(minutes) for m in minutes]
        assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))
