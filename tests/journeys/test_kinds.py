"""A learner on a phone answers one question of each kind: online, without a network, by forms."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.assessment.questions.numeric import parse_number, spoken
from tests.journeys import steps
from tests.journeys.kinds_course import LINK, QUESTIONS, SLUG, kinds_content
from tests.journeys.office import Learner, Office
from tests.journeys.phone import Phone, kept, take_path_along
from tests.journeys.visits import Visits

pytestmark = [pytest.mark.browser, pytest.mark.own_server]

ESSAY = " ".join(["Saya mempersilakan beliau duduk."] * 6) + "\n\nLalu saya memeriksa data."
RIGHT: dict[str, Any] = {
    "satu-pilihan": {"choice": "b"},
    "beberapa-pilihan": {"choices": ["a", "c"]},
    "benar-salah": {"value": "true"},
    "isian": {"text": "KTP-el"},
    "angka": {"text": "1,5 jam"},
    "pasangan": {"pairs": {"antre": "nomor", "lama": "waktu", "bingung": "tanya"}},
    "urutan": {"order": ["dengar", "catat", "terima", "tindak"]},
    "isian-teks": {"gaps": {"dokumen": "KTP el", "sikap": "periksa", "lama": "12 menit"}},
    "uraian": {"text": ESSAY},
    "penilaian": {"level": "s4"},
    "saran": {"text": "Tambah contoh.\nSingkat saja."},
}


@pytest.fixture(scope="module")
def taught() -> str:
    return SLUG


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kinds_content(tmp_path_factory.mktemp("content"))


def _sum_of(section: Locator) -> dict[str, str]:
    """The right answer to a calculated question, by the numbers that stand in it."""
    stem = section.locator(".q-stem").inner_text()
    found = re.search(r"Loket A melayani (\S+) .* Loket B melayani (\S+) ", stem)
    assert found is not None, stem
    one, other = (parse_number(number) for number in found.groups())
    assert one is not None
    assert other is not None
    return {"text": spoken((one + other) / 2)}


def _give(section: Locator, response: dict[str, Any]) -> None:
    for name, value in response.items():
        if name == "gaps":
            for gap, said in value.items():
                field = section.locator(f"[name$=':gap:{gap}']")
                if field.evaluate("it => it.tagName") == "SELECT":
                    field.select_option(said)
                else:
                    field.fill(said)
                    field.blur()
        elif name == "level":
            section.locator(f"label.opt:has(input[value='{value}'])").click()
        elif name == "text" and section.locator("textarea").count():
            section.locator("textarea").fill(value)
            section.locator("textarea").blur()
        elif name == "order" and not section.locator("button.up").first.is_visible():
            for place, item in enumerate(value, start=1):
                section.locator(f"select[name$=':place:{item}']").select_option(str(place))
        else:
            steps.give(section, {name: value})


def _answer_all(page: Page, settle: Any) -> dict[str, Any]:
    """What was answered, by question."""
    given = {}
    for full_id in steps.question_ids(page):
        section = steps.show_question(page, full_id)
        slug = full_id.removeprefix("aneka.")
        given[full_id] = RIGHT.get(slug) or _sum_of(section)
        _give(section, given[full_id])
        settle(page)
        _fits_the_screen(page)
    return given


def _fits_the_screen(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, page.url


def _check_on_server(office: Office, pupil: Learner, attempt: str, given: dict[str, Any]) -> None:
    with office.api_of(pupil) as api:
        view = api.get(f"/attempts/{attempt}")
    assert view["state"] != "open"
    assert {q["id"]: q["response"] for q in view["questions"]} == given
    assert len(given) == len(QUESTIONS)
    told = str([q["html"] for q in view["questions"]])
    assert "negara" not in told, "the model answer is in no question"
    if view["state"] == "closed":
        results = {q["id"]: q["result"] for q in view["questions"]}
        unmarked = {one for one, result in results.items() if result["correct"] is None}
        assert {"aneka.penilaian", "aneka.saran"} <= unmarked
        wrong = {one for one, result in results.items() if result["correct"] is False}
        assert wrong <= {"aneka.uraian"}


def test_online_with_an_essay_that_outlives_its_tab(
    visits: Visits, office: Office, pupil: Learner
) -> None:
    page = visits.open(pupil)
    attempt = steps.start_quiz(page, LINK)
    essay = steps.show_question(page, "aneka.uraian")
    expect(essay.locator("p", has_text="0 kata; sedikitnya 30")).to_be_visible()
    essay.locator("summary").click()
    expect(essay.get_by_text("Mudah dibaca")).to_be_visible()
    # Closed in the middle of a word, before anything was sent: it is all there again.
    essay.locator("textarea").press_sequentially("Saya mempersilakan bel")
    expect(page.locator("#save")).not_to_contain_text(steps.RECEIVED)
    again = page.context.new_page()
    page.close()
    again.goto(f"/percobaan/{attempt}#q10")
    expect(again.locator("#q10 textarea")).to_have_value("Saya mempersilakan bel")
    steps.saved(again)
    given = _answer_all(again, steps.saved)
    again.locator('.pal a[href="#periksa"]').click()
    expect(again.locator("#review-list .tag.ok")).to_have_count(len(QUESTIONS))
    again.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    again.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    expect(again.locator(".verdict")).to_be_visible()
    _fits_the_screen(again)
    _check_on_server(office, pupil, attempt, given)


def test_without_a_network_after_a_cold_start(phone: Phone, office: Office, pupil: Learner) -> None:
    page = phone.start()
    phone.sign_in(pupil)
    take_path_along(page, f"/kursus/{SLUG}")
    phone.close()
    page = phone.start(online=False)
    attempt = steps.start_quiz(page, LINK)
    # The look of these questions came along too.
    steps.show_question(page, "aneka.isian-teks")
    field = page.locator("#q8 select")
    expect(field).to_have_css("width", re.compile(r"^1?\d\d(\.\d+)?px$"))
    given = _answer_all(page, kept)
    page.locator('.pal a[href="#q10"]').click()
    page.reload()
    expect(page.locator("#q10 textarea")).to_have_value(ESSAY)
    expect(page.locator("#q8 [name$=':gap:dokumen']")).to_have_value("KTP el")
    page.locator('.pal a[href="#periksa"]').click()
    page.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban sudah dikumpulkan")
    phone.online(True)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Jawaban sudah dikumpulkan")
    _check_on_server(office, pupil, attempt, given)


def test_by_forms_alone(visits: Visits, office: Office, pupil: Learner) -> None:
    page = visits.open(pupil, script=False)
    page.goto(LINK)
    page.get_by_role("button", name=re.compile("Mulai kuis")).click()
    page.wait_for_url(steps.ATTEMPT)
    attempt = page.url.split("/percobaan/")[1][:36]
    given = {}
    for section in page.locator("section.qs").all():
        full_id = str(section.get_attribute("data-id"))
        given[full_id] = RIGHT.get(full_id.removeprefix("aneka.")) or _sum_of(section)
        _give(section, given[full_id])
    page.get_by_role("button", name="Simpan dahulu").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("sudah diterima server"))
    expect(page.locator("textarea").first).to_have_value(ESSAY)
    expect(page.locator(".pal a.a")).to_have_count(len(QUESTIONS))
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator(".verdict")).to_be_visible()
    _fits_the_screen(page)
    _check_on_server(office, pupil, attempt, given)


def test_order_and_pairs_by_keyboard_alone(visits: Visits, pupil: Learner) -> None:
    page = visits.open(pupil)
    steps.start_quiz(page, LINK)
    section = steps.show_question(page, "aneka.urutan")
    item = section.locator("[data-item='dengar']")
    for _ in range(4):
        # Focus stays with the item that climbs.
        item.locator("button.up").focus()
        page.keyboard.press("Enter")
    expect(section.locator("[data-item]").first).to_have_attribute("data-item", "dengar")
    expect(item.locator("button.up")).to_be_focused()
    box = item.locator("button.up").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    pairs = steps.show_question(page, "aneka.pasangan")
    first = pairs.locator("select").first
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(first).not_to_have_value("")
    steps.saved(page)
