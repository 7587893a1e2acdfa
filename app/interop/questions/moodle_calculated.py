"""Moodle's calculated questions: a formula of variables, each drawn from a set of values.

Moodle draws from a list that it made once by minimum, maximum and decimals; ours is drawn from all
of them. https://docs.moodle.org/en/Calculated_question_type
"""

import re
from fractions import Fraction
from xml.sax.saxutils import escape

from app.interop.questions.formulas import translated
from app.interop.questions.model import Calculated, Number, Parameter, RefusedError
from app.interop.questions.moodle_fields import Fields, markup_of
from app.interop.questions.numbers import with_point, with_point_or_comma
from app.interop.questions.texts import one_line
from app.interop.questions.xmltree import Element

_MAX_PARAMETERS = 8
_ITEMS = 100
_TAKEN = ("answer", "min", "max", "round")
_NAME = re.compile(r"\{([^{}=][^{}]{0,59})\}")
_RELATIVE, _NOMINAL = "1", "2"
_DECIMALS = "1"


def calculated(fields: Fields) -> Calculated | Number:
    """Raises ``RefusedError``. A formula without variables is a number."""
    right = [answer for answer in fields.element.all("answer") if fields.weight(answer) >= 100]
    if not right:
        raise RefusedError("tidak ada jawaban yang benar penuh", "no answer is fully right")
    answer = right[0]
    if len(list(fields.element.all("answer"))) > 1:
        fields.foreign.say(
            "hanya rumus pertama yang benar penuh yang dipakai", "only the first right formula"
        )
    known = _parameters(fields)
    stem = fields.element.one("questiontext")
    asked = _NAME.findall(stem.say("text")) if stem is not None else []
    formula = answer.say("text") or answer.text.strip()
    used = [name for name in known if name in asked or f"{{{name}}}" in formula]
    middles = {name: (known[name].name, _middle(known[name])) for name in used}
    outcome = translated(formula, middles)
    decimals = _decimals(fields, answer)
    tolerance = _tolerance(fields, answer, outcome.value)
    fields.said += [words for one in right[:1] if (words := fields.block(one.one("feedback")))]
    if not used:
        if outcome.value is None:
            raise RefusedError("rumus tanpa nilai", "a formula without a value")
        value = outcome.value if decimals is None else round(outcome.value, decimals)
        return Number(value, tolerance)
    _put_names(fields, stem, {name: known[name].name for name in used})
    unit = _unit(fields)
    return Calculated(outcome.text, tuple(known[name] for name in used), tolerance, decimals, unit)


def _put_names(fields: Fields, stem: Element | None, names: dict[str, str]) -> None:
    if stem is None:
        return
    text = stem.say("text")
    if "{=" in text:
        raise RefusedError("rumus di dalam teks soal", "a formula inside the text")
    whole = _NAME.sub(
        lambda match: f"{{{{{names[match[1]]}}}}}" if match[1] in names else match[0],
        text.replace("{{", "{ {"),
    )
    fields.stem = fields.foreign.block(whole, markup_of(stem))


def _parameters(fields: Fields) -> dict[str, Parameter]:
    """By Moodle's name, with ours in them."""
    found: dict[str, Parameter] = {}
    for group in fields.element.all("dataset_definitions"):
        for definition in group.all("dataset_definition"):
            name = definition.say("name", "text").strip()
            if not name or name in found or len(found) >= _MAX_PARAMETERS:
                continue
            found[name] = _parameter(fields, definition, name, {p.name for p in found.values()})
    return found


def _parameter(fields: Fields, definition: Element, name: str, taken: set[str]) -> Parameter:
    low = with_point_or_comma(definition.say("minimum", "text"))
    high = with_point_or_comma(definition.say("maximum", "text"))
    places = definition.say("decimals", "text") or "0"
    if low is None or high is None or not re.fullmatch(r"\d", places):
        shown = name[:30]
        raise RefusedError(
            f"variabel '{shown}' tanpa batas atau desimal", f"'{shown}' has no bounds or decimals"
        )
    if definition.say("distribution", "text") == "loguniform":
        fields.foreign.say("sebaran logaritmik menjadi rata", "a logarithmic spread became even")
    step = Fraction(1, 10 ** int(places))
    return Parameter(_own_name(name, taken), low, high, step)


def _own_name(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "", name.lower())[:16]
    plain = plain if plain[:1].isalpha() and plain not in _TAKEN else f"v{plain}"
    own, number = plain, 1
    while own in taken:
        number += 1
        own = f"{plain}{number}"
    return own


