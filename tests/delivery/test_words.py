"""Words of the pages: both languages whole, each key used, numbers and dates as people write."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.delivery.rendering import TEMPLATES
from app.delivery.words import Dictionary

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "frontend" / "src" / "locales"
INDONESIAN, ENGLISH = (
    Dictionary(language, json.loads((LOCALES / f"pages.{language}.json").read_text("utf-8")))
    for language in ("id", "en")
)
FORBIDDEN = ("login", "logout", "download", "upload", "password", "submit", "error", "gagal")


def slots(words: Dictionary, key: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words.starting(key)[""]))


def test_both_languages_have_the_same_keys_and_slots() -> None:
    assert INDONESIAN.names() == ENGLISH.names()
    for key in INDONESIAN.names():
        assert slots(INDONESIAN, key) == slots(ENGLISH, key), key


def test_every_key_a_template_names_is_there() -> None:
    for template in TEMPLATES.glob("*.html"):
        for key in re.findall(r"\bt\('([a-z_.0-9]+)'", template.read_text("utf-8")):
            assert key.endswith((".", "_")) or key in INDONESIAN.names(), f"{template.name}: {key}"


def test_indonesian_uses_the_words_of_the_glossary() -> None:
    for key in INDONESIAN.names():
        text = INDONESIAN.starting(key)[""].casefold()
        assert not [word for word in FORBIDDEN if re.search(rf"\b{word}\b", text)], key


def test_an_unknown_key_or_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        INDONESIAN("no.such.key")
    with pytest.raises(KeyError):
        INDONESIAN("minutes")


def test_numbers_dates_and_times() -> None:
    at = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
    assert INDONESIAN.number(1240) == "1.240"
    assert INDONESIAN.score(9148) == "91,48"
    assert INDONESIAN.score(7000) == "70"
    assert ENGLISH.score(9150) == "91.5"
    assert INDONESIAN.size(400) == "1 kB"
    assert INDONESIAN.size(38_400) == "38 kB"
    assert INDONESIAN.size(1_240_000) == "1,2 MB"
    assert INDONESIAN.date(at, "Asia/Makassar") == "21 November 2026"
    assert INDONESIAN.time(at, "Asia/Makassar") == "14.05 WITA"
    assert ENGLISH.time(at, "Asia/Jayapura") == "15:05 WIT"
