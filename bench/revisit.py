"""Coming back to a page: its text from the device, on a line that answers nothing and on none.

``python -m bench.revisit [--loads 5]``

A phone-sized Chromium with its CPU slowed four times visits Beranda, a course, a lesson and a
quiz's cover once. Then the line between it and the server is held: every byte is taken and nothing
is answered, so whatever stands between the person and the text would be seen to stand there. Each
page is opened again a few times, alternating with an empty page that the same worker serves, which
is the least a visit can cost here. Last, the browser is closed and started again without a network.

Ends with one line per budget: ``name measured budget ok|short``. ``revisit_text_*`` are seconds at
a quarter of this machine's speed; where the machine is busy the empty page is slow too, so a page
is also ``ok`` at less than twice the empty one. Exit status 1 if one falls short.
"""

import argparse
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.journeys.course import CONTENT, Course, shipped_course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.phone import Phone, phone_of
from tests.journeys.revisits import Revisit, is_kept, pages_of
from tests.server import demo_server

CPU_THROTTLE = 4
TEXT_SECONDS, LEAST_TIMES = 1.0, 2.0
WAIT_MS, POLL_MS = 20_000, 50
EMPTY = Revisit("kosong", "/kursus/kosong/kosong", "main p", "/kursus/kosong/kosong")
# Put beside the pages that were visited, where the worker finds it.
KEEP_EMPTY = """async (place) => {
  const names = (await caches.keys()).filter((name) => name.startsWith('pages-'));
  const headers = { 'Content-Type': 'text/html; charset=utf-8', ETag: 'empty' };
  const html = '<!doctype html><title>-</title><main><p>Kosong</p></main>';
  const cache = await caches.open(names[0]);
  await cache.put(new URL(place, location.origin).href, new Response(html, { headers }));
}"""
# In every page from its first moment: when the text has a box, since the navigation began.
PROBE = """
(() => {
  const wanted = %r;
  const look = () => {
    for (const one of wanted) {
      const text = document.querySelector(one);
      if (text && text.getBoundingClientRect().height > 0 && text.textContent.trim()) {
        window.__seen = performance.now();
        return;
      }
    }
    setTimeout(look, 10);
  };
  look();
})();
"""


def seconds_to_text(phone: Phone, one: Revisit) -> float | None:
    """Until the text was there, by the page's own clock; None: it did not come."""
    assert phone.context is not None
    page = phone.context.new_page()
    try:
        devtools = phone.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_THROTTLE})
        page.add_init_script(PROBE % [one.text])
        page.goto(one.path, wait_until="commit", timeout=WAIT_MS)
        for _ in range(WAIT_MS // POLL_MS):
            seen = page.evaluate("() => window.__seen")
            if seen is not None:
                return float(seen) / 1000
            page.wait_for_timeout(POLL_MS)
        return None
    finally:
        page.close()


def visit(phone: Phone, learner: Learner, course: Course) -> Page:
    """Each page once, until the device has it; and the empty one."""
    page = phone.start()
    phone.sign_in(learner)
    for one in pages_of(course):
        page.goto(one.path)
        for _ in range(WAIT_MS // POLL_MS):
            if is_kept(page, one):
                break
            page.wait_for_timeout(POLL_MS)
        else:
            raise RuntimeError(f"{one.path} was not kept")
    page.evaluate(KEEP_EMPTY, EMPTY.kept)
    return page


def measure(stack: ExitStack, folder: Path, loads: int) -> list[tuple[str, str, str, bool]]:
    """``(name, measured, budget, whether it holds)`` of each budget."""
    course = shipped_course()
    server = stack.enter_context(demo_server(folder, LENTERA_CONTENT=str(CONTENT)))
    office = Office(server)
    stack.callback(office.close)
    learner = office.add_learner()
    with office.api_of(learner) as api:
        Device(api, course)
    playwright = stack.enter_context(sync_playwright())
    phone = stack.enter_context(phone_of(playwright, server, folder / "profile"))
    visit(phone, learner, course).goto("about:blank")

    pages = pages_of(course)
    phone.line.hold()
    times: dict[str, list[float | None]] = {one.name: [] for one in (*pages, EMPTY)}
    waited = dict.fromkeys(times, 0)
    for _ in range(loads):
        for one in (*pages, EMPTY):
            phone.line.held = 0
            times[one.name].append(seconds_to_text(phone, one))
            if times[one.name][-1] is None:
                waited[one.name] = max(1, phone.line.held)
    phone.line.mend()
    phone.close()
    phone.start(online=False)
    offline = {one.name: seconds_to_text(phone, one) for one in pages}

    empty = statistics.median(seen or WAIT_MS / 1000 for seen in times[EMPTY.name])
    print(f"# an empty page of the worker: {empty:.2f} s")
    found = []
    for one in pages:
        text = statistics.median(seen or WAIT_MS / 1000 for seen in times[one.name])
        print(f"# {one.name}: {text / empty:.2f} times the empty page")
        is_quick = text <= max(TEXT_SECONDS, LEAST_TIMES * empty)
        found.append((f"revisit_text_{one.name}_s", f"{text:.2f}", f"{TEXT_SECONDS:.2f}", is_quick))
        requests = waited[one.name]
        name = f"revisit_blocking_requests_{one.name}"
        found.append((name, str(requests), "0", requests == 0))
        seen = offline[one.name]
        found.append((f"offline_{one.name}", "no" if seen is None else "yes", "yes", bool(seen)))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.revisit", description="Coming back to a page")
    parser.add_argument("--loads", type=int, default=5, help="of each page")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lentera-bench-") as folder, ExitStack() as stack:
        found = measure(stack, Path(folder), arguments.loads)
    for name, measured, budget, holds in found:
        print(f"{name} {measured} {budget} {'ok' if holds else 'short'}")
    return 0 if all(holds for *_, holds in found) else 1


if __name__ == "__main__":
    sys.exit(main())