def _middle(parameter: Parameter) -> Fraction:
    steps = int((parameter.high - parameter.low) / parameter.step) // 2
    return parameter.low + steps * parameter.step


def _decimals(fields: Fields, answer: Element) -> int | None:
    length = answer.say("correctanswerlength")
    if not re.fullmatch(r"[0-6]", length):
        return None
    if answer.say("correctanswerformat") == _DECIMALS:
        return int(length)
    fields.foreign.say(
        "angka penting menjadi angka di belakang koma", "significant digits became decimals"
    )
    return int(length)


def _tolerance(fields: Fields, answer: Element, value: Fraction | None) -> Fraction:
    given = with_point_or_comma(answer.say("tolerance") or "0")
    if given is None:
        raise RefusedError("toleransi bukan angka", "the tolerance is not a number")
    kind = answer.say("tolerancetype") or _NOMINAL
    if kind == _NOMINAL or not given:
        return abs(given)
    if kind != _RELATIVE or value is None:
        raise RefusedError("toleransi geometris atau tanpa nilai", "a geometric tolerance")
    absolute = Fraction(f"{float(abs(given * value)):.3g}") if abs(value) < 10**15 else None
    if absolute is None:
        raise RefusedError("nilai terlalu besar", "a value too large")
    fields.foreign.say(
        "toleransi relatif menjadi tetap, dihitung pada nilai tengah variabel",
        "a relative tolerance became a fixed one, taken at the middle of the variables",
    )
    return absolute


def _unit(fields: Fields) -> str:
    units = [unit for units in fields.element.all("units") for unit in units.all("unit")]
    own = [
        one_line(u.say("unit_name")) for u in units if with_point_or_comma(u.say("multiplier")) == 1
    ]
    if len(units) > len(own[:1]):
        fields.foreign.say("satuan lain hilang", "other units were lost")
    return own[0] if own else ""


# Writing


def for_moodle(stem: str, answer: Calculated) -> str:
    """Our stem with its variables in Moodle's brackets."""
    for one in answer.parameters:
        stem = stem.replace(f"{{{{{one.name}}}}}", f"{{{one.name}}}")
    return stem


def calculated_xml(answer: Calculated) -> str:
    """Answer, unit and variables; raises ``RefusedError`` for steps that Moodle has not."""
    names = {one.name for one in answer.parameters}
    formula = re.sub(
        r"[A-Za-z_]\w*",
        lambda match: f"{{{match[0]}}}" if match[0] in names else match[0],
        answer.formula,
    ).replace("^", "**")
    places = "" if answer.decimals is None else str(answer.decimals)
    head = (
        f'<answer fraction="100"><text>{escape(formula)}</text>'
        f"<tolerance>{with_point(answer.tolerance)}</tolerance>"
        f"<tolerancetype>{_NOMINAL}</tolerancetype>"
        f"<correctanswerformat>{_DECIMALS}</correctanswerformat>"
        f"<correctanswerlength>{places}</correctanswerlength></answer>"
    )
    unit = (
        f"<units><unit><multiplier>1</multiplier><unit_name>{escape(answer.unit)}</unit_name>"
        "</unit></units>"
        if answer.unit
        else ""
    )
    definitions = "".join(_definition(one) for one in answer.parameters)
    return f"{head}{unit}<dataset_definitions>{definitions}</dataset_definitions>"


def _definition(one: Parameter) -> str:
    places = next((n for n in range(10) if one.step == Fraction(1, 10**n)), None)
    if places is None:
        raise RefusedError(
            f"langkah variabel '{one.name}' bukan 1, 0,1, 0,01, …",
            f"the step of '{one.name}' is not 1, 0.1, 0.01, …",
        )
    count = int((one.high - one.low) / one.step) + 1
    chosen = range(0, count, max(1, -(-count // _ITEMS)))
    items = "".join(
        f"<dataset_item><number>{number}</number>"
        f"<value>{with_point(one.low + at * one.step)}</value></dataset_item>"
        for number, at in enumerate(chosen, 1)
    )
    return (
        "<dataset_definition><status><text>private</text></status>"
        f"<name><text>{one.name}</text></name><type>calculated</type>"
        "<distribution><text>uniform</text></distribution>"
        f"<minimum><text>{with_point(one.low)}</text></minimum>"
        f"<maximum><text>{with_point(one.high)}</text></maximum>"
        f"<decimals><text>{places}</text></decimals><itemcount>{len(chosen)}</itemcount>"
        f"<dataset_items>{items}</dataset_items>"
        f"<number_of_items>{len(chosen)}</number_of_items></dataset_definition>"
    )
