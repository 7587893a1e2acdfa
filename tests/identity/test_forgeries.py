"""Forged access tokens: one of ours is taken apart and put together again in each wrong way."""

import base64
import hmac
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.identity.tokens import Tokens
from app.kit.database import Database, sqlite_url
from app.kit.invalidation import Invalidations
from app.kit.keys import Keyring
from tests.conftest import FixedClock

PERSON, FAMILY = UUID(int=1), UUID(int=2)


@pytest.fixture
def keys(tmp_path: Any) -> Keyring:
    return Keyring(tmp_path / "keys")


@pytest.fixture
async def tokens(keys: Keyring, tmp_path: Any) -> Any:
    database = Database(sqlite_url(tmp_path / "none.db"))
    yield Tokens(keys, "lentera", database, Invalidations(database))
    await database.dispose()


@pytest.fixture
def now(clock: FixedClock) -> datetime:
    return clock()


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _claims(now: datetime) -> dict[str, Any]:
    return {
        "iss": "lentera",
        "aud": "lentera-api",
        "sub": str(PERSON),
        "typ": "access",
        "fam": str(FAMILY),
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=15)).timestamp()),
    }


def _header(**changes: object) -> dict[str, object]:
    return {"alg": "HS256", "typ": "JWT", "kid": "tokens-1"} | changes


def _signing_input(header: object, claims: object) -> bytes:
    return f"{_b64(json.dumps(header).encode())}.{_b64(json.dumps(claims).encode())}".encode()


def _forge(header: object, claims: object, key: bytes, digest: str = "sha256") -> str:
    signed = _signing_input(header, claims)
    return f"{signed.decode()}.{_b64(hmac.digest(key, signed, digest))}"


