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
# The passage's line is chosen in the text.
_CHOSEN = """word => {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) return false;
  return field.value.slice(field.selectionStart, field.selectionEnd).includes(word);
}"""
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
    quote = report.locator("blockquote").inner_text().strip("“”")
    report.get_by_role("link", name="Buka naskahnya di studio").click()
    desk.wait_for_url(re.compile(r"/kelola/studio/[0-9a-f-]+/naskah/[^/]+/[^/]+\?kutip="))
    # The course had no draft: it has one now, open at that passage.
    desk.wait_for_function(_CHOSEN, arg=quote.split()[0])
    desk.go_back()
    report.get_by_role("textbox").fill(ANSWER)
    report.get_by_role("button", name="Kirim jawaban").click()
    expect(report).to_have_count(0)
    expect(desk.get_by_text("Jawaban terkirim ke kotak masuk")).to_be_focused()
    desk.get_by_label("Keadaan").select_option("answered")
    expect(desk.get_by_role("listitem").filter(has_text=SAID)).to_contain_text(ANSWER)
    _fits(desk)

    phone.reload()
    expect(phone.get_by_text(ANSWER)).to_be_visible()

    desk.goto(f"/kelola/mengajar/{course.slug}/peserta")
    expect(desk.get_by_role("heading", name="Siapa")).to_be_visible()
    desk.get_by_label("Belum bergerak selama").fill("21")
    desk.keyboard.press("Tab")
    # However many take the course: by name, first among those who stand still, then among all.
    desk.get_by_role("searchbox", name="Cari nama").fill(pupil.name.upper())
    expect(desk.get_by_text(f"Tidak ada peserta bernama “{pupil.name.upper()}”")).to_be_visible()
    desk.get_by_role("button", name="Cari di semua peserta").click()
    people = desk.locator(".movers > li")
    expect(people).to_have_count(1)
    desk.get_by_label("Keadaan").select_option("active")
    expect(people.filter(has_text=pupil.name)).to_contain_text("Hari ini")
    expect(people).to_have_count(1)
    _fits(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Unduh daftar (CSV)").click()
    table = taken.value.path().read_text("utf-8-sig")
    assert pupil.name in table
    assert len(table.splitlines()) == 2
    assert pupil.nip not in table

    # To whom the list shows, and to nobody else.
    desk.get_by_role("link", name="Tulis kepada 1 peserta yang tampil").click()
    expect(desk.get_by_text("Diterima 1 peserta.")).to_be_visible()
    desk.get_by_label("Judul").fill("Lanjut lagi, yuk (rekaan)")
    desk.get_by_label("Isi pesan").fill("Ada yang bisa kami bantu? (rekaan)")
    desk.get_by_role("button", name="Lihat dulu, lalu kirim").click()
    desk.get_by_role("button", name="Kirim kepada 1 peserta").click()
    desk.get_by_role("link", name="Kembali ke daftar peserta").click()
    # The list is as it was left.
    expect(desk.get_by_label("Keadaan")).to_have_value("active")
    expect(desk.get_by_label("Belum bergerak selama")).to_have_value("21")
    expect(desk.get_by_role("searchbox", name="Cari nama")).to_have_value(pupil.name.upper())
    expect(people).to_have_count(1)
    expect(desk.get_by_role("link", name=f"Tulis kepada {pupil.name}")).to_be_visible()


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
