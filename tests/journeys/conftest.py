"""One Chromium and one server for all journeys; each test has its own people and browsers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests import chromium
from tests.journeys.course import CONTENT, Course, shipped_course
from tests.journeys.office import Learner, Office
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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with demo_server(tmp_path_factory.mktemp("lentera"), LENTERA_CONTENT=str(CONTENT)) as server:
        yield server


@pytest.fixture(scope="package")
def office(server: Server) -> Iterator[Office]:
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
def visits(browser: Browser, server: Server) -> Iterator[Visits]:
    """Opens browsers. Errors in their consoles fail the test unless it expects them."""
    visits = Visits(browser, server)
    yield visits
    visits.close()
    assert visits.errors.unexpected() == []


@pytest.fixture(scope="package")
def people(office: Office) -> People:
    """Those who are needed to see every page; tests only look, they change nothing."""
    return People.gathered(office, shipped_course())
