"""Moodle XML read: what every question has. ``moodle_kinds`` reads the answers by type.

https://docs.moodle.org/en/Moodle_XML_format
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from html import escape
from urllib.parse import quote

from app.interop.questions.model import (
    Imported,
    Note,
    Question,
    RefusedError,
    UnreadableFileError,
    Words,
)
from app.interop.questions.moodle_fields import Fields
from app.interop.questions.moodle_kinds import ANSWERS, UNKNOWN
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.pictures import PLACE
from app.interop.questions.reading import Foreign, Reading, added
from app.interop.questions.texts import one_line
from app.interop.questions.xmltree import Element, parsed

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']""")
# What Moodle fills in by itself is no loss.
_USUAL = re.compile(
    r"(?:Your answer is (?:partially )?(?:correct|incorrect)\.?"
    r"|Jawaban Anda (?:sebagian )?(?:benar|salah)(?: sebagian)?\.?|)"
)


def parse(content: bytes) -> Imported:
    """Raises ``UnreadableFileError`` alone."""
    bare, notes = _in_utf8(content.lstrip())
    root = parsed(bare)
    if root.tag != "quiz":
        raise UnreadableFileError(
            Words("bukan berkas XML soal Moodle", "not a Moodle XML file of questions"), root.line
        )
    reading = Reading(notes)
    category = ""
    for element in root.children:
        kind = element.attributes.get("type", "")
        if element.tag == "question" and kind == "category":
            # Moodle 1.x wrote the name without <text>.
            category = one_line(element.say("category", "text") or element.say("category"))
        elif element.tag == "question":
            _take(reading, element, kind, category)
        else:
            what = Words(f"<{element.tag[:40]}> bukan soal", f"<{element.tag[:40]}> is no question")
            reading.refuse(element.tag[:40], element.line, what)
    return reading.done()


def _in_utf8(content: bytes) -> tuple[bytes, list[Note]]:
    """As it is, unless it says no encoding and is no UTF-8: then it is taken for Windows-1252."""
    if _ENCODING.match(content[:300]) or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content, []
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        words = Words("dibaca sebagai Windows-1252", "read as Windows-1252")
        return content.decode("cp1252", errors="replace").encode(), [Note("", 1, words)]
    return content, []


def _take(reading: Reading, element: Element, kind: str, category: str) -> None:
    name = one_line(element.say("name", "text"))
    label = name or one_line(re.sub(r"<[^>]*>", " ", element.say("questiontext", "text")))[:60]

    def build(foreign: Foreign) -> Question:
        reading.pictures.forget()
        old = element.one("image_base64")
        if old is not None and element.say("image"):
            reading.pictures.embed(element.say("image"), old.text)
        for file in _files(element):
            folder = file.attributes.get("path", "/").strip("/")
            own = file.attributes.get("name", "")
            reading.pictures.embed(f"{folder}/{own}".lstrip("/"), file.text)
        question = _question(foreign, element, kind, name, category)
        for unmet in reading.pictures.unmet:
            foreign.say(
                f"berkas '{unmet[:60]}' tidak ikut", f"the file '{unmet[:60]}' does not come along"
            )
        return question

    reading.take(label, element.line, build)


def _files(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.tag == "file":
            yield child
        else:
            yield from _files(child)


def _question(foreign: Foreign, element: Element, kind: str, name: str, category: str) -> Question:
    read = ANSWERS.get(kind)
    if read is None:
        raise RefusedError(
            UNKNOWN.get(kind, Words(f"jenis soal '{kind[:40]}' tidak dikenal", "")).id,
            UNKNOWN.get(kind, Words("", f"the kind '{kind[:40]}' is not known")).en,
        )
    fields = Fields(element, foreign)
    answer = read(fields)
    stem = fields.stem if fields.stem is not None else fields.block(element.one("questiontext"))
    explanation = fields.block(element.one("generalfeedback"))
    stem = _with_old_image(fields, stem)
    _lost(fields)
    return Question(
        stem=stem,
        answer=answer,
        name=name,
        explanation=added(explanation, fields.said),
        points=_points(fields),
        category=category,
        tags=tuple(
            dict.fromkeys(
                one_line(tag.say("text"))
                for tags in (*element.all("tags"), *element.all("coursetags"))
                for tag in tags.all("tag")
                if tag.say("text")
            )
        ),
        line=element.line,
    )


def _with_old_image(fields: Fields, stem: str) -> str:
    """Moodle 1.x had one picture beside the text: <image> and <image_base64>."""
    name = fields.element.say("image")
    if not name:
        return stem
    html = f'<img src="{PLACE}{escape(quote(name))}">'
    return added(stem, [fields.foreign.block(html, "html")])


def _points(fields: Fields) -> int:
    """Whole ones from 1 to 10: the nearest to what the file says."""
    text = fields.element.say("defaultgrade")
    if not text:
        return fields.points
    points = with_point_or_comma(text) or Fraction(1)
    whole = min(10, max(1, int(points + Fraction(1, 2))))
    if whole != points:
        fields.foreign.say(
            f"poin '{text[:20]}' menjadi {whole}",
            f"points '{text[:20]}' became {whole}: whole ones, 1 to 10",
        )
    return whole


def _lost(fields: Fields) -> None:
    """What every type of Moodle may have and we have no place for."""
    element, say = fields.element, fields.foreign.say
    if element.say("hidden") == "1":
        say("tersembunyi di Moodle", "hidden in Moodle")
    if any(hint.say("text") or hint.say("hintcontent", "text") for hint in element.all("hint")):
        say("petunjuk (hint) hilang", "hints were lost")
    if element.say("idnumber"):
        say("idnumber hilang", "the idnumber was lost")
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        text = re.sub(r"<[^>]*>", "", element.say(tag, "text"))
        if not _USUAL.fullmatch(one_line(text)):
            say(
                "umpan balik untuk seluruh jawaban benar atau salah hilang",
                "feedback for any right or wrong answer was lost",
            )
