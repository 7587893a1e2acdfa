"""A trainer reads what sixty attempts tell, and finds the question whose key is turned."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cohort import PEOPLE, Cohort, sit
from tests.journeys.office import Office
from tests.journeys.visits import Device, Visits, sign_in
from tests.server import Server

# Whoever else had taken the quiz would be counted.
pytestmark = [pytest.mark.browser, pytest.mark.own_server]

URL = "/teaching/courses/{0}/quizzes/{1}/statistics"


@pytest.fixture(scope="module")
def cohort(server: Server, office: Office) -> Cohort:
    """Sixty people have taken a quiz, and the server has counted them."""
    made = sit(server.data_dir)
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        told = office.get(URL.format(made.course, made.quiz))
        if told["attempts"] == PEOPLE and told["waiting"] == 0:
            return made
        time.sleep(0.5)
    raise AssertionError("The attempts were not counted within three minutes")


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_a_turned_key_is_found(
    visits: Visits, office: Office, cohort: Cohort, device: Device
) -> None:
    page = visits.open(device=device)
    sign_in(page.context, office.account)
    page.goto(f"/kelola/mengajar/{cohort.course}/statistik/{cohort.quiz}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Statistik:")
    _fits(page)
    expect(
        page.get_by_role("img", name=re.compile("percobaan mencapai batas lulus"))
    ).to_be_visible()

    # What asks to be looked at first stands first, with the reason in words.
    first = page.locator(".items > li").first
    expect(first).to_contain_text(cohort.turned)
    expect(first).to_contain_text("Soal ini mungkin salah kunci")
    expect(first).to_contain_text("terbalik")

    # By keyboard into the question.
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Statistik soal")
    expect(page).to_have_url(re.compile(cohort.turned.replace(".", "/")))
    expect(page.locator(".answers .right")).to_have_count(1)
    expect(page.locator(".answers > li").first).to_contain_text("Teratas")
    _fits(page)

    page.get_by_role("link", name=re.compile("^Statistik: ")).click()
    page.get_by_role("combobox", name="Urutkan").select_option("name")
    expect(page.locator(".items > li").first).to_be_visible()
    if device == "desktop":
        with page.expect_download() as download:
            page.get_by_role("link", name="XLSX").click()
        assert download.value.suggested_filename == f"statistik-{cohort.quiz}.xlsx"


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
