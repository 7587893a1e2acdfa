"""Small pure rules: paths, addresses, throttles, names, passwords, policy, text."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.identity import agencies, policy, throttle
from app.identity.actor import Actor, Grant
from app.identity.client_address import address_group, client_address, parse_networks
from app.identity.models import Role
from app.identity.names import folded, normal_email
from app.identity.password_rules import Weakness, weakness
from app.identity.throttle import Failures
from app.kit.text import CleanLine, CleanText

A, B, C = (UUID(int=n) for n in (1, 2, 3))
ROOT = agencies.child_path(None, A)
UNIT = agencies.child_path(ROOT, B)
OTHER = agencies.child_path(ROOT, C)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_paths() -> None:
    assert agencies.path_ids(UNIT) == (A, B)
    assert agencies.depth(ROOT) == 1
    assert agencies.depth(UNIT) == 2
    assert agencies.is_within(UNIT, ROOT)
    assert not agencies.is_within(OTHER, UNIT)
    assert agencies.covers_whole_tree("/")
    assert agencies.covers_whole_tree(ROOT)
    assert not agencies.covers_whole_tree(UNIT)


@pytest.mark.parametrize("name", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC"])
def test_time_zones(name: str) -> None:
    assert agencies.is_time_zone(name)


@pytest.mark.parametrize(
    "name",
    ["", "Asia", "Asia/Kota", "/etc/passwd", "../UTC", "Asia/\u0130", "a" * 300, "Asia/Jakarta/"],
)
def test_what_is_no_time_zone(name: str) -> None:
    assert not agencies.is_time_zone(name)


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for_a_time_zone(name: str) -> None:
    agencies.is_time_zone(name)


TRUSTED = parse_networks("10.0.0.0/8, 127.0.0.1, ::1")


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("::1", "[2001:db8::5]:443", "2001:db8::5"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "garbage", "127.0.0.1"),
        ("127.0.0.1", "1.1.1.1, garbage", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        (None, "198.51.100.1", "unknown"),
        ("testclient", None, "unknown"),
    ],
)
def test_client_address(peer: str | None, forwarded: str | None, expected: str) -> None:
    assert client_address(peer, forwarded, TRUSTED) == expected


@given(st.text(max_size=20), st.text(max_size=80))
def test_any_forwarding_is_answered(peer: str, forwarded: str) -> None:
    assert client_address(peer, forwarded, TRUSTED)


def test_one_ipv6_household_is_one_place() -> None:
    assert address_group("2001:db8:1:2::3") == address_group("2001:db8:1:2:9::4")
    assert address_group("198.51.100.1") == "198.51.100.1"


def test_delays_grow_and_end() -> None:
    seconds = [throttle.delay_seconds(n) for n in range(20)]
    assert seconds[:7] == [0, 0, 0, 2, 4, 8, 16]
    assert seconds == sorted(seconds)
    assert max(seconds) == 900


def test_waiting_ends_when_the_delay_is_over() -> None:
    failed = Failures(4, NOW)
    assert throttle.wait_seconds(failed, NOW) == 4
    assert throttle.wait_seconds(failed, NOW + timedelta(seconds=3.5)) == 1
    assert throttle.wait_seconds(failed, NOW + timedelta(seconds=4)) == 0


def test_a_day_forgets() -> None:
    assert throttle.counted(Failures(9, NOW), NOW + timedelta(hours=25)) == 1
    assert throttle.counted(Failures(9, NOW), NOW + timedelta(hours=1)) == 10


def test_an_address_leaks() -> None:
    full = Failures(throttle.ADDRESS_FAILURES, NOW)
    assert throttle.address_wait_seconds(full, NOW) > 0
    assert throttle.address_wait_seconds(full, NOW + timedelta(seconds=6)) == 0
    assert throttle.address_counted(full, NOW + timedelta(minutes=60)) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [("  Ni  Ketut  AYU ", "ni ketut ayu"), ("Ñandú", "nandu"), ("Straße", "strasse")],
)
def test_folded(name: str, expected: str) -> None:
    assert folded(name) == expected


@given(st.text(max_size=200))
def test_folded_fits_its_column(name: str) -> None:
    assert len(folded(name)) <= 200


@pytest.mark.parametrize(
    "text", ["a@b", "@b.id", "a b@c.id", "a@b..id", "a@b.id\n@c", "a" * 250 + "@b.id"]
)
def test_what_is_no_address(text: str) -> None:
    assert normal_email(text) is None


def test_addresses_are_lower_case() -> None:
    assert normal_email(" Sari.Contoh@Kota.GO.id ") == "sari.contoh@kota.go.id"


SARI = {"name": "Sari Contoh, S.Sos.", "nip": "197801012005012991", "email": "sari@contoh.example"}


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("lampu-kecil", None),
        ("tiga kuda makan", None),
        ("pendek", Weakness.TOO_SHORT),
        ("x" * 201, Weakness.TOO_LONG),
        ("1234567890", Weakness.COMMON),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("abcabcabcabc", Weakness.COMMON),
        ("qwertyuiop", Weakness.COMMON),
        ("Indonesia2026", Weakness.COMMON),
        ("bismillah12345", Weakness.COMMON),
        ("P a s s w o r d 1 2 3", Weakness.COMMON),
        ("197801012005012991", Weakness.PERSONAL),
        ("19780101 200501 2 991", Weakness.PERSONAL),
        ("01-01-1978!", Weakness.PERSONAL),
        ("sari01011978", Weakness.PERSONAL),
        ("Sari.Contoh1", Weakness.PERSONAL),
        ("sari@contoh.example", Weakness.PERSONAL),
        ("!!!!!!!!!!", Weakness.COMMON),
    ],
)
def test_passwords(password: str, expected: Weakness | None) -> None:
    assert weakness(password, **SARI) == expected


@pytest.mark.parametrize("kind", Weakness)
def test_every_weakness_has_words(kind: Weakness) -> None:
    assert kind.words("id") != kind.words("en")


def _actor(*grants: Grant) -> Actor:
    return Actor(
        person_id=A,
        name="Rina",
        agency_id=A,
        agency_path=ROOT,
        time_zone="Asia/Makassar",
        language="id",
        must_change_password=False,
        grants=grants,
    )


def _over(role: Role, path: str | None) -> Grant:
    agency = None if path is None else agencies.path_ids(path)[-1]
    return Grant(role, agency, path, None)


COURSE_TRAINER = Grant(Role.TRAINER, None, None, A)


@pytest.mark.parametrize(
    ("held", "given", "may"),
    [
        (_over(Role.ADMIN, None), _over(Role.ADMIN, None), True),
        (_over(Role.ADMIN, None), COURSE_TRAINER, True),
        (_over(Role.ADMIN, ROOT), _over(Role.OPERATOR, None), True),
        (_over(Role.ADMIN, UNIT), _over(Role.ADMIN, UNIT), True),
        (_over(Role.ADMIN, UNIT), _over(Role.ADMIN, ROOT), False),
        (_over(Role.ADMIN, UNIT), _over(Role.SUPERVISOR, OTHER), False),
        (_over(Role.ADMIN, UNIT), _over(Role.AUDITOR, None), False),
        (_over(Role.ADMIN, UNIT), COURSE_TRAINER, False),
        (_over(Role.UNIT_ADMIN, UNIT), _over(Role.SUPERVISOR, UNIT), True),
        (_over(Role.UNIT_ADMIN, UNIT), _over(Role.UNIT_ADMIN, UNIT), False),
        (_over(Role.UNIT_ADMIN, UNIT), _over(Role.ADMIN, UNIT), False),
        (_over(Role.UNIT_ADMIN, UNIT), _over(Role.SUPERVISOR, OTHER), False),
        (_over(Role.SUPERVISOR, ROOT), _over(Role.LEARNER, UNIT), False),
        (_over(Role.AUDITOR, None), _over(Role.LEARNER, UNIT), False),
    ],
)
def test_nobody_gives_more_than_they_hold(held: Grant, given: Grant, may: bool) -> None:
    assert policy.may_give(_actor(held), given) is may


def test_equals_are_in_each_others_hands_and_betters_are_not() -> None:
    unit_admin = _actor(_over(Role.UNIT_ADMIN, UNIT))
    assert policy.may_handle(unit_admin, [])
    assert policy.may_handle(unit_admin, [_over(Role.UNIT_ADMIN, UNIT)])
    assert not policy.may_handle(unit_admin, [_over(Role.UNIT_ADMIN, ROOT)])
    assert not policy.may_handle(unit_admin, [_over(Role.ADMIN, UNIT)])
    assert not policy.may_handle(unit_admin, [_over(Role.LEARNER, UNIT), COURSE_TRAINER])


@pytest.mark.parametrize(
    ("grant", "fits"),
    [
        (COURSE_TRAINER, True),
        (Grant(Role.ADMIN, None, None, A), False),
        (Grant(Role.TRAINER, A, ROOT, A), False),
        (_over(Role.UNIT_ADMIN, None), False),
        (_over(Role.ADMIN, None), True),
        (_over(Role.SUPERVISOR, UNIT), True),
    ],
)
def test_scopes_that_make_sense(grant: Grant, fits: bool) -> None:
    assert policy.has_fitting_scope(grant) is fits


def test_a_unit_admin_without_a_unit_reaches_nothing() -> None:
    assert _actor(_over(Role.UNIT_ADMIN, None)).agency_paths(Role.UNIT_ADMIN) == ()
    assert _actor(_over(Role.AUDITOR, None)).agency_paths(Role.AUDITOR) == ("/",)
    assert _actor(COURSE_TRAINER).agency_paths(Role.TRAINER) == ()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\udfffy"])
def test_text_that_a_database_cannot_hold(text: str) -> None:
    for kind in (CleanText, CleanLine):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(text)


def test_lines() -> None:
    assert TypeAdapter(CleanLine).validate_python("  Dinas A ") == "Dinas A"
    with pytest.raises(ValidationError):
        TypeAdapter(CleanLine).validate_python("Dinas\nA")
    assert TypeAdapter(CleanText).validate_python("a\nb\tc") == "a\nb\tc"
