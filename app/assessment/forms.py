"""Forms without JavaScript → the same commands that a device would make. Pure.

Each function gives ``(kind, payload)`` as ``learning.sync.apply_own`` takes them. A save is
``answers_from_form``; a submit is that, applied, and then ``submit_for_form`` of the view as it is
afterwards, so that it pins exactly what the page saved.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import JsonValue

from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.schemas import AttemptRead, QuestionRead

Command = tuple[str, dict[str, Any]]


def start_for_form(enrolment_id: UUID, activity_id: UUID) -> Command:
    """The start that the quiz's cover posts."""
    return "start", {"enrolment": str(enrolment_id), "activity": str(activity_id)}


def as_shown(response: Mapping[str, JsonValue] | None) -> str:
    """A response as the form's ``was:`` field holds it, to compare with later."""
    return json.dumps(response, sort_keys=True)


def needs_more(view: AttemptRead) -> bool:
    """Whether a question of the attempt needs what most pages do without."""
    return any(QUESTION_KINDS[question.kind].needs_more for question in view.questions)


def responses_from_form(
    fields: Mapping[str, Sequence[str]], view: AttemptRead
) -> dict[str, dict[str, JsonValue]]:
    """The responses that the form changed, by question. ``fields``: all values of each name.

    The page may be older than the answer in force, given on another device: what merely stands
    in it as it was shown (``was:``) is no answer, and leaves the newer one alone.
    """
    changed = {}
    for question in view.questions:
        kind = QUESTION_KINDS[question.kind]
        own = _fields_of(question, fields)
        response = kind.from_form(own)
        if response is None or response == question.response:
            continue
        now = as_shown(question.response)
        was = fields.get(f"was:{question.id}", [now])[-1]
        if was == as_shown(None):
            was = as_shown(kind.blank if was == now else kind.untouched(own))
        if as_shown(response) != was:
            changed[question.id] = response
    return changed


def answers_from_form(fields: Mapping[str, Sequence[str]], view: AttemptRead) -> list[Command]:
    """An answer command for each response that the form changed."""
    heads = {question.id: question.heads for question in view.questions}
    return [
        (
            "answer",
            _about(view)
            | {
                "question": question,
                "response": response,
                "replaces": [str(one) for one in heads[question]],
            },
        )
        for question, response in responses_from_form(fields, view).items()
    ]


def submit_for_form(view: AttemptRead) -> Command:
    """Hands in what the view shows as saved."""
    answers = {
        question.id: {"command": str(question.command), "sha256": question.sha256}
        for question in view.questions
        if question.command is not None
    }
    return "submit", _about(view) | {"answers": answers}


def _about(view: AttemptRead) -> dict[str, Any]:
    return {
        "enrolment": str(view.enrolment),
        "activity": str(view.activity),
        "attempt": str(view.id),
    }


def _fields_of(
    question: QuestionRead, fields: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    prefix = f"q:{question.id}:"
    return {
        name.removeprefix(prefix): values
        for name, values in fields.items()
        if name.startswith(prefix)
    }
