"""The PDF: what it says, what it never says, and that everything fits on the paper."""

import dataclasses
import io
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from app.certificates import rendering, signing, wording
from app.certificates.facts import CertificateFacts, ModuleFacts
from app.certificates.issuing import grouped
from app.certificates.sheet import Printable
from tests.certificates.make_signing_vectors import CODES, FACTS, KEY

POINT = 25.4 / 72


def facts(**changes: object) -> CertificateFacts:
    values: dict[str, Any] = {
        "name": "Yuliana Contoh, S.Sos.",
        "nip_end": "991",
        "unit": "Kecamatan Contoh",
        "government": "Pemerintah Kota Contoh",
        "course": {"id": "Manajemen Waktu di Loket", "en": "Managing Time at the Counter"},
        "organiser": "Dinas Contoh",
        "issuer": "BKPSDM Kota Contoh",
        "place": "Kota Contoh",
        "jp": 5,
        "minutes_per_jp": 45,
        "rule": "PP 11/2017 Pasal 212",
        "modules": (
            ModuleFacts(title={"id": "Antrean", "en": "Queues"}, minutes=40, jp_tenths=32),
            ModuleFacts(title={"id": "Prioritas"}, minutes=22, jp_tenths=18),
        ),
        "minutes": 62,
        "score": 9150,
        "version": 2,
        "started_on": date(2026, 10, 2),
        "completed_on": date(2026, 10, 9),
        "issued_on": date(2026, 10, 9),
        "time_zone": "Asia/Makassar",
    }
    return CertificateFacts.model_validate(values | changes)


def page(**changes: object) -> Printable:
    payload = signing.encode(FACTS[0])
    end = signing.fragment(payload, signing.sign(KEY, CODES[0], payload))
    values: dict[str, Any] = {
        "number": "0417/LENTERA/2026",
        "code": CODES[0],
        "url": f"https://lentera.kotacontoh.go.id/periksa/{CODES[0]}#{end}",
        "site": "lentera.kotacontoh.go.id",
        "facts": facts(),
        "issued_at": datetime(2026, 10, 9, 3, 0, tzinfo=UTC),
        "revoked_at": None,
        "reason": None,
    }
    return Printable(**values | changes)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(reader: PdfReader, number: int) -> str:
    return re.sub(r"\s+", " ", reader.pages[number].extract_text())


def test_the_front_says_what_counts() -> None:
    text = words(read(rendering.pdf_bytes(page(), "id")), 0)
    for said in (
        "Sertifikat",
        "0417/LENTERA/2026",
        "Yuliana Contoh, S.Sos.",
        "Kecamatan Contoh, Pemerintah Kota Contoh",
        "NIP ••••••991",
        "Manajemen Waktu di Loket",
        "5 JP",
        "2–9 Oktober 2026",
        "91,5",
        "Kota Contoh, 9 Oktober 2026",
        "BKPSDM Kota Contoh",
        "Dinas Contoh",
        "Dokumen ini dapat diperiksa keasliannya melalui kode QR",
        "lentera.kotacontoh.go.id/periksa",
    ):
        assert said in text, said
    assert grouped(CODES[0])[:17] in text


def test_the_second_page_lists_modules_and_jp() -> None:
    text = words(read(rendering.pdf_bytes(page(), "id")), 1)
    for said in (
        "Rincian materi",
        "Antrean 40 3,2",
        "Prioritas 22 1,8",
        "Jumlah 62 5,0",
        "45 menit",
    ):
        assert said in text, said


def test_english_where_it_is_asked_for_and_known() -> None:
    reader = read(rendering.pdf_bytes(page(), "en"))
    assert "Managing Time at the Counter" in words(reader, 0)
    assert "2–9 October 2026" in words(reader, 0)
    assert "Queues 40 3.2" in words(reader, 1)
    assert "Prioritas" in words(reader, 1)


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_is_called_a_signature(language: Any) -> None:
    reader = read(rendering.pdf_bytes(page(), language))
    text = " ".join(words(reader, number) for number in range(len(reader.pages))).lower()
    for claim in ("tanda tangan", "ditandatangani", "signed", "signature"):
        assert claim not in text


def test_metadata_and_file_name_hold_no_nip() -> None:
    reader = read(rendering.pdf_bytes(page(), "id"))
    assert reader.metadata is not None
    assert reader.metadata.title == "Sertifikat 0417/LENTERA/2026"
    assert reader.metadata.author == "BKPSDM Kota Contoh"
    assert "991" not in str(dict(reader.metadata))
    assert rendering.file_name("0417/LENTERA/2026") == "sertifikat-0417-lentera-2026.pdf"


def test_the_same_certificate_is_the_same_bytes() -> None:
    assert rendering.pdf_bytes(page(), "id") == rendering.pdf_bytes(page(), "id")


def test_a_revoked_certificate_is_marked_on_every_page() -> None:
    revoked = page(revoked_at=datetime(2026, 11, 3, tzinfo=UTC), reason="nama tertulis salah")
    reader = read(rendering.pdf_bytes(revoked, "id"))
    for number in range(len(reader.pages)):
        assert "DICABUT" in words(reader, number)
        assert "dicabut pada 3 November 2026. Alasan: nama tertulis salah." in words(reader, number)
    assert "REVOKED" in words(read(rendering.pdf_bytes(revoked, "en")), 0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "Dr. Ir. Maria Fransiska Immaculata Contoh-Pareira de Jesus " * 3},
        {"name": "W" * 200},
        {"course": {"id": "Penyelenggaraan Pelayanan Publik yang Inklusif " * 6}},
        {"unit": "Unit Pelaksana Teknis Daerah " * 6, "issuer": "Badan Kepegawaian " * 10},
        {"organiser": "Pusat Pengembangan Kompetensi " * 7},
        {"modules": (ModuleFacts(title={"id": "Modul " * 60}, minutes=1, jp_tenths=2),) * 25},
        {"modules": (), "score": None, "jp": 0, "rule": None, "nip_end": None, "place": ""},
    ],
)
def test_everything_stays_on_the_paper(changes: dict[str, Any]) -> None:
    """Every piece of text starts and stands inside the sheet, and none stands in the QR code."""
    long = dataclasses.replace(page(), facts=facts(**changes))
    for sheet_number, sheet in enumerate(read(rendering.pdf_bytes(long, "id")).pages):
        spots: list[tuple[float, float, str]] = []

        def note(text: str, cm: list[float], tm: list[float], *_: object, into=spots) -> None:  # type: ignore[no-untyped-def]
            if text.strip():
                into.append((tm[4] * POINT, 210 - tm[5] * POINT, text))

        sheet.extract_text(visitor_text=note)
        assert spots
        for x, y, text in spots:
            assert 15 <= x <= 282, (x, text)
            assert 3 <= y <= 205, (y, text)
            if sheet_number == 0 and x > 215:
                assert not 121 < y < 160, (x, y, text)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 10, 9), date(2026, 10, 9), "9 Oktober 2026"),
        (date(2026, 10, 2), date(2026, 10, 9), "2–9 Oktober 2026"),
        (date(2026, 9, 30), date(2026, 10, 9), "30 September – 9 Oktober 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Desember 2025 – 2 Januari 2026"),
    ],
)
def test_date_ranges_say_once_what_both_share(first: date, last: date, text: str) -> None:
    assert wording.date_range(first, last, "id") == text


def test_reasons_are_words() -> None:
    assert wording.reason("outcome-changed", "id") == "nilai berubah setelah penilaian ulang"
    assert wording.reason("some-new-slug", "en") == "the completion was withdrawn"
    assert wording.reason("Nama salah", "en") == "Nama salah"
