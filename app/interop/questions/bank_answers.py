"""Answers as a bank's ``key`` and ``text``, both ways. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from app.assessment.questions.numeric import parse_number
from app.interop.questions.judging import without
from app.interop.questions.model import (
    Accepted,
    Answer,
    Calculated,
    Choices,
    Cloze,
    Criterion,
    Essay,
    Gap,
    Level,
    Number,
    Option,
    Order,
    Pairs,
    Parameter,
    RefusedError,
    Truth,
    Unit,
)
from app.interop.questions.numbers import factor_words, with_comma

_LETTERS = "abcdefghijklmnop"
# What an essay is marked by that came without a rubric.
PLAIN_LEVELS = (
    Level("Belum menjawab", 0),
    Level("Menjawab sebagian", 1),
    Level("Menjawab lengkap", 2),
)
PLAIN_RUBRIC = (Criterion("Isi jawaban", PLAIN_LEVELS),)


# Reading: ``key`` and ``text`` have the shape of their kind, checked before.


def answer_of(kind: str, key: Any, text: Any) -> Answer:
    """Raises ``RefusedError`` for kinds that no other format knows."""
    match kind:
        case "single_choice" | "multiple_response":
            right = {key} if isinstance(key, str) else set(key)
            return Choices(_options(right, text), kind == "multiple_response")
        case "true_false":
            return Truth(key, text.feedback.get("true", ""), text.feedback.get("false", ""))
        case "short_answer":
            return Accepted(tuple(key.accept), key.case)
        case "numeric":
            return _number_of(key, text.unit)
        case "matching":
            return _pairs_of(key, text)
        case "ordering":
            items = {item.id: item.text for item in text.items}
            return Order(tuple(items[one] for one in key))
        case "essay":
            return _essay_of(key, text)
        case "cloze":
            return Cloze(
                tuple(_gap_of(name, gap, text.gaps.get(name)) for name, gap in key.gaps.items())
            )
        case "calculated":
            return _calculated_of(key, text)
    raise RefusedError(
        f"jenis '{kind}' hanya ada di bank Lentera", f"the kind '{kind}' is Lentera's alone"
    )


def _options(right: set[str], text: Any) -> tuple[Option, ...]:
    said = getattr(text, "feedback", {})
    return tuple(
        Option(option.text, option.id in right, said.get(option.id, "")) for option in text.options
    )


def _number(text: object) -> Fraction:
    return parse_number(str(text)) or Fraction(0)


def _factor(text: object) -> Fraction:
    """ "60", "0,001" or "1/3"."""
    whole, _, part = str(text).partition("/")
    return _number(whole) / (_number(part) or 1)


def _number_of(key: Any, unit: str) -> Number:
    units = tuple(Unit(one.unit, _factor(one.factor)) for one in getattr(key, "units", None) or ())
    required = bool(getattr(key, "unit_required", False))
    return Number(_number(key.value), _number(key.tolerance), unit, units, required)


def _pairs_of(key: Mapping[str, str], text: Any) -> Pairs:
    rights = {item.id: item.text for item in text.right}
    pairs = tuple((item.text, rights[key[item.id]]) for item in text.left)
    used = set(key.values())
    spare = [item.text for item in text.right if item.id not in used]
    return Pairs(pairs, without(spare, [right for _, right in pairs]))


def _essay_of(key: Any, text: Any) -> Essay:
    texts = {criterion.id: criterion for criterion in text.rubric}
    criteria: list[Criterion] = []
    for one in key.rubric:
        said = {level.id: level.text for level in texts[one.id].levels}
        levels = tuple(Level(said[level.id], level.points) for level in one.levels)
        criteria.append(Criterion(texts[one.id].text, levels))
    return Essay(tuple(criteria), key.min_words or 0, key.max_words or 0, text.model_answer or "")


def _gap_of(name: str, key: Any, text: Any) -> Gap:
    weight = key.weight or 1
    match key.kind:
        case "choice":
            return Gap(name, Choices(_options({key.key}, text)), weight)
        case "short":
            return Gap(name, Accepted(tuple(key.accept), key.case), weight)
    return Gap(name, _number_of(key, text.unit if text is not None else ""), weight)


def _calculated_of(key: Any, text: Any) -> Calculated:
    parameters = (
        Parameter(name, _number(one.low), _number(one.to), _number(one.step))
        for name, one in key.parameters.items()
    )
    unit = getattr(text, "unit", "")
    return Calculated(key.formula, tuple(parameters), _number(key.tolerance), key.decimals, unit)


# Writing


def key_and_text(answer: Answer) -> tuple[Any, dict[str, Any]]:
    """A bank's ``key``, and what its ``text`` holds beside stem and explanation."""
    match answer:
        case Choices():
            return _choices(answer)
        case Truth(is_true=is_true, feedback_true=when_true, feedback_false=when_false):
            return is_true, {"feedback": {"true": when_true, "false": when_false}}
        case Accepted(accept=accept, case=case):
            return {"accept": list(accept), "case": case}, {}
        case Number(unit=unit):
            return _numeric(answer), ({"unit": unit} if unit else {})
        case Pairs():
            return _matching(answer)
        case Order(items=items):
            places = _by_text(items)
            ids = {item["text"]: item["id"] for item in places}
            return [ids[item] for item in items], {"items": places}
        case Essay():
            return _essay(answer)
        case Cloze():
            return _cloze(answer)
        case Calculated():
            return _calculated(answer)


