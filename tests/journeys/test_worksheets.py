"""Worksheets in a browser: every tool, two devices, no script, and a log that nobody else sees."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from tests.journeys import steps
from tests.journeys.office import Learner, Office
from tests.journeys.test_layout import BEYOND
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.server import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.own_server]

COURSE = "lembar-uji"
RECEIVED = re.compile(r"Diterima server, no\. K-")
SECRET = "urusan yang sangat pribadi"


@pytest.fixture(scope="module")
def taught() -> str:
    return COURSE


@pytest.fixture(scope="module")
def content() -> Path:
    return ROOT / "tests" / "worksheets" / "content"


def at(page: Page, slug: str) -> Page:
    page.goto(f"/kursus/{COURSE}/{slug}")
    return page


def enhanced(page: Page, slug: str) -> Page:
    at(page, slug)
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    return page


def fill(page: Page, values: dict[str, str]) -> None:
    for key, text in values.items():
        field = page.locator(f"[data-key='{key}']")
        if field.evaluate("(field) => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)


def saved(page: Page) -> None:
    expect(page.locator("#save")).to_have_text(RECEIVED)
    expect(page.locator("#progress")).to_contain_text("Lembar kerja lengkap.")


QUEUE = {"arrivals": "12", "service": "9", "counters": "2", "stay": "40", "times": "6 7 9 8 30"}
SKM = {
    "respondents": "29",
    "requirements": "105",
    "procedure": "101",
    "time": "100",
    "cost": "116",
    "product": "102",
    "competence": "105",
    "conduct": "106",
    "facilities": "105",
    "complaints": "115",
}
FORM = {
    "nama": "Surat pengantar (rekaan)",
    "jenis": "loket",
    "langkah.1.apa": "Memeriksa",
    "langkah.1.menit": "4,5",
    "langkah.2.apa": "Menandatangani",
    "langkah.2.menit": "10",
}


def test_a_calculator_follows_what_is_typed(visits: Visits, pupil: Learner) -> None:
    page = enhanced(visits.open(pupil), "antrean")
    result = page.locator("#hasil")
    expect(result).to_contain_text("Hasil muncul di sini")
    fill(page, QUEUE)
    expect(result).to_contain_text("8 orang ada di dalam")
    expect(result).to_contain_text("Loket sibuk 90 % dari waktunya.")
    expect(page.locator(".bars tbody tr")).to_have_count(3)
    fill(page, {"counters": "1"})
    expect(result).to_contain_text("Antrean bertambah 5,3 warga setiap jam.")
    expect(result).not_to_contain_text("orang ada di dalam")
    fill(page, {"counters": "2"})
    page.locator("[data-key='times']").blur()
    saved(page)
    # The server says the same as the script, and another device has it all.
    said = result.inner_text()
    other = enhanced(visits.open(pupil, device="desktop"), "antrean")
    expect(other.locator("[data-key='arrivals']")).to_have_value("12")
    assert other.locator("#hasil").inner_text() == said
    plain = at(visits.open(pupil, script=False), "antrean")
    assert plain.locator("#hasil").inner_text() == said


def test_an_older_page_learns_what_another_device_wrote(visits: Visits, pupil: Learner) -> None:
    first = enhanced(visits.open(pupil), "isian")
    fill(first, FORM)
    saved(first)
    second = enhanced(visits.open(pupil, device="desktop"), "isian")
    fill(second, {"nama": "Ditulis di meja"})
    second.locator("[data-key='nama']").blur()
    expect(second.locator("#save")).to_have_text(RECEIVED)
    enhanced(first, "isian")
    expect(first.locator("[data-key='nama']")).to_have_value("Ditulis di meja")
    expect(first.locator("[data-key='langkah.2.apa']")).to_have_value("Menandatangani")


def test_what_was_typed_without_a_line_is_still_there(visits: Visits, pupil: Learner) -> None:
    visits.errors.expect(LINE_DROPPED)
    page = enhanced(visits.open(pupil), "isian")
    fill(page, {"nama": "Sebelum putus"})
    page.locator("[data-key='nama']").blur()
    expect(page.locator("#save")).to_have_text(RECEIVED)
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    enhanced(page, "isian")
    page.context.set_offline(True)
    fill(page, {"uraian": "Ditulis tanpa jaringan"})
    page.locator("[data-key='uraian']").blur()
    expect(page.locator("#save")).to_contain_text(re.compile("Menunggu|perangkat"))
    page.reload()
    expect(page.locator("[data-key='uraian']")).to_have_value("Ditulis tanpa jaringan")
    expect(page.locator("[data-key='nama']")).to_have_value("Sebelum putus")
    page.context.set_offline(False)
    expect(page.locator("#save")).to_have_text(RECEIVED)


def test_the_ikm_and_minutes(visits: Visits, pupil: Learner) -> None:
    page = enhanced(visits.open(pupil), "ikm")
    fill(page, SKM)
    result = page.locator("#hasil")
    expect(result).to_contain_text("IKM 91,48")
    expect(result).to_contain_text("Mutu A")
    expect(result).to_contain_text("Bobot tiap unsur persis 1/9")
    expect(result).to_contain_text("Prioritas perbaikan: Waktu penyelesaian")
    fill(page, {"time": "117"})
    expect(result).to_contain_text("harus antara 29 dan 116")
    page = enhanced(visits.open(pupil, language="en"), "menit")
    fill(page, {"people": "46", "each": "5", "days": "20"})
    expect(page.locator("#hasil")).to_contain_text("3 hours 50 minutes")
    expect(page.locator("#hasil")).to_contain_text("10.2 working days")


def test_a_form_with_rows_by_keyboard(visits: Visits, pupil: Learner) -> None:
    page = enhanced(visits.open(pupil, device="desktop"), "isian")
    fill(page, FORM)
    add = page.get_by_role("button", name="Tambah baris")
    add.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-key='langkah.3.apa']")).to_be_focused()
    page.keyboard.type("Menyerahkan")
    saved(page)
    page.get_by_role("button", name="Hapus baris 1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-row='1']")).to_be_hidden()
    expect(add).to_be_focused()
    add.press("Enter")
    expect(page.locator("[data-key='langkah.1.apa']")).to_be_focused()
    add.press("Enter")
    expect(add).to_be_disabled()
    saved(page)
    page.reload()
    expect(page.locator("[data-key='langkah.1.apa']")).to_have_value("")
    expect(page.locator("[data-key='langkah.3.apa']")).to_have_value("Menyerahkan")
    expect(page.locator("[data-done]")).to_be_visible()


def test_tasks_fall_into_their_boxes(visits: Visits, pupil: Learner) -> None:
    page = enhanced(visits.open(pupil), "matriks")
    for number, (important, urgent) in enumerate(
        [("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"), ("yes", "no"), ("no", "yes")],
        start=1,
    ):
        prefix = f"task.{number}"
        fill(
            page,
            {
                f"{prefix}.name": f"Tugas <{number}>",
                f"{prefix}.important": important,
                f"{prefix}.urgent": urgent,
            },
        )
    boxes = page.locator(".groups section")
    expect(boxes).to_have_count(4)
    expect(boxes.nth(1).locator("li")).to_have_text(["Tugas <2>", "Tugas <5>"])
    saved(page)


def test_a_week_in_blocks(visits: Visits, pupil: Learner) -> None:
    page = enhanced(visits.open(pupil), "minggu")
    blocks = [
        ("mon", "08:00", "12:00", "counter"),
        ("mon", "13:00", "14:30", "focus"),
        ("mon", "14:00", "15:00", "meeting"),
        ("tue", "08:00", "12:00", "counter"),
        ("wed", "10:00", "11:00", "small"),
    ]
    for number, texts in enumerate(blocks, start=1):
        names = ("day", "from", "to", "kind")
        fill(page, {f"block.{number}.{n}": t for n, t in zip(names, texts, strict=True)})
    expect(page.locator("#hasil")).to_contain_text("Senin: 1 blok bertumpuk.")
    expect(page.locator(".track")).to_have_count(3)
    expect(page.locator(".groups li").first).to_have_text("08.00–12.00 Loket")
    saved(page)


def test_a_plan_to_print(visits: Visits, pupil: Learner) -> None:
    page = enhanced(visits.open(pupil), "rencana")
    for days in (30, 60, 90):
        fill(
            page,
            {
                f"d{days}.1.what": "Menempel daftar syarat",
                f"d{days}.1.evidence": "Foto papan",
                f"d{days}.1.who": "Saya",
                f"d{days}.1.when": "2026-12-21",
            },
        )
    saved(page)
    page.get_by_role("link", name="Lihat dan cetak (A4)").click()
    expect(page.locator("td", has_text="21 Desember 2026")).to_have_count(3)
    expect(page.get_by_role("button", name="Cetak")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".on-screen")).to_be_hidden()


def test_by_form_alone(visits: Visits, pupil: Learner) -> None:
    page = at(visits.open(pupil, script=False), "isian")
    fill(page, FORM)
    page.get_by_role("button", name="Simpan dan hitung").click()
    expect(page.get_by_role("alert")).to_have_text("Isian Anda sudah diterima server.")
    expect(page.locator("#progress")).to_contain_text("Lembar kerja lengkap.")
    # A further row is there by itself, for whoever has no button to add one.
    expect(page.locator("[data-key='langkah.3.apa']")).to_be_visible()
    log = at(visits.open(pupil, script=False), "buku")
    expect(log.locator("#needs-script")).to_be_visible()
    expect(log.locator("#sheet")).to_be_hidden()


class Wire:
    """Everything that leaves a browser."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        headers = json.dumps(request.headers, ensure_ascii=False)
        self.said.append(f"{request.method} {request.url} {headers} {request.post_data or ''}")

    def commands(self) -> list[dict[str, object]]:
        pushes = [said for said in self.said if "POST" in said and "/learning/commands" in said]
        return [
            command
            for push in pushes
            for command in json.loads(push[push.rindex('{"device"') :])["commands"]
        ]

    def worksheets(self) -> list[object]:
        """What was sent of worksheets."""
        return [one["payload"] for one in self.commands() if one["kind"] == "worksheet"]