def test_the_forge_itself_makes_good_tokens(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    good = _forge(_header(), _claims(now), keys.secret("tokens"))
    claims = tokens.verify(good, now)
    assert claims is not None
    assert (claims.person_id, claims.family_id) == (PERSON, FAMILY)
    issued = tokens.issue(person_id=PERSON, family_id=FAMILY, now=now)
    assert tokens.verify(issued, now) == claims


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", ""])
def test_alg_none(tokens: Tokens, keys: Keyring, now: datetime, alg: str) -> None:
    signed = _signing_input(_header(alg=alg), _claims(now)).decode()
    assert tokens.verify(f"{signed}.", now) is None
    assert tokens.verify(signed, now) is None
    signature = _forge(_header(alg=alg), _claims(now), keys.secret("tokens"))
    assert tokens.verify(signature, now) is None


@pytest.mark.parametrize(("alg", "digest"), [("HS384", "sha384"), ("HS512", "sha512")])
def test_another_hmac(tokens: Tokens, keys: Keyring, now: datetime, alg: str, digest: str) -> None:
    token = _forge(_header(alg=alg), _claims(now), keys.secret("tokens"), digest)
    assert tokens.verify(token, now) is None


def test_asymmetric_algorithms(tokens: Tokens, now: datetime) -> None:
    signed = _signing_input(_header(alg="RS256"), _claims(now))
    rsa_key = rsa.generate_private_key(65537, 2048)
    signature = rsa_key.sign(signed, padding.PKCS1v15(), SHA256())
    assert tokens.verify(f"{signed.decode()}.{_b64(signature)}", now) is None
    signed = _signing_input(_header(alg="ES256"), _claims(now))
    signature = ec.generate_private_key(ec.SECP256R1()).sign(signed, ec.ECDSA(SHA256()))
    assert tokens.verify(f"{signed.decode()}.{_b64(signature)}", now) is None


def _public_forms(key: Ed25519PublicKey | ec.EllipticCurvePublicKey) -> list[bytes]:
    der, spki = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    forms = [key.public_bytes(serialization.Encoding.PEM, spki), key.public_bytes(der, spki)]
    forms.append(forms[0].strip())
    if isinstance(key, ec.EllipticCurvePublicKey):
        shapes = (
            serialization.PublicFormat.UncompressedPoint,
            serialization.PublicFormat.CompressedPoint,
        )
        forms += [key.public_bytes(serialization.Encoding.X962, shape) for shape in shapes]
    else:
        forms.append(key.public_bytes_raw())
        forms.append(base64.b64encode(key.public_bytes_raw()))
    return forms


def test_a_public_key_is_no_secret(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    """Everyone knows the certificates' public key: as PEM, DER or raw point it signs nothing."""
    kid, signing = keys.signing_key("certificates")
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    for form in _public_forms(signing.public_key()) + _public_forms(other):
        for used in (kid, "tokens-1"):
            for alg in ("HS256", "RS256", "EdDSA", "ES256"):
                token = _forge(_header(kid=used, alg=alg), _claims(now), form)
                assert tokens.verify(token, now) is None


def test_keys_that_the_token_brings_along(tokens: Tokens, now: datetime) -> None:
    mine = b"m" * 32
    brought = {
        "jwk": {"kty": "oct", "k": _b64(mine)},
        "jku": "https://jahat.example/keys",
        "x5u": "https://jahat.example/cert",
    }
    for name, value in brought.items():
        assert tokens.verify(_forge(_header(**{name: value}), _claims(now), mine), now) is None


@pytest.mark.parametrize("name", ["exp", "iat", "sub", "aud", "iss", "typ", "fam"])
def test_a_missing_claim(tokens: Tokens, keys: Keyring, now: datetime, name: str) -> None:
    claims = _claims(now)
    del claims[name]
    assert tokens.verify(_forge(_header(), claims, keys.secret("tokens")), now) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("typ", "refresh"),
        ("typ", "start"),
        ("typ", None),
        ("aud", "someone-else"),
        ("aud", ["lentera-api", "someone-else"]),
        ("aud", None),
        ("iss", "jahat"),
        ("iss", None),
        ("sub", "rina"),
        ("sub", 1),
        ("sub", ""),
        ("sub", None),
        ("fam", "x"),
        ("fam", None),
        ("exp", "9999999999"),
        ("exp", 1e308),
        ("exp", 10**300),
        ("exp", -1),
        ("exp", 0),
        ("exp", True),
        ("exp", None),
        ("exp", []),
        ("iat", 10**12),
        ("iat", "now"),
        ("iat", None),
        ("nbf", 99999999999),
        ("nbf", "x"),
    ],
)
def test_a_wrong_claim(
    tokens: Tokens, keys: Keyring, now: datetime, name: str, value: object
) -> None:
    claims = _claims(now) | {name: value}
    assert tokens.verify(_forge(_header(), claims, keys.secret("tokens")), now) is None


