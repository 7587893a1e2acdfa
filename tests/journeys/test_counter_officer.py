"""A counter officer on a phone: from the first sign-in to a certificate that anyone can check."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Learner, Office
from tests.journeys.visits import LINE_DROPPED, Visits

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(visits: Visits) -> Page:
    return visits.open(device="phone", scheme="light")


def test_from_sign_in_to_a_certificate_and_its_check(
    phone: Page, visits: Visits, office: Office, learner: Learner, course: Course
) -> None:
    _sign_in(phone, learner)
    _find_and_enrol(phone, course)
    _learn(phone, course)
    certificate = _certificate(phone, course, learner)
    _profile(phone, course)
    _check(visits, office, learner, certificate)
    with office.api_of(learner) as api:
        _all_on_record(api.get("/learning/states", course=course.slug), course)


def _sign_in(page: Page, learner: Learner) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/masuk"))
    steps.sign_in(page, learner, nip=steps.spaced(learner.nip))
    expect(page.get_by_role("heading", level=1)).to_contain_text(learner.name)
    assert page.url.endswith("/")


def _find_and_enrol(page: Page, course: Course) -> None:
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Kursus").click()
    page.get_by_role("link", name=course.title()).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(course.title())
    page.get_by_role("button", name="Ikuti kursus ini").click()
    page.get_by_role("link", name="Mulai belajar").click()


def _learn(page: Page, course: Course) -> None:
    for activity in course.activities:
        expect(page).to_have_url(re.compile(re.escape(course.link(activity)) + "$"))
        if activity.kind == "lesson":
            expect(page.get_by_role("heading", level=1)).to_have_text(activity.text["id"].title)
            steps.read_lesson(page)
            steps.go_on(page)
        else:
            _pass_quiz(page, course)
            page.get_by_role("link", name="Lanjutkan belajar").click()
    expect(page).to_have_url(re.compile(re.escape(course.path) + "$"))


def _pass_quiz(page: Page, course: Course) -> None:
    page.get_by_role("button", name="Mulai kuis").click()
    steps.in_attempt(page)
    questions = steps.question_ids(page)
    receipts = [steps.answer(page, one, course.right(one)) for one in questions]
    assert len(set(receipts)) == len(questions)

    steps.show_question(page, questions[0]).get_by_text("Ragu-ragu").click()
    first = page.locator('.pal a[href="#q1"]')
    expect(first).to_have_text(re.compile("1, Terjawab, Ragu-ragu"))
    steps.saved(page)

    page.locator('.pal a[href="#periksa"]').click()
    expect(page.locator("#review-list li")).to_have_count(len(questions))
    counted = f"{len(questions)} dari {len(questions)} soal terjawab, 1 ragu-ragu."
    expect(page.locator(".counts")).to_have_text(counted)

    page.locator("#steps").get_by_role("button", name="Kirim jawaban").click()
    confirm = page.get_by_role("dialog")
    expect(confirm).to_contain_text(f"Semua {len(questions)} soal sudah terjawab")
    confirm.get_by_role("button", name="Belum").click()
    expect(confirm).to_be_hidden()
    assert steps.ATTEMPT.search(page.url)
    steps.submit(page)
    expect(page.locator(".verdict .tag")).to_have_text(re.compile(r"^\s*Lulus"))
    expect(page.get_by_role("heading", level=1)).to_have_text("100 dari 100")


def _certificate(page: Page, course: Course, learner: Learner) -> dict[str, Any]:
    expect(page.get_by_role("heading", name="Semua syarat terpenuhi")).to_be_visible()
    expect(page.get_by_role("link", name="Beri penilaian")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Unduh sertifikat (PDF)").click()
    answer = page.request.get("/api/v1/certificates")
    certificates: list[dict[str, Any]] = answer.json()
    assert [one["course"]["slug"] for one in certificates] == [course.slug]
    download = downloading.value
    assert learner.nip not in download.suggested_filename
    text = _pdf_text(Path(download.path()).read_bytes())
    assert learner.name in text
    assert certificates[0]["number"] in text
    return certificates[0]


def _pdf_text(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _profile(page: Page, course: Course) -> None:
    page.goto("/profil")
    expect(page.get_by_role("img", name=re.compile(rf"^{course.jp} dari \d+ JP"))).to_be_visible()
    entry = page.locator("li", has=page.locator(".figure", has_text=f"+{course.jp}"))
    expect(entry).to_contain_text(course.title())
    expect(page.get_by_role("link", name="Periksa keaslian")).to_be_visible()


def _check(visits: Visits, office: Office, learner: Learner, certificate: dict[str, Any]) -> None:
    stranger = visits.open()
    stranger.goto(certificate["check_link"])
    verdict = stranger.locator("#verdict")
    expect(verdict).to_contain_text("Sah")
    expect(stranger.locator("#facts")).to_contain_text(learner.name)
    expect(stranger.locator("#offline")).to_contain_text("cocok dengan catatan server")
    assert learner.nip not in stranger.content()
    assert learner.nip not in stranger.url
    assert not [c for c in stranger.context.cookies() if not c["name"].startswith("lentera-")]

    visits.errors.expect(LINE_DROPPED)
    stranger.evaluate("async () => { await navigator.serviceWorker.ready; }")
    stranger.context.set_offline(True)
    stranger.reload()
    expect(verdict).to_contain_text("Isi kode QR asli")
    expect(stranger.locator("#facts")).to_contain_text(certificate["number"])
    expect(stranger.locator("#offline")).to_contain_text("sedang luring")
    expect(stranger.locator("#offline")).to_contain_text("Daftar pencabutan per")

    forged = re.sub(r"#.", lambda m: "#" + ("B" if m[0] != "#B" else "C"), stranger.url)
    stranger.goto("about:blank")
    stranger.goto(forged)
    expect(verdict).to_contain_text("Isi kode QR tidak asli")

    stranger.context.set_offline(False)
    office.post(
        f"/admin/certificates/{certificate['id']}/revoke", {"reason": "Diterbitkan dua kali"}
    )
    stranger.goto("about:blank")
    stranger.goto(certificate["check_link"])
    expect(verdict).to_contain_text("Dicabut")
    expect(verdict).to_contain_text("Diterbitkan dua kali")
    expect(verdict).not_to_contain_text("Sah")


def _all_on_record(states: dict[str, Any], course: Course) -> None:
    by_activity = {one["activity"]: one for one in states["activities"]}
    lessons = [by_activity[str(lesson.id)] for lesson in course.lessons]
    assert all(one["opened"] and one["done"] for one in lessons)
    assert by_activity[str(course.quiz.id)]["outcome"]["state"] == "passed"
