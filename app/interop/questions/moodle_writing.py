"""Writes Moodle XML. Texts go as Markdown, which Moodle reads; figures as embedded files."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from xml.sax.saxutils import escape

from app.interop.questions.cloze import embedded_gaps
from app.interop.questions.model import (
    Accepted,
    Answer,
    Asset,
    Calculated,
    Choices,
    Cloze,
    Essay,
    Number,
    Order,
    Pairs,
    Question,
    Rendered,
    Truth,
)
from app.interop.questions.moodle_calculated import calculated_xml, for_moodle
from app.interop.questions.numbers import with_point
from app.interop.questions.pictures import embedded
from app.interop.questions.texts import cleaned, plain_of
from app.interop.questions.writing import Losses, each, labels_of

_TYPES = {
    "single_choice": "multichoice",
    "multiple_response": "multichoice",
    "true_false": "truefalse",
    "short_answer": "shortanswer",
    "numeric": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "essay": "essay",
    "cloze": "cloze",
    "calculated": "calculated",
}


def render(questions: Sequence[Question], assets: Sequence[Asset] = ()) -> Rendered:
    known = {asset.name: asset for asset in assets}

    def one(question: Question, lost: Losses) -> str:
        return _question(question, lost, known)

    written, outcome = each(questions, one)
    blocks: list[str] = []
    category = ""
    for question, text in written:
        if question.category != category:
            category = question.category
            words = _element("text", category)
            blocks.append(f'<question type="category"><category>{words}</category></question>')
        blocks.append(text)
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{}\n</quiz>\n'.format("\n".join(blocks))
    return replace(outcome, content=xml.encode())


def _element(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{escape(cleaned(text))}</{tag}>"


def _text(tag: str, markdown: str, known: Mapping[str, Asset], attributes: str = "") -> str:
    """A text as Markdown with the files it shows."""
    used: dict[str, Asset] = {}
    shown = _element("text", embedded(markdown, known, used))
    files = "".join(
        f'<file name="{asset.name}" path="/" encoding="base64">'
        f"{base64.b64encode(asset.content).decode()}</file>"
        for asset in used.values()
    )
    return f'<{tag}{attributes} format="markdown">{shown}{files}</{tag}>'


def _question(question: Question, lost: Losses, known: Mapping[str, Asset]) -> str:
    answer, stem = question.answer, question.stem
    if isinstance(answer, Cloze):
        stem = embedded_gaps(stem, answer, lost)
    elif isinstance(answer, Calculated):
        stem = for_moodle(stem, answer)
    tags = "".join(f"<tag>{_element('text', tag)}</tag>" for tag in labels_of(question))
    parts = [
        f"<name>{_element('text', question.name)}</name>",
        _text("questiontext", stem, known),
        _text("generalfeedback", question.explanation, known),
        _element("defaultgrade", str(question.points)),
        "<penalty>0</penalty><hidden>0</hidden>",
        *_answer(answer, lost, known),
        *([f"<tags>{tags}</tags>"] if tags else []),
    ]
    inner = "\n  ".join(parts)
    return f'<question type="{_TYPES[question.kind]}">\n  {inner}\n</question>'


def _answer(answer: Answer, lost: Losses, known: Mapping[str, Asset]) -> list[str]:
    match answer:
        case Choices():
            return _choices(answer, known)
        case Truth(is_true=is_true, feedback_true=when_true, feedback_false=when_false):
            return [
                _option("true", is_true, when_true, known, plain=True),
                _option("false", not is_true, when_false, known, plain=True),
            ]
        case Accepted(accept=accept, case=case):
            stars = [text.replace("*", "\\*") for text in accept]
            return [
                _element("usecase", "1" if case else "0"),
                *(_option(text, True, "", known, plain=True) for text in stars),
            ]
        case Number():
            return _number(answer, lost)
        case Pairs():
            return _pairs(answer, lost, known)
        case Order(items=items):
            return _order(items, known)
        case Essay():
            return _essay(answer, lost, known)
        case Cloze():
            return []
        case Calculated():
            return [calculated_xml(answer)]


def _order(items: Sequence[str], known: Mapping[str, Asset]) -> list[str]:
    layout = "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    rule = "<selectcount>0</selectcount><gradingtype>ABSOLUTE_POSITION</gradingtype>"
    rows = (
        _text("answer", item, known, f' fraction="{place}.0000000"')
        for place, item in enumerate(items, 1)
    )
    return [layout + rule, *rows]


def _essay(answer: Essay, lost: Losses, known: Mapping[str, Asset]) -> list[str]:
    if answer.criteria:
        lost.say("rubrik hilang", "the rubric was lost")
    bounds = "".join(
        _element(tag, str(words))
        for tag, words in (("minwordlimit", answer.min_words), ("maxwordlimit", answer.max_words))
        if words
    )
    form = (
        "<responseformat>editor</responseformat><responserequired>1</responserequired>"
        f"<responsefieldlines>15</responsefieldlines>{bounds}<attachments>0</attachments>"
    )
    return [
        form,
        _text("graderinfo", answer.model_answer, known),
    ]


def _option(
    text: str,
    is_right: bool,
    feedback: str,
    known: Mapping[str, Asset],
    *,
    plain: bool = False,
    weight: str = "",
) -> str:
    markup = "plain_text" if plain else "markdown"
    fraction = weight or ("100" if is_right else "0")
    said = _text("feedback", feedback, known)
    return (
        f'<answer fraction="{fraction}" format="{markup}">{_element("text", text)}{said}</answer>'
    )


def _choices(answer: Choices, known: Mapping[str, Asset]) -> list[str]:
    right = max(1, sum(option.is_right for option in answer.options))
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    options = (
        _option(
            option.text,
            option.is_right,
            option.feedback,
            known,
            weight=(share if option.is_right else f"-{share}") if answer.many else "",
        )
        for option in answer.options
    )
    head = _element("single", "false" if answer.many else "true")
    rest = "<shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>"
    return [head + rest, *options]


def _number(answer: Number, lost: Losses) -> list[str]:
    value = _element("text", with_point(answer.value) or "0")
    tolerance = _element("tolerance", with_point(answer.tolerance) or "0")
    said = '<feedback format="markdown"><text></text></feedback>'
    right = f'<answer fraction="100" format="plain_text">{value}{tolerance}{said}</answer>'
    listed = [(answer.unit, Fraction(1))] if answer.unit else []
    listed += [(unit.name, unit.factor) for unit in answer.units]
    if not listed:
        return [right]
    units = ""
    for name, factor in listed:
        multiplier = with_point(1 / factor) or f"{float(1 / factor):.12f}".rstrip("0")
        if factor * Fraction(multiplier) != 1:
            lost.say(f"satuan '{name}' dibulatkan", f"the unit '{name}' was rounded")
        inner = f"{_element('multiplier', multiplier)}{_element('unit_name', name)}"
        units += f"<unit>{inner}</unit>"
    mode = "1" if answer.unit_required else "0"
    rule = f"<unitgradingtype>{mode}</unitgradingtype><unitpenalty>{mode}</unitpenalty>"
    return [right, f"{rule}<units>{units}</units>"]


def _pairs(answer: Pairs, lost: Losses, known: Mapping[str, Asset]) -> list[str]:
    rows = ["<shuffleanswers>true</shuffleanswers>"]
    for left, right in [*answer.pairs, *(("", spare) for spare in answer.spare)]:
        words, some = plain_of(right)
        if some:
            lost.say("penekanan di sisi kanan hilang", "emphasis on the right was lost")
        rows.append(
            _text("subquestion", left, known).replace(
                "</subquestion>", f"<answer>{_element('text', words)}</answer></subquestion>"
            )
        )
    return rows