def keep_a_log(page: Page) -> None:
    for day in range(1, 6):
        fill(
            page,
            {
                f"d{day}.1.category": "message",
                f"d{day}.1.minutes": "61",
                f"d{day}.1.origin": "between",
                f"d{day}.1.what": f"{SECRET} {day}",
            },
        )
    page.locator("[data-key='d5.1.what']").blur()


def test_a_private_log_never_leaves_the_device(
    visits: Visits, pupil: Learner, office: Office, tmp_path: Path
) -> None:
    page = visits.open(pupil)
    wire = Wire(page)
    enhanced(page, "buku")
    expect(page.locator(".secret")).to_contain_text("tidak pernah dikirim")
    keep_a_log(page)
    expect(page.locator("#hasil")).to_contain_text("5 dari 5 hari terisi")
    expect(page.locator("#progress")).to_contain_text("Lembar kerja lengkap.")
    page.reload()
    expect(page.locator("[data-key='d3.1.what']")).to_have_value(f"{SECRET} 3")
    expect(page.locator(".bars tbody tr")).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Simpan salinan (berkas)").click()
    copy = tmp_path / "salinan.json"
    waiting.value.save_as(copy)
    page.get_by_role("button", name="Hapus dari perangkat ini").click()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#copied")).to_contain_text("sudah dihapus")
    expect(page.locator("[data-key='d3.1.what']")).to_have_value("")
    assert page.evaluate("JSON.stringify({...localStorage})").find(SECRET) == -1
    page.locator("#import").set_input_files(copy)
    expect(page.locator("#copied")).to_contain_text("Salinan dimuat.")
    expect(page.locator("[data-key='d5.1.what']")).to_have_value(f"{SECRET} 5")
    (tmp_path / "lain.json").write_text('{"kind": "lain", "values": {"d1.1.what": "x"}}')
    page.locator("#import").set_input_files(tmp_path / "lain.json")
    expect(page.locator("#copied")).to_contain_text("bukan salinan")
    at(page, "isian")
    steps.until(page, lambda: bool(wire.worksheets()))
    # Not one word of it went anywhere: not in a request, not in what the server keeps.
    assert not [said for said in wire.said if SECRET in said or "pribadi" in said]
    assert all(
        isinstance(said, dict) and set(said) == {"enrolment", "activity", "days"}
        for said in wire.worksheets()
    )
    with office.api_of(pupil) as api:
        assert SECRET not in json.dumps(api.commands())


