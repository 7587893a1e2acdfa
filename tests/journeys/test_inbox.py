"""A trainer writes to those who take a course; a learner finds it by the bell, and reads it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.office import Office
from tests.journeys.visits import Visits, sign_in

pytestmark = pytest.mark.browser

COURSE = "pelayanan-publik-prima"
ADDRESS = f"/kelola/mengajar/{COURSE}/pesan"


def test_a_message_reaches_the_learner(visits: Visits, office: Office) -> None:
    learner = office.add_learner()
    with office.api_of(learner) as api:
        enrolment = api.post("/enrolments", {"course": COURSE})["id"]

    desk = visits.open(device="desktop")
    sign_in(desk.context, office.account)
    desk.goto(f"{ADDRESS}?peserta={enrolment}")
    expect(desk.get_by_text("1 peserta pilihan")).to_be_visible()
    expect(desk.get_by_role("status").filter(has_text="Diterima 1 peserta.")).to_be_visible()

    # By the keyboard alone, with a reload in between.
    desk.get_by_label("Judul", exact=True).press_sequentially("Ayo lanjut")
    desk.get_by_role("button", name="Lihat dulu, lalu kirim").press("Enter")
    expect(desk.get_by_label("Isi pesan")).to_be_focused()
    expect(desk.get_by_label("Isi pesan")).to_have_attribute("aria-invalid", "true")
    desk.keyboard.type("Salam (rekaan).")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Tinggal satu kuis lagi.")
    desk.reload()
    expect(desk.get_by_label("Judul", exact=True)).to_have_value("Ayo lanjut")
    expect(desk.get_by_role("status").filter(has_text="Diterima 1 peserta.")).to_be_visible()
    desk.get_by_role("button", name="Lihat dulu, lalu kirim").press("Enter")
    dialog = desk.get_by_role("dialog", name="Periksa sebelum dikirim")
    expect(dialog.get_by_text("Tinggal satu kuis lagi.")).to_be_visible()
    dialog.get_by_role("button", name="Kirim kepada 1 peserta").press("Enter")
    expect(desk.get_by_text("Terkirim kepada 1 peserta.")).to_be_focused()
    sent = desk.get_by_role("listitem").filter(has_text="Salam (rekaan).")
    expect(sent).to_contain_text("1 penerima · belum ada yang membaca")
    expect(desk.get_by_label("Judul", exact=True)).to_have_value("")
    _fits(desk)

    phone = visits.open(device="phone")
    sign_in(phone.context, learner)
    phone.goto("/")
    phone.get_by_role("link", name=re.compile("^Kotak masuk ?1$")).click()
    expect(phone.get_by_text("1 belum dibaca")).to_be_visible()
    _fits(phone)
    phone.get_by_role("link", name=re.compile("Ayo lanjut")).click()
    expect(phone.get_by_role("heading", name="Ayo lanjut")).to_be_visible()
    expect(phone.get_by_text("Tinggal satu kuis lagi.")).to_be_visible()
    _fits(phone)
    phone.get_by_role("link", name="Kembali ke Kotak masuk").click()
    expect(phone.get_by_text("belum dibaca")).to_have_count(0)
    phone.goto("/")
    expect(phone.get_by_role("link", name="Kotak masuk", exact=True)).to_be_visible()

    desk.reload()
    expect(sent).to_contain_text("1 penerima · 1 sudah membaca")


def test_a_message_to_a_group_waits_for_somebody(visits: Visits, office: Office) -> None:
    desk = visits.open(device="phone")
    sign_in(desk.context, office.account)
    desk.goto(f"{ADDRESS}?kepada=stuck&hari=365")
    expect(desk.get_by_role("radio", name="Belum bergerak")).to_be_checked()
    expect(desk.get_by_label("Tanpa kemajuan selama (hari)")).to_have_value("365")
    expect(desk.get_by_text("Saat ini tidak ada peserta di kelompok ini.")).to_be_visible()
    expect(desk.get_by_role("button", name="Lihat dulu, lalu kirim")).to_be_disabled()
    desk.get_by_label("Tanpa kemajuan selama (hari)").fill("0")
    expect(desk.get_by_text("Isi 1 sampai 365 hari.")).to_be_visible()
    _fits(desk)


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
