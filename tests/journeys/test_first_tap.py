"""On a slow line: a question answers a tap before its script has come."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.visits import Visits

pytestmark = pytest.mark.browser


def test_a_tap_is_answered_first_and_sent_later(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    with office.api_of(learner) as api:
        attempt = Device(api, course).start(course.quiz)
    page = visits.open(learner)
    held: list[Route] = []
    page.route("**/assets/*.js", lambda route: held.append(route))  # noqa: PLW0108
    page.goto(f"/percobaan/{attempt}", wait_until="commit")
    section = page.locator("section.qs:not(:has(.order))").first
    question = str(section.get_attribute("data-id"))
    mark = page.locator(f".pal a[href='#{section.get_attribute('id')}']")
    expect(mark).not_to_have_class(re.compile(r"\ba\b"))
    # By label and key alone: nothing of ours runs yet but the line inside the page.
    steps.give(section, course.right(question))
    expect(mark).to_have_class(re.compile(r"\ba\b"))
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/assets/*.js")
    steps.saved(page)
    with office.api_of(learner) as api:
        told = api.get(f"/attempts/{attempt}")
    assert [q["response"] for q in told["questions"] if q["id"] == question] != [None]
