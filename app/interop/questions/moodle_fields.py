"""A question of Moodle XML while its answers are read."""

from dataclasses import dataclass, field
from fractions import Fraction

from app.interop.questions.model import RefusedError
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.reading import Foreign
from app.interop.questions.xmltree import Element

_MARKUP = {"moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown"}
_WIKI = "wiki_like"


@dataclass(slots=True)
class Fields:
    """A question's element, and what its type adds: a stem of its own, feedback without a place."""

    element: Element
    foreign: Foreign
    stem: str | None = None
    points: int = 1  # unless the question says
    said: list[str] = field(default_factory=list)

    def block(self, element: Element | None) -> str:
        if element is None:
            return ""
        if element.attributes.get("format") == _WIKI and element.say("text"):
            self.foreign.say("tanda wiki tetap sebagai teks", "wiki signs stay as text")
        return self.foreign.block(element.say("text"), markup_of(element))

    def line(self, element: Element) -> str:
        return self.foreign.line(element.say("text"), markup_of(element))

    def weight(self, element: Element) -> Fraction:
        weight = with_point_or_comma(element.attributes.get("fraction", "0"))
        if weight is None:
            raise RefusedError("bobot bukan angka", "a weight is not a number", element.line)
        return weight


def markup_of(element: Element) -> str:
    return _MARKUP.get(element.attributes.get("format", "html"), "html")
