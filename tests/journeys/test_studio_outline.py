"""A trainer lays a course out: by keyboard alone, over a line that drops, with somebody beside."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.office import Office
from tests.journeys.visits import LINE_DROPPED, REFUSED, Visits
from tests.server import Server

pytestmark = pytest.mark.browser

SAVED = "Tersimpan di server"


def saved(page: Page) -> None:
    expect(page.locator(".studio-now")).to_contain_text(SAVED)


def row(page: Page, title: str) -> Locator:
    return page.locator(".act-row").filter(has=page.get_by_role("link", name=title, exact=True))


def titles(page: Page) -> list[str]:
    return page.locator(".act-row a").all_inner_texts()


def begun(office: Office, title: str, lessons: int) -> dict[str, Any]:
    """A draft of a new course by the admin, with some lessons in its one module."""
    draft: dict[str, Any] = office.post("/teaching/drafts", {"template": "empty", "title": title})
    for number in range(2, lessons + 1):
        draft = office.post(
            f"/teaching/drafts/{draft['id']}/structure",
            {
                "act": "add-activity",
                "module": draft["modules"][0]["slug"],
                "kind": "lesson",
                "title": f"Materi {number}",
                "revision": draft["revision"],
            },
        )
    return draft


def test_a_course_is_laid_out_by_keyboard_alone(visits: Visits, server: Server) -> None:
    desk = visits.open(server.accounts()["trainer"], device="desktop")
    desk.goto("/kelola/studio")
    desk.get_by_role("button", name="Kursus baru").press("Enter")
    desk.get_by_label("Judul kursus").fill("Sampah di Plaju (rekaan)")
    desk.get_by_label("Judul kursus").press("Enter")
    expect(desk.get_by_role("heading", name="Sampah di Plaju (rekaan)")).to_be_visible()
    expect(desk.get_by_text("Belum terbit")).to_be_visible()

    desk.get_by_role("button", name="Tambah kegiatan di Modul pertama").press("Enter")
    desk.get_by_label("Judul", exact=True).fill("Memilah dari dapur")
    desk.get_by_label(re.compile("^Lembar kerja")).press("Space")
    desk.get_by_label("Judul", exact=True).press("Enter")
    up = desk.get_by_role("button", name="Naikkan Memilah dari dapur")
    expect(row(desk, "Memilah dari dapur")).to_contain_text("Lembar kerja")
    saved(desk)

    # Focus stays on the button of what was moved, and readers hear where it is now.
    up.press("Enter")
    expect(up).to_be_focused()
    expect(
        desk.get_by_text("Memilah dari dapur sekarang ke-1 dari 2 di Modul pertama.")
    ).to_be_attached()
    assert titles(desk) == ["Memilah dari dapur", "Materi pertama"]
    expect(up).to_have_attribute("aria-disabled", "true")
    saved(desk)
    link = desk.get_by_role("link", name="Memilah dari dapur", exact=True)
    link.press("Alt+ArrowDown")
    expect(link).to_be_focused()
    assert titles(desk) == ["Materi pertama", "Memilah dari dapur"]
    saved(desk)

    undo = desk.get_by_role("button", name=re.compile("^Batalkan"))
    expect(undo).to_have_attribute("aria-disabled", "false")
    undo.press("Enter")
    expect(desk.locator(".act-row a").first).to_have_text("Memilah dari dapur")

    desk.get_by_role("link", name="Fakta kursus").press("Enter")
    desk.get_by_label("JP kursus").fill("1")
    saved(desk)
    expect(desk.get_by_text(re.compile("1 JP berarti 41 sampai 54 menit"))).to_be_visible()
    desk.get_by_label("Hasil belajar").first.fill(
        "Memilah sampah rumah tangga.\nMencatat beratnya."
    )
    saved(desk)

    desk.get_by_role("link", name="Riwayat").press("Enter")
    expect(desk.locator(".history-row").first).to_contain_text("Fakta kursus")
    desk.get_by_role("button", name=re.compile("^Perubahan: ")).first.press("Enter")
    expect(desk.locator(".unified ins").first).to_be_visible()

    desk.get_by_role("link", name="Susunan").press("Enter")
    desk.get_by_role("button", name="Buang draf ini").press("Enter")
    desk.get_by_role("button", name="Ya, buang draf").press("Enter")
    expect(desk.get_by_role("heading", name="Studio")).to_be_visible()
    expect(desk.get_by_text("Sampah di Plaju (rekaan)")).to_have_count(0)


def test_steps_survive_a_lost_line_and_a_closed_tab(visits: Visits, office: Office) -> None:
    draft = begun(office, "Arsip surat (rekaan)", lessons=3)
    place = f"/kelola/studio/{draft['id']}"
    visits.errors.expect(LINE_DROPPED, REFUSED)
    phone = visits.open(office.account)
    context = phone.context
    phone.goto(place)
    saved(phone)
    context.set_offline(True)
    phone.get_by_role("button", name="Naikkan Materi 3").tap()
    phone.get_by_role("button", name="Atur Materi 2").tap()
    phone.get_by_label("Judul", exact=True).fill("Membalas surat")
    phone.get_by_role("button", name="Simpan").tap()
    expect(phone.locator(".studio-now")).to_contain_text("menunggu sambungan")
    phone.close()

    # Meanwhile somebody adds a lesson: both go together. A closing page may have been heard still.
    def adds() -> bool:
        there = office.get(f"/teaching/drafts/{draft['id']}")
        wish = {"act": "add-activity", "kind": "lesson", "title": "Dari rekan"}
        module = there["modules"][0]["slug"]
        try:
            office.post(
                f"/teaching/drafts/{draft['id']}/structure",
                wish | {"module": module, "revision": there["revision"]},
            )
        except AssertionError as refused:
            # What the closing page had sent came between the two.
            if "draft-changed-meanwhile" not in str(refused):
                raise
            return False
        return True

    assert adds() or adds()
    context.set_offline(False)
    again = context.new_page()
    again.goto(place)
    expect(again.get_by_role("link", name="Membalas surat")).to_be_visible()
    saved(again)
    found = office.get(f"/teaching/drafts/{draft['id']}")["modules"][0]["activities"]
    assert [one["title"] for one in found] == [
        "Materi pertama",
        "Materi 3",
        "Membalas surat",
        "Dari rekan",
    ]


def test_a_lesson_whose_answer_is_lost_with_its_tab_is_added_once(
    visits: Visits, office: Office
) -> None:
    draft = begun(office, "Buku tamu (rekaan)", lessons=1)
    place = f"/kelola/studio/{draft['id']}"
    visits.errors.expect(LINE_DROPPED)
    desk = visits.open(office.account, device="desktop")
    desk.goto(place)
    saved(desk)

    def without_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.route(re.compile("/structure$"), without_answer, times=1)
    desk.get_by_role("button", name="Tambah kegiatan di Modul pertama").click()
    desk.get_by_label("Judul", exact=True).fill("Menyambut tamu")
    desk.get_by_label("Judul", exact=True).press("Enter")
    expect(desk.locator(".studio-now")).to_contain_text("menunggu sambungan")
    desk.close()

    again = desk.context.new_page()
    again.goto(place)
    saved(again)
    assert titles(again) == ["Materi pertama", "Menyambut tamu"]
    found = office.get(f"/teaching/drafts/{draft['id']}")["modules"][0]["activities"]
    assert [one["title"] for one in found] == ["Materi pertama", "Menyambut tamu"]


def test_two_people_never_overwrite_each_other(
    visits: Visits, server: Server, office: Office
) -> None:
    draft = begun(office, "Rapat singkat (rekaan)", lessons=2)
    address = f"/teaching/drafts/{draft['id']}"
    visits.errors.expect(LINE_DROPPED, REFUSED)
    desk = visits.open(office.account, device="desktop")
    desk.goto(f"/kelola/studio/{draft['id']}")
    saved(desk)

    # Renamed by somebody else while it was being renamed here: told, with both names.
    desk.get_by_role("button", name="Atur Materi 2").click()
    desk.get_by_label("Judul", exact=True).fill("Judul saya")
    theirs = draft["modules"][0]["activities"][1]["slug"]
    draft = office.post(
        f"{address}/structure",
        {
            "act": "rename",
            "module": draft["modules"][0]["slug"],
            "activity": theirs,
            "title": "Judul rekan",
            "revision": draft["revision"],
        },
    )
    desk.get_by_role("button", name="Simpan").click()
    expect(desk.get_by_role("alert").first).to_contain_text("Mengganti judul menjadi “Judul saya”")
    expect(desk.get_by_role("link", name="Judul rekan")).to_be_visible()

    # The facts: what only one wrote is joined, what both wrote is chosen.
    desk.get_by_role("link", name="Fakta kursus").click()
    expect(desk.get_by_label("Judul kursus").first).to_have_value("Rapat singkat (rekaan)")
    course = dict(draft["course"])
    course["organiser"] = "Dinas Contoh"
    words = {**course["text"]["id"], "summary": "Ringkasan rekan."}
    course["text"] = {**course["text"], "id": words}
    office.put(f"{address}/course", {"revision": draft["revision"], "course": course})
    desk.get_by_label("Ringkasan").first.fill("Ringkasan saya.")
    choice = desk.get_by_role("alert").filter(has_text="Dua orang mengubah isian yang sama")
    expect(choice).to_contain_text("Ringkasan rekan.")
    expect(desk.get_by_role("textbox", name="Penyelenggara")).to_have_value("Dinas Contoh")
    choice.get_by_role("button", name="Pakai tulisan saya").click()
    saved(desk)
    kept = office.get(address)["course"]
    assert kept["text"]["id"]["summary"] == "Ringkasan saya."
    assert kept["organiser"] == "Dinas Contoh"
