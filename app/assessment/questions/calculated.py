"""Calculated: a number worked out from values that each attempt draws for itself.

The values stand in the stem and the explanation as ``{{name}}``, the right one in the explanation
as ``{{answer}}``. Every attempt draws by its seed (``shuffle.place``) and keeps what it drew in
``quiz.Asked.values``, written as people read them; ``resolved`` fills them in and works out the
key, which is that of a numeric question then. Marked like one: all or nothing within the tolerance.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue, StringConstraints

from app.assessment.questions import numeric
from app.assessment.questions.base import (
    Fault,
    Fields,
    Mark,
    Path,
    Pieces,
    Question,
    QuestionKind,
    QuestionSource,
    Renderer,
    Shape,
    SourceShape,
    is_bounded_text,
)
from app.assessment.questions.formula import FUNCTIONS, Formula, FormulaError, parse, rounded
from app.assessment.questions.fragments import escaped, filled, holes_in, legend, slotted
from app.assessment.questions.numeric import Text, Written, number_faults, parse_number, spoken
from app.assessment.shuffle import place
from app.catalogue.document import Language

MAX_DECIMALS = 6
MAX_VALUES = 10_000  # of one parameter
# Up to so many combinations are all tried; of more, the corners and as many in between.
MAX_TRIED = 2_000
ANSWER = "answer"
# A draw without a value is drawn again; lint finds such formulas, so this is for what it missed.
DRAWS = 20

ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,19}$")]


class Range(SourceShape):
    """The values a parameter may have: ``from``, ``from`` + ``step`` … up to ``to``."""

    low: str | int = Field(alias="from")
    to: str | int
    step: str | int


class Calculation(SourceShape):
    """``decimals``: what the result is rounded to; without, it must be a decimal number itself."""

    formula: Annotated[str, Field(min_length=1, max_length=300)]
    parameters: Annotated[dict[ParameterName, Range], Field(min_length=1, max_length=8)]
    decimals: Annotated[int, Field(ge=0, le=MAX_DECIMALS)] | None = None
    tolerance: str | int = 0


class Source(QuestionSource):
    kind: Literal["calculated"]
    key: Calculation
    text: dict[Language, Text]


class Grid(Shape):
    """Values as exact fractions: ``low``, ``low`` + ``step`` …, ``count`` of them."""

    low: str
    step: str
    count: int

    def at(self, index: int) -> Fraction:
        return Fraction(self.low) + index * Fraction(self.step)


class Key(numeric.Key):
    """``low``, ``high`` and ``value`` are empty until values are drawn."""

    low: str = ""
    high: str = ""
    value: str = ""
    formula: str
    parameters: dict[str, Grid]
    decimals: int | None


class Calculated(QuestionKind[Source, Key, Written]):
    name = "calculated"
    source = Source
    key = Key
    response = Written
    draws = True
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"text": ""}

    def faults(self, source: Source) -> Iterator[Fault]:
        key = source.key
        found = [
            *_range_faults(key),
            *numeric.tolerance_faults(key.tolerance, ("key", "tolerance")),
        ]
        yield from found
        yield from _text_faults(source)
        try:
            formula = parse(key.formula)
        except FormulaError as error:
            what = f"the formula cannot be read: {error}"
            yield Fault(("key", "formula"), "Q037", what, 'write it like "(a + b) / 2"')
            return
        for name in sorted(formula.names ^ set(key.parameters)):
            what = f"'{name}' is in the formula or in the parameters, not in both"
            yield Fault(("key", "formula"), "Q037", what, "use every parameter, and no other name")
        if not found and formula.names == set(key.parameters):
            yield from _value_faults(formula, key)

    def key_of(self, source: Source) -> Key:
        tolerance = parse_number(str(source.key.tolerance))
        assert tolerance is not None, source.id
        return Key(
            formula=source.key.formula,
            parameters={name: _grid(one) for name, one in source.key.parameters.items()},
            decimals=source.key.decimals,
            tolerance=spoken(tolerance),
        )

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        return Pieces(stem=slotted(legend(render, text, language), "value"), unit=text.unit)

    def drawn(self, question: Question, seed: str) -> dict[str, str]:
        key = self.key.model_validate(question.key)
        values: dict[str, Fraction] = {}
        for again in range(DRAWS):
            values = {
                name: grid.at(place(grid.count, seed, f"value:{question.id}:{name}{'+' * again}"))
                for name, grid in sorted(key.parameters.items())
            }
            if _worked_out(key, values) is not None:
                break
        return {name: spoken(value) for name, value in values.items()}

    def resolved(self, question: Question, values: Mapping[str, str]) -> Question:
        key = self.key.model_validate(question.key)
        numbers = {name: parse_number(values.get(name, "")) for name in key.parameters}
        known = {name: number for name, number in numbers.items() if number is not None}
        result = _worked_out(key, known) if len(known) == len(numbers) else None
        if result is None:
            return question
        tolerance = parse_number(key.tolerance) or Fraction(0)
        own = key.model_copy(
            update={
                "low": str(result - tolerance),
                "high": str(result + tolerance),
                "value": spoken(result),
            }
        )
        shown = {name: escaped(spoken(number)) for name, number in known.items()}
        told = shown | {ANSWER: own.value}
        return question.model_copy(
            update={
                "key": own.model_dump(mode="json"),
                "pieces": {
                    language: pieces.model_copy(update={"stem": filled(pieces.stem, shown)})
                    for language, pieces in question.pieces.items()
                },
                "explanation": {
                    language: filled(slotted(html, "value"), told)
                    for language, html in question.explanation.items()
                },
            }
        )

    def fits(self, pieces: Pieces, response: Written) -> bool:
        return is_bounded_text(response.text)

    def credit(self, pieces: Pieces, key: Key, response: Written) -> Fraction:
        return Fraction(numeric.is_within(key, [pieces.unit], response.text))

    def mark(self, question: Question, key: Mapping[str, JsonValue], response: object) -> Mark:
        return numeric.mark_number(self, question, key, response)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        texts = fields.get("text", ())
        return {"text": texts[-1].strip()} if texts else None

    def response_words(self, pieces: Pieces, response: Written, language: str) -> str:
        return escaped(response.text)

    def key_words(self, pieces: Pieces, key: Key, language: str) -> str:
        formula = f'<small class="soft">= {escaped(key.formula)}</small>'
        if not key.value:
            return formula
        return f"{numeric.value_words(key, pieces.unit, language)} {formula}"

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Written | None,
        language: str,
    ) -> str:
        return numeric.number_field(name, pieces.unit, response.text if response else "", language)


def _grid(source: Range) -> Grid:
    low, to, step = (parse_number(str(one)) for one in (source.low, source.to, source.step))
    assert low is not None, source
    assert to is not None, source
    assert step is not None, source
    return Grid(low=str(low), step=str(step), count=int((to - low) / step) + 1)


def _worked_out(key: Key, values: Mapping[str, Fraction]) -> Fraction | None:
    """The right number, to at most so many decimals as people can be shown; None: there is none."""
    try:
        result = parse(key.formula).value(values)
    except FormulaError:
        return None
    if key.decimals is None and _is_decimal(result):
        return result
    return rounded(result, MAX_DECIMALS if key.decimals is None else key.decimals)


def _is_decimal(number: Fraction) -> bool:
    """Whether it can be written with at most ``MAX_DECIMALS`` decimals."""
    scale: int = 10**MAX_DECIMALS
    return (number * scale).denominator == 1


def _range_faults(key: Calculation) -> Iterator[Fault]:
    for name, source in key.parameters.items():
        path: Path = ("key", "parameters", name)
        if name in FUNCTIONS or name == ANSWER:
            what = f"'{name}' has a meaning of its own"
            yield Fault(path, "Q038", what, "give the parameter another name")
        written = {"from": source.low, "to": source.to, "step": source.step}
        found = [
            fault for field, one in written.items() for fault in number_faults(one, (*path, field))
        ]
        yield from found
        if found:
            continue
        low, to, step = (parse_number(str(one)) or Fraction(0) for one in written.values())
        if step <= 0 or to < low:
            what = "a range without values"
            yield Fault(path, "Q038", what, "let 'to' be no less than 'from', and 'step' above 0")
        elif (to - low) / step >= MAX_VALUES:
            what = f"more than {MAX_VALUES} values"
            yield Fault(path, "Q038", what, "write a larger step")
        elif not all(_is_decimal(one) for one in (low, step)):
            what = f"more than {MAX_DECIMALS} decimals"
            yield Fault(path, "Q038", what, "write fewer decimals")


def _text_faults(source: Source) -> Iterator[Fault]:
    names = set(source.key.parameters)
    for language, text in source.text.items():
        there = set(holes_in(text.stem))
        for name in sorted(there - names):
            what = f"'{{{{{name}}}}}' is no parameter"
            instead = f"name one of {', '.join(sorted(names))}"
            yield Fault(("text", language, "stem"), "Q039", what, instead)
        for name in sorted(names - there):
            what = f"the value of '{name}' does not stand in the text"
            instead = f"write {{{{{name}}}}} where it belongs"
            yield Fault(("text", language, "stem"), "Q039", what, instead)
        for name in sorted(set(holes_in(text.explanation)) - names - {ANSWER}):
            what = f"'{{{{{name}}}}}' is neither a parameter nor {{{{{ANSWER}}}}}"
            yield Fault(("text", language, "explanation"), "Q039", what, "mend the name")


def _value_faults(formula: Formula, key: Calculation) -> Iterator[Fault]:
    """The first combination of values for which there is no result that can be shown."""
    for values in _tried({name: _grid(one) for name, one in key.parameters.items()}):
        said = ", ".join(f"{name} = {spoken(value)}" for name, value in values.items())
        try:
            result = formula.value(values)
        except FormulaError as error:
            what, instead = f"{error} at {said}", "choose other ranges or mend the formula"
            yield Fault(("key", "formula"), "Q040", what, instead)
            return
        if key.decimals is None and not _is_decimal(result):
            what = f"the result has endless or many decimals at {said}"
            yield Fault(("key", "formula"), "Q040", what, "write 'decimals:'")
            return


def _tried(grids: Mapping[str, Grid]) -> Iterator[dict[str, Fraction]]:
    """Every combination if they are few; else all corners and a spread of the rest."""
    names = list(grids)
    if prod(grid.count for grid in grids.values()) <= MAX_TRIED:
        indices: Iterator[tuple[int, ...]] = product(*(range(grids[one].count) for one in names))
    else:
        corners = product(*(sorted({0, grids[one].count - 1}) for one in names))
        spread = (
            tuple(place(grids[one].count, str(turn), one) for one in names)
            for turn in range(MAX_TRIED)
        )
        zeros = product(*(_around_zero(grids[one]) for one in names))
        indices = (index for some in (corners, islice(zeros, MAX_TRIED), spread) for index in some)
    for index in indices:
        yield {name: grids[name].at(at) for name, at in zip(names, index, strict=True)}


def _around_zero(grid: Grid) -> list[int]:
    """Where a value is nearest to zero, and its neighbours: what divisions trip over."""
    nearest = round(-Fraction(grid.low) / Fraction(grid.step))
    wanted = (nearest - 1, nearest, nearest + 1)
    return sorted({min(max(one, 0), grid.count - 1) for one in wanted})
