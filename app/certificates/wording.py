"""Words of certificates in Indonesian and English: dates, numbers, reasons (pure).

Nothing here calls the QR code, or the server's seal in it, an electronic signature.
"""

from collections.abc import Mapping
from datetime import date

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
        *("Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}

# Slugs that learning gives when a completion no longer holds; admins write their own words.
_REASONS: Mapping[str, Mapping[str, str]] = {
    "outcome-changed": {
        "id": "nilai berubah setelah penilaian ulang",
        "en": "the score changed after marking it again",
    },
    "newer-version": {
        "id": "syarat kelulusan berubah pada versi materi yang baru",
        "en": "requirements changed in a newer version of the course",
    },
}
_WITHDRAWN = {"id": "penyelesaian kursus ditarik", "en": "the completion was withdrawn"}


def long_date(day: date, language: str) -> str:
    """9 Oktober 2026."""
    months = _MONTHS.get(language, _MONTHS["id"])
    return f"{day.day} {months[day.month - 1]} {day.year}"


def date_range(first: date, last: date, language: str) -> str:
    """2–9 Oktober 2026; what both share is said once."""
    if first >= last:
        return long_date(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last, language)}"
    if first.year == last.year:
        return f"{long_date(first, language).rsplit(' ', 1)[0]} – {long_date(last, language)}"
    return f"{long_date(first, language)} – {long_date(last, language)}"


def decimal(tenths: int, language: str) -> str:
    """Tenths as people write them: 0,9 in Indonesian, 0.9 in English; 2 for 20."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}{'.' if language == 'en' else ','}{rest}" if rest else str(whole)


def one_decimal(tenths: int, language: str) -> str:
    """Tenths with their decimal even where it is 0, for columns of figures."""
    return f"{tenths // 10}{'.' if language == 'en' else ','}{tenths % 10}"


def score(basis_points: int, language: str) -> str:
    """A score of 0 to 100 with at most one decimal, rounded down."""
    return decimal(basis_points // 10, language)


def reason(stored: str, language: str) -> str:
    """Why a certificate was revoked: a known slug in words, or the admin's own words."""
    words = _REASONS.get(stored)
    if words is None and " " not in stored and "-" in stored and stored == stored.lower():
        words = _WITHDRAWN
    return stored if words is None else words.get(language, words["id"])
