"""A line that drops, a session that ends: what is shown as kept is kept, nothing is doubled."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Learner, Office
from tests.journeys.visits import LINE_DROPPED, REFUSED, Visits

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def quiz(visits: Visits, learner: Learner, course: Course) -> Page:
    """The phone in a new attempt; its console may say that the line dropped."""
    visits.errors.expect(LINE_DROPPED)
    page = visits.open(learner)
    steps.enrol(page, course)
    steps.start_quiz(page, course.link(course.quiz))
    return page


def test_answers_wait_while_offline_and_arrive_exactly_once(
    quiz: Page, office: Office, learner: Learner, course: Course
) -> None:
    asked = steps.question_ids(quiz)
    line = quiz.locator("#save")
    sent: list[str] = []
    quiz.on("request", lambda request: sent.append(request.post_data or '{"commands":[]}'))
    steps.answer(quiz, asked[0], course.right(asked[0]))

    quiz.context.set_offline(True)
    for question in asked[1:]:
        steps.give(steps.show_question(quiz, question), course.right(question))
        expect(line).to_contain_text("Tersimpan di perangkat · Menunggu terkirim")
        expect(line).to_contain_text("Sambungan terputus")
        expect(line).not_to_contain_text("Diterima")
    with office.api_of(learner) as api:
        assert set(_answers(api.commands())) == {asked[0]}

    quiz.context.set_offline(False)
    receipt = steps.saved(quiz)
    with office.api_of(learner) as api:
        commands = api.commands()
        assert receipt in {command["receipt"] for command in commands}
        _each_once(commands, _commands_in(sent))
        attempt = quiz.url.split("/percobaan/")[1][:36]
        view = api.get(f"/attempts/{attempt}")
    assert {one["id"]: one["response"] for one in view["questions"]} == {
        question: course.right(question) for question in asked
    }


def test_leaving_asks_first_only_where_nothing_can_be_kept(
    visits: Visits, learner: Learner, course: Course
) -> None:
    visits.errors.expect(LINE_DROPPED)
    page = visits.open(learner)
    page.add_init_script("delete window.indexedDB; delete Window.prototype.indexedDB")
    steps.enrol(page, course)
    steps.start_quiz(page, course.link(course.quiz))
    question = steps.question_ids(page)[0]
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.context.set_offline(True)
    steps.give(steps.show_question(page, question), course.right(question))
    expect(page.locator("#save")).to_contain_text("Belum tersimpan di perangkat")
    page.close(run_before_unload=True)
    steps.until(page, lambda: asked == ["beforeunload"])
    page.context.set_offline(False)
    steps.saved(page)
    page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_what_is_kept_outlives_the_page_and_is_sent_by_the_next(
    quiz: Page, office: Office, learner: Learner, course: Course
) -> None:
    question = steps.question_ids(quiz)[0]
    attempt = quiz.url
    quiz.context.set_offline(True)
    steps.give(steps.show_question(quiz, question), course.right(question))
    expect(quiz.locator("#save")).to_contain_text("Tersimpan di perangkat")
    # Closing is only asked for; a page on its way out cannot be told of the network.
    with quiz.expect_event("close"):
        quiz.close(run_before_unload=True)
    page = quiz.context.new_page()
    quiz.context.set_offline(False)
    page.goto(attempt)
    steps.saved(page)
    expect(page.locator(".pal a").first).to_contain_text("Terjawab")
    with office.api_of(learner) as api:
        assert list(_answers(api.commands())) == [question]


def test_an_answer_whose_receipt_was_lost_is_sent_again_and_counts_once(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    visits.errors.expect(LINE_DROPPED, "Service Worker registration blocked")
    # Without a worker: it sends too, and past what is cut at a page.
    quiz = visits.open(learner, service_workers="block")
    steps.enrol(quiz, course)
    steps.start_quiz(quiz, course.link(course.quiz))
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        """The server gets it; the phone does not hear of it, twice."""
        if len(lost) == 2:
            route.continue_()
            return
        route.fetch()
        lost.append(str(route.request.post_data))
        route.abort("connectionreset")

    question = steps.question_ids(quiz)[0]
    quiz.route(steps.COMMANDS, lose_the_answer)
    receipt = steps.answer(quiz, question, course.right(question))
    assert len(lost) == 2
    with office.api_of(learner) as api:
        commands = api.commands()
    _each_once(commands, _commands_in(lost))
    assert receipt in {command["receipt"] for command in commands}


def test_answers_stay_on_the_page_when_the_session_has_ended(
    quiz: Page, visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    visits.errors.expect(REFUSED)
    question = steps.question_ids(quiz)[0]
    gone = quiz.context.request.delete(
        "/api/v1/auth/session", headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert gone.ok
    section = steps.show_question(quiz, question)
    steps.give(section, course.right(question))
    line = quiz.locator("#save")
    expect(line).to_contain_text("Sesi Anda berakhir. Menunggu terkirim")
    before = section.locator("input:checked, input[type=text]").evaluate_all(
        "(fields) => fields.map((field) => field.value)"
    )

    with quiz.expect_popup() as opening:
        line.get_by_role("link", name="Masuk di tab baru").click()
    tab = opening.value
    steps.sign_in(tab, learner)
    expect(tab.get_by_role("heading", level=1)).to_contain_text(learner.name)
    tab.close()
    quiz.bring_to_front()
    # Headless Chromium has no window manager to say that the tab has the focus again.
    quiz.evaluate("dispatchEvent(new Event('focus'))")
    receipt = steps.saved(quiz)
    assert (
        section.locator("input:checked, input[type=text]").evaluate_all(
            "(fields) => fields.map((field) => field.value)"
        )
        == before
    )
    with office.api_of(learner) as api:
        commands = api.commands()
    assert list(_answers(commands)) == [question]
    assert receipt in {command["receipt"] for command in commands}


def _answers(commands: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Answer commands by question."""
    found: dict[str, list[dict[str, Any]]] = {}
    for command in commands:
        if command["kind"] == "answer":
            found.setdefault(command["payload"]["question"], []).append(command)
    return found


def _commands_in(bodies: list[str]) -> set[str]:
    return {command["id"] for body in bodies for command in json.loads(body)["commands"]}


def _each_once(commands: list[dict[str, Any]], sent: set[str]) -> None:
    counted = Counter(command["id"] for command in commands)
    assert set(counted.values()) == {1}
    assert sent <= set(counted)
    assert all(re.fullmatch(r"K-[0-9A-Z]{5}", command["receipt"]) for command in commands)
