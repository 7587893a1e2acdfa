"""Pieces of HTML that question kinds are composed of. Pure.

What comes from authors was sanitised when it was compiled; everything else is escaped here.
"""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from app.assessment.questions.base import Criterion, Item, ItemText, Renderer, StemText
from app.catalogue.document import Language

_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "yes": "Benar",
        "no": "Salah",
        "answer": "Jawaban",
        "place": "Urutan",
        "pick": "Pilih",
        "fill": "Isilah bagian yang kosong.",
        "gap": "Isian {n} dari {of}",
        "with_unit": "Tulislah dengan satuannya.",
        "criteria": "Yang dinilai",
        "points": "{n} poin",
        "between": "{fewest}–{most} kata",
        "at_least": "Sedikitnya {fewest} kata",
        "at_most": "Paling banyak {most} kata",
    },
    "en": {
        "yes": "True",
        "no": "False",
        "answer": "Answer",
        "place": "Place",
        "pick": "Choose",
        "fill": "Fill in what is missing.",
        "gap": "Gap {n} of {of}",
        "with_unit": "Write it with its unit.",
        "criteria": "What is marked",
        "points": "{n} points",
        "between": "{fewest}–{most} words",
        "at_least": "At least {fewest} words",
        "at_most": "At most {most} words",
    },
}


def escaped(text: str) -> str:
    return html.escape(text, quote=True)


def plain(fragment: str) -> str:
    """Sanitised inline HTML as text, e.g. for an <option>, which holds no markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def rendered(
    items: Sequence[ItemText], render: Renderer, language: Language, field: str
) -> tuple[Item, ...]:
    """Items of a source as compiled items."""
    return tuple(
        Item(id=item.id, html=render.inline(item.text, "text", language, field, place, "text"))
        for place, item in enumerate(items)
    )


def legend(render: Renderer, text: StemText, language: Language) -> str:
    """The stem; a single paragraph is unwrapped, since a legend holds phrasing content."""
    stem = render.block(text.stem, "text", language, "stem").strip()
    match = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", stem, re.DOTALL)
    return match[1] if match else stem


def in_order(items: Sequence[Item], slots: Sequence[str]) -> list[Item]:
    """Items in the order of ``slots``; without slots, in the author's."""
    by_id = {item.id: item for item in items}
    return [by_id[slot] for slot in slots if slot in by_id] or list(items)


def html_of(items: Sequence[Item], wanted: Sequence[str]) -> list[str]:
    by_id = {item.id: item.html for item in items}
    return [by_id[one] for one in wanted if one in by_id]


def html_list(entries: Sequence[str], tag: str = "ul") -> str:
    """One entry as it is, several as a list."""
    if len(entries) <= 1:
        return "".join(entries)
    return f"<{tag}>" + "".join(f"<li>{entry}</li>" for entry in entries) + f"</{tag}>"


_NAME = r"[a-z][a-z0-9_-]{0,19}"
_HOLE = re.compile(r"\{\{ *(" + _NAME + r") *\}\}")
_TAG = re.compile(r"(<[^>]*>)")
_SLOT = re.compile(r'<i data-(gap|value)="(' + _NAME + r')">[^<]*</i>')


def holes_in(markdown: str) -> list[str]:
    """The names in ``{{…}}`` of a text, in its order and as often as they stand there."""
    return _HOLE.findall(markdown)


def slotted(fragment: str, kind: Literal["gap", "value"]) -> str:
    """Sanitised HTML with a slot for each ``{{name}}`` in its words; ``filled`` fills them.

    Until then a value shows its name and a gap shows that there is one.
    """

    def slot(match: re.Match[str]) -> str:
        shown = match[1] if kind == "value" else "____"
        return f'<i data-{kind}="{match[1]}">{shown}</i>'

    return "".join(
        part if part.startswith("<") else _HOLE.sub(slot, part) for part in _TAG.split(fragment)
    )


def filled(fragment: str, of: Mapping[str, str]) -> str:
    """The fragment with HTML in the place of its slots; those without a name here stay."""
    return _SLOT.sub(lambda match: of.get(match[2], match[0]), fragment)


def paragraphs(text: str) -> str:
    """Text as somebody typed it, as HTML: blank lines part paragraphs, line breaks stay."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return "".join(f"<p>{escaped(part).replace(chr(10), '<br>')}</p>" for part in parts if part)


def rubric_table(rubric: Sequence[Criterion], language: str) -> str:
    """The criteria by which people mark, closed until somebody wants to read them."""
    said = words(language)
    rows = "".join(
        f"<dt>{criterion.html}</dt>"
        + "".join(
            f"<dd>{level.html} <small>{said['points'].format(n=level.points)}</small></dd>"
            for level in criterion.levels
        )
        for criterion in rubric
    )
    title = said["criteria"]
    return f'<details class="acc rubric"><summary>{title}</summary><dl>{rows}</dl></details>'


def words(language: str) -> Mapping[str, str]:
    return _WORDS.get(language, _WORDS["id"])
