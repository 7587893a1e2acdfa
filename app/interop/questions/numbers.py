"""Numbers of other systems, exactly: decimal point, perhaps an exponent, never a float. Pure."""

import re
from fractions import Fraction

MAX_SIGNS = 40

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,30})?(?:[.,](?P<decimals>\d{0,30}))?(?:[eE](?P<power>[+-]?\d{1,2}))?"
)


def with_point_or_comma(text: str) -> Fraction | None:
    """The number a foreign file says; a single comma is a decimal comma. None if it says none."""
    tidy = text.strip().replace("\N{MINUS SIGN}", "-")
    match = _NUMBER.fullmatch(tidy) if tidy.isascii() else None
    if match is None or not (match["whole"] or match["decimals"]):
        return None
    decimals = match["decimals"] or ""
    number = Fraction(int((match["whole"] or "") + decimals), 10 ** len(decimals))
    number *= Fraction(10) ** int(match["power"] or 0)
    return -number if match["sign"] == "-" else number


def with_point(number: Fraction) -> str | None:
    """In full with a decimal point; None if it is no finite decimal of a sensible length."""
    digits, places = number.denominator, 0
    while digits % 10 == 0:
        digits, places = digits // 10, places + 1
    for factor in (2, 5):
        more = 0
        while digits % factor == 0:
            digits, more = digits // factor, more + 1
        places += more
    if digits != 1 or places > MAX_SIGNS:
        return None
    scaled = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, decimals = scaled[: len(scaled) - places], scaled[len(scaled) - places :].rstrip("0")
    text = f"{'-' if number < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"
    return text if len(text) <= MAX_SIGNS else None


def with_comma(number: Fraction) -> str | None:
    """As ``with_point``, the Indonesian way."""
    text = with_point(number)
    return text.replace(".", ",") if text is not None else None


def factor_words(factor: Fraction) -> str:
    """As ``with_comma``, or as a fraction: 1/60."""
    return with_comma(factor) or f"{factor.numerator}/{factor.denominator}"


def joined(ranges: list[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction] | None:
    """The one range that overlapping or touching ranges make; None if there is a gap."""
    ordered = sorted(ranges)
    low, high = ordered[0]
    for start, end in ordered[1:]:
        if start > high:
            return None
        high = max(high, end)
    return low, high
