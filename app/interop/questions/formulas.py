"""Moodle's formulas ↔ ours: ``pow({a}, 2) + {b}`` is ``(a)^(2) + b``. Pure.

While a formula is read its value is worked out at the middle of each variable: that is what a
relative tolerance is taken of. https://docs.moodle.org/en/Calculated_question_type
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.interop.questions.model import RefusedError
from app.interop.questions.numbers import with_point_or_comma

MAX_FORMULA = 500
_MAX_DEPTH = 30
_MAX_POWER = 20
_MAX_BITS = 4_000
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|\.\d+)|\{(?P<name>[^{}]{1,60})\}"
    r"|(?P<word>[A-Za-z_]\w{0,30})|(?P<sign>\*\*|[-+*/(),]))"
)
_PI = "3.14159265358979"


@dataclass(frozen=True, slots=True)
class Translated:
    """``value`` is None where it cannot be worked out, as after a division by zero."""

    text: str
    value: Fraction | None


def translated(formula: str, middles: Mapping[str, tuple[str, Fraction]]) -> Translated:
    """Ours of a formula of Moodle's. ``middles``: our name and middle of each variable of theirs.

    Raises ``RefusedError`` for functions and signs that our formulas do not have.
    """
    if len(formula) > MAX_FORMULA:
        raise RefusedError("rumus terlalu panjang", "the formula is too long")
    reader = _Reader(formula, middles)
    outcome = reader.sum(0)
    if reader.token is not None:
        raise _unread(formula)
    return outcome


def _unread(formula: str) -> RefusedError:
    shown = " ".join(formula.split())[:60]
    return RefusedError(
        f"rumus '{shown}' tidak terbaca: yang dikenal + - * / pow round min max dan kurung",
        f"the formula '{shown}' cannot be read: + - * / pow round min max and brackets are known",
    )


class _Reader:
    def __init__(self, formula: str, middles: Mapping[str, tuple[str, Fraction]]) -> None:
        self._formula = formula.strip()
        self._middles = middles
        self._at = 0
        self.token: re.Match[str] | None = None
        self._next()

    def _next(self) -> None:
        if self._at >= len(self._formula):
            self.token = None
            return
        self.token = _TOKEN.match(self._formula, self._at)
        if self.token is None:
            raise _unread(self._formula)
        self._at = self.token.end()

    def _takes(self, *signs: str) -> str:
        """The sign here if it is one of these; "" otherwise."""
        sign = (self.token["sign"] or "") if self.token is not None else ""
        if sign not in signs:
            return ""
        self._next()
        return sign

    def sum(self, depth: int) -> Translated:
        if depth > _MAX_DEPTH:
            raise _unread(self._formula)
        left = self._product(depth)
        while sign := self._takes("+", "-"):
            right = self._product(depth)
            text = f"{left.text} {sign} {right.text}"
            left = Translated(text, _worked(sign, left.value, right.value))
        return left

    def _product(self, depth: int) -> Translated:
        left = self._signed(depth)
        while sign := self._takes("*", "/"):
            right = self._signed(depth)
            text = f"{left.text} {sign} {right.text}"
            left = Translated(text, _worked(sign, left.value, right.value))
        return left

    def _signed(self, depth: int) -> Translated:
        if depth > _MAX_DEPTH:
            raise _unread(self._formula)
        if sign := self._takes("-", "+"):
            inner = self._signed(depth + 1)
            if sign == "+":
                return inner
            value = None if inner.value is None else -inner.value
            return Translated(f"(0 - {inner.text})", value)
        base = self._single(depth)
        if self._takes("**"):
            return _power(base, self._signed(depth + 1))
        return base

    def _single(self, depth: int) -> Translated:
        token = self.token
        if token is None:
            raise _unread(self._formula)
        if token["number"]:
            self._next()
            return Translated(token["number"], with_point_or_comma(token["number"]))
        if token["name"]:
            self._next()
            known = self._middles.get(token["name"].strip())
            if known is None:
                name = token["name"][:30]
                raise RefusedError(f"variabel '{name}' tanpa batas", f"no bounds for '{name}'")
            return Translated(*known)
        if token["word"]:
            self._next()
            return self._called(token["word"].lower(), depth)
        if self._takes("("):
            inner = self.sum(depth + 1)
            if not self._takes(")"):
                raise _unread(self._formula)
            return Translated(f"({inner.text})", inner.value)
        raise _unread(self._formula)

    def _called(self, name: str, depth: int) -> Translated:
        given: list[Translated] = []
        if not self._takes("("):
            raise _unread(self._formula)
        while not self._takes(")"):
            if given and not self._takes(","):
                raise _unread(self._formula)
            given.append(self.sum(depth + 1))
        values = [one.value for one in given if one.value is not None]
        whole = len(values) == len(given)
        if name == "pi" and not given:
            return Translated(_PI, Fraction(_PI))
        if name == "pow" and len(given) == 2:
            return _power(*given)
        if name in ("min", "max") and len(given) > 1:
            best = (min(values) if name == "min" else max(values)) if whole else None
            return Translated(f"{name}({', '.join(one.text for one in given)})", best)
        if name == "round" and len(given) == 1:
            return Translated(f"round({given[0].text})", given[0].value)
        raise _unread(self._formula)


def _power(base: Translated, power: Translated) -> Translated:
    value: Fraction | None = None
    if base.value is not None and power.value is not None and power.value.denominator == 1:
        exponent = int(power.value)
        bits = base.value.numerator.bit_length() + base.value.denominator.bit_length()
        small = abs(exponent) <= _MAX_POWER and bits * abs(exponent) <= _MAX_BITS
        if small and (base.value or exponent >= 0):
            value = Fraction(base.value**exponent)
    return Translated(f"({base.text})^({power.text})", value)


def _worked(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None or (sign == "/" and not right):
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right
