"""Takes the README's pictures anew: ``python -m tests.journeys.pictures`` (``make pictures``).

A real server, a real phone-sized browser and invented people. Pictures are reduced to 200 colours,
which flat drawings do not notice.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.journeys import steps
from tests.journeys.course import shipped_course
from tests.journeys.device import Device
from tests.journeys.office import Api
from tests.journeys.visits import Visits
from tests.server import Server, demo_server

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
COLOURS = 200


def keep(page: Page, name: str) -> None:
    picture = Image.open(BytesIO(page.screenshot()))
    small = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
    small.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(
        FOLDER / f"{name}.png", optimize=True
    )


def take(visits: Visits, server: Server) -> None:
    course, learner = shipped_course(), server.accounts()["learner"]
    page = visits.open(learner, device="phone", scheme="light")
    api = Api(server, learner.nip, learner.password)
    device = Device(api, course)
    for lesson in course.lessons[:2]:
        about = {"activity": str(lesson.id)}
        device.send(("opened", about), ("done", about))
    page.goto("/")
    page.get_by_role("link", name="Lanjutkan").wait_for()
    keep(page, "beranda")
    page.goto(course.link(course.lessons[1]))
    page.locator("figure.fig").first.scroll_into_view_if_needed()
    keep(page, "materi")
    device.finish_lessons()
    api.close()
    steps.start_quiz(page, course.link(course.quiz))
    first = steps.question_ids(page)[0]
    steps.answer(page, first, course.right(first))
    keep(page, "kuis")
    steps.answer_all(page, course, right=True)
    steps.submit(page)
    page.context.add_cookies([{"name": "lentera-theme", "value": "dark", "url": server.url}])
    page.reload()
    page.get_by_role("heading", name="Pembahasan").wait_for()
    keep(page, "hasil")


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="lentera-pictures-") as folder,
        demo_server(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.install(), args=chromium.ARGUMENTS
        )
        visits = Visits(browser, server)
        take(visits, server)
        visits.close()
        browser.close()


if __name__ == "__main__":
    main()
