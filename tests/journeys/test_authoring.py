"""A trainer makes a course by keyboard alone, over a slow line that drops; a learner opens it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.course import MODULE, Course
from tests.journeys.keys import fill, press, tab_to
from tests.journeys.line import Line, line_to
from tests.journeys.office import Api
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.server import Server

# A new course would surprise the other journeys.
pytestmark = [pytest.mark.browser, pytest.mark.own_server]

# 400 kbit/s, as where 3G is weak.
PACE = 50_000
TITLE = "Melayani di hari hujan (rekaan)"
LESSON = "Payung untuk yang antre (rekaan)"
SAID = "Payung bersama disiapkan sebelum pukul tujuh (rekaan)."

ANSWERS = {
    "Pilihan 1": "Sebelum pukul tujuh",
    "Pilihan 2": "Setelah hujan reda",
    "Pilihan 3": "Saat warga mengeluh",
    "Pilihan 4": "Hanya pada hari Senin",
    "Penjelasan": "Supaya yang antre tidak basah (rekaan).",
}


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with line_to(server.port) as line:
        line.pace = PACE
        yield line


def test_a_course_is_made_by_keyboard_alone(
    visits: Visits, server: Server, line: Line, course: Course
) -> None:
    accounts = server.accounts()
    # Over this line a try-out comes after the next words, which have something to mend yet.
    visits.errors.expect(LINE_DROPPED, r"third party: http://127\.0\.0\.1", r"409 .*contoh=1")
    page = visits.open(accounts["trainer"], device="desktop", reduced_motion="reduce")
    page.goto(f"{line.url}/kelola/studio")
    keys = page.keyboard

    press(page, page.get_by_role("button", name="Kursus baru"))
    fill(page, page.get_by_label("Judul kursus"), TITLE)
    shape = page.get_by_role("radio", name=re.compile(course.title()))
    tab_to(page, page.get_by_role("radio", checked=True))
    while not shape.is_checked():
        keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    # A lesson gets its title, and its place keeps the focus.
    arrange = page.get_by_role("button", name=re.compile("^Atur ")).nth(1)
    press(page, arrange)
    fill(page, page.get_by_label("Judul", exact=True), LESSON)
    keys.press("Enter")
    expect(page.get_by_role("button", name=f"Atur {LESSON}")).to_be_focused()
    expect(page.locator(".studio-now")).to_contain_text("Tersimpan di server")

    keys.press("Shift+Tab")
    press(page, page.get_by_role("link", name=LESSON))
    field = page.get_by_role("textbox", name="Naskah")
    tab_to(page, field)
    keys.press("Control+End")
    keys.type(f"\n\n{SAID} ")
    expect(page.locator(".editor-state")).to_contain_text("Tersimpan di server")
    line.down()
    keys.type("Yang basah duduk di dalam.")
    expect(page.get_by_text("Tersimpan di perangkat ini, menunggu sambungan")).to_be_visible()
    _insert_callout(page)
    line.mend()
    expect(page.locator(".editor-state")).to_contain_text(re.compile("^Tersimpan di server"))
    expect(page.frame_locator(".phone").get_by_text("Coba di loket Anda")).to_be_attached()
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()

    _add_question(page)
    press(page, page.get_by_role("link", name="Tinjau & terbitkan"))
    press(page, page.get_by_role("button", name="Minta tinjauan"))
    expect(page.get_by_text("Menunggu tinjauan")).to_be_visible()
    _approve(server, page.url.split("/")[-2])
    page.reload()
    press(page, page.get_by_role("button", name="Terbitkan…"))
    fill(page, page.get_by_label("Apa yang berubah?"), "Kursus baru (rekaan)")
    press(page, page.get_by_role("button", name="Terbitkan sekarang"))
    expect(page.get_by_text("Versi 1 terbit.").first).to_be_visible()

    phone = visits.open(accounts["learner"])
    phone.goto("/kursus")
    phone.get_by_role("link", name=re.compile(re.escape(TITLE))).tap()
    phone.get_by_role("button", name="Ikuti kursus ini").tap()
    phone.get_by_role("link", name=re.compile(re.escape(LESSON))).first.tap()
    expect(phone.get_by_text(SAID)).to_be_visible()
    expect(phone.get_by_text("Coba di loket Anda")).to_be_visible()


def test_a_draft_is_joined_with_a_newer_version_and_goes_back(
    visits: Visits, server: Server, course: Course
) -> None:
    accounts = server.accounts()
    api = Api(server, accounts["trainer"].nip, accounts["trainer"].password)
    draft = api.post(f"/teaching/courses/{course.slug}/edit")
    at = f"/teaching/drafts/{draft['id']}/files"
    place = f"courses/{course.slug}/{MODULE}"
    lesson, quiz = f"{place}/{course.lessons[0].slug}.md", f"{place}/{course.quiz.slug}.yaml"

    def text_of(path: str) -> str:
        return str(api.get(f"{at}/{path}")["text"])

    was = text_of(lesson)
    asks = re.sub(r"pass_mark: \d+", "pass_mark: 55", text_of(quiz))
    api.put(f"{at}/{lesson}", {"text": f"{was}\n{SAID}\n", "revision": 0})
    api.put(f"{at}/{quiz}", {"text": asks, "revision": 0})
    _publish_quiz(server, course, time_limit=25)

    desk = visits.open(accounts["trainer"], device="desktop")
    desk.goto(f"/kelola/studio/{draft['id']}")
    expect(desk.get_by_text("Versi 2 sudah terbit; draf ini dimulai dari versi 1.")).to_be_visible()
    desk.get_by_role("button", name="Satukan dengan versi terbit").press("Enter")
    dialog = desk.get_by_role("dialog")
    # What one side alone changed is not asked about.
    expect(dialog.get_by_role("group")).to_have_count(1)
    expect(dialog.locator(".unified del", has_text="time_limit: 25")).to_be_visible()
    dialog.get_by_role("radio", name=re.compile("Pakai naskah di versi 2")).press("Space")
    dialog.get_by_role("button", name="Satukan").press("Enter")
    expect(dialog).to_be_hidden()
    expect(desk.get_by_text("Versi 2 sudah terbit; draf ini")).to_have_count(0)
    assert SAID in text_of(lesson)
    assert "time_limit: 25" in text_of(quiz)

    desk.get_by_role("link", name="Riwayat").press("Enter")
    expect(desk.locator(".history-row").first).to_contain_text("Disatukan dengan versi 2")
    back = desk.get_by_role("button", name="Pakai isi versi 1")
    back.press("Enter")
    expect(desk.get_by_role("button", name="Ya, ganti isi draf")).to_be_focused()
    desk.get_by_role("button", name="Jangan").press("Enter")
    expect(back).to_be_focused()
    back.press("Enter")
    desk.get_by_role("button", name="Ya, ganti isi draf").press("Enter")
    expect(desk.get_by_text("Draf sekarang berisi versi 1.").first).to_be_visible()
    expect(back).to_be_focused()
    assert text_of(lesson) == was
    # The way back is open too, also after a reload in the middle.
    desk.reload()
    desk.get_by_role("button", name="Batalkan: Kembali ke versi 1").press("Enter")
    expect(desk.get_by_text("Dibatalkan: Kembali ke versi 1").first).to_be_visible()
    assert SAID in text_of(lesson)
    desk.go_back()
    expect(desk.locator(".act-row", has_text="Berubah sejak terbit").first).to_be_visible()
    api.close()


def _publish_quiz(server: Server, course: Course, **changes: Any) -> None:
    """By somebody else, at the quiz's own desk: the next version."""
    admin = server.accounts()["admin"]
    api = Api(server, admin.nip, admin.password)
    desk = f"/teaching/courses/{course.slug}/quizzes/{course.quiz.slug}/draft"
    read = api.get(desk)
    wish = {"revision": 0, "over": read["current"], "source": read["source"] | changes}
    saved = api.put(desk, wish)
    note = {"revision": saved["revision"], "note": "Waktu dibatasi (rekaan)"}
    api.post(f"{desk}/publish", note)
    api.close()


