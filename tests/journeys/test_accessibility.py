"""axe-core finds nothing on any page, by day and night, on phone and desk, in both languages."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.course import Course
from tests.journeys.views import People
from tests.journeys.visits import REFUSED, Device, Scheme, Visits

pytestmark = pytest.mark.browser

# Every pair of scheme, device and language meets once.
VARIANTS: list[tuple[Scheme, Device, Literal["id", "en"]]] = [
    ("light", "phone", "id"),
    ("light", "desktop", "en"),
    ("dark", "phone", "en"),
    ("dark", "desktop", "id"),
]


@pytest.mark.parametrize(("scheme", "device", "language"), VARIANTS)
def test_no_page_has_a_violation(
    visits: Visits,
    people: People,
    course: Course,
    scheme: Scheme,
    device: Device,
    language: Literal["id", "en"],
) -> None:
    visits.errors.expect(REFUSED)
    axe, found = Axe(), []
    # Each scheme and device once is enough for the many pages of course staff; those of the
    # studio come in English, which the others do not.
    seen = people.views(course, staff=language == "id", studio=language == "en")
    for person, views in seen:
        page = visits.open(
            person, scheme=scheme, device=device, language=language, reduced_motion="reduce"
        )
        for view in views:
            view.open(page)
            found += [f"{view.name}: {said}" for said in _violations(axe, page)]
            if (said := page.locator("html").get_attribute("lang")) != language:
                found.append(f"{view.name}: html lang is {said}")
    assert not found, "\n".join(found)


def _violations(axe: Axe, page: Page) -> list[str]:
    answer: dict[str, Any] = axe.run(page).response
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


def test_axe_does_find_a_violation(visits: Visits) -> None:
    page = visits.open()
    page.goto("/privasi")
    page.locator("main").evaluate("(main) => main.append(document.createElement('button'))")
    assert any("button-name" in said for said in _violations(Axe(), page))