def test_another_account_in_the_same_browser_sees_nothing(
    visits: Visits, pupil: Learner, office: Office
) -> None:
    page = enhanced(visits.open(pupil), "buku")
    keep_a_log(page)
    expect(page.locator("#hasil")).to_contain_text("5 dari 5 hari terisi")
    other = office.add_learner()
    with office.api_of(other) as api:
        api.post("/enrolments", {"course": COURSE})
    page.goto("/masuk/ganti")
    page.get_by_role("button", name="Keluar").click()
    steps.sign_in(page, other)
    page.wait_for_url("**/")
    enhanced(page, "buku")
    expect(page.locator("[data-key='d1.1.what']")).to_have_value("")
    expect(page.locator("#hasil")).to_contain_text("Hasil muncul di sini")


SLUGS = ("isian", "antrean", "ikm", "menit", "buku", "rencana", "matriks", "minggu")


@pytest.mark.parametrize(("scheme", "language"), [("light", "id"), ("dark", "en")])
def test_no_violation_and_nothing_beyond_the_screen(
    visits: Visits, pupil: Learner, scheme: str, language: str
) -> None:
    page = visits.open(
        pupil,
        scheme="dark" if scheme == "dark" else "light",
        language="en" if language == "en" else "id",
        reduced_motion="reduce",
    )
    found: list[str] = []
    for slug in SLUGS:
        enhanced(page, slug)
        if slug == "antrean":
            fill(page, QUEUE)
        if slug == "buku":
            keep_a_log(page)
        page.locator("details").evaluate_all("(all) => { for (const one of all) one.open = true; }")
        for width, size in ((320, 100), (360, 200), (1440, 100)):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate("(s) => { document.documentElement.style.fontSize = `${s}%`; }", size)
            found += [f"{slug} at {width}: {said}" for said in page.evaluate(BEYOND)]
        page.evaluate("document.documentElement.style.fontSize = ''")
        found += [
            f"{slug}: {violation['id']} at {node['target']}: {node['failureSummary']}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
    page.goto(f"/kursus/{COURSE}/rencana/cetak")
    found += [str(v["id"]) for v in Axe().run(page).response["violations"]]
    assert not found, "\n".join(found)
