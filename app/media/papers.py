"""PDF: how many pages, and that it does nothing but be read. Runs in the examiner's subprocess."""

import re
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from app.media.examination import Refused

MAX_OBJECTS = 300_000
MAX_PAGES = 2000
# Keys and values of PDF 32000-1:2008 (12.6 actions, 7.11.4 embedded files, 13.2 multimedia) that
# run, launch, send or carry something.
_ACTIVE_KEYS = frozenset(("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMedia"))
_ACTIVE_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMedia")
)
# What a reader that mends a broken file might still find. Long enough not to occur by chance.
_HIDDEN = re.compile(rb"/(?:JavaScript|EmbeddedFile|RichMedia)\b|/S\s*/Launch\b")
_TAIL = 1024


def pages_of(path: Path) -> int:
    """Raises ``Refused``."""
    content = path.read_bytes()
    end = content.rfind(b"%%EOF")
    if not content.startswith(b"%PDF-") or end < 0 or len(content) - end > _TAIL:
        raise Refused("not-as-named")
    # A ZIP is read from its end: a file that is both is made to be taken for the other.
    if b"PK\x05\x06" in content[-66_000:]:
        raise Refused("not-as-named")
    if _HIDDEN.search(content):
        raise Refused("active-pdf")
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            raise Refused("locked-pdf")
        _look_through(reader)
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Refused("not-as-named") from error
    except RecursionError as error:
        raise Refused("too-hard") from error
    if not 0 < pages <= MAX_PAGES:
        raise Refused("too-hard" if pages else "not-as-named")
    return pages


def _look_through(reader: PdfReader) -> None:
    """Everything that the document refers to, each object once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [reader.trailer]
    looked = 0
    while waiting:
        one = waiting.pop()
        looked += 1
        if looked > MAX_OBJECTS:
            raise Refused("too-hard")
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place not in seen:
                seen.add(place)
                waiting.append(one.get_object())
        elif isinstance(one, DictionaryObject):
            for key, value in one.raw_items() if hasattr(one, "raw_items") else one.items():
                if key in _ACTIVE_KEYS or (
                    key == "/S" and isinstance(value, NameObject) and value in _ACTIVE_ACTIONS
                ):
                    raise Refused("active-pdf")
                waiting.append(dict.__getitem__(one, key))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
