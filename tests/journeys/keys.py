"""Without a pointer: Tab to what is wanted, and on every stop the focus must be seen."""

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 120

# The ring is on what has the focus, or on the label or card that stands for it.
RING = """() => {
  let here = document.activeElement;
  // What a frame shows has the focus itself, and the frame has no ring of its own.
  if (here?.contentDocument) here = here.contentDocument.activeElement;
  if (!here || here === here.ownerDocument.body) return 'nothing';
  // Of a date the browser itself rings the parts, which nothing outside can see.
  if (['date', 'datetime-local', 'time'].includes(here.type)) return 'ring';
  const name = here.outerHTML.slice(0, 120);
  for (let up = 0; here && up < 3; up += 1, here = here.parentElement) {
    const style = here.ownerDocument.defaultView.getComputedStyle(here);
    const { outlineStyle, outlineWidth, visibility } = style;
    const box = here.getBoundingClientRect();
    const seen = visibility === 'visible' && box.width > 4 && box.height > 4;
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && seen) return 'ring';
  }
  return name;
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Tab until it has the focus; on every stop the focus must be seen."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STOPS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
        ring = page.evaluate(RING)
        assert ring in ("ring", "nothing"), f"no ring on {ring}"
    pytest.fail(f"{wanted} is not reached by Tab")


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def fill(page: Page, field: Locator, text: str) -> None:
    """Write over what stands in a field."""
    tab_to(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
