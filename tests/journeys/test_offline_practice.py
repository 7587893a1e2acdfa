"""Practice without a network, from the download: a quiz that says at once what was right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.catalogue.make_content import BANK, FILES, QUIZ, spoiled, write
from tests.journeys import steps
from tests.journeys.office import Learner, Office
from tests.journeys.phone import Phone, phone_of, take_path_along
from tests.server import Server, demo_server

pytestmark = [pytest.mark.browser, pytest.mark.long]

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
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose one course has a quiz for practice."""
    quiz = FILES[QUIZ].replace("[contoh.benar]", "[contoh.benar, contoh.rerata]") + PRACTICE
    content = spoiled({QUIZ: quiz, BANK: FILES[BANK] + NUMBER})
    folder = write(tmp_path_factory.mktemp("content"), content)
    data = tmp_path_factory.mktemp("lentera")
    with demo_server(data, LENTERA_CONTENT=str(folder)) as server:
        yield server


@pytest.fixture
def player(stage: Server) -> Learner:
    office = Office(stage)
    learner = office.add_learner()
    with office.api_of(learner) as api:
        api.post("/enrolments", {"course": "contoh"})
    office.close()
    return learner


@pytest.fixture
def phone(playwright_here: Playwright, stage: Server, tmp_path: Path) -> Iterator[Phone]:
    with phone_of(playwright_here, stage, tmp_path / "profile") as phone:
        yield phone


@pytest.fixture
def taken(phone: Phone, player: Learner) -> Page:
    """The course on the phone; the network is gone and the browser starts cold."""
    page = phone.start()
    phone.sign_in(player)
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
