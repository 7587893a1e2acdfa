"""Forms without JavaScript → the same commands that a device would make. Pure.

Each function gives ``(kind, payload)`` as ``learning.sync.apply_own`` takes them. A save is
``answers_from_form``; a submit is that, applied, and then ``submit_for_form`` of the view as it is
afterwards, so that it pins exactly what the page saved.
"""

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


def responses_from_form(
    fields: Mapping[str, Sequence[str]], view: AttemptRead
) -> dict[str, dict[str, JsonValue]]:
    """The responses that the form changed, by question. ``fields``: all values of each name."""
    changed = {}
    for question in view.questions:
        kind = QUESTION_KINDS[question.kind]
        response = kind.from_form(_fields_of(question, fields))
        untouched = question.response is None and response == kind.blank
        if response is not None and not untouched and response != question.response:
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
