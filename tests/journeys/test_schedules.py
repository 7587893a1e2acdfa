"""A trainer opens a quiz for an hour and gives one learner more; the learner reads it first."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.course import Course
from tests.journeys.office import Office
from tests.journeys.visits import Visits, sign_in

# A quiz that is closed would keep other journeys out.
pytestmark = [pytest.mark.browser, pytest.mark.own_server]

COURSE, QUIZ = "pelayanan-publik-prima", "kuis-hakikat-dan-asas"
YEAR = datetime.now(UTC).year + 2
ADDRESS = f"/kelola/mengajar/{COURSE}/jadwal/{QUIZ}"


def test_a_window_and_more_chances_reach_the_learner(
    visits: Visits, office: Office, course: Course
) -> None:
    visits.errors.expect("422 .*schedule")  # a window that ends before it opens
    learner = office.add_learner()
    phone = visits.open(device="phone")
    sign_in(phone.context, learner)
    with office.api_of(learner) as api:
        api.post("/enrolments", {"course": COURSE})

    desk = visits.open(device="desktop")
    sign_in(desk.context, office.account)
    desk.goto(ADDRESS)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Jadwal:")
    expect(desk.get_by_text("Belum dijadwalkan")).to_be_visible()
    desk.get_by_role("button", name="Tambah jadwal").click()
    desk.get_by_label("Dibuka", exact=True).fill(f"{YEAR}-01-02T08:00")
    desk.get_by_label("Ditutup", exact=True).fill(f"{YEAR}-01-02T07:00")
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.get_by_label("Ditutup", exact=True)).to_have_attribute("aria-invalid", "true")
    desk.get_by_label("Ditutup", exact=True).fill(f"{YEAR}-01-02T10:00")
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.get_by_role("cell", name="Belum dibuka")).to_be_visible()

    desk.get_by_role("button", name="Beri kelonggaran").click()
    desk.get_by_label("Cari peserta kursus").fill(learner.name)
    expect(desk.get_by_role("radiogroup", name="Peserta")).to_contain_text(learner.name)
    desk.get_by_role("radio", name=learner.name).check()
    desk.get_by_label(re.compile("Kesempatan tambahan")).fill("2")
    desk.get_by_label("Alasan", exact=True).fill("Contoh.")
    desk.get_by_role("button", name="Berikan").click()
    expect(desk.get_by_role("cell", name="2 kesempatan tambahan")).to_be_visible()
    _fits(desk)

    phone.goto(f"/kursus/{COURSE}/{QUIZ}")
    day = f"2 Januari {YEAR}"
    expect(phone.get_by_text(re.compile(f"{day}.* sampai {day}"))).to_be_visible()
    expect(phone.get_by_text(re.compile(f"Kuis ini dibuka {day}"))).to_be_visible()
    chances = course.quiz.body["chances"] + 2
    expect(phone.get_by_text(f"{chances}, tersisa {chances}")).to_be_visible()
    expect(phone.get_by_role("button", name="Mulai kuis")).to_have_count(0)
    _fits(phone)

    desk.once("dialog", lambda asked: asked.accept())
    desk.get_by_role("button", name="Hapus").click()
    expect(desk.get_by_text("Belum dijadwalkan")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("button", name="Mulai kuis")).to_be_visible()


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
