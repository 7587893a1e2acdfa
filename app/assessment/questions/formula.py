"""Formulas of calculated questions: read by an own small parser, worked out exactly. Pure.

Grammar: ``+ - * / ^``, parentheses, numbers with a decimal point, names of parameters, and
``min(a, b, …)``, ``max(a, b, …)``, ``round(a)``, ``round(a, digits)``. ``^`` binds strongest and
to the right, its exponent is whole; a sign binds weaker than ``^``: -2^2 is -4. ``round`` rounds a
half away from zero. Everything is bounded, so that no text takes long or much: see the constants.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

MAX_LENGTH = 300
MAX_DEPTH = 40
MAX_EXPONENT = 64
MAX_BITS = 400  # of a numerator or a denominator
MAX_DIGITS = 12  # after the decimal point, in round()

_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([a-z][a-z0-9_]*)|([-+*/^(),]))")
FUNCTIONS = ("min", "max", "round")


class FormulaError(Exception):
    """A text that is no formula, or one that has no value; ``str`` says why."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function with what it is applied to; ``neg`` is the sign."""

    what: str
    of: tuple["Node", ...]


Node = Number | Name | Call


@dataclass(frozen=True, slots=True)
class Formula:
    tree: Node
    names: frozenset[str]

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """Raises ``FormulaError``: division by zero, too large, a name without a value."""
        return _value(self.tree, values)


def parse(text: str) -> Formula:
    """Raises ``FormulaError``."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"longer than {MAX_LENGTH} signs")
    reader = _Reader(_tokens(text))
    tree = reader.sum(0)
    if reader.left:
        raise FormulaError(f"'{reader.left[0]}' does not belong there")
    return Formula(tree, frozenset(reader.names))


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(f"'{text[at:].strip()[:1]}' is no part of a formula")
        found.append(match[0].strip())
        at = match.end()
    return found


class _Reader:
    """Recursive descent over the tokens; ``left`` are those not read yet."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.left = list(tokens)
        self.names: set[str] = set()

    def _takes(self, *signs: str) -> str | None:
        return self.left.pop(0) if self.left and self.left[0] in signs else None

    def sum(self, depth: int) -> Node:
        tree = self._product(depth)
        while sign := self._takes("+", "-"):
            tree = Call(sign, (tree, self._product(depth)))
        return tree

    def _product(self, depth: int) -> Node:
        tree = self._signed(depth)
        while sign := self._takes("*", "/"):
            tree = Call(sign, (tree, self._signed(depth)))
        return tree

    def _signed(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FormulaError("too deep")
        if self._takes("-"):
            return Call("neg", (self._signed(depth + 1),))
        if self._takes("+"):
            return self._signed(depth + 1)
        return self._power(depth)

    def _power(self, depth: int) -> Node:
        tree = self._atom(depth)
        if self._takes("^"):
            return Call("^", (tree, self._signed(depth + 1)))
        return tree

    def _atom(self, depth: int) -> Node:
        if not self.left:
            raise FormulaError("it ends too early")
        part = self.left.pop(0)
        if part[0].isdigit():
            return Number(Fraction(part))
        if part == "(":
            tree = self.sum(depth + 1)
            self._closes()
            return tree
        if part in FUNCTIONS:
            return self._call(part, depth)
        if part[0].isalpha():
            self.names.add(part)
            return Name(part)
        raise FormulaError(f"'{part}' does not belong there")

    def _closes(self) -> None:
        if not self._takes(")"):
            raise FormulaError("a ')' is missing")

    def _call(self, function: str, depth: int) -> Node:
        if not self._takes("("):
            raise FormulaError(f"'{function}' needs '('")
        of = [self.sum(depth + 1)]
        while self._takes(","):
            of.append(self.sum(depth + 1))
        self._closes()
        fewest, most = (1, 2) if function == "round" else (2, 20)
        if not fewest <= len(of) <= most:
            raise FormulaError(f"'{function}' takes {fewest} to {most} numbers")
        return Call(function, tuple(of))


def rounded(number: Fraction, digits: int) -> Fraction:
    """To so many decimals, a half away from zero."""
    scale = 10**digits
    whole = (2 * abs(number) * scale + 1) // 2
    return Fraction(whole if number >= 0 else -whole, scale)


def _value(node: Node, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case Number(value):
            return _bounded(value)
        case Name(name):
            if name not in values:
                raise FormulaError(f"'{name}' has no value")
            return values[name]
        case Call(what, of):
            return _bounded(_APPLY[what]([_value(one, values) for one in of]))


def _bounded(number: Fraction) -> Fraction:
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MAX_BITS:
        raise FormulaError("too large a number")
    return number


def _divided(of: Sequence[Fraction]) -> Fraction:
    if not of[1]:
        raise FormulaError("division by zero")
    return of[0] / of[1]


def _raised(of: Sequence[Fraction]) -> Fraction:
    base, exponent = of
    if exponent.denominator != 1 or abs(exponent) > MAX_EXPONENT:
        raise FormulaError(f"an exponent is whole, at most {MAX_EXPONENT}")
    if not base and exponent < 0:
        raise FormulaError("division by zero")
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if bits * abs(int(exponent)) > 2 * MAX_BITS:
        raise FormulaError("too large a number")
    return base ** int(exponent)


def _rounding(of: Sequence[Fraction]) -> Fraction:
    digits = of[1] if len(of) > 1 else Fraction(0)
    if digits.denominator != 1 or not 0 <= digits <= MAX_DIGITS:
        raise FormulaError(f"round() takes 0 to {MAX_DIGITS} decimals")
    return rounded(of[0], int(digits))


_APPLY: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "+": lambda of: of[0] + of[1],
    "-": lambda of: of[0] - of[1],
    "*": lambda of: of[0] * of[1],
    "/": _divided,
    "^": _raised,
    "neg": lambda of: -of[0],
    "min": min,
    "max": max,
    "round": _rounding,
}
