"""A trainer sets a result and excuses a learner on a desk; the learner reads both on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.office import Learner, Office
from tests.journeys.visits import Visits, sign_in

pytestmark = pytest.mark.browser

COURSE = "pelayanan-publik-prima"
REASON = "Diuji lisan di kelas (rekaan)"


def test_what_a_trainer_sets_the_learner_reads(
    visits: Visits, office: Office, pupil: Learner
) -> None:
    desk = visits.open(device="desktop")
    sign_in(desk.context, office.account)
    desk.goto(f"/kelola/mengajar/{COURSE}/nilai")
    desk.get_by_role("searchbox", name="Cari nama").fill(pupil.name)
    row = desk.get_by_role("row", name=re.compile(re.escape(pupil.name)))
    expect(row).to_contain_text("Belum mulai")
    _fits(desk)

    # Arrow keys move among the cells; Enter opens one.
    desk.get_by_role("combobox", name="Tampilkan").select_option("all")
    cells = row.get_by_role("button")
    expect(cells.nth(1)).to_be_visible()
    cells.first.focus()
    desk.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Belum ada yang tercatat")
    dialog.get_by_role("button", name="Bebaskan").click()
    dialog.get_by_label("Alasan").fill("Tugas luar daerah (rekaan)")
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog).to_contain_text("dibebaskan pengajar")
    desk.keyboard.press("Escape")
    expect(cells.first).to_be_focused()

    quiz = row.get_by_role("button", name=re.compile("Kuis hakikat"))
    quiz.click()
    dialog.get_by_role("button", name="Tetapkan nilai").click()
    dialog.get_by_label("Nilai (0 sampai 100)").fill("delapan")
    dialog.get_by_label("Alasan").fill(REASON)
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog).to_contain_text("Tulis angka 0 sampai 100")
    dialog.get_by_label("Nilai (0 sampai 100)").fill("91,5")
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog).to_contain_text("menetapkan 91,5, lulus")
    expect(dialog).to_contain_text("Penetapan berlaku sampai ditarik kembali")
    desk.keyboard.press("Escape")
    expect(quiz).to_have_accessible_name(re.compile("91,5, lulus, ditetapkan pengajar"))
    with desk.expect_download() as download:
        desk.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename == "buku-nilai.xlsx"

    phone = visits.open(pupil, device="phone")
    phone.goto(f"/kursus/{COURSE}")
    phone.get_by_role("link", name="Nilai saya").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("91,5 dari 100")
    expect(phone.get_by_text(REASON)).to_be_visible()
    expect(phone.get_by_text("Anda dibebaskan dari kegiatan ini")).to_be_visible()
    _fits(phone)
    phone.get_by_role("link", name=re.compile("Kuis hakikat")).first.click()
    expect(phone.get_by_text(REASON)).to_be_visible()

    # The trainer's phone: learners first, then one learner's activities.
    pocket = visits.open(device="phone")
    sign_in(pocket.context, office.account)
    pocket.goto(f"/kelola/mengajar/{COURSE}/nilai")
    pocket.get_by_role("searchbox", name="Cari nama").fill(pupil.name)
    pocket.get_by_text(pupil.name).click()
    pocket.get_by_role("button", name=re.compile("91,5")).click()
    expect(pocket.get_by_role("dialog")).to_contain_text(REASON)
    _fits(pocket)


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
