"""A trainer brings a course back from a file, a colleague reviews it, and it is published."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.course import Course
from tests.journeys.office import Api
from tests.journeys.visits import CONFLICT, Visits
from tests.server import Server

# A course that is published anew would surprise the other journeys.
pytestmark = [pytest.mark.browser, pytest.mark.own_server]

NEW = "Kalimat baru yang rekaan, untuk dilihat."


def edited(packed: bytes, folder: Path) -> Path:
    """The zip with one more sentence in the first paragraph of a lesson."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    lesson = next(name for name in files if name.endswith(".md") and ".en." not in name)
    head, _, body = files[lesson].decode().partition("\n---\n")
    prose = next(line for line in body.split("\n") if line[:1].isalpha())
    files[lesson] = f"{head}\n---\n{body.replace(prose, f'{prose} {NEW}', 1)}".encode()
    with zipfile.ZipFile(folder / "kursus.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return folder / "kursus.zip"


def test_from_a_file_to_learners(
    visits: Visits, server: Server, course: Course, tmp_path: Path
) -> None:
    visits.errors.expect(CONFLICT)  # refused once: the file's course is here
    accounts = server.accounts()
    trainer = visits.open(accounts["trainer"])
    answer = trainer.request.get(f"/api/v1/teaching/courses/{course.slug}/export.zip")
    trainer.goto("/kelola/studio/impor")
    trainer.get_by_label("Pilih berkas").set_input_files(edited(answer.body(), tmp_path))
    trainer.get_by_role("button", name="Impor").click()
    expect(trainer.get_by_role("group", name="Ganti isi draf")).to_be_focused()
    trainer.get_by_role("button", name="Ganti isi draf").click()
    expect(trainer.get_by_text("Tidak ada temuan.")).to_be_visible()
    expect(trainer.get_by_role("heading", name=course.title("id"))).to_be_focused()
    draft = trainer.get_by_role("link", name="Buka draf").get_attribute("href")
    assert draft is not None
    trainer.goto(f"{draft}/tinjau")
    trainer.get_by_role("button", name="Minta tinjauan").click()
    expect(trainer.get_by_text("Menunggu tinjauan")).to_be_visible()
    # Its button is gone; what may be done next has the focus.
    expect(trainer.get_by_role("heading", name="Langkah berikutnya")).to_be_focused()
    admin = visits.open(accounts["admin"])
    admin.goto(f"{draft}/tinjau")
    admin.get_by_role("button", name="Perubahan pada").click()
    blocks = admin.get_by_role("list", name="Halaman").get_by_role("listitem")
    changed = blocks.filter(has_text="Berubah:")
    expect(changed).to_have_count(1)
    expect(changed.get_by_text(NEW)).to_be_visible()
    changed.get_by_role("button", name="Komentar pada bagian").click()
    # By keys alone: the field has the focus.
    admin.keyboard.type("Dari mana ini (rekaan)?")
    changed.get_by_role("button", name="Kirim").click()
    expect(changed.get_by_text("Dari mana ini (rekaan)?")).to_be_visible()
    expect(changed.get_by_role("button", name="Komentar pada bagian")).to_be_focused()
    admin.get_by_role("button", name="Baris naskah").click()
    lines = admin.get_by_role("region", name="Perubahan pada")
    expect(lines.get_by_text(NEW)).to_be_visible()
    expect(admin.get_by_text("1 komentar masih terbuka")).to_be_visible()
    admin.get_by_role("button", name="Setujui").click()
    trainer.reload()
    trainer.get_by_role("button", name="Tandai selesai").click()
    expect(trainer.get_by_text("Belum ada komentar yang terbuka.")).to_be_visible()
    trainer.get_by_role("button", name="Terbitkan…").click()
    trainer.get_by_label("Apa yang berubah?").fill("Satu kalimat rekaan")
    trainer.get_by_role("button", name="Terbitkan sekarang").click()
    expect(trainer.locator(".note", has_text="Versi 2 terbit.")).to_be_focused()
    api = Api(server, accounts["trainer"].nip, accounts["trainer"].password)
    assert api.get(f"/courses/{course.slug}")["version"] == 2
    api.close()
