"""The server dies without warning while somebody answers: what was received is still there."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Learner, Office
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]


def test_every_answer_shown_as_received_outlives_a_kill(
    visits: Visits, server: Server, office: Office, learner: Learner, course: Course
) -> None:
    visits.errors.expect(LINE_DROPPED)
    phone = visits.open(learner)
    steps.enrol(phone, course)
    attempt = steps.start_quiz(phone, course.link(course.quiz))
    receipts = []
    for number, question in enumerate(steps.question_ids(phone)):
        section = steps.show_question(phone, question)
        if number % 3 == 0:
            # Given and, an instant later, dead: perhaps on the way, perhaps just committed.
            steps.give(section, course.right(question))
            server.kill()
            server.start()
            _try_again(phone)
            receipts.append(steps.saved(phone))
        elif number % 3 == 1:
            steps.give(section, course.right(question))
            receipts.append(steps.saved(phone))
            server.kill()
        else:
            steps.give(section, course.right(question))
            expect(phone.locator("#save")).to_contain_text(steps.WAITING)
            server.start()
            _try_again(phone)
            receipts.append(steps.saved(phone))
    if server.process is None or server.process.poll() is not None:
        server.start()

    with office.api_of(learner) as api:
        commands = api.commands()
        view = api.get(f"/attempts/{attempt}")
    assert set(receipts) <= {command["receipt"] for command in commands}
    assert len({command["id"] for command in commands}) == len(commands)
    for question in view["questions"]:
        assert question["response"] == course.right(question["id"])
        assert len(question["heads"]) == 1
    steps.submit(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def _try_again(page: Page) -> None:
    """What a phone says when its line is back; saves waiting for the next try by itself."""
    page.evaluate("dispatchEvent(new Event('online'))")
