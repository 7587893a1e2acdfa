"""A trainer changes a quiz in the browser; another does so at the same time; a line drops."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.course import Course
from tests.journeys.visits import LINE_DROPPED, REFUSED, Visits
from tests.server import Server

# A course that is published anew would surprise the other journeys.
pytestmark = [pytest.mark.browser, pytest.mark.own_server]

SAVED = "Draf tersimpan di server"
LIMIT = "Batas waktu (menit)"


def opened(page: Page, course: Course) -> None:
    """The desk of the course's quiz, checked."""
    page.goto(f"/kelola/mengajar/{course.slug}/kuis/{course.quiz.slug}")
    expect(
        page.get_by_text(re.compile(r"^\d+ (soal cocok|questions match)$")).first
    ).to_be_visible()


def limited(page: Page, minutes: int) -> None:
    page.get_by_label(LIMIT).fill(str(minutes))
    expect(page.get_by_text(SAVED)).to_be_visible()


def dropped(page: Page) -> None:
    page.get_by_role("button", name="Buang draf").click()
    page.get_by_role("button", name="Ya, buang").click()
    expect(page.get_by_text("Draf dibuang. Yang terbit tetap berlaku.").first).to_be_visible()


def test_a_trainer_changes_a_quiz_and_learners_keep_theirs(
    visits: Visits, server: Server, course: Course
) -> None:
    accounts = server.accounts()
    learner = visits.open(accounts["learner"])
    learner.goto(course.path)
    learner.get_by_role("button", name="Ikuti kursus ini").click()
    expect(learner.get_by_role("link", name="Mulai belajar")).to_be_visible()

    desk = visits.open(accounts["trainer"], device="desktop")
    desk.goto("/kelola/mengajar")
    desk.get_by_role("link", name=course.title()).click()
    desk.get_by_role("link", name="Ubah kuis").first.click()
    expect(desk.get_by_text("Belum ada yang berubah dari yang terbit.")).to_be_visible()
    count = desk.get_by_label("Jumlah").first
    before = int(count.input_value())
    count.fill("99")
    limited(desk, 25)
    expect(desk.get_by_text("1 hal perlu diperbaiki")).to_be_visible()
    expect(desk.locator(".draw .tag.no")).to_contain_text("Kurangi jumlahnya")
    count.fill(str(before - 1))
    expect(desk.get_by_text("Tidak ada yang perlu diperbaiki")).to_be_visible()

    with desk.expect_popup() as popped:
        desk.get_by_role("link", name="Pratinjau sebagai peserta").click()
    preview = popped.value
    expect(preview.get_by_text("25 menit", exact=True)).to_be_visible()
    preview.get_by_role("link", name="Lihat contoh soal").click()
    expect(preview.locator("section.qs")).to_have_count(before - 1)
    first = preview.locator("main form").inner_html()
    preview.get_by_role("link", name="Ganti contoh").click()
    expect(preview.get_by_role("heading", level=1)).to_have_text("Contoh soal nomor 2")
    assert preview.locator("main form").inner_html() != first

    desk.get_by_role("button", name="Terbitkan…").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("25 menit")
    expect(dialog).to_contain_text("1 peserta yang sedang belajar tetap di versinya")
    dialog.get_by_label("Catatan perubahan").fill("Waktu dibatasi 25 menit")
    dialog.get_by_role("button", name="Terbitkan").click()
    expect(desk.locator(".acted")).to_contain_text("Terbit sebagai versi 2.")
    desk.get_by_role("link", name=course.title()).click()
    expect(desk.get_by_text("Yang berubah: Waktu dibatasi 25 menit")).to_be_visible()

    # On another device, which has nothing of before to show first.
    elsewhere = visits.open(accounts["learner"])
    elsewhere.goto(course.path)
    expect(elsewhere.get_by_role("link", name="Materi baru: versi 2.")).to_be_visible()
    elsewhere.goto(f"{course.path}/{course.quiz.slug}")
    expect(elsewhere.get_by_role("button", name="Mulai kuis")).to_be_visible()
    expect(elsewhere.get_by_text("25 menit")).to_have_count(0)


def test_two_editors_see_both_texts_and_choose(
    visits: Visits, server: Server, course: Course
) -> None:
    accounts = server.accounts()
    marlina = visits.open(accounts["trainer"], device="desktop")
    hendrik = visits.open(accounts["admin"], device="desktop")
    opened(marlina, course)
    opened(hendrik, course)
    limited(marlina, 31)
    visits.errors.expect(REFUSED)
    hendrik.get_by_label(LIMIT).fill("42")
    expect(hendrik.get_by_role("heading", name="Ada dua isian untuk draf ini")).to_be_focused()
    both = hendrik.locator(".conflict tbody tr", has_text="Batas waktu")
    expect(both).to_contain_text("42 menit")
    expect(both).to_contain_text("31 menit")
    hendrik.get_by_role("button", name="Pakai isian saya").click()
    expect(hendrik.get_by_text(SAVED)).to_be_visible()
    opened(marlina, course)
    expect(marlina.get_by_label(LIMIT)).to_have_value("42")
    dropped(marlina)


def test_what_is_typed_on_a_phone_survives_a_dropped_line(
    visits: Visits, server: Server, course: Course
) -> None:
    visits.errors.expect(LINE_DROPPED, "Service Worker registration blocked")
    # Without the service worker, whose own line cannot be cut from here.
    phone = visits.open(server.accounts()["trainer"], service_workers="block")
    opened(phone, course)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.context.set_offline(True)
    phone.get_by_label(LIMIT).fill("37")
    expect(phone.get_by_text("Menunggu jaringan.")).to_be_visible()
    # The tab is closed before the line is back.
    phone.close()
    again = phone.context.new_page()
    phone.context.set_offline(False)
    opened(again, course)
    expect(again.get_by_label(LIMIT)).to_have_value("37")
    expect(again.get_by_text("sudah dikembalikan")).to_be_visible()
    expect(again.get_by_text(SAVED)).to_be_visible()
    again.reload()
    expect(again.get_by_label(LIMIT)).to_have_value("37")
    dropped(again)


def test_who_teaches_nothing_finds_no_desk(visits: Visits, server: Server, course: Course) -> None:
    visits.errors.expect(REFUSED)
    stranger = visits.open(server.accounts()["learner"])
    for path in (
        f"/kelola/mengajar/{course.slug}/kuis/{course.quiz.slug}",
        f"/pratinjau/{course.slug}/{course.quiz.slug}",
    ):
        answer = stranger.goto(path)
        assert answer is not None
        assert answer.status == 404
