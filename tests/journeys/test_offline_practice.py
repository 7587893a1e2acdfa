"""Practice without a network, from the download: a quiz that says at once what was right."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.catalogue.make_content import BANK, FILES, QUIZ, spoiled, write
from tests.journeys import steps
from tests.journeys.office import Learner
from tests.journeys.phone import Phone, take_path_along

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]

PRACTICE = """
required: false
offline: untimed
feedback_offline: true
"""
NUMBER = """\
- id: rerata
  kind: numeric
  competency: pelayanan-publik
  author: Tim Lentera
  review_on: 2027-01-01
  points: 1
  key: {value: "91,48", tolerance: "0"}
  text:
    id: {stem: "Berapa rerata 90 dan 92,96?", explanation: Jumlahnya dibagi dua.}
    en: {stem: "What is the mean of 90 and 92.96?", explanation: Half of their sum.}
"""


@pytest.fixture(scope="module")
def taught() -> str:
    return "contoh"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One course, with a quiz for practice."""
    quiz = FILES[QUIZ].replace("[contoh.benar]", "[contoh.benar, contoh.rerata]") + PRACTICE
    content = spoiled({QUIZ: quiz, BANK: FILES[BANK] + NUMBER})
    return write(tmp_path_factory.mktemp("content"), content)


@pytest.fixture
def taken(phone: Phone, pupil: Learner) -> Page:
    """The course on the phone; the network is gone and the browser starts cold."""
    page = phone.start()
    phone.sign_in(pupil)
    page.goto("/")
    take_path_along(page, "/kursus/contoh")
    phone.close()
    return phone.start(online=False)


def test_practice_says_at_once_what_was_right_and_the_server_marks_later(
    taken: Page, phone: Phone
) -> None:
    steps.start_quiz(taken, "/kursus/contoh/kuis")
    steps.give(steps.show_question(taken, "contoh.benar"), {"value": "false"})
    steps.give(steps.show_question(taken, "contoh.rerata"), {"text": "91,48"})
    taken.locator('.pal a[href="#periksa"]').click()
    taken.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    taken.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    provisional = taken.get_by_role("region", name="Hasil sementara")
    expect(provisional).to_contain_text("Yang berlaku adalah penilaian server")
    # A number may be right in many ways: the device lays it beside the key and judges nothing.
    expect(provisional).to_contain_text("0 dari 1 soal yang dapat dibandingkan sudah tepat")
    expect(provisional.locator("summary", has_text="Belum tepat")).to_have_count(1)
    expect(provisional.get_by_text("Itu asas pelayanan.")).to_be_visible()
    number = provisional.locator("details", has_text="Bandingkan")
    number.locator("summary").click()
    expect(number.locator(".key")).to_contain_text("91,48")
    expect(number.get_by_role("textbox")).to_have_value("91,48")
    # Opened again without a network, it says the same.
    taken.reload()
    expect(provisional).to_contain_text("0 dari 1 soal")
    phone.online(True)
    taken.goto("/luring")
    expect(taken.get_by_text("Semua sudah diterima server.")).to_be_visible()
    taken.go_back()
    expect(taken.get_by_role("heading", level=1)).to_have_text("50 dari 100")
