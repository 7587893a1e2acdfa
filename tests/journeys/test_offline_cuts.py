"""The line is cut at every step, the browser and the server are killed: nothing kept is lost."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.journeys import steps
from tests.journeys.course import CONTENT, Course
from tests.journeys.device import Device
from tests.journeys.line import Cut, Silence
from tests.journeys.office import Learner, Office
from tests.journeys.phone import KEPT, Phone, phone_of
from tests.server import Server, demo_server

pytestmark = [pytest.mark.browser, pytest.mark.long]

CUTS: tuple[Cut, ...] = ("before", "during", "after")
SILENCES: tuple[Silence, ...] = ("asking", "answering")
SCHEDULES, SEED = 20, 4


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module's own, to be killed."""
    with demo_server(tmp_path_factory.mktemp("mortal"), LENTERA_CONTENT=str(CONTENT)) as server:
        yield server


@pytest.fixture
def desk(mortal: Server) -> Iterator[Office]:
    office = Office(mortal)
    yield office
    office.close()


@pytest.fixture
def phone(playwright_here: Playwright, mortal: Server, tmp_path: Path) -> Iterator[Phone]:
    with phone_of(playwright_here, mortal, tmp_path / "profile") as phone:
        yield phone


def begun(desk: Office, course: Course) -> tuple[Learner, str]:
    """Somebody enrolled, with a quiz begun."""
    learner = desk.add_learner()
    with desk.api_of(learner) as api:
        return learner, str(Device(api, course).start(course.quiz))


def in_quiz(phone: Phone, desk: Office, course: Course) -> tuple[Learner, Page]:
    """Somebody signed in on the phone, at the first question of a quiz."""
    learner, attempt = begun(desk, course)
    page = phone.start()
    phone.sign_in(learner)
    page.goto(f"/percobaan/{attempt}")
    steps.in_attempt(page)
    return learner, page


def is_kept(page: Page) -> None:
    """The line says that what was just done is on the device, or received already."""
    steps.until(
        page,
        lambda: (
            KEPT in (said := page.locator("#save").inner_text())
            or steps.RECEIVED.search(said) is not None
        ),
    )


def drained(page: Page) -> None:
    """Everything that waited was received."""
    page.goto("/luring")
    expect(page.get_by_text("Semua sudah diterima server.")).to_be_visible(timeout=60_000)


def answers(commands: list[dict[str, Any]]) -> dict[str, Any]:
    """The last response to each question, in the order of the device's clock."""
    made = [one for one in commands if one["kind"] == "answer"]
    made.sort(key=lambda one: [int(part) for part in one["hlc"].split(".")])
    return {one["payload"]["question"]: one["payload"]["response"] for one in made}


def each_once(commands: list[dict[str, Any]]) -> None:
    assert set(Counter(one["id"] for one in commands).values()) == {1}
    assert {one["refused"] for one in commands} == {None}


@pytest.mark.parametrize("cut", CUTS)
def test_a_line_cut_at_every_answer_of_a_quiz(
    phone: Phone, desk: Office, course: Course, cut: Cut
) -> None:
    learner, page = in_quiz(phone, desk, course)
    asked = steps.question_ids(page)
    for question in asked:
        phone.line.cut = cut
        steps.give(steps.show_question(page, question), course.right(question))
        is_kept(page)
        steps.until(page, lambda: phone.line.is_down)
        phone.line.mend()
        page.evaluate("dispatchEvent(new Event('online'))")
        steps.saved(page)
    # Handing in meets the same.
    phone.line.cut = cut
    page.locator('.pal a[href="#periksa"]').click()
    page.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    steps.until(page, lambda: phone.line.is_down)
    phone.line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("100 dari 100")
    with desk.api_of(learner) as api:
        each_once(api.commands())


@pytest.mark.parametrize("cut", CUTS)
def test_a_line_cut_at_every_step_of_a_lesson(
    phone: Phone, desk: Office, course: Course, cut: Cut
) -> None:
    learner = desk.add_learner()
    with desk.api_of(learner) as api:
        Device(api, course)
    page = phone.start()
    phone.sign_in(learner)
    phone.line.cut = cut
    page.goto(course.link(course.lessons[0]))
    # Opening it is the first command; then the place that is read, then that it is done.
    for step in (None, _scroll, _mark_done):
        if step is not None:
            step(page)
        steps.until(page, lambda: phone.line.is_down)
        is_kept(page)
        phone.line.mend()
        page.evaluate("dispatchEvent(new Event('online'))")
        steps.saved(page)
        phone.line.cut = cut
    phone.line.mend()
    drained(page)
    with desk.api_of(learner) as api:
        commands = api.commands()
    each_once(commands)
    assert {"opened", "position", "done"} <= {one["kind"] for one in commands}


@pytest.mark.parametrize("way", SILENCES)
def test_what_hangs_on_a_silent_line_is_sent_anew_once_it_is_back(
    phone: Phone, desk: Office, course: Course, way: Silence
) -> None:
    """Nothing is refused, so nothing tells the page; left alone it would wait for 45 seconds."""
    learner, page = in_quiz(phone, desk, course)
    first, second, *_ = steps.question_ids(page)
    steps.answer(page, first, course.right(first))
    phone.line.fall_silent(way)
    steps.give(steps.show_question(page, second), course.right(second))
    expect(page.locator("#save")).to_contain_text(KEPT)
    steps.until(page, lambda: phone.line.lost > 0)
    phone.line.mend()
    # A line that comes back is unsteady: one send is abandoned all the same.
    for _ in range(5):
        page.evaluate("dispatchEvent(new Event('online'))")
    steps.saved(page)
    with desk.api_of(learner) as api:
        commands = api.commands()
    each_once(commands)
    assert answers(commands) == {one: course.right(one) for one in (first, second)}


def _scroll(page: Page) -> None:
    page.locator("article > :last-child").scroll_into_view_if_needed()


def _mark_done(page: Page) -> None:
    page.get_by_role("button", name="Tandai selesai").click()
    expect(page.locator("#is-done")).to_be_visible()


def test_every_answer_shown_as_kept_outlives_a_killed_browser(
    phone: Phone, mortal: Server, desk: Office, course: Course
) -> None:
    """Seeded schedules: the line drops, the browser or the server is killed right after "kept"."""
    chance = random.Random(SEED)
    page = phone.start()
    for number in range(SCHEDULES):
        learner, attempt = begun(desk, course)
        phone.online(True)
        page.goto("/masuk")
        if phone.context is not None:
            phone.context.clear_cookies()
        phone.sign_in(learner)
        page.goto(f"/percobaan/{attempt}")
        steps.in_attempt(page)
        # Until the worker keeps the page, a cold start without a network has nothing to show.
        page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
        given: dict[str, Any] = {}
        for question in steps.question_ids(page):
            dice = chance.random()
            if dice < 0.4:
                phone.line.cut = chance.choice(CUTS)
            elif dice < 0.6:
                phone.line.down()
            elif dice < 0.8:
                phone.line.mend()
            choose = course.right if chance.random() < 0.7 else course.wrong
            steps.give(steps.show_question(page, question), choose(question))
            is_kept(page)
            given[question] = choose(question)
            if chance.random() < 0.25:
                break
        if number % 5 == 4:
            mortal.kill()
            mortal.start()
        phone.kill()
        page = phone.start()
        # A killed browser may have forgotten the session it was given a moment before.
        phone.sign_in(learner)
        drained(page)
        with desk.api_of(learner) as api:
            commands = api.commands()
        each_once(commands)
        assert answers(commands) == given, number
