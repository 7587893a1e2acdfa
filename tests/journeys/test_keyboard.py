"""Without a pointer: sign in, read, answer, hand in, and always see where the focus is."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.course import Course, Response
from tests.journeys.device import Device
from tests.journeys.keys import RING, press, tab_to
from tests.journeys.office import Learner, Office
from tests.journeys.views import ready
from tests.journeys.visits import Visits

pytestmark = pytest.mark.browser


def test_from_sign_in_to_handing_in(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    with office.api_of(learner) as api:
        Device(api, course)
    page = visits.open(device="desktop", reduced_motion="reduce")
    page.goto("/masuk")
    ready(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    tab_to(page, page.locator("#identifier"))
    page.keyboard.type(steps.spaced(learner.nip))
    tab_to(page, page.locator("#password"))
    page.keyboard.type(learner.password)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text(learner.name)
    ready(page)
    press(page, page.locator(".card.lit").get_by_role("link", name="Lanjutkan"))
    expect(page).to_have_url(re.compile(re.escape(course.link(course.lessons[0])) + "$"))
    ready(page)
    press(page, page.get_by_role("button", name="Tandai selesai"))
    steps.saved(page)
    expect(page.locator("footer.end a[rel=next]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(course.link(course.activities[1])) + "$"))

    page.goto(course.link(course.quiz))
    press(page, page.get_by_role("button", name="Mulai kuis"))
    steps.in_attempt(page)
    for number, question in enumerate(steps.question_ids(page), start=1):
        section = page.locator(f"section.qs#q{number}")
        expect(section).to_be_visible()
        _give(page, section, course.right(question))
        steps.saved(page)
        press(page, page.locator("#steps [data-step='1']"))
        expect(page.locator("#where")).to_be_focused()
    expect(page.locator("#where")).to_have_text("Periksa jawaban")
    press(page, page.locator("#steps [data-step='1']"))
    confirm = page.get_by_role("dialog")
    expect(confirm).to_be_visible()
    page.keyboard.press("Escape")
    expect(confirm).to_be_hidden()
    press(page, page.locator("#steps [data-step='1']"))
    press(page, confirm.get_by_role("button", name="Kirim jawaban"))
    expect(page.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def test_the_ring_is_missed_where_it_is_not(visits: Visits) -> None:
    page = visits.open(device="desktop")
    page.goto("/masuk")
    ready(page)
    page.locator("#identifier").evaluate("(field) => { field.style.outline = 'none'; }")
    page.locator("#identifier").focus()
    assert "identifier" in page.evaluate(RING)


def _give(page: Page, section: Locator, response: Response) -> None:
    for kind, value in response.items():
        _GIVE[kind](page, section, value)


def _choose(page: Page, section: Locator, value: str) -> None:
    radios = section.locator("input[type=radio]")
    tab_to(page, radios.first)
    page.keyboard.press("Space")
    wanted = section.locator(f"input[value='{value}']")
    for _ in range(radios.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def _choose_all(page: Page, section: Locator, values: list[str]) -> None:
    for value in values:
        tab_to(page, section.locator(f"input[value='{value}']"))
        page.keyboard.press("Space")


def _type(page: Page, section: Locator, text: str) -> None:
    tab_to(page, section.locator("input[type=text]"))
    page.keyboard.type(text)
    page.keyboard.press("Tab")


def _pair(page: Page, section: Locator, pairs: dict[str, str]) -> None:
    for left, right in pairs.items():
        select = section.locator(f"select[name$=':pair:{left}']")
        tab_to(page, select)
        for _ in range(select.locator("option").count()):
            if select.input_value() == right:
                break
            page.keyboard.press("ArrowDown")
        expect(select).to_have_value(right)


def _order(page: Page, section: Locator, order: list[str]) -> None:
    items = section.locator("[data-item]")
    for place, wanted in enumerate(order):
        button = section.locator(f"[data-item='{wanted}'] button.up")
        while str(items.nth(place).get_attribute("data-item")) != wanted:
            press(page, button)
    press(page, section.get_by_role("button", name="Urutan ini jawaban saya"))


_GIVE: dict[str, Any] = {
    "choice": _choose,
    "value": _choose,
    "choices": _choose_all,
    "text": _type,
    "pairs": _pair,
    "order": _order,
}
