"""A page that was here before: its text comes from the device, whatever the line does."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.phone import Phone
from tests.journeys.revisits import is_kept, pages_of

pytestmark = pytest.mark.browser


@pytest.fixture
def device(office: Office, learner: Learner, course: Course) -> Iterator[Device]:
    """The learner's other device."""
    with office.api_of(learner) as api:
        yield Device(api, course)


@pytest.fixture
def visited(phone: Phone, device: Device, learner: Learner, course: Course) -> Page:
    """The phone after a visit to each page; nothing is downloaded."""
    assert device.enrolment
    page = phone.start()
    phone.sign_in(learner)
    for one in pages_of(course):
        page.goto(one.path)
        expect(page.locator(one.text).first).to_be_visible()
        steps.until(page, partial(is_kept, page, one))
    return page


def test_no_request_stands_before_the_text(visited: Page, phone: Phone, course: Course) -> None:
    phone.line.hold()
    for one in pages_of(course):
        visited.goto(one.path, wait_until="commit")
        expect(visited.locator(one.text).first).to_be_visible()
    # They were asked for behind it: the line was there and answered nothing.
    steps.until(visited, lambda: phone.line.held > 0)


def test_a_cold_browser_without_a_network_shows_them(
    visited: Page, phone: Phone, course: Course
) -> None:
    phone.close()
    page = phone.start(online=False)
    for one in pages_of(course):
        page.goto(one.path)
        expect(page.locator(one.text).first).to_be_visible()


def test_what_is_newer_follows_by_itself(
    visited: Page, phone: Phone, device: Device, course: Course
) -> None:
    expect(visited.locator("main")).to_be_visible()
    phone.close()
    device.finish_lessons()
    page = phone.start()
    page.goto("/")
    done = len(course.lessons)
    expect(page.locator(".card.lit")).to_contain_text(re.compile(rf"\b{done} dari \d+"))
    page.goto(course.path)
    expect(page.get_by_text("Selesai", exact=False).first).to_be_visible()
