"""A scenario on a phone: by touch, by keyboard, without a line, on two devices, and to the eye."""

import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Playwright, expect

from tests.catalogue.make_content import MODULE, spoiled, write
from tests.journeys.office import Learner
from tests.journeys.phone import phone_of, take_path_along
from tests.journeys.visits import LINE_DROPPED, Device, Scheme, Visits
from tests.practice.make_scenario import FILE, YAML
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.own_server]

PAGE = "/kursus/contoh/antrean"


@pytest.fixture(scope="module")
def taught() -> str:
    return "contoh"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One course, with the sample scenario."""
    module = str(spoiled({})[MODULE]).replace("[satu, kuis]", "[satu, antrean, kuis]")
    return write(tmp_path_factory.mktemp("content"), spoiled({MODULE: module, FILE: YAML}))


def opened(page: Page, path: str = PAGE) -> Page:
    page.goto(path)
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    return page


def heading(page: Page, words: str) -> None:
    """The part on screen has this heading, and focus is there."""
    expect(page.locator(".step:visible").get_by_text(words, exact=True)).to_be_visible()


def received(page: Page) -> None:
    expect(page.locator("#save")).to_contain_text("Diterima server")


def test_by_touch_to_an_ending_and_by_another_path(visits: Visits, pupil: Learner) -> None:
    page = opened(visits.open(pupil))
    heading(page, "Di pintu")
    page.get_by_role("button", name="Diam saja.").tap()
    heading(page, "Akibat pilihan Anda")
    expect(page.locator("[data-gauge=kepercayaan]")).to_contain_text("20 turun 30, memburuk")
    expect(page.locator("[data-gauge=tunggu]")).to_contain_text("tetap")
    expect(page.locator("#where")).to_contain_text("Langkah 1 paling banyak 2 pilihan lagi")
    page.locator("#go").tap()
    heading(page, "Suara meninggi")
    page.get_by_role("button", name="Larang merekam.").tap()
    page.locator("#go").tap()
    heading(page, "Pagi yang pecah")
    expect(page.locator("#score")).to_have_text("Skor 10,63 dari 100")
    expect(page.locator("#met")).to_contain_text("1 dari 3")
    # Steps not met are neither named nor drawn; the branch not taken is a knot without a name.
    expect(page.locator("li[data-step=meja]")).to_be_hidden()
    expect(page.locator("[data-k=meja]")).to_have_class(re.compile(r"^n k"))
    expect(page.locator("[data-k=tertib]")).to_be_hidden()
    page.locator("li[data-step=ribut]").get_by_role("link").tap()
    heading(page, "Suara meninggi")
    expect(page.locator("[data-gauge=kepercayaan] b")).to_have_text("20")
    page.get_by_role("button", name="Minta maaf.").tap()
    page.locator("#go").tap()
    page.get_by_role("button", name="Catat waktunya.").tap()
    page.locator("#go").tap()
    heading(page, "Pagi yang tertib")
    expect(page.locator("#met")).to_contain_text("2 dari 3")
    expect(page.locator("#runs li")).to_have_count(2)
    received(page)
    expect(page.locator("#done")).to_be_visible()
    page.reload()
    heading(page, "Pagi yang tertib")
    expect(page.locator("#runs li")).to_have_count(2)
    expect(page.locator("#score")).to_have_text("Skor 58,86 dari 100")


def test_by_keyboard_alone(visits: Visits, pupil: Learner) -> None:
    page = opened(visits.open(pupil, device="desktop"))
    page.locator(".opt:visible").first.focus()
    page.keyboard.press("Enter")
    heading(page, "Akibat pilihan Anda")
    expect(page.locator("#c-pintu-a h3")).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Kepercayaan warga 70, naik 20, membaik")
    page.keyboard.press("Tab")
    expect(page.locator("#go")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#s-meja h2")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#e-lewat h2")).to_be_focused()
    received(page)


def test_it_goes_on_without_a_line(visits: Visits, pupil: Learner) -> None:
    visits.errors.expect(LINE_DROPPED)
    page = opened(visits.open(pupil))
    page.context.set_offline(True)
    page.get_by_role("button", name="Jelaskan keadaan.").tap()
    page.locator("#go").tap()
    page.get_by_role("button", name="Catat waktunya.").tap()
    page.locator("#go").tap()
    heading(page, "Pagi yang tertib")
    expect(page.locator("#score")).to_have_text("Skor 100 dari 100")
    page.context.set_offline(False)
    received(page)
    other = opened(visits.open(pupil, device="desktop"))
    heading(other, "Pagi yang tertib")


def test_it_is_played_from_the_download(
    playwright_here: Playwright, server: Server, pupil: Learner, tmp_path: Path
) -> None:
    with phone_of(playwright_here, server, tmp_path / "profile") as phone:
        page = phone.start()
        phone.sign_in(pupil)
        page.goto("/")
        take_path_along(page, "/kursus/contoh")
        phone.close()
        page = opened(phone.start(online=False))
        page.get_by_role("button", name="Diam saja.").tap()
        page.locator("#go").tap()
        page.get_by_role("button", name="Larang merekam.").tap()
        page.locator("#go").tap()
        heading(page, "Pagi yang pecah")
        expect(page.locator("#score")).to_have_text("Skor 10,63 dari 100")
        # Closed and opened cold: it is where it was.
        phone.close()
        page = opened(phone.start(online=False))
        heading(page, "Pagi yang pecah")
        phone.online(True)
        received(page)


def test_another_device_goes_on(visits: Visits, pupil: Learner) -> None:
    phone = opened(visits.open(pupil))
    phone.get_by_role("button", name="Jelaskan keadaan.").tap()
    received(phone)
    desk = opened(visits.open(pupil, device="desktop"))
    heading(desk, "Di meja")
    expect(desk.locator("[data-gauge=kepercayaan] b")).to_have_text("70")
    desk.get_by_role("button", name="Biarkan.").click()
    received(desk)
    phone.reload()
    heading(phone, "Pagi yang lewat")


def test_a_page_left_open_hears_of_another_device(visits: Visits, pupil: Learner) -> None:
    phone = opened(visits.open(pupil))
    desk = opened(visits.open(pupil, device="desktop"))
    desk.get_by_role("button", name="Jelaskan keadaan.").click()
    received(desk)
    phone.context.set_offline(True)
    phone.context.set_offline(False)
    heading(phone, "Di meja")


def test_without_a_script(visits: Visits, pupil: Learner) -> None:
    page = visits.open(pupil, script=False)
    page.goto(PAGE)
    page.get_by_role("button", name="Jelaskan keadaan.").tap()
    heading(page, "Akibat pilihan Anda")
    page.locator("#go").tap()
    page.get_by_role("button", name="Biarkan.").tap()
    page.locator("#go").tap()
    heading(page, "Pagi yang lewat")
    page.locator("li[data-step=pintu]").get_by_role("link").tap()
    heading(page, "Di pintu")


VARIANTS: list[tuple[Scheme, Device, Literal["id", "en"]]] = [
    ("light", "phone", "id"),
    ("dark", "desktop", "en"),
]


@pytest.mark.parametrize(("scheme", "device", "language"), VARIANTS)
def test_no_screen_has_a_violation_or_runs_over(
    visits: Visits,
    pupil: Learner,
    scheme: Scheme,
    device: Device,
    language: Literal["id", "en"],
) -> None:
    page = opened(
        visits.open(pupil, scheme=scheme, device=device, language=language, reduced_motion="reduce")
    )
    found = violations(page)
    for _ in range(2):
        page.locator(".opt:visible").first.click()
        found += violations(page)
        page.locator("#go").click()
        found += violations(page)
    assert not found, "\n".join(found)


def violations(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    answer = Axe().run(page).response
    return [f"runs over by {wide}"] * (wide > 0) + [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