def _insert_callout(page: Page) -> None:
    """By the toolbar, one stop before the text."""
    keys = page.keyboard
    keys.press("Shift+Tab")
    insert = page.get_by_role("button", name="Sisipkan", exact=True)
    while not insert.evaluate("(button) => button === document.activeElement"):
        keys.press("ArrowLeft")
    keys.press("Enter")
    dialog = page.get_by_role("dialog")
    press(page, dialog.get_by_role("button", name="Kotak perhatian"))
    tab_to(page, dialog.get_by_label("Isi"))
    keys.type("Hitung payung yang ada (rekaan).")
    press(page, dialog.get_by_role("button", name="Sisipkan"))
    expect(page.get_by_role("textbox", name="Naskah")).to_be_focused()


def _add_question(page: Page) -> None:
    """In the course's first quiz: one more, with its answers."""
    keys = page.keyboard
    press(page, page.get_by_role("link", name=TITLE))
    press(page, page.locator(".act-row", has_text="Kuis").get_by_role("link").first)
    press(page, page.get_by_role("button", name="Tambah soal"))
    asked = page.locator("details[open]", has=page.get_by_label("Pertanyaan", exact=True)).last
    expect(asked.get_by_label("Pertanyaan", exact=True).first).to_be_focused()
    keys.type("Kapan payung disiapkan (rekaan)?")
    tab_to(page, asked.get_by_role("radio").first)
    keys.press("Space")
    for label, text in ANSWERS.items():
        tab_to(page, asked.get_by_label(label, exact=True).first)
        keys.type(text)
    expect(page.locator(".editor-state").last).to_contain_text("Tersimpan di server")
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()


def _approve(server: Server, draft: str) -> None:
    """By another who may teach the course."""
    admin = server.accounts()["admin"]
    api = Api(server, admin.nip, admin.password)
    revision = api.get(f"/teaching/drafts/{draft}/review")["revision"]
    api.post(f"/teaching/drafts/{draft}/review/approve", {"revision": revision})
    api.close()
