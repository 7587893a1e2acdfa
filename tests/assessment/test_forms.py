"""The way without JavaScript: the form's fields make the same commands."""

import re
from html import unescape
from html.parser import HTMLParser

from app.assessment.forms import (
    answers_from_form,
    as_shown,
    responses_from_form,
    start_for_form,
    submit_for_form,
)
from app.assessment.schemas import AttemptRead
from app.learning.sync import apply_own
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT


class _Form(HTMLParser):
    """What a browser would send for a page of fieldsets."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._select = ""
        self._first = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "input":
            boxed = has.get("type") in ("radio", "checkbox")
            if not boxed or "checked" in has:
                self._add(str(has["name"]), has.get("value") or "")
        elif tag == "select":
            self._select, self._first = str(has["name"]), True
        elif tag == "option" and (self._first or "selected" in has):
            self.fields[self._select] = [str(has["value"])]
            self._first = False

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def sent_by_browser(view: AttemptRead) -> dict[str, list[str]]:
    form = _Form()
    form.feed("".join(question.html for question in view.questions))
    return form.fields


def filled(view: AttemptRead) -> dict[str, list[str]]:
    """The form with the right answers filled in by hand."""
    fields = sent_by_browser(view)
    fields["q:bank.satu:choice"] = ["b"]
    fields["q:bank.dua:choices"] = ["", "a", "c"]
    fields["q:bank.tiga:text"] = [" 91,48 "]
    fields |= {f"q:bank.empat:place:{one}": [str(n)] for n, one in enumerate("cab", 1)}
    return fields


async def test_a_whole_attempt_by_forms_alone(room: QuizRoom, seat: Seat) -> None:
    async def apply(*commands: tuple[str, dict[str, object]]) -> list[str]:
        results = await apply_own(room.database, seat.actor, commands, room.registry, room.clock())
        return [result.status for result in results]

    assert await apply(start_for_form(seat.enrolment, seat.activity)) == ["stored"]
    view = await room.view(seat)
    fields = filled(view)
    assert responses_from_form(fields, view) == RIGHT
    assert await apply(*answers_from_form(fields, view)) == ["stored"] * 4
    saved = await room.view(seat)
    assert {q.id: q.response for q in saved.questions} == RIGHT
    assert answers_from_form(sent_by_browser(saved), saved) == [], "nothing changed: nothing said"
    assert await apply(submit_for_form(saved)) == ["stored"]
    assert (await room.view(seat)).score == 10_000


async def test_an_untouched_form_says_only_the_order_that_stands(
    room: QuizRoom, seat: Seat
) -> None:
    """A list to put in order has no empty state: as it stands, it is an answer."""
    await room.start(seat)
    view = await room.view(seat)
    assert set(responses_from_form(sent_by_browser(view), view)) == {"bank.empat"}


async def test_an_answer_can_be_taken_back(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    await room.push(seat, *(room.answer(seat, q, r) for q, r in RIGHT.items()))
    view = await room.view(seat)
    fields = sent_by_browser(view)
    fields["q:bank.dua:choices"] = [""]
    fields["q:bank.tiga:text"] = [""]
    assert responses_from_form(fields, view) == {
        "bank.dua": {"choices": []},
        "bank.tiga": {"text": ""},
    }
    commands = {
        payload["question"]: payload["replaces"] for _, payload in answers_from_form(fields, view)
    }
    heads = {q.id: [str(head) for head in q.heads] for q in view.questions}
    assert commands == {q: heads[q] for q in ("bank.dua", "bank.tiga")}


async def test_a_form_older_than_the_answers_changes_only_what_was_touched(
    room: QuizRoom, seat: Seat
) -> None:
    await room.start(seat)
    view = await room.view(seat)
    stale = sent_by_browser(view) | {f"was:{q.id}": [as_shown(q.response)] for q in view.questions}
    await room.push(seat, *(room.answer(seat, q, r) for q, r in RIGHT.items()))
    newer = await room.view(seat)
    assert responses_from_form(stale, newer) == {}
    stale["q:bank.tiga:text"] = ["92"]
    stale["q:bank.empat:place:c"] = ["1"]
    assert set(responses_from_form(stale, newer)) <= {"bank.tiga", "bank.empat"}
    assert responses_from_form(stale, newer)["bank.tiga"] == {"text": "92"}


async def test_an_answer_back_to_what_a_stale_form_showed_is_not_seen_as_a_change(
    room: QuizRoom, seat: Seat
) -> None:
    await room.start(seat)
    await room.push(seat, room.answer(seat, "bank.satu", {"choice": "a"}))
    shown = await room.view(seat)
    stale = sent_by_browser(shown) | {
        f"was:{q.id}": [as_shown(q.response)] for q in shown.questions
    }
    (first,) = [q for q in shown.questions if q.id == "bank.satu"]
    await room.push(
        seat, room.answer(seat, "bank.satu", {"choice": "b"}, replaces=(str(first.command),))
    )
    newer = await room.view(seat)
    assert "bank.satu" not in responses_from_form(stale, newer)
    assert responses_from_form(stale | {"q:bank.satu:choice": ["c"]}, newer)["bank.satu"] == {
        "choice": "c"
    }


async def test_fields_of_other_questions_are_left_alone(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    view = await room.view(seat)
    assert responses_from_form({"q:bank.lima:choice": ["b"], "action": ["save"]}, view) == {}


async def test_the_text_of_a_page_is_readable(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    html = "".join(q.html for q in (await room.view(seat)).questions)
    text = unescape(re.sub(r"<[^>]*>", " ", html))
    assert text.count("Apa *yang* tepat?") == 4
    assert "Langkah a" in text
