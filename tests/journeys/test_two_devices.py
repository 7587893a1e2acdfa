"""One person, a phone and a laptop: each goes on where the other stopped, and neither undoes it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Api, Learner, Office
from tests.journeys.revisits import Revisit, is_kept
from tests.journeys.visits import Visits

SLOW = """(ms) => {
    const { fetch } = self;
    self.fetch = async (...asked) => {
        const end = Date.now() + ms;
        const answer = await fetch(...asked);
        await new Promise((done) => setTimeout(done, end - Date.now()));
        return answer;
    };
}"""

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_a_lesson_goes_on_at_the_same_block_on_the_other_device(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    lesson = course.lessons[0]
    phone, laptop = visits.open(learner), visits.open(learner, device="desktop")
    steps.enrol(phone, course)
    phone.goto(course.link(lesson))
    expect(phone.locator("html[data-enhanced]")).to_be_attached()
    blocks = phone.locator("article > [id^=b]")
    wanted = str(blocks.nth(blocks.count() // 2).get_attribute("id"))
    phone.evaluate("(id) => document.getElementById(id).scrollIntoView()", wanted)
    # By the page or by its worker, whichever sends first.
    with office.api_of(learner) as api:
        steps.until(phone, lambda: _spots(api, course) == [wanted])

    laptop.goto("/")
    laptop.locator(".card.lit").get_by_role("link", name="Lanjutkan").click()
    expect(laptop).to_have_url(re.compile(re.escape(course.link(lesson)) + "$"))
    expect(laptop.get_by_text("Anda kembali ke bagian terakhir")).to_be_visible()
    top = laptop.locator(f"#{wanted}").evaluate("(block) => block.getBoundingClientRect().top")
    assert 0 <= top < laptop.viewport_size["height"] / 3  # type: ignore[index]


def test_a_quiz_begun_on_the_phone_goes_on_on_the_laptop(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    phone, laptop = visits.open(learner), visits.open(learner, device="desktop")
    steps.enrol(phone, course)
    attempt = steps.start_quiz(phone, course.link(course.quiz))
    asked = steps.question_ids(phone)
    half = asked[: (len(asked) + 1) // 2]
    for question in half:
        steps.answer(phone, question, course.right(question))

    laptop.goto(course.link(course.quiz))
    laptop.get_by_role("link", name="Lanjutkan kuis").click()
    assert steps.in_attempt(laptop) == attempt
    assert steps.question_ids(laptop) == asked
    expect(laptop.locator(".pal a.a")).to_have_count(len(half))
    for question in asked[len(half) :]:
        steps.answer(laptop, question, course.right(question))
    steps.submit(laptop)
    expect(laptop.get_by_role("heading", level=1)).to_have_text("100 dari 100")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("100 dari 100")


@pytest.mark.parametrize("ms", [4000, 2500], ids=["later", "while it opens"])
def test_an_attempt_closed_elsewhere_is_shown_closed_over_a_slow_line(
    visits: Visits, office: Office, learner: Learner, course: Course, ms: int
) -> None:
    """What is kept is shown after 2.5 seconds; what is newer comes after that, or just then."""
    phone, laptop = visits.open(learner), visits.open(learner, device="desktop")
    steps.enrol(phone, course)
    attempt = steps.start_quiz(phone, course.link(course.quiz))
    for question in steps.question_ids(phone):
        steps.answer(phone, question, course.right(question))
    # Kept on the phone as it is now: a question is open, and the address says which.
    kept = Revisit("percobaan", f"/percobaan/{attempt}", "#attempt", f"/percobaan/{attempt}")
    steps.until(phone, lambda: is_kept(phone, kept))
    assert "#q" in phone.url
    laptop.goto(f"/percobaan/{attempt}")
    steps.in_attempt(laptop)
    steps.submit(laptop)
    expect(laptop.get_by_role("heading", level=1)).to_have_text("100 dari 100")

    # The network takes longer than what is kept may wait for it.
    (worker,) = phone.context.service_workers
    worker.evaluate(SLOW, ms)
    phone.reload()
    if ms > 3000:
        expect(phone.locator("#attempt")).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def test_two_starts_at_once_give_one_attempt(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    with office.api_of(learner) as api:
        Device(api, course)
        pages = [visits.open(learner), visits.open(learner, device="desktop")]
        held: list[Route] = []
        for page in pages:
            page.route("**/mulai", lambda route: held.append(route))  # noqa: PLW0108
            page.goto(course.link(course.quiz))
            with page.expect_request("**/mulai"):
                page.get_by_role("button", name="Mulai kuis").click(no_wait_after=True)
        steps.until(pages[0], lambda: len(held) == len(pages))
        for route in held:
            route.continue_()
        attempts = {steps.in_attempt(page) for page in pages}
        assert len(attempts) == 1
        view = api.get(f"/attempts/{attempts.pop()}")
        chances = course.quiz.body["chances"]
        assert view["chance"] == 1
        assert view["chances_left"] == (chances and chances - 1)


def test_a_stale_tab_does_not_wipe_a_newer_answer(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    stale, fresh = visits.open(learner), visits.open(learner, device="desktop")
    steps.enrol(stale, course)
    attempt = steps.start_quiz(stale, course.link(course.quiz))
    first, second, *_ = steps.question_ids(stale)
    steps.answer(stale, first, course.wrong(first))

    fresh.goto(f"/percobaan/{attempt}")
    steps.in_attempt(fresh)
    steps.answer(fresh, first, course.right(first))

    # The old tab goes on with the next question, looks at the first, and marks it as unsure.
    steps.answer(stale, second, course.right(second))
    steps.show_question(stale, first).get_by_text("Ragu-ragu").click()
    steps.saved(stale)
    with office.api_of(learner) as api:
        answers = _responses(api.get(f"/attempts/{attempt}"))
    assert answers[first] == course.right(first)
    assert answers[second] == course.right(second)

    # Loaded again, it shows what counts, not what its fields held.
    stale.reload()
    steps.in_attempt(stale)
    assert _read_back(stale, first) == _read_back(fresh, first)
    with office.api_of(learner) as api:
        assert _responses(api.get(f"/attempts/{attempt}")) == answers


def test_a_stale_form_without_script_does_not_wipe_a_newer_answer(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    with office.api_of(learner) as api:
        device = Device(api, course)
        attempt = device.start(course.quiz)
        stale = visits.open(learner, script=False)
        stale.goto(f"/percobaan/{attempt}")
        first, *_ = steps.question_ids(stale)
        fresh = visits.open(learner, device="desktop")
        fresh.goto(f"/percobaan/{attempt}")
        steps.in_attempt(fresh)
        steps.answer(fresh, first, course.right(first))
        stale.get_by_role("button", name="Simpan dahulu").click()
        expect(stale.locator("#save")).to_be_visible()
        assert _responses(api.get(f"/attempts/{attempt}"))[first] == course.right(first)


def _responses(view: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one["response"] for one in view["questions"] if one["response"]}


def _read_back(page: Page, question_id: str) -> Any:
    """What a question's fields say."""
    section = page.locator(f'section.qs[data-id="{question_id}"]')
    return section.evaluate(
        """(section) => [...section.querySelectorAll('.q input, .q select')]
            .map((field) => [field.name, field.type === 'text' || field.matches('select')
                ? field.value : `${field.value}:${field.checked}`])
            .sort()"""
    )


def _spots(api: Api, course: Course) -> list[str | None]:
    """Where the learner is in each activity of the course that was opened."""
    states = api.get("/learning/states", course=course.slug)["activities"]
    return [one["spot"] for one in states]
