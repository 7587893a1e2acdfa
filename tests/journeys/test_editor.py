"""A trainer writes a lesson: by keyboard, over a line that drops, beside somebody else."""

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.course import MODULE, Course
from tests.journeys.visits import LINE_DROPPED, REFUSED, Visits
from tests.media.sending import picture
from tests.server import Server

# A course with a draft would surprise the other journeys.
pytestmark = [pytest.mark.browser, pytest.mark.own_server]

SAVED = re.compile(r"^Tersimpan di server")
HERE = "Tersimpan di perangkat ini, menunggu sambungan"

COPIED = {
    # Word: its lists are paragraphs, its signs text; a picture of it all comes along.
    "word": (
        (
            "<html><head><style>p{margin:0}</style></head><body><h1>Alur <b>loket</b></h1>"
            "<p class=MsoNormal>Ambil <b>nomor</b>, lalu <i>tunggu</i>.<o:p></o:p></p>"
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
            "<span style='mso-list:Ignore'>·<span>&nbsp;</span></span>KTP</p>"
            "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"
            "<span style='mso-list:Ignore'>o<span> </span></span>asli</p>"
            "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>"
            "<span style='mso-list:Ignore'>1.<span> </span></span>Datang</p>"
            "<table><tr><td><p><b>Hari</b></p></td><td><p>Jam</p></td></tr>"
            "<tr><td><p>Senin</p></td><td><p>07.30 | 16.00</p><p>tanpa jeda</p></td></tr></table>"
        ),
        (
            "## Alur loket\n\nAmbil **nomor**, lalu *tunggu*.\n\n- KTP\n  - asli\n1. Datang\n\n"
            "| Hari | Jam |\n| --- | --- |\n| Senin | 07.30 \\| 16.00 tanpa jeda |"
        ),
    ),
    "google": (
        (
            '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">'
            '<h2 dir="ltr"><span style="font-weight:400">Bagian</span></h2>'
            '<p><span style="font-weight:700">Penting:</span> <a href="https://www.google.com/url?q='
            'https://ombudsman.go.id/a&amp;sa=D">Ombudsman</a></p><ul><li><p>satu</p></li>'
            "<ul><li><p>dalam</p></li></ul><li><p>dua</p></li></ul><h3>Rinci</h3></b>"
        ),
        (
            "## Bagian\n\n**Penting:** [Ombudsman](https://ombudsman.go.id/a)\n\n- satu\n"
            "  - dalam\n- dua\n\n### Rinci"
        ),
    ),
    "signs": (
        (
            "<p>- bukan daftar</p><p>1. juga bukan</p><p>5 * 3 &lt;b&gt; a_b</p>"
            '<p>x<br>y</p><script>alert(1)</script><a href="javascript:alert(1)">kata</a>'
        ),
        "\\- bukan daftar\n\n1\\. juga bukan\n\n5 \\* 3 \\<b> a_b\n\nx\\\ny\n\nkata",
    ),
    # What a program copies is its own text.
    "source": ('<div style="white-space: pre;"><span>## sumber</span></div>', "POLOS"),
}
GIVE = """(field, [kind, given]) => {
  const data = new DataTransfer();
  if (given.html) {
    data.setData('text/html', given.html);
    data.setData('text/plain', 'POLOS');
  }
  for (const { name, type, base64 } of given.files ?? []) {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  const { left, top } = field.getBoundingClientRect();
  const at = { clientX: left + 40, clientY: top + 30, bubbles: true, cancelable: true };
  field.dispatchEvent(
    kind === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, ...at })
      : new DragEvent('drop', { dataTransfer: data, ...at }),
  );
}"""


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Naskah")


def opened(page: Page, address: str) -> Locator:
    page.goto(address)
    expect(text_of(page)).to_be_visible()
    expect(page.get_by_text("Lebar ponsel 360 piksel")).to_be_attached()
    return text_of(page)


def given(name: str, kind: str, content: bytes) -> dict[str, str]:
    return {"name": name, "type": kind, "base64": base64.b64encode(content).decode()}


def at_end(field: Locator) -> None:
    field.focus()
    field.press("Control+End")


def saved(page: Page) -> None:
    expect(page.locator(".editor-state")).to_contain_text(SAVED)


