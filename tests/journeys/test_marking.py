"""A trainer marks on a phone and by keyboard; a turned key is put right; learners read why."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.essays import CHOICE, QUIZ, TEXTS, Essays
from tests.journeys.office import Office
from tests.journeys.visits import Visits
from tests.server import Server

pytestmark = pytest.mark.browser


def _fits(page: Page) -> None:
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0, f"{wider} px too wide"


def test_a_trainer_marks_on_a_phone_and_the_learner_reads_it(
    server: Server, office: Office, visits: Visits
) -> None:
    essays = Essays.arranged(server, office, "tanggapan-ponsel", anonymous_marking=True)
    learner, attempt = essays.hand_in(TEXTS[0], "tanggapan-ponsel", choice="a")
    essays.hand_in(TEXTS[1], "tanggapan-ponsel")
    waiting = visits.open(learner)
    waiting.goto(f"/percobaan/{attempt}")
    expect(waiting.get_by_text("Menunggu dinilai pengajar")).to_be_visible()

    phone = visits.open(essays.trainer)
    phone.goto("/kelola/penilaian")
    expect(phone.get_by_text("2 menunggu · 0 sudah Anda nilai")).to_be_visible()
    _fits(phone)
    phone.get_by_role("link", name="Mulai menilai").tap()
    for left in (2, 1):
        expect(phone.get_by_text(f"{left} menunggu")).to_be_visible()
        expect(phone.get_by_role("heading", name="Peserta ")).to_be_visible()
        assert learner.name not in phone.content()
        _fits(phone)
        first = phone.get_by_role("group", name="Isi menjawab aduan")
        first.get_by_text("menjelaskan tindak lanjutnya").tap()
        phone.get_by_label("Catatan untuk peserta").fill("Permintaan maafnya tepat.")
        expect(phone.get_by_text("Draf tersimpan di server")).to_be_visible()
        # What was chosen is there again after the bus went through a tunnel.
        phone.reload()
        chosen = first.get_by_role("radio").nth(3)
        expect(chosen).to_be_checked()
        box = first.get_by_role("radio").nth(0).locator("..").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        phone.get_by_role("group", name="Bahasa sopan").get_by_text("Sopan dan jelas").tap()
        expect(phone.get_by_text("5 dari 6 poin")).to_be_visible()
        phone.get_by_role("button", name="Simpan").tap()
    expect(phone.get_by_text("Sudah dinilai: 83,33 dari 100")).to_be_visible()
    # The attempts are closed: now it may be known whose they were.
    phone.get_by_role("link", name="Kembali ke antrean").tap()
    expect(phone.get_by_text("Semua sudah dinilai (2 oleh Anda)")).to_be_visible()

    waiting.reload()
    expect(waiting.get_by_text("86,66 dari 100")).to_be_visible()
    expect(waiting.get_by_text("Permintaan maafnya tepat.")).to_be_visible()
    expect(waiting.get_by_text("2 dari 3 poin")).to_be_visible()


def test_a_desk_marks_by_keys_alone_and_a_turned_key_is_put_right(
    server: Server, office: Office, visits: Visits
) -> None:
    slug = "tanggapan-meja"
    essays = Essays.arranged(server, office, slug)
    learner, attempt = essays.hand_in(TEXTS[0], slug)
    essays.hand_in(TEXTS[1], slug, choice="a")
    desk = visits.open(essays.trainer, device="desktop")
    desk.goto("/kelola/penilaian")
    desk.get_by_role("link", name="Mulai menilai").press("Enter")
    expect(desk.get_by_role("heading", name=learner.name)).to_be_visible()
    for key in ("4", "3", "c"):
        desk.keyboard.press(key)
    expect(desk.get_by_label("Catatan untuk peserta")).to_be_focused()
    desk.keyboard.type("Jelas. 1234")
    expect(desk.get_by_text("5 dari 6 poin")).to_be_visible()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("1 menunggu · 1 sudah Anda nilai")).to_be_visible()
    desk.keyboard.press("Enter")  # nothing is chosen yet: nothing is given
    desk.keyboard.press("2")
    desk.keyboard.press("2")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Sudah dinilai: 33,33 dari 100")).to_be_visible()

    # "14 hari" is right; the key said "3 hari".
    reader = visits.open(learner)
    reader.goto(f"/percobaan/{attempt}")
    expect(reader.get_by_text("66,66 dari 100")).to_be_visible()
    essays.mend_key(slug)
    desk.goto(f"/kelola/penilaian/nilai-ulang/{slug}/{QUIZ}")
    desk.get_by_label("Soal yang dinilai ulang").select_option(CHOICE)
    expect(desk.get_by_text("Kunci pada versi 2")).to_be_visible()
    desk.get_by_text("Pakai kunci yang sekarang").click()
    gains = desk.get_by_role("row").filter(has_text=learner.name)
    expect(gains).to_contain_text("Menjadi lulus")
    desk.get_by_label("Alasan").fill("Kunci soal keliru (rekaan)")
    desk.get_by_role("button", name="Terapkan").click()
    sure = desk.get_by_role("dialog", name="Terapkan penilaian ulang?")
    expect(sure.get_by_text("1 percobaan menjadi lulus.")).to_be_visible()
    sure.get_by_role("button", name="Terapkan").click()
    expect(desk.get_by_text("Selesai: 2 percobaan dinilai ulang")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("86,66 dari 100")).to_be_visible()
    expect(reader.get_by_text("Alasan: Kunci soal keliru (rekaan).")).to_be_visible()