def test_not_even_infinity_or_nan(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    for number in ("Infinity", "-Infinity", "NaN", "1e999"):
        claims = json.dumps(_claims(now) | {"exp": 0}).replace('"exp": 0', f'"exp": {number}')
        signed = f"{_b64(json.dumps(_header()).encode())}.{_b64(claims.encode())}"
        signature = hmac.digest(keys.secret("tokens"), signed.encode(), "sha256")
        assert tokens.verify(f"{signed}.{_b64(signature)}", now) is None


def test_expired_and_from_the_future(tokens: Tokens, now: datetime) -> None:
    token = tokens.issue(person_id=PERSON, family_id=FAMILY, now=now)
    assert tokens.verify(token, now + timedelta(minutes=15)) is None
    assert tokens.verify(token, now - timedelta(minutes=2)) is None
    assert tokens.verify(token, now - timedelta(seconds=30)) is not None


@pytest.mark.parametrize("crit", [["exp"], ["b64"], ["unknown"], [], "exp", None])
def test_critical_headers_are_not_understood(
    tokens: Tokens, keys: Keyring, now: datetime, crit: object
) -> None:
    header = _header(crit=crit, unknown=1, b64=False)
    assert tokens.verify(_forge(header, _claims(now), keys.secret("tokens")), now) is None


@pytest.mark.parametrize(
    "kid", ["tokens-2", "", "../tokens-1", "certificates-1", None, 1, ["x"], {}]
)
def test_an_unknown_kid(tokens: Tokens, keys: Keyring, now: datetime, kid: object) -> None:
    token = _forge(_header(kid=kid), _claims(now), keys.secret("tokens"))
    assert tokens.verify(token, now) is None


def test_a_missing_kid(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    header = {"alg": "HS256", "typ": "JWT"}
    assert tokens.verify(_forge(header, _claims(now), keys.secret("tokens")), now) is None


def test_a_changed_claim_or_signature(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    header, claims, signature = tokens.issue(person_id=PERSON, family_id=FAMILY, now=now).split(".")
    other = _b64(json.dumps(_claims(now) | {"sub": str(uuid4())}).encode())
    assert tokens.verify(f"{header}.{other}.{signature}", now) is None
    assert tokens.verify(f"{header}.{claims}.{signature[::-1]}", now) is None
    assert tokens.verify(f"{header}.{claims}.", now) is None
    assert tokens.verify(f"{header}.{claims}.{signature}.x", now) is None


def test_another_houses_secret(tokens: Tokens, tmp_path: Any, now: datetime) -> None:
    other = Keyring(tmp_path / "other").secret("tokens")
    assert tokens.verify(_forge(_header(), _claims(now), other), now) is None


def test_other_purposes_secrets(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    for purpose in ("refresh", "codes", "failures"):
        for kid in (f"{purpose}-1", "tokens-1"):
            token = _forge(_header(kid=kid), _claims(now), keys.secret(purpose))
            assert tokens.verify(token, now) is None


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "a" * 2000,
        ("A" * 300 + ".") * 3,
        "\x00",
        "ey\ud800",
        "é.é.é",
        f"{_b64(b'[')}.{_b64(b'{}')}.x",
        f"{_b64(b'[]')}.{_b64(b'{}')}.x",
        f"{_b64(b'null')}.{_b64(b'null')}.x",
        f"{_b64(b'1')}.{_b64(b'1')}.x",
        f"{_b64(b'[' * 700)}.e30.x",
        f"{_b64(bytes(range(256)))}.e30.x",
    ],
)
def test_garbage(tokens: Tokens, now: datetime, garbage: str) -> None:
    assert tokens.verify(garbage, now) is None


def test_a_huge_token_is_not_even_parsed(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    claims = _claims(now) | {"more": "x" * 2000}
    assert tokens.verify(_forge(_header(), claims, keys.secret("tokens")), now) is None


def test_claims_that_are_no_object(tokens: Tokens, keys: Keyring, now: datetime) -> None:
    everything: list[object] = [[], 1, "x", None, True]
    for claims in everything:
        assert tokens.verify(_forge(_header(), claims, keys.secret("tokens")), now) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(header=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_header_is_answered(
    tokens: Tokens, keys: Keyring, now: datetime, header: object
) -> None:
    token = _forge({"alg": header, "kid": header, "typ": header}, {}, keys.secret("tokens"))
    assert tokens.verify(token, now) is None


def test_rotation(tmp_path: Any, now: datetime) -> None:
    """A new key signs at once; what the earlier one signed is good until it expires."""
    folder = tmp_path / "rotated"
    database = Database(sqlite_url(tmp_path / "none.db"))
    before = Tokens(Keyring(folder), "lentera", database, Invalidations(database))
    old = before.issue(person_id=PERSON, family_id=FAMILY, now=now)
    (folder / "tokens-2.key").write_bytes(b"n" * 32)
    after = Tokens(Keyring(folder), "lentera", database, Invalidations(database))
    new = after.issue(person_id=PERSON, family_id=FAMILY, now=now)
    assert json.loads(base64.urlsafe_b64decode(new.split(".")[0] + "=="))["kid"] == "tokens-2"
    assert after.verify(old, now) is not None
    assert after.verify(new, now) is not None
    assert before.verify(new, now) is None
