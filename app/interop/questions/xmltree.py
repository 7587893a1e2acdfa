"""XML from strangers → elements with their lines. Pure.

Expat with everything switched off that reaches out or multiplies: a document type, an entity or a
processing instruction ends the reading, and so do size, depth and number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from app.interop.questions.model import UnreadableFileError, Words

MAX_XML_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 60
MAX_ELEMENTS = 400_000
MAX_ATTRIBUTES = 40


@dataclass(slots=True)
class Element:
    """``parts`` are the pieces of its own text."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def all(self, tag: str) -> Iterator["Element"]:
        return (child for child in self.children if child.tag == tag)

    def one(self, tag: str) -> "Element | None":
        return next(self.all(tag), None)

    def say(self, *path: str) -> str:
        """The stripped text at a path of tags; "" if there is none."""
        here: Element | None = self
        for tag in path:
            here = here.one(tag) if here is not None else None
        return here.text.strip() if here is not None else ""


class _Builder:
    def __init__(self, most: int) -> None:
        self.parser = expat.ParserCreate()
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.left = most
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype
        self.parser.ExternalEntityRefHandler = self.external

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0 or len(self.stack) >= MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise UnreadableFileError(
                Words("XML terlalu besar atau terlalu dalam", "XML too large or too deep"),
                self.parser.CurrentLineNumber,
            )
        element = Element(tag.rsplit(":", 1)[-1], attributes, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _tag: str) -> None:
        self.stack.pop()

    def characters(self, text: str) -> None:
        if self.stack:
            self.stack[-1].parts.append(text)

    def doctype(self, *_: object) -> None:
        raise UnreadableFileError(
            Words("XML dengan DOCTYPE atau entitas", "XML with a DOCTYPE or entities"),
            self.parser.CurrentLineNumber,
        )

    def external(self, *_: object) -> int:
        return 0


def parsed(content: bytes, most: int = MAX_ELEMENTS) -> Element:
    """The root element; raises ``UnreadableFileError``. ``most``: how many elements at most."""
    if len(content) > MAX_XML_BYTES:
        raise UnreadableFileError(Words("XML lebih dari 64 MB", "XML of more than 64 MB"))
    builder = _Builder(most)
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise UnreadableFileError(
            Words(f"bukan XML yang utuh ({what})", f"not whole XML ({what})"), max(1, error.lineno)
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        raise UnreadableFileError(
            Words("pengodean XML tidak dikenal", "an unknown encoding of XML")
        ) from error
    if builder.root is None:
        raise UnreadableFileError(Words("XML kosong", "empty XML"))
    return builder.root
