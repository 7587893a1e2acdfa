"""Anyone checks a certificate; nobody learns a NIP."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import FastAPI
from httpx import AsyncClient

from app.certificates import signing
from app.certificates.issuing import grouped
from app.certificates.limits import BURST, PER_MINUTE
from app.kit.ratelimit import RateLimit
from tests.certificates.conftest import Scene
from tests.certificates.make import certificates, complete, withdraw


@pytest.fixture
async def code(served: Scene) -> str:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    (certificate,) = await certificates(served.database)
    return certificate.code


async def test_it_works(served: Scene, client: AsyncClient, code: str) -> None:
    answer = await client.get(f"/api/v1/check/{code}")
    assert answer.headers["cache-control"] == "no-store"
    found = answer.json()
    assert found == {
        "status": "valid",
        "number": "0001/LENTERA/2026",
        "name": "Sari Contoh, S.Sos.",
        "course": "Kursus kursus-contoh",
        "jp": 3,
        "completed_on": "2026-11-23",
        "issued_on": "2026-11-23",
        "issuer": "BKPSDM Kota Contoh",
        "version": 1,
        "fingerprint": served.course.publication_id[:8],
        "revoked_on": None,
        "reason": None,
        "replaced_by": None,
    }


async def test_no_nip_not_even_its_end(served: Scene, client: AsyncClient, code: str) -> None:
    text = (await client.get(f"/api/v1/check/{code}")).text
    assert served.cast.sari.nip not in text
    assert served.cast.sari.nip[-3:] not in text.replace(code, "")


@pytest.mark.parametrize("typed", [str.lower, grouped, lambda code: f" {grouped(code)} ".lower()])
async def test_a_code_may_be_typed_in_groups(client: AsyncClient, code: str, typed: object) -> None:
    assert callable(typed)
    assert (await client.get(f"/api/v1/check/{typed(code)}")).json()["status"] == "valid"


@pytest.mark.parametrize("wrong", ["x", "K4M97", "0" * 30, "é" * 30, "' OR 1=1 --", "C" * 80])
async def test_an_unknown_code_says_nothing(client: AsyncClient, code: str, wrong: str) -> None:
    answer = await client.get(f"/api/v1/check/{wrong}")
    assert answer.status_code == 200
    found = answer.json()
    assert found.pop("status") == "unknown"
    assert set(found.values()) == {None}


async def test_a_revoked_certificate_says_so(served: Scene, client: AsyncClient, code: str) -> None:
    await withdraw(served.database, served.cast.sari.id, served.course, served.now)
    found = (await client.get(f"/api/v1/check/{code}?lang=en")).json()
    assert (found["status"], found["revoked_on"]) == ("revoked", "2026-11-23")
    assert found["reason"] == "the score changed after marking it again"
    assert found["name"] == "Sari Contoh, S.Sos."


async def test_the_revocation_list_verifies_with_the_published_key(
    served: Scene, client: AsyncClient, code: str
) -> None:
    await withdraw(served.database, served.cast.sari.id, served.course, served.now)
    keys = (await client.get("/.well-known/lentera-certificates.json")).json()
    assert keys["issuer"] == "BKPSDM Kota Contoh"
    (key,) = keys["keys"]
    assert (key["kty"], key["crv"], key["valid_until"]) == ("OKP", "Ed25519", None)
    assert key["valid_from"] == "2026-11-23T00:10:00Z"
    public = Ed25519PublicKey.from_public_bytes(signing.from_base64url(key["x"]))
    found = (await client.get("/api/v1/check/revocations")).json()
    revoked = signing.RevocationList(**found | {"codes": tuple(found["codes"])})
    assert revoked.codes == (signing.code_hash(code),)
    assert revoked.issued_at == "2026-11-23T00:10:00Z"
    assert signing.is_genuine_list({key["kid"]: public}, revoked)


async def test_a_flood_is_slowed_down(app: FastAPI, client: AsyncClient, code: str) -> None:
    # All in one instant: on a slow machine there would be room again before the last one.
    app.state.check_limit = RateLimit(burst=BURST, per_minute=PER_MINUTE, monotonic=lambda: 0.0)
    answers = [await client.get(f"/api/v1/check/{code}") for _ in range(130)]
    assert [a.status_code for a in answers[:120]] == [200] * 120
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
