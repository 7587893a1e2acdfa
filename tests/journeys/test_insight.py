"""A mistake is reported on a phone and answered at a desk; the desk shows who stands still."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.course import Course
from tests.journeys.office import Api, Learner, Office
from tests.journeys.visits import Visits, sign_in
from tests.server import Server

pytestmark = pytest.mark.browser

SAID = "Tertulis 24 jam, seharusnya 14 hari kerja (rekaan)."
ANSWER = "Terima kasih, sudah kami perbaiki (rekaan)."


@pytest.fixture
def pupil(server: Server, learner: Learner, course: Course) -> Learner:
    """Somebody who has enrolled and done nothing yet."""
    api = Api(server, learner.nip, learner.password)
    api.post("/enrolments", {"course": course.slug})
    api.close()
    return learner


def test_a_mistake_is_reported_and_answered(
    visits: Visits, office: Office, pupil: Learner, course: Course
) -> None:
    phone = visits.open(pupil, device="phone")
    phone.goto(course.link(course.lessons[0]))
    phone.get_by_role("link", name="Laporkan kesalahan").click()
    phone.get_by_label("Bagian mana?").select_option(index=2)
    phone.get_by_label("Isinya keliru atau salah ketik").check()
    phone.get_by_label("Jelaskan").fill(SAID)
    _fits(phone)
    phone.get_by_role("button", name="Kirim laporan").click()
    expect(phone.get_by_role("status")).to_contain_text("Laporan Anda diterima")

    desk = visits.open(device="desktop")
    sign_in(desk.context, office.account)
    desk.goto(f"/kelola/mengajar/{course.slug}/laporan")
    report = desk.get_by_role("listitem").filter(has_text=SAID)
    expect(report).to_contain_text(pupil.name)
    expect(report.get_by_role("link", name="Buka naskahnya di studio")).to_have_attribute(
        "href", re.compile(r"^/kelola/studio/[0-9a-f-]+/naskah/[^/]+/[^/#]+#b\d+$")
    )
    report.get_by_role("textbox").fill(ANSWER)
    report.get_by_role("button", name="Kirim jawaban").click()
    expect(report).to_have_count(0)
    desk.get_by_label("Keadaan").select_option("answered")
    expect(desk.get_by_role("listitem").filter(has_text=SAID)).to_contain_text(ANSWER)
    _fits(desk)

    phone.reload()
    expect(phone.get_by_text(ANSWER)).to_be_visible()

    desk.goto(f"/kelola/mengajar/{course.slug}/peserta")
    expect(desk.get_by_role("heading", name="Siapa")).to_be_visible()
    desk.get_by_label("Keadaan").select_option("active")
    expect(desk.get_by_role("listitem").filter(has_text=pupil.name)).to_contain_text("Hari ini")
    _fits(desk)


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
