"""Imitated applications on a phone, by keyboard, by forms alone, and with no network.

The course here holds the tests' own application and every shipped one; ways through them are found,
not written down.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Playwright, expect

from app.catalogue.compiler.yamltext import parse
from app.practice.app_replay import Standing, Step, after, beginning
from app.practice.app_shapes import AppPractice, fields_of
from tests.journeys import steps
from tests.journeys.office import Learner, Office
from tests.journeys.phone import phone_of, take_path_along
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.practice.make_app import WAY, source
from tests.practice.test_app_kind import SHIPPED
from tests.practice.walk import way_through
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.own_server]

COURSE, OWN = "ruang-uji", "surat"
TAP = 44


@dataclass(frozen=True, slots=True)
class Room:
    """An app practice of the course."""

    slug: str
    app: AppPractice

    @property
    def path(self) -> str:
        return f"/kursus/{COURSE}/{self.slug}"


def _rooms() -> list[Room]:
    own = Room(OWN, AppPractice.model_validate(source()["app"]))
    shipped = [Room(path.stem, AppPractice.model_validate(_read(path)["app"])) for path in SHIPPED]
    return [own, *shipped]


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = parse(path.read_text("utf-8"), file=path.name).value
    return data


ROOMS = _rooms()


@pytest.fixture(scope="module")
def taught() -> str:
    return COURSE


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("content")
    module = content / "courses" / COURSE / "modul"
    module.mkdir(parents=True)
    text = {"id": {"title": "Ruang uji", "summary": "Semua rekaan."}}
    course = {
        "id": "0192a1b2-0000-7000-8000-00000000c001",
        "slug": COURSE,
        "status": "active",
        "topic": "uji",
        "competencies": [],
        "organiser": "Uji",
        "jp": 0,
        "text": {"id": text["id"] | {"why": "Uji.", "audience": "Siapa saja.", "outcomes": ["-"]}},
        "sources": [],
        "modules": ["modul"],
    }
    about = {
        "id": "0192a1b2-0000-7000-8000-00000000c002",
        "text": text,
        "activities": [room.slug for room in ROOMS],
    }
    (module.parent / "course.yaml").write_text(_yaml(course))
    (module / "module.yaml").write_text(_yaml(about))
    (module / f"{OWN}.yaml").write_text(_yaml(source()))
    for path in SHIPPED:
        (module / path.name).write_text(path.read_text("utf-8"))
    return content


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)


def opened(page: Page, room: Room) -> Page:
    page.goto(room.path)
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    return page


def screen(page: Page) -> Locator:
    return page.locator("#app form:not([hidden])")


def button(page: Page, press: str) -> Locator:
    return screen(page).locator(f"button[value='{press}']:not(.sr)")


def fill(page: Page, app: AppPractice, standing: Standing, step: Step) -> None:
    """Enter a step's values into the fields of the screen, as a person would."""
    here = app.screen(standing.screen)
    assert here is not None
    for part in fields_of(here):
        value = step.fields.get(part.field, "")
        field = screen(page).locator(f"[name='f:{part.field}']")
        if part.kind in ("choice", "file"):
            if value:
                label = screen(page).locator(f"label:has([name='f:{part.field}'][value='{value}'])")
                label.click()
        elif part.kind == "select":
            field.select_option(value)
        elif part.kind == "checkbox":
            field.set_checked(value == "1")
        else:
            field.fill(value)


def walk(page: Page, room: Room, way: list[Step]) -> None:
    standing = beginning(room.app)
    for step in way:
        fill(page, room.app, standing, step)
        button(page, step.press).click()
        standing = after(room.app, standing, step)
        expect(screen(page)).to_have_attribute("data-screen", standing.screen)


def result(office: Office, pupil: Learner, room: Room) -> dict[str, Any]:
    """The learner's standing, by the API."""
    with office.api_of(pupil) as api:
        course = api.get(f"/courses/{COURSE}")
        activity = next(a for a in course["modules"][0]["activities"] if a["slug"] == room.slug)
        found: dict[str, Any] = api.get(
            f"/practice/apps/{activity['id']}/runs", enrolment=course["enrolment"]["id"]
        )
        return found | {"state": activity["state"]}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.slug)
def test_through_to_the_goals_by_touch(
    visits: Visits, office: Office, pupil: Learner, room: Room
) -> None:
    page = opened(visits.open(pupil), room)
    expect(page.locator("#app")).to_contain_text("Layar tiruan · data rekaan")
    walk(page, room, way_through(room.app))
    expect(page.locator("#over")).to_be_visible()
    expect(page.locator("#over-words")).to_have_text(re.compile("tanpa langkah keliru"))
    expect(page.locator("#tasks .d")).to_have_count(len(room.app.tasks))
    steps.saved(page)
    steps.until(page, lambda: result(office, pupil, room)["finished"] == 1)
    assert result(office, pupil, room)["fewest_wrong"] == 0
    assert result(office, pupil, room)["state"]["outcome"]["state"] == "passed"
    page.reload()
    expect(page.locator("html[data-enhanced] #over")).to_be_visible()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.slug)
def test_every_screen_fits_a_phone_and_a_finger(visits: Visits, pupil: Learner, room: Room) -> None:
    page = opened(visits.open(pupil), room)
    standing = beginning(room.app)
    for step in way_through(room.app):
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= 360, standing.screen
        for target in screen(page).locator("button:not(.sr), label.opt, select, input").all():
            box = target.bounding_box()
            name = target.evaluate("(element) => element.outerHTML.slice(0, 90)")
            if box and "radio" not in name and "checkbox" not in name:
                assert box["height"] >= TAP, (standing.screen, name)
        fill(page, room.app, standing, step)
        button(page, step.press).click()
        standing = after(room.app, standing, step)