def _items(texts: Sequence[str], prefix: str = "") -> list[dict[str, str]]:
    ids = [f"{prefix}{n}" if prefix else _LETTERS[n - 1] for n in range(1, len(texts) + 1)]
    return [{"id": id_, "text": text} for id_, text in zip(ids, texts, strict=True)]


def _by_text(texts: Sequence[str], prefix: str = "") -> list[dict[str, str]]:
    """Ids that follow from the texts alone: by where a file has them they would tell the key, and
    an attempt's page shows ids.
    """
    return _items(sorted(texts), prefix)


def _choices(answer: Choices) -> tuple[Any, dict[str, Any]]:
    listed = _items([option.text for option in answer.options])
    both = list(zip(listed, answer.options, strict=True))
    right = [item["id"] for item, one in both if one.is_right]
    feedback = {item["id"]: one.feedback for item, one in both}
    return (right if answer.many else right[0]), {"options": listed, "feedback": feedback}


def _numeric(answer: Number) -> dict[str, Any]:
    key: dict[str, Any] = {
        "value": with_comma(answer.value),
        "tolerance": with_comma(answer.tolerance),
    }
    if answer.units:
        key["units"] = [
            {"unit": unit.name, "factor": factor_words(unit.factor)} for unit in answer.units
        ]
    if answer.unit_required:
        key["unit_required"] = True
    return key


def _matching(answer: Pairs) -> tuple[Any, dict[str, Any]]:
    lefts, rights = _items([one for one, _ in answer.pairs], "l"), _by_text(answer.rights, "r")
    ids: Mapping[str, str] = {item["text"]: item["id"] for item in rights}
    partners = {
        item["id"]: ids[other] for item, (_, other) in zip(lefts, answer.pairs, strict=True)
    }
    return partners, {"left": lefts, "right": rights}


def _essay(answer: Essay) -> tuple[Any, dict[str, Any]]:
    key: dict[str, Any] = {}
    if answer.min_words:
        key["min_words"] = answer.min_words
    if answer.max_words:
        key["max_words"] = answer.max_words
    key["rubric"], rubric = [], []
    for place, criterion in enumerate(answer.criteria or PLAIN_RUBRIC, 1):
        levels = _items([level.text for level in criterion.levels])
        points = [level.points for level in criterion.levels]
        key["rubric"].append(
            {
                "id": f"k{place}",
                "levels": [
                    {"id": level["id"], "points": earned}
                    for level, earned in zip(levels, points, strict=True)
                ],
            }
        )
        rubric.append({"id": f"k{place}", "text": criterion.text, "levels": levels})
    text: dict[str, Any] = {"rubric": rubric}
    if answer.model_answer:
        text["model_answer"] = answer.model_answer
    return key, text


def _cloze(answer: Cloze) -> tuple[Any, dict[str, Any]]:
    gaps: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    for gap in answer.gaps:
        match gap.answer:
            case Choices():
                right, text = _choices(gap.answer)
                gaps[gap.id] = {"kind": "choice", "key": right}
                texts[gap.id] = {"options": text["options"]}
            case Accepted(accept=accept, case=case):
                gaps[gap.id] = {"kind": "short", "accept": list(accept), "case": case}
            case Number(unit=unit):
                gaps[gap.id] = {"kind": "numeric", **_numeric(gap.answer)}
                if unit:
                    texts[gap.id] = {"unit": unit}
        if gap.weight != 1:
            gaps[gap.id]["weight"] = gap.weight
    return {"gaps": gaps}, ({"gaps": texts} if texts else {})


def _calculated(answer: Calculated) -> tuple[Any, dict[str, Any]]:
    key: dict[str, Any] = {
        "formula": answer.formula,
        "parameters": {
            one.name: {
                "from": with_comma(one.low),
                "to": with_comma(one.high),
                "step": with_comma(one.step),
            }
            for one in answer.parameters
        },
        "tolerance": with_comma(answer.tolerance),
    }
    if answer.decimals is not None:
        key["decimals"] = answer.decimals
    return key, ({"unit": answer.unit} if answer.unit else {})
