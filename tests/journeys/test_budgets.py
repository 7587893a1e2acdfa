"""What a phone on a slow line must fetch, as the browser counts it: exact, so it fails exactly."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.visits import Visits

pytestmark = pytest.mark.browser

LESSON_HTML = 14_000
FIRST_VISIT = 40_000
REQUESTS_BEFORE_A_TAP = 3
LAYOUT_SHIFT = 0.02

# Sums what moved. Nobody touches these pages, so nothing is excused: Chromium takes the making of
# a window for a recent input and would excuse the first half second.
WATCH_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"


@dataclass
class Wire:
    """Bytes that came over the network, headers included, by URL; ``document`` is the first."""

    page: Page
    sizes: dict[str, int] = field(default_factory=dict)
    document: str = ""

    def __post_init__(self) -> None:
        urls: dict[str, str] = {}
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")

        def asked(event: dict[str, Any]) -> None:
            urls[event["requestId"]] = event["request"]["url"]
            self.document = self.document or event["request"]["url"]

        def arrived(event: dict[str, Any]) -> None:
            url = urls[event["requestId"]]
            self.sizes[url] = self.sizes.get(url, 0) + int(event["encodedDataLength"])

        session.on("Network.requestWillBeSent", asked)
        session.on("Network.loadingFinished", arrived)


class Gate:
    """Lets requests of some kinds through, noting their URLs; the others wait until it opens.

    ``most``: no more than so many go through.
    """

    def __init__(self, page: Page, *kinds: str, most: int | None = None) -> None:
        self.passed: list[str] = []
        self.held: list[Route] = []
        self._kinds, self._most, self._is_open = kinds, most, False
        page.route("**/*", self._decide)

    def _decide(self, route: Route) -> None:
        has_room = self._most is None or len(self.passed) < self._most
        if self._is_open or (route.request.resource_type in self._kinds and has_room):
            self.passed.append(route.request.url)
            route.continue_()
        else:
            self.held.append(route)

    def open(self) -> None:
        self._is_open = True
        for route in self.held:
            route.continue_()


def test_a_cold_visit_to_any_lesson_is_small(
    visits: Visits, pupil: Learner, course: Course
) -> None:
    for lesson in course.lessons:
        page = visits.open(pupil)
        wire = Wire(page)
        page.goto(course.link(lesson), wait_until="networkidle")
        expect(page.locator("html[data-enhanced]")).to_be_attached()
        media = sum(
            size for url, size in wire.sizes.items() if url.endswith((".png", ".jpg", ".webp"))
        )
        html = wire.sizes[wire.document]
        assert 0 < html <= LESSON_HTML, (lesson.slug, html)
        assert sum(wire.sizes.values()) - media <= FIRST_VISIT, wire.sizes


def test_the_text_is_painted_with_one_request(
    visits: Visits, pupil: Learner, course: Course
) -> None:
    page = visits.open(pupil)
    gate = Gate(page, "document")
    lesson = course.lessons[0]
    page.goto(course.link(lesson), wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.text["id"].title)
    expect(page.locator("article > :last-child")).to_be_visible()
    _painted(page)
    assert len(gate.passed) == 1
    assert gate.held, "something follows, and was not needed"
    gate.open()


def test_nothing_moves_while_a_lesson_arrives(
    visits: Visits, pupil: Learner, course: Course
) -> None:
    for lesson in course.lessons:
        page = visits.open(pupil)
        page.add_init_script(WATCH_SHIFTS)
        gate = Gate(page, "document")
        page.goto(course.link(lesson), wait_until="commit")
        # The rest comes late, as on a slow line: after the text was there to read.
        _painted(page)
        gate.open()
        expect(page.locator("html[data-enhanced]")).to_be_attached()
        page.wait_for_load_state("networkidle")
        shifted = page.evaluate("() => window.shifted")
        assert shifted <= LAYOUT_SHIFT, (lesson.slug, shifted)


def test_a_move_would_be_seen(visits: Visits) -> None:
    page = visits.open()
    page.add_init_script(WATCH_SHIFTS)
    page.goto("/privasi")
    _painted(page)
    page.locator("main").evaluate("(main) => { main.style.marginTop = '200px'; }")
    steps.until(page, lambda: page.evaluate("() => window.shifted") > LAYOUT_SHIFT)


def test_a_question_answers_a_tap_after_three_requests(
    visits: Visits, office: Office, pupil: Learner, course: Course
) -> None:
    with office.api_of(pupil) as api:
        attempt = Device(api, course).start(course.quiz)
    page = visits.open(pupil)
    gate = Gate(page, "document", "script", most=REQUESTS_BEFORE_A_TAP)
    page.goto(f"/percobaan/{attempt}", wait_until="commit")
    steps.in_attempt(page)
    # What puts things in order has a script of its own, which may follow.
    question = next(q for q in steps.question_ids(page) if "order" not in course.right(q))
    number = steps.question_ids(page).index(question)
    steps.give(steps.show_question(page, question), course.right(question))
    expect(page.locator(".pal a").nth(number)).to_contain_text("Terjawab")
    assert len(gate.passed) == REQUESTS_BEFORE_A_TAP, gate.passed
    gate.open()
    steps.saved(page)


def test_a_check_in_a_lesson_answers_a_tap_after_three_requests(
    visits: Visits, pupil: Learner, course: Course
) -> None:
    """The style alone shows what belongs to a choice; the script comes when it comes."""
    lesson = next(one for one in course.lessons if "data-check" in one.fragments["id"].html)
    page = visits.open(pupil)
    gate = Gate(page, "document", "stylesheet")
    page.goto(course.link(lesson), wait_until="commit")
    check = page.locator(".check").first
    expect(check.locator(".fb").first).to_be_hidden()
    check.locator("label.opt").first.click()
    expect(check.locator(".fb").first).to_be_visible()
    assert len(gate.passed) <= REQUESTS_BEFORE_A_TAP, gate.passed
    gate.open()


def _painted(page: Page) -> None:
    steps.until(page, lambda: bool(page.evaluate(PAINTED)))
