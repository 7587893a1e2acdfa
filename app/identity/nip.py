"""NIP of PNS and PPPK: 18 digits that hold birth date, appointment, sex and a serial.

A PPPK number looks like a PNS number, but where a PNS has the month of appointment it has "2" and
the count of the contract: whoever reads digits 13-14 as a month refuses every PPPK.

A spreadsheet keeps 15 significant digits: a NIP that passed through one as a number ends in 000,
or arrives as 1.98609E+17. Such a number is destroyed, not merely mistyped, and is refused as such.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# What people put between the digits; the apostrophe is a spreadsheet's mark for text.
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u2212']+")
_SCIENTIFIC = re.compile(r"\s*'?[0-9]+([.,][0-9]*)?[eE]\+?[0-9]+\s*")
_EIGHTEEN_DIGITS = re.compile(r"[0-9]{18}")

MASK = "•" * 15
YOUNGEST_APPOINTMENT = 16
USUAL_APPOINTMENT_AGES = range(18, 47)


class NipKind(StrEnum):
    PNS = "PNS"
    PPPK = "PPPK"


class Sex(StrEnum):
    """As personnel data writes it: laki-laki, perempuan."""

    MALE = "L"
    FEMALE = "P"


class NipFault(StrEnum):
    """Why a text is not a NIP."""

    LENGTH_OR_CHARS = "NIP_LENGTH_OR_CHARS"
    EXCEL_SCIENTIFIC = "NIP_EXCEL_SCIENTIFIC"
    BIRTHDATE = "NIP_BIRTHDATE"
    APPOINTMENT_YEAR = "NIP_APPOINTMENT_YEAR"
    MONTH_OR_PPPK_CODE = "NIP_MONTH_OR_PPPK_CODE"
    SEX = "NIP_SEX"
    SERIAL = "NIP_SERIAL_000_PROBABLY_EXCEL_ROUNDED"

    def words(self, language: str) -> str:
        """What a person reads: what is wrong and what to do."""
        return _WORDS[self].get(language) or _WORDS[self]["id"]


_EXCEL = {
    "id": "NIP rusak oleh Excel. Ubah kolom menjadi Teks lalu salin ulang.",
    "en": "The spreadsheet damaged this NIP. Set the column to Text and copy it again.",
}

_WORDS: Mapping[NipFault, Mapping[str, str]] = {
    NipFault.LENGTH_OR_CHARS: {
        "id": "NIP terdiri atas 18 angka. Periksa kembali angkanya.",
        "en": "A NIP has 18 digits. Please check the number.",
    },
    NipFault.EXCEL_SCIENTIFIC: _EXCEL,
    NipFault.SERIAL: _EXCEL,
    NipFault.BIRTHDATE: {
        "id": "Delapan angka pertama NIP bukan tanggal lahir yang benar (TTTTBBHH).",
        "en": "The first eight digits of the NIP are not a real birth date (YYYYMMDD).",
    },
    NipFault.APPOINTMENT_YEAR: {
        "id": "Tahun pengangkatan (angka ke-9 sampai ke-12) tidak mungkin. Periksa kembali.",
        "en": "The year of appointment (digits 9 to 12) is impossible. Please check.",
    },
    NipFault.MONTH_OR_PPPK_CODE: {
        "id": "Angka ke-13 dan ke-14 harus bulan 01-12 (PNS) atau 21-29 (PPPK).",
        "en": "Digits 13 and 14 must be a month 01-12 (PNS) or 21-29 (PPPK).",
    },
    NipFault.SEX: {
        "id": "Angka ke-15 NIP harus 1 atau 2.",
        "en": "Digit 15 of the NIP must be 1 or 2.",
    },
}


@dataclass(frozen=True, slots=True)
class Nip:
    """A well-formed NIP. ``appointed`` is "YYYY-MM" for PNS and "YYYY" for PPPK."""

    normal: str
    kind: NipKind
    sex: Sex
    birth: date
    appointed: str
    serial: str

    @property
    def is_unusual(self) -> bool:
        """Whether the age at appointment is rare: a reason to look again, not to refuse."""
        return int(self.appointed[:4]) - self.birth.year not in USUAL_APPOINTMENT_AGES


def normal(text: str) -> str | None:
    """The 18 digits of a text that has the outward form of a NIP; None for anything else."""
    digits = _SEPARATORS.sub("", text)
    return digits if _EIGHTEEN_DIGITS.fullmatch(digits) else None


def parse(text: str, *, this_year: int) -> Nip | NipFault:
    """The NIP in a text as people write it, or the first thing wrong with it."""
    if _SCIENTIFIC.fullmatch(text):
        return NipFault.EXCEL_SCIENTIFIC
    digits = normal(text)
    if digits is None:
        return NipFault.LENGTH_OR_CHARS
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return NipFault.BIRTHDATE
    year, month = int(digits[8:12]), int(digits[12:14])
    if 1 <= month <= 12:
        kind, appointed = NipKind.PNS, f"{digits[8:12]}-{digits[12:14]}"
    elif 21 <= month <= 29:
        kind, appointed = NipKind.PPPK, digits[8:12]
    else:
        return NipFault.MONTH_OR_PPPK_CODE
    if not birth.year + YOUNGEST_APPOINTMENT <= year <= this_year + 1:
        return NipFault.APPOINTMENT_YEAR
    if digits[14] not in "12":
        return NipFault.SEX
    if digits[15:] == "000":
        return NipFault.SERIAL
    sex = Sex.MALE if digits[14] == "1" else Sex.FEMALE
    return Nip(digits, kind, sex, birth, appointed, digits[15:])


def masked(nip: str) -> str:
    """All but the last three digits hidden: the rest tells birth date and sex."""
    return MASK + nip[-3:]
