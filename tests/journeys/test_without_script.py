"""The same journey where JavaScript is off or never arrives: links and forms carry it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.course import Course, Response
from tests.journeys.office import Learner, Office
from tests.journeys.visits import Visits

pytestmark = pytest.mark.browser


def test_the_whole_way_by_links_and_forms(
    visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    page = visits.open(script=False)
    page.goto(course.path)
    expect(page.get_by_role("status")).to_have_text("Silakan masuk untuk membuka halaman itu.")
    steps.sign_in(page, learner)
    expect(page.get_by_role("heading", level=1)).to_have_text(course.title())
    page.get_by_role("button", name="Ikuti kursus").click()
    page.get_by_role("link", name="Lanjutkan belajar").click()
    for activity in course.activities:
        expect(page).to_have_url(re.compile(re.escape(course.link(activity)) + "$"))
        if activity.kind == "lesson":
            for area in page.locator("article textarea").all():
                area.fill(f"Pikiran rekaan pada {activity.slug}")
            page.get_by_role("button", name="Tandai selesai").click()
        else:
            _take_quiz(page, course)
            page.get_by_role("link", name="Lanjutkan belajar").click()
    expect(page.get_by_role("link", name="Unduh sertifikat (PDF)")).to_be_visible()
    page.goto("/profil")
    expect(page.get_by_text(re.compile(rf"^{course.jp} dari \d+ JP"))).to_be_visible()
    with office.api_of(learner) as api:
        assert api.get(f"/courses/{course.slug}")["status"] == "completed"
        kept = api.get("/learning/states", course=course.slug)["notes"]
    asked = [a for a in course.lessons for _ in a.body["reflections"]]
    assert asked
    assert sorted(note["text"] for note in kept) == sorted(
        f"Pikiran rekaan pada {activity.slug}" for activity in asked
    )


def _take_quiz(page: Page, course: Course) -> None:
    page.get_by_role("button", name="Mulai kuis").click()
    page.wait_for_url(steps.ATTEMPT)
    sections = page.locator("section.qs")
    first, *others = steps.question_ids(page)
    _fill(sections.nth(0), course.right(first))
    page.get_by_role("button", name="Simpan dahulu").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("sudah diterima server"))
    expect(page.locator("#save")).to_have_text(steps.RECEIVED)
    # What was saved is there again, for anyone who comes back.
    page.goto(page.url.split("?")[0])
    marks = page.locator(".pal a")
    expect(marks.nth(0)).to_have_text("1, terjawab")
    # A form without a script sends the order that an ordering was shown in.
    blank = next(n for n, one in enumerate(others, start=1) if "order" not in course.right(one))
    expect(marks.nth(blank)).to_have_text(f"{blank + 1}, kosong")
    for number, question_id in enumerate(others, start=1):
        _fill(sections.nth(number), course.right(question_id))
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator(".verdict .tag")).to_have_text(re.compile(r"^\s*Lulus"))
    expect(page.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def _fill(section: Locator, response: Response) -> None:
    if "order" not in response:
        steps.give(section, response)
        return
    # Without a script an order is given by numbers.
    for place, item in enumerate(response["order"], start=1):
        section.locator(f"select[name$=':place:{item}']").select_option(str(place))
