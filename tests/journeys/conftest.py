"""One Chromium, and one server for all journeys but those that ask for one of their own.

A module marked ``own_server`` begins on a fresh copy of the demo, or on what its ``content`` says,
and leaves nothing behind for others. Each test has its own people and browsers.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests import chromium
from tests.journeys.course import CONTENT, SLUG, Course, shipped_course
from tests.journeys.office import Api, Learner, Office
from tests.journeys.phone import Phone, phone_of
from tests.journeys.views import People
from tests.journeys.visits import TIMEOUT_MS, Visits
from tests.server import Server, demo_server


@pytest.fixture(scope="package")
def playwright_here() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=TIMEOUT_MS)
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright_here: Playwright) -> Iterator[Browser]:
    browser = playwright_here.chromium.launch(
        executable_path=chromium.install(), args=chromium.ARGUMENTS
    )
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def common_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with demo_server(tmp_path_factory.mktemp("lentera"), LENTERA_CONTENT=str(CONTENT)) as server:
        yield server


@pytest.fixture(scope="package")
def common_office(common_server: Server) -> Iterator[Office]:
    office = Office(common_server)
    yield office
    office.close()


@pytest.fixture(scope="module")
def content() -> Path:
    """What a module's own server teaches."""
    return CONTENT


@pytest.fixture(scope="module")
def taught() -> str:
    """Slug of the course that a ``pupil`` takes."""
    return SLUG


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, content: Path
) -> Iterator[Server]:
    """The module's own if it is marked so, else that of all journeys."""
    if request.node.get_closest_marker("own_server") is None:
        yield request.getfixturevalue("common_server")
        return
    with demo_server(tmp_path_factory.mktemp("own"), LENTERA_CONTENT=str(content)) as server:
        yield server


@pytest.fixture(scope="module")
def office(request: pytest.FixtureRequest, server: Server) -> Iterator[Office]:
    if request.node.get_closest_marker("own_server") is None:
        yield request.getfixturevalue("common_office")
        return
    office = Office(server)
    yield office
    office.close()


@pytest.fixture(scope="session")
def course() -> Course:
    return shipped_course()


@pytest.fixture
def learner(office: Office) -> Learner:
    """Somebody new, who has never opened anything."""
    return office.add_learner()


@pytest.fixture
def pupil(office: Office, taught: str) -> Learner:
    """Somebody new, who has enrolled in the course and done nothing yet."""
    learner = office.add_learner()
    with office.api_of(learner) as api:
        api.post("/enrolments", {"course": taught})
    return learner


@pytest.fixture
def visits(browser: Browser, server: Server) -> Iterator[Visits]:
    """Opens browsers. Errors in their consoles fail the test unless it expects them."""
    visits = Visits(browser, server)
    yield visits
    visits.close()
    assert visits.errors.unexpected() == []


@pytest.fixture
def phone(playwright_here: Playwright, server: Server, tmp_path: Path) -> Iterator[Phone]:
    """A phone of its own, with a line that can be cut."""
    with phone_of(playwright_here, server, tmp_path / "profile") as phone:
        yield phone


@pytest.fixture(scope="module")
def draft(server: Server, course: Course) -> str:
    """Address of the texts of the draft of the journeys' course."""
    trainer = server.accounts()["trainer"]
    api = Api(server, trainer.nip, trainer.password)
    begun = api.post(f"/teaching/courses/{course.slug}/edit")
    api.close()
    return f"/kelola/studio/{begun['id']}/naskah"


@pytest.fixture(scope="package")
def people(common_office: Office) -> People:
    """Those who are needed to see every page; tests only look, they change nothing."""
    return People.gathered(common_office, shipped_course())
