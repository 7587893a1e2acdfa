"""What people do on the pages, in steps that the journeys share."""

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from app.catalogue.document import Activity
from tests.journeys.course import Course, Response
from tests.journeys.office import Learner
from tests.journeys.visits import TIMEOUT_MS

RECEIVED = re.compile(r"Diterima server, no\. (K-[0-9A-Z]{5})")
WAITING = "Menunggu terkirim"
COMMANDS = "**/api/v1/learning/commands*"
ATTEMPT = re.compile(r"/percobaan/[0-9a-f-]{36}")


def spaced(nip: str) -> str:
    """As it is printed on paper."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def sign_in(page: Page, learner: Learner, *, nip: str | None = None) -> None:
    """On the sign-in page, by hand."""
    page.get_by_label("NIP (18 angka) atau surel").fill(nip or learner.nip)
    page.get_by_label("Kata sandi", exact=True).fill(learner.password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def enrol(page: Page, course: Course) -> None:
    page.goto(course.path)
    page.get_by_role("button", name="Ikuti kursus ini").click()
    expect(page.get_by_role("link", name="Mulai belajar")).to_be_visible()


def saved(page: Page) -> str:
    """Wait for the server's receipt of what was just done; the line says "waiting" until then."""
    line = page.locator("#save")
    expect(line).to_contain_text(RECEIVED)
    found = RECEIVED.search(line.inner_text())
    assert found is not None
    return found.group(1)


def read_lesson(page: Page) -> None:
    """Scroll to the end of the text and mark it as done."""
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    page.locator("article > :last-child").scroll_into_view_if_needed()
    page.get_by_role("button", name="Tandai selesai").click()
    expect(page.locator("#is-done")).to_be_visible()
    saved(page)


def go_on(page: Page) -> None:
    """To the next activity, or back to the course after the last."""
    page.locator("footer.end a[rel=next]").click()


def start_quiz(page: Page, link: str) -> str:
    """From the quiz's cover into a new attempt; its id."""
    page.goto(link)
    page.get_by_role("button", name=re.compile("Mulai kuis|Ulangi kuis")).click()
    return in_attempt(page)


def in_attempt(page: Page) -> str:
    page.wait_for_url(ATTEMPT)
    expect(page.locator("html[data-enhanced] #steps")).to_be_visible()
    return page.url.split("/percobaan/")[1][:36]


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something outside the page; its events are handled meanwhile."""
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not holds():
        assert time.monotonic() < deadline, "what was waited for did not happen"
        page.wait_for_timeout(20)


def question_ids(page: Page) -> list[str]:
    return [str(section.get_attribute("data-id")) for section in page.locator("section.qs").all()]


def show_question(page: Page, question_id: str) -> Locator:
    """Bring a question to the screen by its number above; its section."""
    number = question_ids(page).index(question_id) + 1
    page.locator(f'.pal a[href="#q{number}"]').click()
    section = page.locator(f'section.qs[data-id="{question_id}"]')
    expect(section).to_be_visible()
    return section


def give(section: Locator, response: Response) -> None:
    """Enter a response into a question's fields, as a person would."""
    for kind, value in response.items():
        _GIVE[kind](section, value)


def _choose(section: Locator, value: str) -> None:
    section.locator(f"label.opt:has(input[value='{value}'])").click()


def _choose_all(section: Locator, values: list[str]) -> None:
    for box in section.locator("label.opt").all():
        field = box.locator("input")
        if field.is_checked() != (field.get_attribute("value") in values):
            box.click()


def _type(section: Locator, text: str) -> None:
    field = section.locator("input[type=text]")
    field.fill(text)
    field.blur()


def _pair(section: Locator, pairs: dict[str, str]) -> None:
    for left, right in pairs.items():
        section.locator(f"select[name$=':pair:{left}']").select_option(right)


def _order(section: Locator, order: list[str]) -> None:
    """One place after the other: the item that belongs there climbs."""
    items = section.locator("[data-item]")
    for place, wanted in enumerate(order):
        item = section.locator(f"[data-item='{wanted}']")
        while str(items.nth(place).get_attribute("data-item")) != wanted:
            item.locator("button.up").click()
    keep = section.get_by_role("button", name="Urutan ini jawaban saya")
    if keep.is_visible():
        keep.click()


_GIVE: dict[str, Any] = {
    "choice": _choose,
    "value": _choose,
    "choices": _choose_all,
    "text": _type,
    "pairs": _pair,
    "order": _order,
}


def answer(page: Page, question_id: str, response: Response) -> str:
    """Answer a question and wait for the receipt."""
    give(show_question(page, question_id), response)
    return saved(page)


def answer_all(page: Page, course: Course, *, right: bool) -> list[str]:
    """Answer every question of the attempt; the receipts."""
    choose = course.right if right else course.wrong
    return [answer(page, one, choose(one)) for one in question_ids(page)]


def submit(page: Page) -> None:
    """Review, hand in, confirm; ends on the result."""
    page.locator('.pal a[href="#periksa"]').click()
    page.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("section.verdict")).to_be_visible()


def take_quiz(page: Page, course: Course, quiz: Activity, *, right: bool) -> None:
    start_quiz(page, course.link(quiz))
    answer_all(page, course, right=right)
    submit(page)
