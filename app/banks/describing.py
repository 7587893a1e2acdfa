"""What lists know of a question, told from its source. Pure.

Sources are as written in YAML and have passed the rules of content, so that nothing is missing.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785

MAX_STEM = 300
MAX_SEARCH = 4000
MAX_SLUG = 80
STEM_WORDS = 5

# Neither asked nor shown before the close: not what a trainer looks for.
_UNSEARCHED = frozenset({"id", "explanation", "feedback", "model_answer"})
_DIRECTIVE = re.compile(r"^\s*:::.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`#>|\\]+")


@dataclass(frozen=True, slots=True)
class Described:
    """What a question's row holds; ``tags`` once each, in order."""

    kind: str
    competency: str
    difficulty: str
    review_on: date
    author: str
    tags: tuple[str, ...]
    stem: str
    search_text: str
    content_sha256: str


def described(source: Mapping[str, Any]) -> Described:
    text = source["text"]["id"]
    stem = plain(text["stem"])
    return Described(
        kind=source["kind"],
        competency=source["competency"],
        difficulty=source.get("difficulty", "medium"),
        review_on=date.fromisoformat(source["review_on"]),
        author=source["author"],
        tags=tuple(sorted(set(source.get("tags", ())))),
        stem=stem if len(stem) <= MAX_STEM else stem[: MAX_STEM - 1].rstrip() + "…",
        search_text=_search_text(source),
        content_sha256=fingerprint(source),
    )


def digest(source: Mapping[str, Any]) -> str:
    """sha256 (hex) of a source as RFC 8785 canonical JSON: what tells two versions apart."""
    return hashlib.sha256(rfc8785.dumps(source)).hexdigest()


def fingerprint(source: Mapping[str, Any]) -> str:
    """sha256 (hex) of what a question asks: kind, key and texts, whoever wrote it and whatever it
    is called. Spaces do not count: files from elsewhere break their lines in other places.
    """
    asked = {name: _squeezed(source.get(name)) for name in ("kind", "key", "text")}
    return hashlib.sha256(rfc8785.dumps(asked)).hexdigest()


def _squeezed(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_squeezed(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _squeezed(one) for key, one in value.items()}
    return value


def plain(markdown: str) -> str:
    """Markdown as one line of words."""
    words = _DIRECTIVE.sub(" ", markdown)
    words = _MARKS.sub(" ", _LINK.sub(r"\1", words))
    return " ".join(words.split())


def folded(text: str) -> str:
    """The form in which words are searched: without case, accents or doubled spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _search_text(source: Mapping[str, Any]) -> str:
    words = [source["id"].replace("-", " "), *source.get("tags", ())]
    words += [plain(said) for said in _said(source["text"])]
    return folded(" ".join(dict.fromkeys(words)))[:MAX_SEARCH]


def _said(value: Any) -> Iterator[str]:
    """The texts of a question, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _said(one)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            # The languages' own key is "id" too: only a string under it names something.
            if key not in _UNSEARCHED or (key == "id" and not isinstance(one, str)):
                yield from _said(one)


def slug_from(words: str) -> str:
    """A name for addresses made of words: "Pra-uji: Waktu" → "pra-uji-waktu"; may be empty."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    kept = re.sub(r"[^a-z0-9]+", "-", apart.encode("ascii", "ignore").decode()).strip("-")
    return kept[:MAX_SLUG].strip("-")


def question_slug(source: Mapping[str, Any], taken: Collection[str]) -> str:
    """A name for a question without one: the first words of its stem, numbered if need be."""
    texts = source.get("text")
    text = texts.get("id") if isinstance(texts, Mapping) else None
    stem = text.get("stem") if isinstance(text, Mapping) else None
    words = plain(stem if isinstance(stem, str) else "").split()[:STEM_WORDS]
    return free(slug_from(" ".join(words)) or "soal", taken)


def free(slug: str, taken: Collection[str]) -> str:
    """The slug, or with the first number from 2 that makes it free."""
    if slug not in taken:
        return slug
    number = 2
    while (numbered := f"{slug[: MAX_SLUG - 1 - len(str(number))].strip('-')}-{number}") in taken:
        number += 1
    return numbered


def title_of(slug: str) -> str:
    """A title for a bank that has a name alone: "pra-uji-waktu-1" → "Pra uji waktu 1"."""
    return slug.replace("-", " ").capitalize()
