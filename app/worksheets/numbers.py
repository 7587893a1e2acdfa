"""Numbers as people type them, and exact results as people read them. Pure, no floats."""

import re
from fractions import Fraction

# 1.240 and 1.240,5: points between groups of three. 12,5 and 12.5: one sign, the decimals.
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,6})?")
_PLAIN = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")


def read_number(text: str) -> Fraction | None:
    """A number of 0 or more, written the Indonesian way or with a decimal point; else None.

    "1.240" is one thousand two hundred and forty, as everywhere in this house.
    """
    text = text.strip()
    if _GROUPED.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "."))
    return None


def read_whole(text: str) -> int | None:
    """A whole number of 0 or more, else None."""
    number = read_number(text)
    return int(number) if number is not None and number.denominator == 1 else None


def read_many(text: str) -> list[Fraction] | None:
    """Numbers parted by spaces, line breaks or semicolons; None if one of them is no number.

    A comma belongs to a number; a comma with a space after it parts two.
    """
    parts = [part for part in re.split(r"[\s;]+|,(?=\s)", text.strip()) if part]
    numbers = [read_number(part.rstrip(",")) for part in parts]
    return None if None in numbers else [one for one in numbers if one is not None]


def fixed(value: Fraction, digits: int) -> str:
    """Rounded half up to exactly ``digits`` decimals, with a decimal point: "91.48"."""
    scaled = value * 10**digits
    whole = int(abs(scaled) + Fraction(1, 2))
    sign = "-" if scaled < 0 and whole else ""
    text = str(whole).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"


def short(value: Fraction, digits: int = 1) -> str:
    """The same without noughts at the end: "8", "13.3"."""
    text = fixed(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text
