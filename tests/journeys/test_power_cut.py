"""The server dies without warning while somebody answers: what was received is still there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps
from tests.journeys.course import CONTENT, Course
from tests.journeys.office import Office
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.server import Server, demo_server

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this test's own, to be killed."""
    with demo_server(tmp_path_factory.mktemp("mortal"), LENTERA_CONTENT=str(CONTENT)) as server:
        yield server


def test_every_answer_shown_as_received_outlives_a_kill(
    mortal: Server, browser: Browser, course: Course
) -> None:
    office = Office(mortal)
    learner = office.add_learner()
    visits = Visits(browser, mortal)
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
            mortal.kill()
            mortal.start()
            _try_again(phone)
            receipts.append(steps.saved(phone))
        elif number % 3 == 1:
            steps.give(section, course.right(question))
            receipts.append(steps.saved(phone))
            mortal.kill()
        else:
            steps.give(section, course.right(question))
            expect(phone.locator("#save")).to_contain_text(steps.WAITING)
            mortal.start()
            _try_again(phone)
            receipts.append(steps.saved(phone))
    if mortal.process is None or mortal.process.poll() is not None:
        mortal.start()

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
    visits.close()
    office.close()
    assert visits.errors.unexpected() == []


def _try_again(page: Page) -> None:
    """What a phone says when its line is back; saves waiting for the next try by itself."""
    page.evaluate("dispatchEvent(new Event('online'))")
