"""Notes on facts of law inside a lesson: statement, source, validity, when to look again. Pure.

The note never says "in force today": a publication does not change with the calendar, so it says
from when and until when, and on which day somebody looked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from app.catalogue.compiler.sources import FactSource
from app.catalogue.document import Language

# What the wording around a fact that is not certain must say.
CAVEAT: Mapping[Language, str] = {
    "id": "periksa aturan terbaru",
    "en": "check the latest rule",
}
HAS_CAVEAT: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(re.escape(words).replace(r"\ ", r"\s+"), re.IGNORECASE)
    for language, words in CAVEAT.items()
}


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    history: str
    list_heading: str
    source: str
    state: str
    reviewed: str
    review: str
    in_force: str
    since: str
    until: str
    revoked: str
    months: tuple[str, ...]


_WORDS: Mapping[Language, _Words] = {
    "id": _Words(
        heading="Fakta hukum",
        history="Sejarah aturan",
        list_heading="Dasar hukum yang disebut",
        source="Sumber",
        state="Keadaan",
        reviewed="Diperiksa",
        review="Tinjau lagi",
        in_force="Berlaku",
        since="Berlaku sejak {}",
        until="sampai {}",
        revoked="Dicabut: {}",
        months=(
            *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"),
            *("September", "Oktober", "November", "Desember"),
        ),
    ),
    "en": _Words(
        heading="Point of law",
        history="How the rule used to be",
        list_heading="Law cited here",
        source="Source",
        state="Status",
        reviewed="Checked",
        review="Check again",
        in_force="In force",
        since="In force since {}",
        until="until {}",
        revoked="Revoked: {}",
        months=(
            *("January", "February", "March", "April", "May", "June", "July", "August"),
            *("September", "October", "November", "December"),
        ),
    ),
}


def long_date(day: date, language: Language) -> str:
    """E.g. "12 Oktober 2026"."""
    return f"{day.day} {_WORDS[language].months[day.month - 1]} {day.year}"


def _state(fact: FactSource, language: Language) -> str:
    words = _WORDS[language]
    if fact.revoked_by:
        return words.revoked.format(fact.revoked_by)
    since = fact.valid_from and long_date(fact.valid_from, language)
    state = words.since.format(since) if since else words.in_force
    if fact.valid_until:
        state += " " + words.until.format(long_date(fact.valid_until, language))
    return state


def statement(fact: FactSource, language: Language) -> str:
    return (fact.statement.en if language == "en" else None) or fact.statement.id


def law_note(name: str, fact: FactSource, language: Language, *, block_id: str, body: str) -> str:
    """The note of one fact; ``body`` is HTML of the author's own words below the statement."""
    words = _WORDS[language]
    anchor = f' id="{block_id}"' if block_id else ""
    tag = "no" if fact.revoked_by and not fact.history else "ok"
    rows = (
        f'<dt>{words.source}</dt><dd id="sumber-{name}">{escape(fact.source)}</dd>'
        f'<dt>{words.state}</dt><dd class="tag {tag}">{escape(_state(fact, language))}</dd>'
        f"<dt>{words.reviewed}</dt><dd>{long_date(fact.reviewed_on, language)}</dd>"
        f"<dt>{words.review}</dt><dd>{long_date(fact.review_on, language)}</dd>"
    )
    return (
        f'<aside class="law"{anchor} aria-labelledby="fakta-{name} sumber-{name}">'
        f'<h3 id="fakta-{name}">{words.history if fact.history else words.heading}</h3>'
        f"<p>{escape(statement(fact, language))}</p>{body}"
        f'<dl class="facts">{rows}</dl></aside>\n'
    )


def law_list(facts: Sequence[tuple[str, FactSource]], language: Language) -> str:
    """Notes of facts that a lesson only mentions, folded away at its end."""
    if not facts:
        return ""
    notes = "".join(law_note(n, fact, language, block_id="", body="") for n, fact in facts)
    heading = _WORDS[language].list_heading
    return f'<details class="acc laws"><summary>{heading}</summary>{notes}</details>\n'
