"""A trainer writes a lesson: by keyboard, over a line that drops, beside somebody else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.course import CONTENT, MODULE, Course
from tests.journeys.office import Api
from tests.journeys.visits import LINE_DROPPED, REFUSED, Visits
from tests.server import Server, demo_server

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Tersimpan di server")
HERE = "Tersimpan di perangkat ini, menunggu sambungan"


# A server of its own: a course with a draft would surprise the other journeys.
@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with demo_server(tmp_path_factory.mktemp("editor"), LENTERA_CONTENT=str(CONTENT)) as server:
        yield server


@pytest.fixture
def visitors(browser: Browser, workshop: Server) -> Iterator[Visits]:
    visits = Visits(browser, workshop)
    yield visits
    visits.close()
    assert visits.errors.unexpected() == []


@pytest.fixture(scope="module")
def draft(workshop: Server, course: Course) -> str:
    """Address of the draft of the journeys' course."""
    trainer = workshop.accounts()["trainer"]
    api = Api(workshop, trainer.nip, trainer.password)
    begun = api.post(f"/teaching/courses/{course.slug}/edit")
    api.close()
    return f"/kelola/studio/{begun['id']}/naskah"


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Naskah")


def opened(page: Page, address: str) -> Locator:
    page.goto(address)
    expect(text_of(page)).to_be_visible()
    expect(page.get_by_text("Lebar ponsel 360 piksel")).to_be_attached()
    return text_of(page)


def at_end(field: Locator) -> None:
    field.focus()
    field.press("Control+End")


def saved(page: Page) -> None:
    expect(page.locator(".editor-state")).to_contain_text(SAVED)


def test_a_lesson_is_written_by_keyboard(
    visitors: Visits, workshop: Server, course: Course, draft: str
) -> None:
    lesson = course.lessons[0]
    trainer = workshop.accounts()["trainer"]
    page = visitors.open(trainer, device="desktop")
    field = opened(page, f"{draft}/{MODULE}/{lesson.slug}")
    before = field.input_value()
    at_end(field)
    page.keyboard.type("\nSemua orang mendapat giliran.\n- satu\ndua\n\n")
    assert field.input_value().endswith("giliran.\n- satu\n- dua\n\n")
    page.keyboard.type("Silakan ")
    page.keyboard.press("Control+b")
    page.keyboard.type("login")
    assert field.input_value().endswith("Silakan **login**")
    phone = page.frame_locator(".phone")
    # What is wrong is said at its line, and the way there is a button.
    expect(page.get_by_text("1 temuan")).to_be_visible()
    expect(page.get_by_text("Kata “login” tidak dipakai")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Baris \d+$")).focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert field.evaluate("t => t.value.slice(t.selectionStart, t.selectionEnd)").startswith(
        "Silakan"
    )
    page.keyboard.type("Silakan masuk dengan tenang.")
    expect(page.get_by_text("Tidak ada temuan")).to_be_visible()
    expect(phone.get_by_text("Silakan masuk dengan tenang.")).to_be_attached()
    saved(page)

    # The toolbar is one stop of the Tab key; a form puts a question in.
    page.keyboard.press("Shift+Tab")
    tools = page.get_by_role("toolbar", name="Alat naskah")
    expect(tools.get_by_role("button").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tools.get_by_role("button", name="Sisipkan")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Pertanyaan sisipan").click()
    page.get_by_label("Pertanyaan", exact=True).fill("Siapa yang didahulukan?")
    for number, (option, told) in enumerate(
        (("Lansia", "Benar, itu asas pelayanan."), ("Yang keras", "Suara keras bukan alasan.")), 1
    ):
        page.get_by_label(f"Pilihan {number}", exact=True).fill(option)
        page.get_by_label(f"Tanggapan untuk pilihan {number}").fill(told)
    page.get_by_role("dialog").get_by_role("button", name="Sisipkan").click()
    expect(field).to_be_focused()
    assert "- [x] Lansia | Benar, itu asas pelayanan." in field.input_value()
    expect(phone.get_by_text("Siapa yang didahulukan?")).to_be_attached()
    expect(page.get_by_role("heading", name=re.compile(r"detik di 3G"))).to_be_visible()
    saved(page)
    # It can all be undone, as in any text field.
    page.keyboard.press("Control+z")
    assert "Lansia | Benar" not in field.input_value()
    field.fill(before)
    saved(page)


def test_nothing_is_lost_without_a_line(
    visitors: Visits, workshop: Server, course: Course, draft: str
) -> None:
    lesson = course.lessons[0]
    visitors.errors.expect(LINE_DROPPED)
    page = visitors.open(workshop.accounts()["trainer"])
    address = f"{draft}/{MODULE}/{lesson.slug}"
    field = opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    browser = page.context
    browser.set_offline(True)
    at_end(field)
    page.keyboard.type("\n\nDitulis di kapal tanpa sinyal.")
    expect(page.get_by_text(HERE)).to_be_visible()
    page.keyboard.type(" Lalu peramban ditutup.")
    expect(page.get_by_text(HERE)).to_be_visible()
    page.close()
    browser.set_offline(False)
    again = browser.new_page()
    field = opened(again, address)
    expect(field).to_have_value(re.compile(r"tanpa sinyal\. Lalu peramban ditutup\.$"))
    saved(again)
    again.reload()
    expect(text_of(again)).to_have_value(re.compile(r"Lalu peramban ditutup\.$"))


def test_two_who_write_at_once_choose(
    visitors: Visits, workshop: Server, course: Course, draft: str
) -> None:
    lesson = course.lessons[1]
    accounts = workshop.accounts()
    address = f"{draft}/{MODULE}/{lesson.slug}"
    marlina = visitors.open(accounts["trainer"], device="desktop")
    hendrik = visitors.open(accounts["admin"], device="desktop")
    hers, his = opened(marlina, address), opened(hendrik, address)
    before = hers.input_value()
    visitors.errors.expect(REFUSED)
    at_end(hers)
    marlina.keyboard.type("\n\nPenutup dari Marlina.")
    saved(marlina)
    his.focus()
    his.press("Control+Home")
    hendrik.keyboard.type("Pembuka dari Hendrik.\n\n")
    heading = hendrik.get_by_role("heading", name="Ada dua naskah untuk kegiatan ini")
    expect(heading).to_be_focused()
    parts = hendrik.locator(".differs")
    expect(parts).to_have_count(2)
    expect(parts.first).to_contain_text("hanya Anda yang mengubah")
    expect(parts.last).to_contain_text("Penutup dari Marlina.")
    # What only one of them changed is offered as chosen: both stay.
    hendrik.get_by_role("button", name="Pakai gabungan yang dipilih").click()
    expect(his).to_have_value(re.compile(r"^Pembuka dari Hendrik\.[\s\S]*Penutup dari Marlina\.$"))
    saved(hendrik)

    # The same place: nothing is offered, and one must be chosen.
    at_end(hers)
    marlina.keyboard.type(" Sampai jumpa.")
    expect(marlina.locator(".differs").first).to_be_visible()
    marlina.get_by_role("button", name=re.compile("^Pakai seluruh tulisan Hendrik")).click()
    expect(hers).to_have_value(re.compile(r"^Pembuka dari Hendrik"))
    expect(hers).to_have_value(re.compile(r"Penutup dari Marlina\.$"))
    saved(marlina)
    hers.fill(before)
    saved(marlina)
