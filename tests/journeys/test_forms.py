"""A trainer writes practice and questions in forms, by keyboard, and tries them out beside them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.office import Api
from tests.journeys.test_editor import GIVE, given
from tests.journeys.visits import REFUSED, Visits
from tests.media.sending import picture
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]

SAVED = re.compile(r"Tersimpan di server \d")


@pytest.fixture
def visits(visits: Visits) -> Visits:
    # The page that is tried out asks whether somebody learns in the course.
    visits.errors.expect(REFUSED)
    return visits


class Course:
    """A course that was never published: a practice, a quiz, another one for pictures."""

    def __init__(self, server: Server) -> None:
        trainer = server.accounts()["trainer"]
        self._api = Api(server, trainer.nip, trainer.password)
        draft = self._api.post("/teaching/drafts", {"template": "empty", "title": "Loket ramah"})
        self.id: str = draft["id"]
        for kind, title in (
            ("app_practice", "Latihan surat"),
            ("quiz", "Kuis loket"),
            ("quiz", "Kuis denah"),
        ):
            act = {"act": "add-activity", "module": "modul-pertama", "kind": kind, "title": title}
            draft = self._api.post(
                f"/teaching/drafts/{self.id}/structure", act | {"revision": draft["revision"]}
            )

    def file(self, path: str) -> Any:
        return self._api.get(f"/teaching/drafts/{self.id}/files/{path}")

    def write(self, path: str, text: str) -> None:
        body = {"text": text, "revision": self.file(path)["revision"]}
        self._api.put(f"/teaching/drafts/{self.id}/files/{path}", body)

    def desk(self, activity: str) -> str:
        return f"/kelola/studio/{self.id}/naskah/modul-pertama/{activity}"

    def close(self) -> None:
        self._api.close()


@pytest.fixture(scope="module")
def course(server: Server) -> Iterator[Course]:
    course = Course(server)
    yield course
    course.close()


def practice_of(course: Course) -> str:
    slug = course.file("courses/loket-ramah/modul-pertama/latihan-surat.yaml")["path"]
    return str(slug)


def typed(page: Page, words: str) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def test_an_app_practice_is_written_by_keyboard_and_tried(
    visits: Visits, server: Server, course: Course
) -> None:
    path = practice_of(course)
    course.write(path, f"# Catatan penulis.\n{course.file(path)['text']}")
    page = visits.open(server.accounts()["trainer"], device="desktop")
    page.goto(course.desk("latihan-surat"))
    # The one screen and its one state stand open; a part is opened by key.
    button = page.locator("summary", has_text="Tombol: Kirim")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tulisan di tombol").focus()
    typed(page, "Kirim surat")
    shown = page.frame_locator("iframe.phone")
    expect(shown.get_by_role("button", name="Kirim surat")).to_be_attached()
    # A state is called otherwise wherever it is named.
    name = page.get_by_label("Nama keadaan")
    name.focus()
    typed(page, "Berkas Keluar")
    page.keyboard.press("Tab")
    expect(name).to_have_value("berkas-keluar")
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    # A screen that nobody comes to: said at the screen, and the list leads there.
    page.get_by_role("button", name="Tambah layar").focus()
    page.keyboard.press("Enter")
    title = page.locator("#f-app-screens-1-title")
    expect(title).to_be_focused()
    page.keyboard.type("Selesai")
    expect(page.get_by_text("1 temuan")).to_be_visible()
    page.get_by_role("button", name="Ke isian").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-app-screens-1-of > summary")).to_be_focused()
    page.locator("#f-app-screens-0-parts-1-go").select_option(label="Selesai")
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    # Parts come in every kind, and change places by buttons that keep the focus.
    add = page.locator("#f-app-screens-1-parts-add")
    page.locator("#f-app-screens-1-parts-add-kind").select_option(label="Isian")
    add.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-app-screens-1-parts-2-label")).to_be_focused()
    page.keyboard.type("Nomor surat")
    up = page.locator("#f-app-screens-1-parts-2-up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-app-screens-1-parts-1-up")).to_be_focused()
    expect(page.locator(".editor-state").first).to_contain_text(SAVED)
    # Tried out as a learner: the press leads on, and nothing is kept of it.
    page.get_by_role("button", name="Coba", exact=True).click()
    shown.get_by_role("button", name="Kirim surat").click()
    expect(shown.get_by_role("heading", name="Selesai", exact=True)).to_be_visible()
    expect(shown.get_by_label("Nomor surat")).to_be_visible()
    text = course.file(path)["text"]
    assert text.startswith("# Catatan penulis.\n")
    assert "surat:" not in text.replace("berkas-keluar", "")


def test_a_question_of_another_kind_is_added_and_seen(
    visits: Visits, server: Server, course: Course
) -> None:
    page = visits.open(server.accounts()["trainer"], device="desktop")
    page.goto(course.desk("kuis-loket"))
    page.get_by_label("Jenis yang ditambahkan").select_option("true_false")
    page.get_by_role("button", name="Tambah soal").click()
    stem = page.get_by_role("textbox", name="Pertanyaan")
    expect(stem).to_be_focused()
    page.keyboard.type("Antrean dimulai pukul delapan.")
    # What is missing is said at its field, and the list leads to it.
    expect(page.get_by_role("button", name="Ke soal").first).to_be_visible()
    page.get_by_role("button", name="Ke soal").last.click()
    why = page.get_by_role("textbox", name="Penjelasan")
    expect(why).to_be_focused()
    expect(why).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Loket buka pukul delapan (rekaan).")
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    shown = page.frame_locator("iframe.phone")
    expect(shown.get_by_text("Soal 1 dari 2")).to_be_attached()
    # Drawn instead of listed, and back, is one step each way.
    page.get_by_role("button", name="Undi soal dari bank ini").click()
    expect(page.get_by_text("Undian soal")).to_be_visible()
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    page.get_by_role("button", name="Tanyakan soal yang dipilih").click()
    expect(page.get_by_role("checkbox", name="Ditanyakan di kuis ini")).to_be_checked()


def test_a_picture_is_put_into_a_question(visits: Visits, server: Server, course: Course) -> None:
    page = visits.open(server.accounts()["trainer"], device="desktop")
    page.goto(course.desk("kuis-denah"))
    page.locator(".bank-of summary").first.click()
    stem = page.get_by_role("textbox", name="Pertanyaan")
    before = stem.input_value()
    # By keyboard: a file, then what must be said of it, asked for at its field.
    stem.press("Control+End")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Gambar untuk Pertanyaan")).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    photo = FilePayload(name="denah.png", mimeType="image/png", buffer=picture(900, 500, "PNG"))
    dialog.get_by_label("Berkas").set_input_files(photo)
    dialog.get_by_role("button", name="Sisipkan").click()
    expect(dialog.get_by_text("Isi bagian ini.").first).to_be_visible()
    dialog.get_by_label("Teks pengganti gambar").fill("Denah dua loket (rekaan)")
    dialog.get_by_label("Lisensi dan pembuat").fill("CC BY 4.0, Contoh")
    dialog.get_by_role("button", name="Sisipkan").click()
    expect(stem).to_be_focused()
    expect(stem).to_have_value(re.compile(r"\n\n:::figure\{[^}]+\}\n[^:]+\n:::$"))
    assert stem.input_value().startswith(before)
    # Below its text, and in the phone as the server makes it.
    shown = page.get_by_role("list", name="Gambar di teks ini").locator("img")
    expect(shown).to_have_js_property("naturalWidth", 900)
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    phone = page.frame_locator("iframe.phone")
    expect(phone.get_by_role("img", name="Denah dua loket (rekaan)")).to_be_attached()
    assert phone.locator("html").evaluate("page => page.scrollWidth - innerWidth") <= 0
    expect(page.locator(".bank-of summary").first).not_to_contain_text(":::")
    # What it shows is said anew; what is missing is said at the text.
    written = stem.input_value()
    stem.fill(re.sub('alt="[^"]*"', 'alt=""', written))
    expect(stem).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Gambar perlu alamat berkas").first).to_be_visible()
    page.get_by_role("button", name="Ubah gambar: Belum ada teks pengganti").click()
    dialog.get_by_label("Teks pengganti gambar").fill("Denah loket")
    dialog.get_by_role("button", name="Simpan perubahan").click()
    expect(phone.get_by_role("img", name="Denah loket", exact=True)).to_be_attached()
    # One that is there serves another text; pasting asks for what must be said, and is taken back.
    page.get_by_role("button", name="Gambar untuk Penjelasan").click()
    dialog.get_by_text("Sudah ada").click()
    dialog.get_by_role("button", name=re.compile("denah.webp")).click()
    dialog.get_by_label("Teks pengganti gambar").fill("Denah yang sama")
    dialog.get_by_label("Lisensi dan pembuat").fill("CC BY 4.0, Contoh")
    dialog.get_by_role("button", name="Sisipkan").click()
    why = page.get_by_role("textbox", name="Penjelasan")
    expect(why).to_have_value(re.compile("Denah yang sama"))
    page.get_by_role("button", name="Urungkan perubahan gambar").click()
    expect(why).not_to_have_value(re.compile("figure"))
    stem.evaluate(
        GIVE, ["paste", {"files": [given("tempel.png", "image/png", picture(60, 40, "PNG"))]}]
    )
    expect(dialog.get_by_text("tempel.png").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Hapus Denah loket", exact=True).click()
    expect(stem).to_have_value(before)
    stem.press("Control+z")
    expect(stem).to_have_value(re.compile("Denah loket"))
    # What is typed right behind a picture stands below it.
    stem.press("Control+End")
    page.keyboard.type("Di loket mana?")
    expect(stem).to_have_value(re.compile(r"\n:::\n\nDi loket mana\?$"))
    expect(page.locator(".bank-of .editor-state")).to_contain_text(SAVED)
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()


def test_the_forms_fit_a_phone(visits: Visits, server: Server, course: Course) -> None:
    page = visits.open(server.accounts()["trainer"], device="phone")
    for activity in ("latihan-surat", "kuis-loket"):
        page.goto(course.desk(activity))
        page.locator(".list-of summary").last.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
