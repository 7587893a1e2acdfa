"""Pages on a slow line: a lesson's text and a question's first tap, against a limit page.

``python -m bench.pages [--loads 9]``

The limit page is the same document with nothing beside it: no script, style or icon to fetch, and
for the question one line of script that answers a tap. Both come compressed from this machine to a
phone-sized Chromium whose line and CPU are throttled; loads alternate, and medians are compared.
Chromium's throttle charges a round trip per request and none per connection, while a cold visit
over TLS pays two before its first request: these are added to both sides of each ratio. The times
printed are as measured. Ends with one line per budget: ``name measured budget ok|short``. Exit
status 1 if one falls short.
"""

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import brotli
from playwright.sync_api import Browser, sync_playwright

from bench.reads import Server, prepare, serving
from tests import chromium
from tests.journeys.course import shipped_course
from tests.journeys.device import Device
from tests.journeys.office import Api
from tests.server import Server as Running

# Latency in ms, bytes a second; the budget of the lesson's text and of the first tap.
LINES = {
    "400kbit": (400, 400 * 128, 1.25, 1.4),
    "75kbit": (800, 75 * 128, 1.25, 1.5),
}
CPU_THROTTLE = 4
HANDSHAKES = 2  # TCP and TLS 1.3, a round trip each
WAIT_MS, POLL_MS = 60_000, 100
TAP_SCRIPT = "<script>addEventListener('change',()=>document.body.dataset.a=1)</script>"

# Runs in the page from its first moment: notes when the text has a box and when a tap is answered.
PROBE = """
(() => {
  const seen = (window.__seen = {});
  const timer = setInterval(() => {
    const text = document.querySelector('main .prose p, main .q-stem');
    if (text && text.getBoundingClientRect().height > 0) seen.text ??= performance.now();
    const input = document.querySelector('.qs input:not([type=hidden]), .qs select');
    if (!input) return;
    if (document.querySelector('.pal .a, body[data-a]')) {
      seen.tap ??= performance.now();
      clearInterval(timer);
    } else {
      if (input.type === 'radio' || input.type === 'checkbox') input.checked = true;
      else if (input.tagName === 'SELECT') input.selectedIndex = 1;
      else input.value = '1';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }, 20);
})();
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A page, what is awaited on it, and its limit page's path."""

    url: str
    awaited: str
    limit: str


def limit_page(html: str, *, answers: bool) -> bytes:
    """The document alone, compressed."""
    alone = re.sub(r"<link\b[^>]*>|<script\b.*?</script>", "", html, flags=re.DOTALL)
    if answers:
        alone = alone.replace("</body>", f"{TAP_SCRIPT}</body>")
    compressed: bytes = brotli.compress(alone.encode(), quality=11)
    return compressed


def load(browser: Browser, url: str, awaited: str, cookie: Mapping[str, str], line: str) -> float:
    """Milliseconds from the start of a cold navigation until ``awaited`` was seen."""
    latency, speed, _, _ = LINES[line]
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True
    )
    try:
        context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookie.items()])
        context.add_init_script(PROBE)
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": latency,
                "downloadThroughput": speed,
                "uploadThroughput": speed,
            },
        )
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_THROTTLE})
        page.goto(url, wait_until="commit", timeout=WAIT_MS)
        # The page's policy forbids eval, and so Playwright's own way of waiting.
        for _ in range(WAIT_MS // POLL_MS):
            seen = page.evaluate("name => window.__seen && window.__seen[name]", awaited)
            if seen is not None:
                return float(seen)
            page.wait_for_timeout(POLL_MS)
        raise RuntimeError(f"{url}: no {awaited} within {WAIT_MS} ms")
    finally:
        context.close()


def cases(product: Server, data: Path, folder: Path) -> tuple[dict[str, Case], dict[str, str]]:
    """A lesson and a fresh attempt of the demo learner, and the limit pages of both."""
    course, running = shipped_course(), Running(data)
    running.port = int(product.url.rsplit(":", 1)[1])
    learner = running.accounts()["learner"]
    api = Api(running, learner.nip, learner.password)
    device = Device(api, course)
    device.finish_lessons()
    paths = {
        "lesson_text": (course.link(course.lessons[0]), "text"),
        "question_tap": (f"/percobaan/{device.start(course.quiz)}", "tap"),
    }
    made = {}
    for name, (path, awaited) in paths.items():
        html = api.page(path)
        limit = limit_page(html, answers=awaited == "tap")
        (folder / f"{name}.br").write_bytes(limit)
        made[name] = Case(product.url + path, awaited, f"/{name}")
    cookies = api.cookies()
    api.close()
    return made, cookies


def measure(stack: ExitStack, folder: Path, loads: int) -> dict[str, tuple[float, float]]:
    """Ratio to the limit page and budget, by name."""
    data = folder / "data"
    environment = {
        "LENTERA_DATA_DIR": str(data),
        "LENTERA_LOG_LEVEL": "WARNING",
        "LENTERA_BENCH_PAGES": str(folder),
    }
    prepare(environment)
    log = folder / "servers.log"
    product = stack.enter_context(serving("bench.apps:product", environment, log, "/healthz"))
    made, cookies = cases(product, data, folder)
    limits = stack.enter_context(serving("bench.apps:limit_pages", environment, log, "/"))
    playwright = stack.enter_context(sync_playwright())
    browser = playwright.chromium.launch(
        executable_path=chromium.install(), args=chromium.ARGUMENTS
    )
    results = {}
    for line, (latency, _, text_budget, tap_budget) in LINES.items():
        for name, case in made.items():
            times: dict[str, list[float]] = {"page": [], "limit": []}
            for _ in range(loads):
                times["page"].append(load(browser, case.url, case.awaited, cookies, line))
                limit_url = limits.url + case.limit
                times["limit"].append(load(browser, limit_url, case.awaited, {}, line))
            page, limit = (statistics.median(times[key]) for key in ("page", "limit"))
            print(f"# {name} at {line}: {page:.0f} ms, limit page {limit:.0f} ms")
            budget = text_budget if case.awaited == "text" else tap_budget
            first = HANDSHAKES * latency
            results[f"{name}_vs_limit_{line}"] = ((page + first) / (limit + first), budget)
    browser.close()
    return results


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.pages", description="Pages on a slow line")
    parser.add_argument("--loads", type=int, default=9, help="of each page on each line")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lentera-bench-") as folder, ExitStack() as stack:
        results = measure(stack, Path(folder), arguments.loads)
    for name, (ratio, budget) in results.items():
        print(f"{name} {ratio:.2f} {budget:.2f} {'ok' if ratio <= budget else 'short'}")
    return 0 if all(ratio <= budget for ratio, budget in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
