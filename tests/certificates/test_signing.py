"""The signed facts: their bytes, their vectors, and what no forger gets past."""

import dataclasses
import json
import string
import unicodedata
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.certificates import signing
from app.certificates.rendering import qr_code
from app.certificates.signing import MalformedFactsError, SignedFacts
from tests.certificates.make_signing_vectors import CODES, FACTS, FILE, ISSUED_AT, KEY, KID, text

KEYS = {KID: KEY.public_key()}
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


@st.composite
def all_facts(draw: st.DrawFn) -> SignedFacts:
    words = [unicodedata.normalize("NFC", draw(TEXTS)) for _ in range(4)]
    return SignedFacts(
        kid=f"certificates-{draw(st.integers(0, 10_000))}",
        number=words[0],
        name=words[1],
        course=words[2],
        issuer=words[3],
        jp=draw(st.integers(0, 400)),
        completed_on=date(2000, 1, 1) + timedelta(days=draw(st.integers(0, 60_000))),
        version=draw(st.integers(1, 100_000)),
    )


def test_the_vectors_are_those_of_this_format() -> None:
    """Changed on purpose? Run ``python -m tests.certificates.make_signing_vectors``."""
    assert FILE.read_text("utf-8") == text()


@given(all_facts())
def test_facts_come_back_whole(facts: SignedFacts) -> None:
    assert signing.decode(signing.encode(facts)) == facts


@given(st.binary(max_size=120))
def test_no_bytes_break_the_reader_and_each_payload_has_one_form(raw: bytes) -> None:
    for payload in (raw, b"\1" + raw):
        try:
            facts = signing.decode(payload)
        except MalformedFactsError:
            continue
        assert signing.encode(facts) == payload


@given(all_facts(), st.data())
def test_a_changed_bit_is_a_forgery(facts: SignedFacts, data: st.DataObject) -> None:
    facts = dataclasses.replace(facts, kid=KID)
    payload = signing.encode(facts)
    signature = signing.sign(KEY, CODES[0], payload)
    assert signing.is_genuine(KEYS, CODES[0], payload, signature)
    at = data.draw(st.integers(0, len(payload) * 8 - 1))
    forged = bytearray(payload)
    forged[at // 8] ^= 1 << at % 8
    assert not signing.is_genuine(KEYS, CODES[0], bytes(forged), signature)


def test_a_signature_holds_for_its_code_alone() -> None:
    payload = signing.encode(FACTS[0])
    signature = signing.sign(KEY, CODES[0], payload)
    assert not signing.is_genuine(KEYS, CODES[1], payload, signature)
    assert not signing.is_genuine(KEYS, "é", payload, signature)


def test_only_our_keys_count() -> None:
    payload = signing.encode(FACTS[0])
    stranger = Ed25519PrivateKey.generate()
    assert not signing.is_genuine(
        KEYS, CODES[0], payload, signing.sign(stranger, CODES[0], payload)
    )
    assert not signing.is_genuine({}, CODES[0], payload, signing.sign(KEY, CODES[0], payload))


def test_the_refused_vectors_are_refused() -> None:
    vectors = json.loads(FILE.read_text("utf-8"))
    keys = KEYS | {FACTS[1].kid: KEY.public_key()}
    for one in vectors["genuine"]:
        raw = [signing.from_base64url(one[part]) for part in ("payload", "signature")]
        assert signing.is_genuine(keys, one["code"], *raw)
    for one in vectors["refused"]:
        raw = [signing.from_base64url(one[part]) for part in ("payload", "signature")]
        assert not signing.is_genuine(keys, one["code"], *raw), one["why"]


@pytest.mark.parametrize("wrong", ["ab=", "a b", "ab+/", "a", "é", "AB"])
def test_base64url_has_one_form(wrong: str) -> None:
    with pytest.raises(MalformedFactsError):
        signing.from_base64url(wrong)


def test_only_keys_for_certificates_sign() -> None:
    with pytest.raises(ValueError, match="does not name a key"):
        signing.encode(dataclasses.replace(FACTS[0], kid="tokens-1"))


def test_the_revocation_list_is_signed_and_opens_no_certificate() -> None:
    revoked = signing.revocation_list(KID, KEY, CODES, ISSUED_AT)
    assert revoked.issued_at == "2026-11-22T02:30:00Z"
    assert set(revoked.codes) == {signing.code_hash(code) for code in CODES}
    assert not any(code in "".join(revoked.codes) for code in CODES)
    assert signing.is_genuine_list(KEYS, revoked)
    for forged in (
        dataclasses.replace(revoked, codes=revoked.codes[:1]),
        dataclasses.replace(revoked, issued_at="2026-11-23T02:30:00Z"),
        dataclasses.replace(revoked, kid="certificates-2"),
        dataclasses.replace(revoked, signature="A"),
    ):
        assert not signing.is_genuine_list(KEYS, forged)


def test_the_qr_code_stays_readable_on_paper() -> None:
    """At 45 mm, a usual certificate has modules of at least 0.7 mm and the longest of 0.4 mm."""

    def millimetres(facts: SignedFacts) -> float:
        payload = signing.encode(facts)
        end = signing.fragment(payload, signing.sign(KEY, CODES[0], payload))
        url = f"https://lentera.kotacontoh.go.id/periksa/{CODES[0]}#{end}"
        return 45 / len(qr_code(url).matrix)

    assert millimetres(FACTS[0]) >= 0.7
    long = dataclasses.replace(
        FACTS[0], name=string.ascii_letters * 3, course="x" * 200, issuer="y" * 120
    )
    assert millimetres(long) >= 0.4