def test_a_wrong_press_is_explained_where_it_was_made(visits: Visits, pupil: Learner) -> None:
    room = ROOMS[0]
    page = opened(visits.open(pupil), room)
    hint = page.locator("#hint")
    button(page, "lama").click()
    told = screen(page).locator("li:has(button[value=lama]) .trouble")
    expect(told).to_have_text("Itu sudah selesai.")
    expect(told).to_be_focused()
    expect(hint).to_be_hidden()
    button(page, "agenda-1").click()
    expect(screen(page).locator(".told")).to_have_text("Bukan itu.")
    expect(hint).to_have_text(re.compile("Pilih Buat."))
    button(page, "buat").click()
    expect(screen(page).locator("h3")).to_be_focused()
    button(page, "simpan").click()
    first = screen(page).locator("[name='f:perihal']")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    expect(first).to_have_attribute("aria-describedby", re.compile("why-perihal"))
    expect(screen(page).locator(".trouble:visible")).to_have_count(5)
    # Come back another day: the same place, with what was typed.
    first.fill("Undangan rapat")
    button(page, "simpan").click()
    steps.saved(page)
    page.reload()
    expect(page.locator("html[data-enhanced]")).to_be_attached()
    expect(screen(page).locator("[name='f:perihal']")).to_have_value("Undangan rapat")
    page.locator("#again").click()
    expect(screen(page)).to_have_attribute("data-screen", "kotak")
    expect(hint).to_be_hidden()


def test_with_no_network_once_the_page_is_there(
    visits: Visits, office: Office, pupil: Learner
) -> None:
    visits.errors.expect(LINE_DROPPED)
    room = ROOMS[0]
    page = opened(visits.open(pupil), room)
    steps.saved(page)
    page.context.set_offline(True)
    walk(page, room, list(WAY))
    expect(page.locator("#over")).to_be_visible()
    assert result(office, pupil, room)["finished"] == 0
    page.context.set_offline(False)
    steps.until(page, lambda: result(office, pupil, room)["finished"] == 1)


def test_from_the_download(
    playwright_here: Playwright, server: Server, office: Office, pupil: Learner, tmp_path: Path
) -> None:
    room = ROOMS[0]
    with phone_of(playwright_here, server, tmp_path / "profile") as phone:
        page = phone.start()
        phone.sign_in(pupil)
        page.goto("/")
        take_path_along(page, f"/kursus/{COURSE}")
        phone.close()
        page = opened(phone.start(online=False), room)
        walk(page, room, list(WAY))
        expect(page.locator("#over")).to_be_visible()
        phone.online(True)
        steps.until(page, lambda: result(office, pupil, room)["finished"] == 1)


def test_by_keyboard(visits: Visits, office: Office, pupil: Learner) -> None:
    room = ROOMS[0]
    page = opened(visits.open(pupil, device="desktop", reduced_motion="reduce"), room)
    press(page, "buat")
    for key, value in (("perihal", "Undangan rapat"), ("tujuan", "Camat")):
        tab_to(page, screen(page).locator(f"[name='f:{key}']"))
        page.keyboard.type(value)
    # How a day is typed is the browser's own business, and differs by its language.
    tab_to(page, screen(page).locator("[name='f:tanggal']"))
    screen(page).locator("[name='f:tanggal']").fill("2026-11-24")
    tab_to(page, screen(page).locator("[name='f:setuju']"))
    page.keyboard.press("Space")
    tab_to(page, screen(page).locator("[name='f:lampiran']").first)
    page.keyboard.press("Space")
    expect(screen(page).locator("[name='f:lampiran']").first).to_be_checked()
    press(page, "simpan")
    press(page, "baris")
    tab_to(page, screen(page).locator("[name='f:kode']"))
    page.keyboard.type("482915")
    # Enter in a field presses the main button, not the menu.
    page.keyboard.press("Enter")
    expect(page.locator("#over")).to_be_focused()
    steps.until(page, lambda: result(office, pupil, room)["finished"] == 1)


def press(page: Page, name: str) -> None:
    tab_to(page, button(page, name))
    page.keyboard.press("Enter")


def tab_to(page: Page, wanted: Locator) -> None:
    expect(wanted).to_be_visible()
    for _ in range(60):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{wanted} is not reached by Tab")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.slug)
def test_by_forms_alone(visits: Visits, office: Office, pupil: Learner, room: Room) -> None:
    page = visits.open(pupil, script=False)
    page.goto(room.path)
    walk(page, room, way_through(room.app))
    expect(page.locator("#over")).to_be_visible()
    assert result(office, pupil, room)["finished"] == 1


@pytest.mark.parametrize(
    ("scheme", "device", "language"),
    [("light", "phone", "id"), ("dark", "phone", "en"), ("dark", "desktop", "id")],
)
def test_axe_finds_nothing_on_any_screen(
    visits: Visits, pupil: Learner, scheme: Any, device: Any, language: Any
) -> None:
    axe, found = Axe(), []
    look = {"scheme": scheme, "device": device, "language": language}
    for room in ROOMS:
        page = opened(visits.open(pupil, reduced_motion="reduce", **look), room)
        standing = beginning(room.app)
        for step in way_through(room.app):
            if after(room.app, standing, Step(step.press, standing.values)).wrong:
                # What is not filled in yet brings its explanations.
                button(page, step.press).click()
                expect(screen(page).locator(".trouble:visible").first).to_be_visible()
            answer: dict[str, Any] = axe.run(page).response
            found += [
                f"{room.slug} {standing.screen}: {violation['id']} {node['target']}"
                for violation in answer["violations"]
                for node in violation["nodes"]
            ]
            fill(page, room.app, standing, step)
            button(page, step.press).click()
            standing = after(room.app, standing, step)
    assert not found, "\n".join(found)
