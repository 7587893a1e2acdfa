"""Nothing runs out of the screen: from the narrowest phone to a desk, and at twice the text.

What is tapped on a phone is high enough for a finger.
"""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.course import Course
from tests.journeys.views import People
from tests.journeys.visits import REFUSED, Visits

pytestmark = pytest.mark.browser

# Width in pixels, size of the root's text in per cent.
SCREENS = ((320, 100), (360, 100), (1440, 100), (360, 200), (1440, 200))

# What reaches beyond the window without being inside something that scrolls or clips by itself.
BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  const holds = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    }
    return false;
  };
  const found = document.scrollingElement.scrollWidth > width
    ? [`the page is ${document.scrollingElement.scrollWidth} wide`] : [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || (box.right <= width + 1 && box.left >= -1)) continue;
    if (element.closest('svg') && !element.matches('svg')) continue;
    if (getComputedStyle(element).visibility === 'hidden' || holds(element)) continue;
    found.push(`${element.tagName} ${element.className.baseVal ?? element.className}`
      + ` from ${Math.round(box.left)} to ${Math.round(box.right)}`);
  }
  return found.slice(0, 5);
}"""

# What is too low for a finger. Links within a sentence go with their line, numbers with the lines
# of a text, a point of a drawing stands in the list beside it too, and some links fill their row.
LOW = """() => {
  const found = [];
  const deeds = 'a, button, summary, select, input:not([type=radio], [type=checkbox])';
  for (const element of document.querySelectorAll(`main :is(${deeds}), dialog[open] button`)) {
    const { width, height } = element.getBoundingClientRect();
    const { display, visibility } = getComputedStyle(element);
    if (!width || !height || visibility === 'hidden') continue;
    if (element.closest('.sr, svg, .lines .nr')) continue;
    if (getComputedStyle(element, '::after').position === 'absolute') continue;
    const words = [...element.parentElement.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (height >= 43.5 || (display === 'inline' && words)) continue;
    const said = `${element.className} "${element.textContent.trim().slice(0, 30)}"`;
    found.push(`${element.tagName} ${said} is ${Math.round(height)} px high`);
  }
  return found.slice(0, 5);
}"""


def test_no_page_is_wider_than_its_screen(visits: Visits, people: People, course: Course) -> None:
    visits.errors.expect(REFUSED)
    found = []
    for person, views in people.views(course):
        page = visits.open(person, device="desktop", reduced_motion="reduce")
        for view in views:
            page.set_viewport_size({"width": 360, "height": 740})
            view.open(page)
            found += [f"{view.name}: {said}" for said in page.evaluate(LOW)]
            for width, text in SCREENS:
                _show(page, width, text)
                beyond: list[Any] = page.evaluate(BEYOND)
                found += [f"{view.name} at {width} px, {text} %: {said}" for said in beyond]
    assert not found, "\n".join(found)


def _show(page: Page, width: int, text: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.evaluate("(text) => { document.documentElement.style.fontSize = `${text}%`; }", text)
