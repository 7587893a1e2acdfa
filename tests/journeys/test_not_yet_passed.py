""" "Belum lulus": what is missing is said in words with links, and so is the end of the chances."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Learner
from tests.journeys.visits import Visits

pytestmark = pytest.mark.browser


def test_wrong_answers_lead_to_reasons_and_the_last_chance_to_help(
    visits: Visits, learner: Learner, course: Course
) -> None:
    quiz = course.quiz
    chances = quiz.body["chances"]
    mark = quiz.body["pass_mark"] // 100
    assert chances >= 2, "this journey needs a quiz with a few chances"
    page = visits.open(learner)
    steps.enrol(page, course)

    steps.take_quiz(page, course, quiz, right=False)
    _not_passed(page)
    expect(page.locator(".verdict")).to_contain_text(f"Sisa kesempatan: {chances - 1}.")
    assert "gagal" not in page.locator("main").inner_text().lower()

    missing = _missing(page, course)
    reason = missing.filter(has_text=quiz.text["id"].title)
    left = f"Sisa kesempatan: {chances - 1}."
    expect(reason).to_contain_text(f"Belum lulus. Nilai 0, perlu {mark}. {left}")
    expect(missing.filter(has_text=course.lessons[0].text["id"].title)).to_contain_text(
        "Belum dibuka. Buka materi"
    )
    reason.get_by_role("link", name="Buka kuis").click()
    expect(page).to_have_url(re.compile(re.escape(course.link(quiz)) + "$"))

    for chance in range(chances - 1, 0, -1):
        left_words = page.locator(".rules div", has_text="Kesempatan").locator("dd")
        expect(left_words).to_have_text(f"{chances}, tersisa {chance}")
        steps.start_quiz(page, course.link(quiz))
        steps.submit(page)
        _not_passed(page)
        page.goto(course.link(quiz))
    expect(page.get_by_text("Kesempatan Anda sudah habis.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("kuis"))).to_have_count(0)
    reason = _missing(page, course).filter(has_text=quiz.text["id"].title)
    expect(reason).to_contain_text("Kesempatan habis; hubungi pengajar Anda.")


def test_a_retry_that_passes_counts_the_better_result(
    visits: Visits, learner: Learner, course: Course
) -> None:
    page = visits.open(learner)
    steps.enrol(page, course)
    steps.take_quiz(page, course, course.quiz, right=False)
    page.get_by_role("button", name="Ulangi kuis").click()
    steps.in_attempt(page)
    steps.answer_all(page, course, right=True)
    steps.submit(page)
    expect(page.locator(".verdict .tag")).to_have_text(re.compile(r"^\s*Lulus"))
    page.goto(course.link(course.quiz))
    expect(page.locator(".standing")).to_contain_text("Nilai tertinggi Anda 100 dari 100.")


def _not_passed(page: Page) -> None:
    expect(page.locator(".verdict .tag")).to_have_text(re.compile(r"^\s*Belum lulus"))
    expect(page.get_by_role("heading", level=1)).to_have_text("0 dari 100")


def _missing(page: Page, course: Course) -> Locator:
    """The lines of "Apa yang kurang untuk lulus?", the folded ones opened."""
    page.goto(course.path)
    section = page.get_by_role("region", name="Apa yang kurang untuk lulus?")
    expect(section).to_be_visible()
    for folded in section.locator("summary").all():
        folded.click()
    return section.locator("li")
