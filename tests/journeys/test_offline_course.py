"""A course taken along: read, answered and handed in without a network, after a cold start."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Learner, Office
from tests.journeys.phone import Phone, kept, take_along
from tests.journeys.visits import Visits

pytestmark = pytest.mark.browser


@pytest.fixture
def taken(phone: Phone, pupil: Learner, course: Course) -> Page:
    """The phone with the course on it; the network is gone and the browser starts cold."""
    page = phone.start()
    phone.sign_in(pupil)
    page.goto("/")
    take_along(page, course)
    phone.close()
    return phone.start(online=False)


def mark_done(page: Page, course: Course, number: int) -> None:
    page.goto(course.link(course.lessons[number]))
    expect(page.locator("#save")).to_contain_text("Tersimpan di perangkat")
    page.get_by_role("button", name="Tandai selesai").click()
    expect(page.locator("#is-done")).to_be_visible()
    kept(page)


def test_every_page_of_the_course_opens_cold_and_without_a_network(
    taken: Page, course: Course
) -> None:
    for lesson in course.lessons:
        taken.goto(course.link(lesson))
        expect(taken.get_by_role("heading", level=1)).to_have_text(lesson.text["id"].title)
        expect(taken.locator("html[data-enhanced]")).to_be_attached()
    for path, heading in (
        ("/", re.compile("Peserta Rekaan")),
        (course.path, course.title()),
        ("/luring", "Luring"),
        (course.link(course.quiz), course.quiz.text["id"].title),
    ):
        taken.goto(path)
        expect(taken.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_place_that_is_not_on_the_device_says_so(taken: Page) -> None:
    taken.goto("/kursus/tidak-ada/di-sini")
    expect(taken.get_by_role("heading", level=1)).to_have_text("Belum ada di perangkat ini")
    expect(taken.get_by_role("main").get_by_role("link", name="Luring")).to_be_visible()


def test_a_quiz_is_begun_answered_and_handed_in_without_a_network(
    taken: Page, phone: Phone, office: Office, pupil: Learner, course: Course
) -> None:
    mark_done(taken, course, 0)
    taken.goto(course.link(course.quiz))
    expect(taken.get_by_text("Boleh dimulai dan dikerjakan tanpa jaringan")).to_be_visible()
    taken.get_by_role("button", name="Mulai kuis").click()
    attempt = steps.in_attempt(taken)
    asked = steps.question_ids(taken)
    for question in asked:
        steps.give(steps.show_question(taken, question), course.right(question))
        kept(taken)
    with office.api_of(pupil) as api:
        assert api.commands() == []
    taken.locator('.pal a[href="#periksa"]').click()
    taken.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    taken.get_by_role("dialog").get_by_role("button", name="Kirim jawaban").click()
    # No result before the server has closed the attempt.
    expect(taken.get_by_role("heading", level=1)).to_have_text("Jawaban sudah dikumpulkan")
    expect(taken.locator("main")).not_to_contain_text("dari 100")

    # Killed and started again without a network: it is still handed in.
    phone.kill()
    page = phone.start(online=False)
    page.goto(f"/percobaan/{attempt}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban sudah dikumpulkan")
    page.goto("/luring")
    expect(page.locator(".tag.wait")).to_contain_text("Menunggu terkirim")

    phone.online(True)
    expect(page.get_by_text("Semua sudah diterima server.")).to_be_visible()
    with office.api_of(pupil) as api:
        view = api.get(f"/attempts/{attempt}")
        commands = api.commands()
    assert view["state"] == "closed"
    assert view["passed"] is True
    assert {one["id"]: one["response"] for one in view["questions"]} == {
        question: course.right(question) for question in asked
    }
    assert len({one["id"] for one in commands}) == len(commands)
    assert {one["refused"] for one in commands} == {None}
    page.goto(f"/percobaan/{attempt}")
    expect(page.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def test_signing_out_hides_everything_but_loses_no_answer(
    taken: Page, phone: Phone, office: Office, pupil: Learner, course: Course
) -> None:
    mark_done(taken, course, 0)
    # No network: nothing can be sent first, and the server cannot be told.
    taken.goto("/profil")
    taken.get_by_role("button", name="Keluar").click()
    expect(taken.get_by_text(pupil.name)).to_have_count(0)
    taken.goto("/")
    expect(taken.get_by_text(pupil.name)).to_have_count(0)
    phone.online(True)
    stranger = office.add_learner()
    phone.sign_in(stranger)
    taken.goto("/luring")
    expect(taken.get_by_text("Semua sudah diterima server.")).to_be_visible()
    with office.api_of(stranger) as api:
        assert api.commands() == []
    phone.sign_in(pupil)
    taken.goto("/luring")
    taken.reload()
    steps.until(taken, lambda: _has_done(office, pupil))


def _has_done(office: Office, pupil: Learner) -> bool:
    with office.api_of(pupil) as api:
        return any(one["kind"] == "done" for one in api.commands())


def test_removing_takes_the_texts_and_leaves_the_answers(
    taken: Page, phone: Phone, course: Course
) -> None:
    mark_done(taken, course, 1)
    taken.goto("/luring")
    taken.get_by_role("button", name="Hapus dari perangkat").click()
    expect(taken.get_by_text("Belum ada kursus di perangkat ini")).to_be_visible()
    expect(taken.locator(".tag.wait")).to_contain_text("Menunggu terkirim")
    names = taken.evaluate("async () => (await caches.keys()).filter((n) => /^course-/.test(n))")
    assert names == []


def test_without_a_store_the_tab_says_what_is_missing(visits: Visits, pupil: Learner) -> None:
    page = visits.open(pupil)
    page.add_init_script("delete window.caches; delete Window.prototype.caches")
    page.goto("/luring")
    expect(page.get_by_text("Peramban ini tidak dapat menyimpan kursus")).to_be_visible()


# The download as it would be had the course been published again since.
AGED = """async () => {
    const name = (await caches.keys()).find((one) => one.startsWith('course-'));
    const cache = await caches.open(name);
    const meta = await (await cache.match('/offline/meta')).json();
    meta.manifest.version -= 1;
    await cache.put('/offline/meta', Response.json(meta));
}"""


def test_catalogue_and_course_say_what_is_on_the_device(taken: Page, course: Course) -> None:
    taken.goto("/kursus")
    row = taken.locator("li.course", has_text=course.title())
    expect(row.locator(".tag", has_text="Tersedia luring")).to_be_visible()
    taken.get_by_role("checkbox", name="Tersedia luring").check()
    expect(taken.locator("li.course")).to_have_count(1)
    taken.goto(course.path)
    expect(taken.get_by_role("link", name="Tersedia luring")).to_be_visible()
    taken.evaluate(AGED)
    taken.reload()
    taken.get_by_role("link", name="Tersedia luring, ada versi baru").click()
    expect(taken.get_by_role("heading", level=1)).to_have_text("Luring")
