"""A course leaves as one zip with its sound and is brought in again; a folder becomes a course."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.course import Course
from tests.journeys.visits import CONFLICT, Visits
from tests.media.sending import mp3
from tests.server import Server

# What is brought in would stand in the lists of other journeys.
pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]

SOUND = mp3(6000)
POINTER = """\
sha256: {digest}
media_type: audio/mpeg
bytes: {size}
title: Sambutan (rekaan)
licence: CC BY 4.0, Contoh
seconds: 144
transcript: |
  Selamat pagi, Ibu.
"""


def texts(folder: Path) -> Path:
    """Two lessons as an author has them on a PC, with what else lies there."""
    inside = folder / "Antrean pagi"
    inside.mkdir()
    (inside / "1 Loket pagi.md").write_text(
        "# Loket pagi\n\nSenin pagi, warga menunggu (rekaan).\n"
    )
    (inside / "2 Nomor antrean.md").write_text("# Nomor antrean\n\nNomor diambil di pintu.\n")
    (inside / "catatan.docx").write_bytes(b"x")
    (inside / ".DS_Store").write_bytes(b"x")
    return inside


def with_sound(packed: bytes, folder: Path, *, media: bool) -> Path:
    """The zip with a sound in its first module that no lesson plays yet."""
    digest = hashlib.sha256(SOUND).hexdigest()
    path = folder / "kursus.zip"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, zipfile.ZipFile(path, "w") as made:
        names = archive.namelist()
        for name in names:
            made.writestr(name, archive.read(name))
        module = next(name for name in names if name.endswith("/module.yaml"))
        pointer = module.replace("module.yaml", "assets/sambutan.mp3.media.yaml")
        made.writestr(pointer, POINTER.format(digest=digest, size=len(SOUND)))
        if media:
            made.writestr(f"media/{digest}", SOUND)
    return path


def test_a_folder_becomes_a_course(visits: Visits, server: Server, tmp_path: Path) -> None:
    page = visits.open(server.accounts()["trainer"], device="desktop")
    page.goto("/kelola/studio/impor")
    page.get_by_label("Pilih folder").set_input_files(texts(tmp_path))
    expect(page.get_by_text("2 berkas")).to_be_visible()
    page.get_by_label("Judul kursus").fill("Antrean yang tertib (rekaan)")
    page.get_by_role("button", name="Impor").click()
    expect(page.get_by_role("heading", name="Antrean yang tertib (rekaan)")).to_be_visible()
    page.get_by_role("link", name="Buka draf").click()
    expect(page.get_by_role("link", name="Loket pagi")).to_be_visible()
    expect(page.get_by_role("link", name="Nomor antrean")).to_be_visible()


def test_a_zip_brings_its_sound_and_takes_it_along(
    visits: Visits, server: Server, course: Course, tmp_path: Path
) -> None:
    visits.errors.expect(CONFLICT)  # a course that is here is not overwritten unasked
    page = visits.open(server.accounts()["trainer"])
    packed = page.request.get(f"/api/v1/teaching/courses/{course.slug}/export.zip").body()
    page.goto("/kelola/studio/impor")
    # First without the sound: it is missed, and sent by itself.
    page.get_by_label("Pilih berkas").set_input_files(with_sound(packed, tmp_path, media=False))
    page.get_by_role("button", name="Impor").click()
    expect(page.get_by_text("1 baru, 0 dihapus")).to_be_visible()
    page.get_by_role("button", name="Ganti isi draf").click()
    expect(page.get_by_text("1 suara, film, atau dokumen belum ada di sini")).to_be_visible()
    original = tmp_path / "nama lain.mp3"
    original.write_bytes(SOUND)
    page.get_by_label("Kirim berkas aslinya").set_input_files(original)
    expect(page.get_by_text("Semua suara, film, dan dokumen kini ada.")).to_be_visible()
    page.get_by_role("link", name="Buka draf").click()
    page.wait_for_url("**/kelola/studio/*")
    page.goto(f"{page.url}/tinjau")
    page.get_by_role("button", name="Unduh draf ini").click()
    expect(page.get_by_label("Dengan suara, film, dan dokumen")).to_be_checked()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Unduh (").click()
    # Then as it left: large enough to go piece by piece.
    page.goto("/kelola/studio/impor")
    fetched.value.save_as(tmp_path / "lagi.zip")
    page.get_by_label("Pilih berkas").set_input_files(tmp_path / "lagi.zip")
    page.get_by_role("button", name="Impor").click()
    expect(page.get_by_text("Isinya sama dengan draf yang ada.")).to_be_visible()
    page.get_by_role("button", name="Ganti isi draf").click()
    expect(page.get_by_text("1 suara, film, atau dokumen disimpan.")).to_be_visible()
