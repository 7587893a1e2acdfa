"""What waits on a phone: sent without a page, with turns of the network, by file, taken away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.journeys.phone import KEPT, Phone
from tests.journeys.visits import Visits

pytestmark = [pytest.mark.browser, pytest.mark.long]

RECEIVED_HERE = re.compile(r"^Diterima server, no\. K-[0-9A-Z]{5}$")


@pytest.fixture
def attempt(office: Office, learner: Learner, course: Course) -> str:
    """Somebody enrolled, with a quiz begun."""
    with office.api_of(learner) as api:
        return f"/percobaan/{Device(api, course).start(course.quiz)}"


@pytest.fixture
def quiz(phone: Phone, learner: Learner, attempt: str) -> Page:
    """The attempt on a phone whose worker is there; then the network goes."""
    page = phone.start()
    phone.sign_in(learner)
    page.goto(attempt)
    steps.in_attempt(page)
    ready(page)
    phone.online(False)
    return page


def ready(page: Page) -> None:
    # A moment after the page, its worker comes and is told who is here.
    steps.until(
        page,
        lambda: page.evaluate("() => caches.match('/api/v1/me').then(Boolean)"),
    )


def answer_some(page: Page, course: Course, how_many: int) -> list[str]:
    asked = steps.question_ids(page)[:how_many]
    for question in asked:
        steps.give(steps.show_question(page, question), course.right(question))
        expect(page.locator("#save")).to_contain_text(KEPT)
    return asked


def how_many_wait(page: Page) -> int:
    waiting = page.locator(".tag.wait")
    expect(waiting).to_contain_text(steps.WAITING)
    return int(re.sub(r"\D", "", waiting.inner_text()))


def answered(office: Office, learner: Learner) -> set[str]:
    with office.api_of(learner) as api:
        return {one["payload"]["question"] for one in api.commands() if one["kind"] == "answer"}


def test_answers_go_out_after_the_tab_was_closed(
    quiz: Page, phone: Phone, office: Office, learner: Learner, course: Course
) -> None:
    asked = answer_some(quiz, course, 2)
    steps.until(
        quiz,
        lambda: quiz.evaluate(
            """async () => {
                const { sync } = await navigator.serviceWorker.ready;
                return (await sync.getTags()).includes('outbox');
            }"""
        ),
    )
    assert phone.context is not None
    blank = phone.context.new_page()
    quiz.close(run_before_unload=False)
    assert answered(office, learner) == set()
    phone.online(True)
    steps.until(blank, lambda: answered(office, learner) == set(asked))
    assert blank.url == "about:blank"


def test_turns_of_the_network_stand_on_the_paper(
    quiz: Page, phone: Phone, office: Office, learner: Learner, course: Course
) -> None:
    asked = answer_some(quiz, course, 1)
    phone.online(True)
    steps.saved(quiz)
    steps.answer(quiz, asked[0], course.wrong(asked[0]))
    # Emulating a dead line makes a page blink; each turn is noted once all the same.
    with office.api_of(learner) as api:
        turns = [
            one["online"] for one in api.get("/offline/journal", course=course.slug)["network"]
        ]
    assert turns == [bool(number % 2) for number in range(len(turns))]
    assert turns[-1] is True
    quiz.goto(f"/luring/gangguan/{course.slug}")
    network = quiz.get_by_role("region", name="Jaringan menurut perangkat")
    expect(network.get_by_role("listitem").first).to_have_text(re.compile("jaringan putus$"))
    expect(network.get_by_role("listitem").last).to_have_text(re.compile("jaringan kembali$"))


def test_a_file_carried_by_a_colleague_and_what_became_of_it(
    quiz: Page, phone: Phone, office: Office, learner: Learner, course: Course, visits: Visits
) -> None:
    asked = answer_some(quiz, course, 2)
    quiz.goto("/luring")
    count = how_many_wait(quiz)
    with quiz.expect_download() as saving:
        quiz.get_by_role("button", name="Simpan sebagai berkas").click()
    file = saving.value.path()
    assert answered(office, learner) == set()

    colleague = visits.open(office.add_learner(), device="desktop")
    colleague.goto("/luring/berkas")
    colleague.get_by_label("Pilih berkas kiriman").set_input_files(file)
    result = colleague.locator("main section[role=status]")
    expect(result).to_contain_text(f"{count} butir diterima server")
    expect(result.get_by_role("listitem")).to_have_text([RECEIVED_HERE] * count)
    assert answered(office, learner) == set(asked)
    # Brought again, by mistake: nothing changes.
    colleague.get_by_label("Pilih berkas kiriman").set_input_files(file)
    expect(result.get_by_role("listitem")).to_have_text([RECEIVED_HERE] * count)

    # Its owner's phone still shows them as waiting; at its next pull it learns of them.
    expect(quiz.locator(".tag.wait")).to_contain_text(f"Menunggu terkirim ({count})")
    phone.online(True)
    quiz.reload()
    carried = quiz.get_by_role("heading", name="Dikirim lewat berkas")
    expect(carried).to_be_visible()
    expect(quiz.get_by_text("Semua sudah diterima server.")).to_be_visible()
    receipts = {
        found.group(1)
        for line in quiz.locator("h3:has-text('Dikirim lewat berkas') ~ ul li").all()
        if (found := steps.RECEIVED.search(line.inner_text()))
    }
    with office.api_of(learner) as api:
        commands = api.commands()
    assert len(receipts) == min(count, 8)
    assert receipts <= {one["receipt"] for one in commands if one["kind"] == "answer"}
    assert len({one["id"] for one in commands}) == len(commands)
    # It is known without a network too.
    phone.online(False)
    quiz.reload()
    expect(carried).to_be_visible()


def test_what_waits_is_taken_away_only_on_purpose(
    quiz: Page, phone: Phone, office: Office, learner: Learner, course: Course
) -> None:
    answer_some(quiz, course, 4)
    quiz.goto("/luring")
    count = how_many_wait(quiz)
    quiz.get_by_role("button", name="Hapus yang menunggu dari perangkat ini").click()
    panel = quiz.get_by_role("region", name="Hapus yang menunggu dari perangkat ini")
    expect(panel).to_contain_text("hilang untuk selamanya")
    expect(panel.get_by_role("button", name="Simpan dahulu sebagai berkas")).to_be_visible()
    remove = panel.get_by_role("button", name=re.compile(r"Hapus \d+ butir"))
    expect(remove).to_be_disabled()
    boxes = panel.get_by_role("checkbox")
    boxes.nth(count).check()
    expect(remove).to_be_disabled()
    panel.get_by_role("checkbox", name="Saya mengerti").check()
    # Whoever chooses more has not agreed to that yet.
    boxes.nth(count - 1).check()
    expect(remove).to_be_disabled()
    panel.get_by_role("checkbox", name="Saya mengerti").check()
    remove.click()
    expect(quiz.get_by_text("2 butir dihapus dari perangkat ini")).to_be_visible()
    expect(quiz.locator(".tag.wait")).to_contain_text(f"Menunggu terkirim ({count - 2})")
    phone.online(True)
    expect(quiz.get_by_text("Semua sudah diterima server.")).to_be_visible()
    with office.api_of(learner) as api:
        sent = [one for one in api.commands() if one["kind"] == "answer"]
    assert len(sent) == count - 2
    quiz.goto(f"/luring/gangguan/{course.slug}")
    removed = quiz.get_by_role("region", name="Dihapus dari perangkat ini")
    expect(removed.get_by_role("listitem")).to_have_text([re.compile("Jawaban kuis, 2 butir$")])