def test_a_lesson_is_written_by_keyboard(
    visits: Visits, server: Server, course: Course, draft: str
) -> None:
    lesson = course.lessons[0]
    trainer = server.accounts()["trainer"]
    page = visits.open(trainer, device="desktop")
    field = opened(page, f"{draft}/{MODULE}/{lesson.slug}")
    before = field.input_value()
    at_end(field)
    page.keyboard.type("\nSemua orang mendapat giliran.\n- satu\ndua\n\n")
    assert field.input_value().endswith("giliran.\n- satu\n- dua\n\n")
    page.keyboard.type("Silakan ")
    page.keyboard.press("Control+b")
    page.keyboard.type("login")
    assert field.input_value().endswith("Silakan **login**")
    phone = page.frame_locator(".phone")
    # What is wrong is said at its line, and the way there is a button.
    expect(page.get_by_text("1 temuan")).to_be_visible()
    expect(page.get_by_text("Kata “login” tidak dipakai")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Baris \d+$")).focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert field.evaluate("t => t.value.slice(t.selectionStart, t.selectionEnd)").startswith(
        "Silakan"
    )
    page.keyboard.type("Silakan masuk dengan tenang.")
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    expect(phone.get_by_text("Silakan masuk dengan tenang.")).to_be_attached()
    saved(page)

    # The toolbar is one stop of the Tab key; a form puts a question in.
    page.keyboard.press("Shift+Tab")
    tools = page.get_by_role("toolbar", name="Alat naskah")
    expect(tools.get_by_role("button").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tools.get_by_role("button", name="Sisipkan")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Pertanyaan sisipan").click()
    expect(page.get_by_label("Pertanyaan", exact=True)).to_be_focused()
    page.get_by_label("Pertanyaan", exact=True).fill("Siapa yang didahulukan?")
    for number, (option, told) in enumerate(
        (("Lansia", "Benar, itu asas pelayanan."), ("Yang keras", "Suara keras bukan alasan.")), 1
    ):
        page.get_by_label(f"Pilihan {number}", exact=True).fill(option)
        page.get_by_label(f"Tanggapan untuk pilihan {number}").fill(told)
    page.get_by_role("dialog").get_by_role("button", name="Sisipkan").click()
    expect(field).to_be_focused()
    assert "- [x] Lansia | Benar, itu asas pelayanan." in field.input_value()
    expect(phone.get_by_text("Siapa yang didahulukan?")).to_be_attached()
    expect(page.get_by_role("heading", name=re.compile(r"detik di 3G"))).to_be_visible()
    saved(page)
    # It can all be undone, as in any text field.
    page.keyboard.press("Control+z")
    assert "Lansia | Benar" not in field.input_value()

    # What is typed next stands below what was put in, also where the caret was set right behind it,
    # and a dialog that is left gives the caret its place back.
    at_end(field)
    page.get_by_role("button", name="Sisipkan").click()
    page.get_by_role("dialog").get_by_role("button", name="Kotak perhatian").click()
    page.get_by_role("dialog").get_by_role("button", name="Sisipkan").click()
    expect(page.get_by_label("Isi", exact=True)).to_be_focused()
    page.keyboard.type("Dahulukan lansia.")
    page.get_by_role("dialog").get_by_role("button", name="Sisipkan").click()
    expect(field).to_be_focused()
    page.keyboard.type("Sesudahnya.")
    assert field.input_value().endswith("Dahulukan lansia.\n:::\n\nSesudahnya.")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.type("Antara.")
    assert field.input_value().endswith("lansia.\n:::\n\nAntara.\n\nSesudahnya.")
    field.fill(before)
    saved(page)


def test_copied_text_becomes_a_lessons_own(
    visits: Visits, server: Server, course: Course, draft: str
) -> None:
    page = visits.open(server.accounts()["trainer"], device="desktop")
    field = opened(page, f"{draft}/{MODULE}/{course.lessons[0].slug}")
    before = field.input_value()
    photo = given("rendering.png", "image/png", picture(60, 40, "PNG"))
    for name, (html, written) in COPIED.items():
        field.fill("")
        files = [photo] if name == "word" else []
        field.evaluate(GIVE, ["paste", {"html": html, "files": files}])
        expect(field).to_have_value(written)
        assert (name, page.get_by_role("dialog").count()) == (name, 0)
    # What is found is shown in the text while the search keeps the keys.
    field.fill("Loket satu.\n\n" * 40 + "Loket akhir.")
    page.get_by_role("button", name="Cari dan ganti").click()
    page.keyboard.type("loket")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".behind mark")).to_have_text("Loket")
    expect(page.get_by_text("Tempat 41 dari 41")).to_be_visible()
    assert field.evaluate("t => t.scrollTop") > 0
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tempat 1 dari 41")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    # A table is changed as a table, by keyboard alone, and can be undone like typing.
    field.fill("| A | B |\n| --- | :-: |\n| satu | dua |")
    field.press("Control+Home")
    change = page.get_by_role("toolbar", name="Alat naskah").get_by_role(
        "button", name="Ubah tabel"
    )
    expect(change).to_be_enabled()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(change).to_be_focused()
    page.keyboard.press("Enter")
    grid = page.get_by_role("dialog")
    grid.get_by_role("button", name="Tambah kolom").press("Enter")
    expect(grid.get_by_label("Judul kolom 3")).to_be_focused()
    page.keyboard.type("C")
    grid.get_by_role("button", name="Tambah baris").press("Enter")
    expect(grid.get_by_label("Baris 2, kolom 1")).to_be_focused()
    page.keyboard.type("tiga")
    grid.get_by_role("button", name="Hapus kolom 1").press("Enter")
    expect(grid.get_by_label("Judul kolom 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert field.input_value() == "| B | C |\n| :-: | --- |\n| dua |  |\n|  |  |"
    page.keyboard.press("Control+z")
    assert field.input_value().startswith("| A | B |")
    field.fill(before)
    saved(page)


def test_nothing_is_lost_without_a_line(
    visits: Visits, server: Server, course: Course, draft: str
) -> None:
    lesson = course.lessons[0]
    visits.errors.expect(LINE_DROPPED)
    page = visits.open(server.accounts()["trainer"])
    address = f"{draft}/{MODULE}/{lesson.slug}"
    field = opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    browser = page.context
    browser.set_offline(True)
    at_end(field)
    page.keyboard.type("\n\nDitulis di kapal tanpa sinyal.")
    expect(page.get_by_text(HERE)).to_be_visible()
    page.keyboard.type(" Lalu peramban ditutup.")
    expect(page.get_by_text(HERE)).to_be_visible()
    page.close()
    browser.set_offline(False)
    again = browser.new_page()
    field = opened(again, address)
    expect(field).to_have_value(re.compile(r"tanpa sinyal\. Lalu peramban ditutup\.$"))
    saved(again)
    again.reload()
    expect(text_of(again)).to_have_value(re.compile(r"Lalu peramban ditutup\.$"))


def test_two_who_write_at_once_choose(
    visits: Visits, server: Server, course: Course, draft: str
) -> None:
    lesson = course.lessons[1]
    accounts = server.accounts()
    address = f"{draft}/{MODULE}/{lesson.slug}"
    marlina = visits.open(accounts["trainer"], device="desktop")
    hendrik = visits.open(accounts["admin"], device="desktop")
    hers, his = opened(marlina, address), opened(hendrik, address)
    before = hers.input_value()
    visits.errors.expect(REFUSED)
    at_end(hers)
    marlina.keyboard.type("\n\nPenutup dari Marlina.")
    saved(marlina)
    his.focus()
    his.press("Control+Home")
    hendrik.keyboard.type("Pembuka dari Hendrik.\n\n")
    heading = hendrik.get_by_role("heading", name="Ada dua naskah untuk kegiatan ini")
    expect(heading).to_be_focused()
    parts = hendrik.locator(".differs")
    expect(parts).to_have_count(2)
    expect(parts.first).to_contain_text("hanya Anda yang mengubah")
    expect(parts.last).to_contain_text("Penutup dari Marlina.")
    # What only one of them changed is offered as chosen: both stay.
    hendrik.get_by_role("button", name="Pakai gabungan yang dipilih").click()
    expect(his).to_have_value(re.compile(r"^Pembuka dari Hendrik\.[\s\S]*Penutup dari Marlina\.$"))
    saved(hendrik)

    # The same place: nothing is offered, and one must be chosen.
    at_end(hers)
    marlina.keyboard.type(" Sampai jumpa.")
    expect(marlina.locator(".differs").first).to_be_visible()
    marlina.get_by_role("button", name=re.compile("^Pakai seluruh tulisan Hendrik")).click()
    expect(hers).to_have_value(re.compile(r"^Pembuka dari Hendrik"))
    expect(hers).to_have_value(re.compile(r"Penutup dari Marlina\.$"))
    saved(marlina)
    hers.fill(before)
    saved(marlina)
