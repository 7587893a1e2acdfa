"""Which questions a quiz may ask, and how many of which competency and difficulty. Pure.

It reads banks as authors wrote them, faults and all: a question without a proper id is left out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.assessment.quiz import Pool
from app.assessment.quiz_source import DrawSource, QuizSource
from app.catalogue.compiler.kinds import ActivitySource

USUAL_DIFFICULTY = "medium"

Cell = tuple[str, str]
"""Competency and difficulty."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How many questions of each cell an attempt has.

    ``open``: labels of the pools of which the draw decides it; their questions are not counted.
    """

    cells: Mapping[Cell, int]
    open: tuple[str, ...]


def questions_in(bank: ActivitySource) -> dict[str, Mapping[str, Any]]:
    """A bank's questions by id, in its order; the first of those that share one."""
    found: dict[str, Mapping[str, Any]] = {}
    listed = bank.data.get("questions", ())
    for question in listed if isinstance(listed, Sequence) else ():
        one = question.get("id") if isinstance(question, Mapping) else None
        if isinstance(one, str):
            found.setdefault(one, question)
    return found


def found_by(draw: DrawSource, bank: ActivitySource) -> tuple[str, ...]:
    """Ids of the questions that a draw may ask, in the bank's order."""
    return tuple(one for one, question in questions_in(bank).items() if _fits(question, draw))


def _fits(question: Mapping[str, Any], draw: DrawSource) -> bool:
    competency, difficulty = cell_of(question)
    tags = question.get("tags")
    return (
        draw.competency in (None, competency)
        and draw.difficulty in (None, difficulty)
        and (draw.tag is None or (isinstance(tags, list) and draw.tag in tags))
    )


def cell_of(question: Mapping[str, Any]) -> Cell:
    """What a question counts as; text that is no text counts as none."""
    competency, difficulty = question.get("competency"), question.get("difficulty")
    return (
        competency if isinstance(competency, str) else "",
        difficulty if isinstance(difficulty, str) else USUAL_DIFFICULTY,
    )


def label_of(draw: DrawSource) -> str:
    """A draw's name within its quiz: it is part of what an attempt's seed shuffles by."""
    filters = [
        f"{name}={value}"
        for name in ("competency", "difficulty", "tag")
        if (value := getattr(draw, name)) is not None
    ]
    return "?".join((draw.bank, "&".join(filters))) if filters else draw.bank


def pools_of(quiz: QuizSource, banks: Mapping[str, ActivitySource]) -> tuple[Pool, ...]:
    """What is drawn, in the author's order; banks that are not there give nothing."""
    if quiz.draw:
        return tuple(
            Pool(
                label=label_of(draw),
                count=draw.count,
                questions=tuple(f"{draw.bank}.{one}" for one in found_by(draw, banks[draw.bank])),
            )
            for draw in quiz.draw
            if draw.bank in banks
        )
    questions = tuple(quiz.questions or ())
    return (Pool(label="fixed", count=len(questions), questions=questions),)


def is_drawn(pools: Sequence[Pool]) -> bool:
    return any(pool.count < len(pool.questions) for pool in pools)


def blueprint_of(pools: Sequence[Pool], banks: Mapping[str, ActivitySource]) -> Blueprint:
    """Counted over all attempts alike: a pool counts if it is of one cell or asked whole."""
    cells: Counter[Cell] = Counter()
    undecided = []
    for pool in pools:
        held = Counter(_cell(question, banks) for question in pool.questions)
        if pool.count >= len(pool.questions):
            cells.update(held)
        elif len(held) == 1:
            cells[next(iter(held))] += pool.count
        else:
            undecided.append(pool.label)
    return Blueprint(dict(sorted(cells.items())), tuple(undecided))


def _cell(reference: str, banks: Mapping[str, ActivitySource]) -> Cell:
    bank, question = reference.split(".")
    return cell_of(questions_in(banks[bank]).get(question, {}) if bank in banks else {})
