"""A quiz that shows all its questions on one page: with a script, at twice the text, without."""

import pytest
from playwright.sync_api import expect

from tests.journeys.essays import Essays
from tests.journeys.office import Office
from tests.journeys.visits import Visits
from tests.server import Server

pytestmark = pytest.mark.browser

SLUG = "semua-sekaligus"
COVER = f"/kursus/{SLUG}/uji-tanggapan"
# Whether a finger on the middle of the element would reach it.
REACHED = """(element) => {
  element.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  return element.contains(hit);
}"""


def test_all_questions_stand_on_one_page(server: Server, office: Office, visits: Visits) -> None:
    Essays.arranged(server, office, SLUG, layout="all", chances=None)
    learner = office.add_learner()
    with office.api_of(learner) as api:
        api.post("/enrolments", {"course": SLUG})
    phone = visits.open(learner)
    phone.goto(COVER)
    expect(phone.get_by_text("Semua soal tampil pada satu halaman.")).to_be_visible()
    phone.get_by_role("button", name="Mulai kuis").tap()
    expect(phone.locator("html[data-enhanced]")).to_be_attached()
    expect(phone.locator(".qs:visible")).to_have_count(2)
    # Two questions never touch.
    gap = phone.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll('.qs');
          return second.getBoundingClientRect().top - first.getBoundingClientRect().bottom;
        }"""
    )
    assert gap >= 32
    # What is handed in is looked at below the questions; "save" would do nothing more.
    expect(phone.get_by_text("0 dari 2 soal terjawab, 0 ragu-ragu.")).to_be_visible()
    expect(phone.get_by_role("button", name="Simpan dahulu")).to_have_count(0)
    phone.get_by_text("14 hari").tap()
    expect(phone.get_by_text("1 dari 2 soal terjawab, 0 ragu-ragu.")).to_be_visible()
    phone.locator("#review-list a").first.tap()
    expect(phone.locator(".qs").first).to_be_in_viewport()

    # At twice the text the bar and the foot leave the screen to the answers.
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    for option in phone.locator(".opt").all():
        assert option.evaluate(REACHED)
    phone.evaluate("document.documentElement.style.fontSize = ''")
    phone.get_by_role("button", name="Kirim jawaban").tap()
    expect(phone.get_by_text("1 dari 2 soal masih kosong")).to_be_visible()
    phone.get_by_role("button", name="Belum").tap()

    plain = visits.open(learner, script=False)
    plain.goto(phone.url.split("#")[0])
    expect(plain.locator(".qs:visible")).to_have_count(2)
    expect(plain.get_by_label("14 hari")).to_be_checked()
    expect(plain.get_by_role("button", name="Simpan dahulu")).to_be_visible()
