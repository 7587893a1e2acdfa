"""String types for what people send: refused at the edge when a database could not hold it.

PostgreSQL text cannot hold U+0000, and a lone surrogate is no character and cannot be encoded as
UTF-8. Both reach us through JSON escapes and query strings and would be a 500 further in.
"""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


def is_storable(text: str) -> bool:
    """Whether both databases can hold the text: no NUL, no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _storable(text: str) -> str:
    if not is_storable(text):
        raise PydanticCustomError("unstorable", "Holds a character that cannot be stored")
    return text


def _one_line(text: str) -> str:
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text.strip()):
        raise PydanticCustomError("not_one_line", "Must be one line without control characters")
    return text.strip()


CleanText = Annotated[str, AfterValidator(_storable)]
"""Any text both databases can hold, line breaks too. Add ``Field(max_length=…)`` where used."""

CleanLine = Annotated[str, AfterValidator(_storable), AfterValidator(_one_line)]
"""One line without control characters, stripped. A length limit counts the unstripped text."""
