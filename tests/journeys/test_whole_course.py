"""One whole shipped course on a phone: every lesson, practice and test, to its certificate."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.catalogue.compiler.compile import compile_all
from app.catalogue.document import Activity
from app.wiring import ACTIVITY_KINDS
from tests.journeys import steps
from tests.journeys.course import SHIPPED, Course
from tests.journeys.office import Learner, Office
from tests.journeys.visits import Visits

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]

SLUG = "manajemen-waktu"


@pytest.fixture(scope="module")
def whole() -> Course:
    report = compile_all([SHIPPED], ACTIVITY_KINDS)
    assert report.findings == []
    return Course(next(c for c in report.courses if c.slug == SLUG))


@pytest.fixture(scope="module")
def content() -> Path:
    return SHIPPED


def test_from_the_catalogue_to_the_certificate(
    visits: Visits, office: Office, whole: Course
) -> None:
    learner: Learner = office.add_learner()
    page = visits.open(learner)
    steps.enrol(page, whole)
    for activity in whole.activities:
        page.goto(whole.link(activity))
        expect(page.get_by_role("heading", level=1)).to_have_text(activity.text["id"].title)
        DO[activity.kind](page, whole, activity)
    page.goto(whole.path)
    expect(page.get_by_text("Semua syarat terpenuhi")).to_be_visible()
    expect(page.get_by_role("link", name="Beri penilaian")).to_be_visible()
    expect(page.get_by_role("link", name="Unduh sertifikat (PDF)")).to_be_visible()
    page.goto("/profil")
    expect(page.locator("li", has=page.locator(".figure", has_text=f"+{whole.jp}"))).to_be_visible()
    with office.api_of(learner) as api:
        told = api.get(f"/courses/{SLUG}")
        (certificate,) = api.get("/certificates")
    states = [a["state"] for module in told["modules"] for a in module["activities"]]
    assert all(state["done"] or state["outcome"]["state"] == "passed" for state in states)
    assert (told["status"], certificate["jp"]) == ("completed", whole.jp)


def _read(page: Page, _course: Course, _activity: Activity) -> None:
    steps.read_lesson(page)


def _take(page: Page, course: Course, activity: Activity) -> None:
    steps.start_quiz(page, course.link(activity))
    for question in steps.question_ids(page):
        steps.give(steps.show_question(page, question), course.right(question))
    forward = page.locator("#steps [data-step='1']")
    page.locator(".pal a.fin").click()
    forward.click()
    page.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def _play(page: Page, _course: Course, activity: Activity) -> None:
    """Always the first choice, until there is an ending."""
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    for _ in range(activity.minutes):
        page.locator("#play button:visible").first.click()
        page.locator("#go").click()
        if page.locator("#score").is_visible():
            break
    expect(page.locator("#score")).to_be_visible()
    expect(page.locator("#save")).to_contain_text(steps.RECEIVED)


def _fill_in(page: Page, _course: Course, _activity: Activity) -> None:
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    expect(page.locator("#sheet")).to_be_visible()
    for field in page.locator("#sheet [data-key]:visible").all():
        _enter(field)
    page.locator("h1").click()
    expect(page.locator("#progress")).to_contain_text("Lembar kerja lengkap.")
    # Of the private log only the number of days is sent, and said to be.
    expect(page.locator("#save")).to_contain_text(re.compile(r"iterima server, no\. K-"))


def _enter(field: Locator) -> None:
    key = str(field.get_attribute("data-key"))
    shape = field.evaluate("(field) => field.tagName === 'SELECT' ? 'select' : field.type")
    if shape == "select":
        field.select_option(index=1)
    elif shape == "time":
        field.fill("14:00" if key.endswith("to") else "13:00")
    elif shape == "date":
        field.fill((date(2026, 12, 1) + timedelta(days=7)).isoformat())
    elif field.get_attribute("inputmode") in ("decimal", "numeric"):
        # A day of the time log counts from an hour on.
        field.fill("90" if key.endswith("minutes") else "10")
    else:
        field.fill("6 7 9 8 30" if re.search(r"times", key) else "Isian rekaan")


DO = {"lesson": _read, "quiz": _take, "scenario": _play, "worksheet": _fill_in}
