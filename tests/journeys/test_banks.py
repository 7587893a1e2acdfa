"""A trainer keeps questions: by keyboard alone, against a colleague, many at once, from a paste."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.office import Api, Office
from tests.journeys.visits import Visits
from tests.server import Server

pytestmark = pytest.mark.browser

TITLE = "Antrean loket (rekaan)"
BANK = "/teaching/banks/antrean-loket-rekaan"
GIFT = """::Satu:: Siapa yang mencatat aduan? {=Petugas loket ~Warga lain}

::Dua:: Setiap aduan mendapat nomor. {T}

::Tiga:: Berapa hari batas jawaban awal? {#3}
"""


def _field(page: Page, path: str) -> Locator:
    return page.locator(f'[id="q.{path}"]')


def _fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_bank_is_filled_and_kept(visits: Visits, server: Server, office: Office) -> None:
    visits.errors.expect(r"status of (409|422)")
    trainer = server.accounts()["trainer"]
    page = visits.open(trainer, device="desktop")
    page.goto("/kelola/bank-soal")
    page.get_by_role("button", name="Buat bank soal").click()
    page.get_by_label("Nama bank soal").fill(TITLE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    # A question without touching the mouse: the cursor waits in it.
    page.get_by_role("link", name="Soal baru").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[id="q.text.id.stem"]')).to_be_focused()
    page.keyboard.type("Siapa yang dilayani lebih dahulu?")
    page.keyboard.press("Tab")  # nothing is marked yet, so the first mark
    page.keyboard.press("Tab")
    for option in ("Yang paling keras", "Lansia", "Yang dikenal petugas"):
        page.keyboard.type(option)
        page.keyboard.press("Enter")
    page.keyboard.press("Backspace")  # the fourth row goes
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+ArrowUp")  # Lansia may come first
    page.keyboard.press("Control+Enter")
    expect(_field(page, "text.id.options.0")).to_have_value("Lansia")
    expect(page.get_by_role("radio", name="Kunci: Pilihan 1")).to_be_checked()
    paper = page.locator(".preview-paper")
    expect(paper).to_contain_text("Siapa yang dilayani lebih dahulu?")
    expect(paper).to_contain_text("Lansia")

    # Saving says what is missing and leads there; the text outlives a reload.
    page.keyboard.press("Control+s")
    expect(page.locator('[id="q.text.id.explanation"]')).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(page.get_by_text("dipulihkan dari peramban ini")).to_be_visible()
    expect(_field(page, "text.id.options.0")).to_have_value("Lansia")
    page.locator('[id="q.text.id.explanation"]').focus()
    page.keyboard.type("Kelompok rentan mendapat perlakuan khusus.")
    page.locator('[id="q.competency"]').fill("pelayanan-publik")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile("/soal/siapa-yang-dilayani"))
    expect(page.get_by_text("Versi 1 (sekarang)")).to_be_visible()

    # Somebody else saves meanwhile: both are shown, and one is chosen.
    other = Api(server, office.account.nip, office.account.password)
    question = page.url.rsplit("/", 1)[1]
    read = other.get(f"{BANK}/questions/{question}")
    source = read["current"]["source"]
    source["text"]["id"]["stem"] = "Siapa yang didahulukan di loket?"
    other.put(f"{BANK}/questions/{question}", {"source": source, "revision": read["revision"]})
    other.close()
    page.locator('[id="q.text.id.stem"]').fill("Siapa yang dilayani paling dahulu?")
    page.keyboard.press("Control+s")
    both = page.get_by_role("alert").filter(has_text="disimpan orang lain")
    expect(both).to_contain_text("Siapa yang didahulukan di loket?")
    expect(both).to_contain_text("Siapa yang dilayani paling dahulu?")
    both.get_by_role("button", name="Lanjut dengan tulisan saya").click()
    page.get_by_label("Catatan perubahan").fill("Kalimat diperjelas")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Versi 3 (sekarang)")).to_be_visible()
    expect(page.get_by_text("Kalimat diperjelas")).to_be_visible()
    page.get_by_role("button", name="Bandingkan dengan yang sekarang").first.click()
    expect(page.locator(".differing del").first).to_have_text(re.compile("didahulukan"))

    # Three more from a paste: looked at first, one left out.
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Tempel atau impor").click()
    page.get_by_label("Tempel soal").fill(GIFT)
    page.get_by_role("button", name="Periksa dahulu").click()
    expect(page.get_by_text("3 soal siap masuk.")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Ikutkan: Berapa hari")).uncheck()
    page.get_by_role("button", name="Masukkan 2 soal").click()
    expect(page.get_by_text("2 soal sudah masuk.")).to_be_visible()
    page.get_by_role("button", name="Ke daftar soal").click()

    # All at once, with Shift from the first to the last.
    boxes = page.locator("tbody input[type=checkbox]")
    expect(boxes).to_have_count(3)
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.get_by_text("3 soal dipilih")).to_be_visible()
    page.get_by_role("button", name="Ubah…").click()
    page.get_by_role("dialog").get_by_label("Kesulitan").select_option("hard")
    page.get_by_label("Tambah tag").fill("Loket depan")
    page.get_by_role("button", name="Ubah 3 soal").click()
    expect(page.locator("tbody tr").filter(has_text="loket-depan")).to_have_count(3)
    page.get_by_role("combobox", name="Kesulitan").select_option("hard")
    expect(page.get_by_text("3 soal ditemukan")).to_be_visible()
    page.get_by_role("searchbox").fill("aduan mendapat")
    expect(boxes).to_have_count(1)
    _fits(page)

    # On a phone: find it and read it.
    phone = visits.open(trainer)
    phone.goto("/kelola/bank-soal")
    phone.get_by_role("searchbox").fill("antrean loket")
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("searchbox").fill("dilayani paling")
    expect(phone.locator("tbody tr")).to_have_count(1)
    _fits(phone)
    phone.get_by_role("link", name=re.compile("dilayani paling dahulu")).click()
    expect(phone.locator(".preview-paper")).to_contain_text("Lansia")
    _fits(phone)
