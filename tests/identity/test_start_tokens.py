"""Start tokens: ours alone, for one person and attempt; whether late is judged elsewhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from jose import jwt

from app.identity.tokens import PURPOSE, START_PURPOSE, StartClaims, StartTokens
from app.kit.keys import Keyring

NOW = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
CLAIMS = StartClaims(UUID(int=1), UUID(int=2), "ab" * 32, NOW, NOW + timedelta(days=60))


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path)


def test_what_is_signed_is_read_again_and_is_the_same_each_time(keys: Keyring) -> None:
    tokens = StartTokens(keys, "lentera")
    token = tokens.issue(CLAIMS, seed="0" * 32, limit_seconds=1800)
    assert tokens.verify(token) == CLAIMS
    assert tokens.issue(CLAIMS, seed="0" * 32, limit_seconds=1800) == token


def test_an_expired_one_is_read_too(keys: Keyring) -> None:
    old = StartClaims(UUID(int=1), UUID(int=2), "ab" * 32, NOW, NOW - timedelta(days=900))
    tokens = StartTokens(keys, "lentera")
    assert tokens.verify(tokens.issue(old)) == old


def test_terms_cannot_name_somebody_else(keys: Keyring) -> None:
    tokens = StartTokens(keys, "lentera")
    read = tokens.verify(tokens.issue(CLAIMS, att=str(UUID(int=9)), aud="other"))
    assert read == CLAIMS


def test_forgeries(keys: Keyring, tmp_path: Path) -> None:
    tokens = StartTokens(keys, "lentera")
    good = tokens.issue(CLAIMS)
    head, body, signature = good.split(".")
    kid, secret = next(iter(keys.secrets(START_PURPOSE).items()))
    said = jwt.get_unverified_claims(good)
    other_purpose = next(iter(keys.secrets(PURPOSE).values()))

    def made(changed: dict[str, object], key: bytes = secret, **header: str) -> str:
        return jwt.encode(said | changed, key.hex(), "HS256", headers={"kid": kid} | header)

    forged = [
        "",
        "x" * 5000,
        f"{head}.{body}.",
        f"{head}.{body}.{signature[:-2]}AA",
        made({}),
        made({}, key=other_purpose),
        made({}, kid="starts-9"),
        jwt.encode(said | {"aud": "lentera-api"}, secret, "HS256", headers={"kid": kid}),
        jwt.encode(said | {"iss": "other"}, secret, "HS256", headers={"kid": kid}),
        jwt.encode(said | {"typ": "access"}, secret, "HS256", headers={"kid": kid}),
        jwt.encode(said | {"exp": "soon"}, secret, "HS256", headers={"kid": kid}),
        jwt.encode(said | {"att": "nobody"}, secret, "HS256", headers={"kid": kid}),
        jwt.encode({"sub": said["sub"]}, secret, "HS256", headers={"kid": kid}),
        jwt.encode(said, secret, "HS512", headers={"kid": kid}),
        StartTokens(Keyring(tmp_path / "elsewhere"), "lentera").issue(CLAIMS),
    ]
    assert [one for one in forged if tokens.verify(one) is not None] == []
