"""A simulated cohort: people who know a question answer it as an independent reader did.

The readers answered every question from its stem and options alone, without the key
(``readings/<bank>.yaml``: question id → response). So the key is not used to make the answers that
judge it, and a wrong key shows as it would with real learners: those who know more do worse.
"""

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import exp
from pathlib import Path
from typing import Any

import yaml

from app.assessment.questions.base import Pieces, Question
from app.assessment.questions.registry import QUESTION_KINDS

READINGS = Path(__file__).parent / "readings"
Response = Mapping[str, Any]


def readings() -> dict[str, Response]:
    """What the readers answered, by "<bank>.<question>"."""
    found: dict[str, Response] = {}
    for file in sorted(READINGS.glob("*.yaml")):
        for question, response in yaml.safe_load(file.read_text("utf-8")).items():
            found[f"{file.stem}.{question}"] = response
    return found


def credit_of(question: Question, response: Response) -> Fraction:
    return QUESTION_KINDS[question.kind].mark(question, question.key, response).credit


def attempts(
    questions: list[Question], known: Mapping[str, Response], *, people: int, seed: int
) -> Iterator[dict[str, Fraction]]:
    """Each person's credits for all questions. Ability and difficulty are drawn from N(0, 1); who
    knows is decided by the Rasch model, P = 1 / (1 + exp(difficulty - ability)); others guess.
    """
    rng = random.Random(seed)
    difficulty = {question.id: rng.gauss(0, 1) for question in questions}
    for _ in range(people):
        ability = rng.gauss(0, 1.5)
        yield {
            question.id: credit_of(
                question,
                known[question.id]
                if rng.random() < 1 / (1 + exp(difficulty[question.id] - ability))
                else guess(question, rng),
            )
            for question in questions
        }


def guess(question: Question, rng: random.Random) -> Response:
    """A response by chance."""
    pieces: Pieces = question.pieces_in("id")
    match question.kind:
        case "single_choice":
            return {"choice": rng.choice(pieces.options).id}
        case "multiple_response":
            count = rng.randint(1, len(pieces.options))
            return {"choices": sorted(o.id for o in rng.sample(pieces.options, count))}
        case "true_false":
            return {"value": rng.choice(["true", "false"])}
        case "matching":
            return {"pairs": {one.id: rng.choice(pieces.right).id for one in pieces.left}}
        case "ordering":
            return {"order": [one.id for one in rng.sample(pieces.items, len(pieces.items))]}
        case "numeric":
            return {"text": str(rng.randint(1, 100))}
        case _:
            return {"text": rng.choice(["tidak tahu", "mungkin", "semua"])}
