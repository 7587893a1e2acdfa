"""What a template asked its author to write and nobody has written yet. Pure.

A template is whole by the rules, so nothing else would keep "Tulis satu kalimat …" from learners.
"""

import re
from functools import cache
from uuid import UUID

from app.workshop.region import PLAN
from app.workshop.starters import KINDS
from app.workshop.templates import EMPTY_PLAN, Plan, Shape, Wish, course_files

_SENTENCE = re.compile(r"\b(?:Tulis|Jelaskan|Ceritakan|Mulailah|Write|Begin)\b[^.?!|\"…]{14,}")
_SPACE = re.compile(r"\s+")
# What the shape of another course calls its activities and modules.
_OF_A_SHAPE = "Ganti judul dan ringkasan ini."


def is_unwritten(content: bytes | None) -> bool:
    """Whether a file still holds a sentence with which a template asked for its text."""
    if content is None:
        return False
    text = _SPACE.sub(" ", content.decode(errors="replace"))
    return _OF_A_SHAPE in text or any(one in text for one in _sentences())


@cache
def _sentences() -> frozenset[str]:
    nobody = UUID(int=0)
    wish = Wish(nobody, "x", "X", "X", "X", "X", "2000-01-01")
    kinds: Plan = [("X", "X", [Shape(kind, kind, "X") for kind in KINDS])]
    files = course_files(wish, [*EMPTY_PLAN, *PLAN, *kinds], lambda: nobody)
    found = set()
    for content in files.values():
        found |= set(_SENTENCE.findall(_SPACE.sub(" ", content.decode())))
    return frozenset(one.strip(" )'-") for one in found)
