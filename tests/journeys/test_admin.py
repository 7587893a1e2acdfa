"""An admin at a desk: people from a spreadsheet, a code by telephone, the end of an account."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import PASSWORD, Learner, Office
from tests.journeys.visits import REFUSED, Visits, sign_in

pytestmark = pytest.mark.browser

NAME = "Dahlia Rekaan, A.Md."


@pytest.fixture
def desk(visits: Visits, office: Office) -> Page:
    """The admin's browser."""
    page = visits.open(device="desktop")
    sign_in(page.context, office.account)
    return page


def test_pasted_people_are_looked_at_first_and_then_added(
    desk: Page, visits: Visits, office: Office, learner: Learner
) -> None:
    unit = office.units[0]["name"]
    nip = office.new_nip()
    rows = {
        f"{nip};{NAME};{unit}": "Siap",
        f"1.98609E+17;Excel Rekaan;{unit}": "rusak oleh Excel",
        f"{learner.nip};Sudah Ada;{unit}": "sudah",
        f"{office.new_nip()};Unit Asing;Dinas Antah Berantah": "Unit tidak ditemukan",
        f"{nip};Dua Kali;{unit}": "Bermasalah",
    }
    desk.goto("/kelola/pegawai")
    desk.get_by_role("button", name="Tempel baris").click()
    dialog = desk.get_by_role("dialog", name="Tempel baris")
    dialog.get_by_label("Baris pegawai").fill("\n".join(rows))
    dialog.get_by_role("button", name="Periksa dulu").click()
    expect(
        dialog.get_by_text("1 baris siap, 4 bermasalah. Belum ada yang disimpan.")
    ).to_be_visible()
    for line, words in enumerate(rows.values(), start=1):
        row = _row(dialog, line)
        expect(row).to_contain_text(words)
        if line > 1:
            expect(row).to_contain_text("Bermasalah")
            expect(row.locator("small")).not_to_be_empty()
    assert nip not in dialog.locator("table").inner_text()
    assert office.get("/admin/people", q=nip)["items"] == []

    dialog.get_by_role("button", name="Tambahkan 1 pegawai").click()
    said = dialog.get_by_text("1 pegawai ditambahkan, 4 baris bermasalah dan dilewati.")
    expect(said).to_be_visible()
    code = _row(dialog, 1).locator(".code").inner_text()
    assert [p["name"] for p in office.get("/admin/people", q=nip)["items"]] == [NAME]
    _first_password(visits, nip, code)


def _row(dialog: Locator, line: int) -> Locator:
    return dialog.locator("tbody tr").nth(line - 1)


def _first_password(visits: Visits, nip: str, code: str) -> None:
    phone = visits.open()
    phone.goto("/masuk")
    phone.get_by_role("link", name="Lupa kata sandi atau punya kode").click()
    phone.get_by_label("NIP (18 angka) atau surel").first.fill(steps.spaced(nip))
    phone.get_by_label("Kode sekali pakai").fill(code.lower())
    phone.get_by_label("Kata sandi baru").fill(PASSWORD)
    phone.get_by_role("button", name="Simpan kata sandi").click()
    expect(phone.get_by_role("status")).to_have_text(re.compile("Kata sandi baru sudah disimpan"))
    phone.get_by_label("NIP (18 angka) atau surel").fill(nip)
    phone.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Masuk", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(NAME)
    assert phone.url.endswith("/")


def test_a_code_is_issued_once_and_a_deactivation_signs_out_at_once(
    desk: Page, visits: Visits, learner: Learner
) -> None:
    phone = visits.open(learner)
    phone.goto("/profil")
    expect(phone.get_by_role("heading", level=1)).to_have_text(learner.name)

    desk.goto("/kelola/pegawai")
    desk.get_by_label("Cari nama atau NIP").fill(learner.nip)
    desk.get_by_role("button", name=learner.name, exact=True).click()
    dialog = desk.get_by_role("dialog", name=learner.name)
    dialog.get_by_role("button", name="Buat kode sekali pakai").click()
    expect(dialog).to_contain_text("Kode ini hanya tampil sekali.")

    dialog.get_by_role("button", name="Nonaktifkan").click()
    expect(dialog).to_contain_text("Catatan belajar, JP, dan sertifikat tetap aman.")
    dialog.locator(".ask").get_by_role("button", name="Nonaktifkan").click()
    expect(dialog.locator("dl")).to_contain_text("Nonaktif")

    visits.errors.expect(REFUSED)
    phone.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Kursus").click()
    expect(phone.get_by_text("Sesi Anda berakhir.")).to_be_visible()
    phone.get_by_role("link", name="Masuk kembali").click()
    expect(phone).to_have_url(re.compile("/masuk"))
    steps.sign_in(phone, learner)
    expect(phone.get_by_role("alert")).to_be_visible()
    assert "/masuk" in phone.url


@pytest.fixture
def narrowed(desk: Page, office: Office, course: Course) -> Iterator[None]:
    """The course is for the first unit alone, until the test is over."""
    desk.goto("/kelola/kursus")
    desk.get_by_role("button", name=f"Ubah: {course.title()}", exact=True).click()
    dialog = desk.get_by_role("dialog", name=course.title())
    dialog.get_by_label("Sasaran").select_option(str(office.units[0]["id"]))
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog).to_be_hidden()
    yield
    office.put(f"/admin/courses/{course.slug}/audience", {"agency": None})


@pytest.mark.usefixtures("narrowed")
def test_a_course_for_one_unit_is_not_seen_by_another(
    visits: Visits, office: Office, course: Course
) -> None:
    ours, theirs = visits.open(office.add_learner(0)), visits.open(office.add_learner(1))
    ours.goto("/kursus")
    expect(ours.get_by_role("link", name=course.title())).to_be_visible()
    theirs.goto("/kursus")
    expect(theirs.locator("main .count")).to_be_visible()
    expect(theirs.get_by_text(course.title())).to_have_count(0)
    visits.errors.expect(REFUSED)
    answer = theirs.goto(course.path)
    assert answer is not None
    assert answer.status == 404
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Halaman tidak ditemukan")
    assert course.title() not in theirs.content()
