"""Pictures and sound come into a lesson: pasted, dropped, chosen, over a line that is cut."""

import io
import os
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.course import MODULE, Course
from tests.journeys.test_editor import GIVE, given, saved, text_of
from tests.journeys.test_uploads import SlowLine
from tests.journeys.visits import LINE_DROPPED, REFUSED, Visits
from tests.media.sending import VTT, mp3, picture
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]

SOUND_BYTES = 3_000_000


def noise() -> bytes:
    """A picture that no packing makes small: some 360 kB."""
    written = io.BytesIO()
    Image.frombytes("RGB", (400, 300), os.urandom(360_000)).save(written, "PNG")
    return written.getvalue()


def test_pictures_and_sound_arrive_over_a_line_that_is_cut(
    visits: Visits, server: Server, course: Course, draft: str
) -> None:
    visits.errors.expect(LINE_DROPPED, REFUSED, r"third party: http://127\.0\.0\.1")
    trainer = server.accounts()["trainer"]
    line = SlowLine(server.port, [])
    page = visits.open(trainer, device="desktop")
    try:
        page.goto(f"{line.url}{draft}/{MODULE}/{course.lessons[0].slug}")
        field = text_of(page)
        expect(field).to_be_visible()
        before = field.input_value()
        first = before.index("\n\n")
        field.evaluate("(t, at) => { t.focus(); t.setSelectionRange(at, at); }", first)
        photo = given("Foto Loket.png", "image/png", noise())
        # The line goes in the middle of the picture, while its words are written.
        line.cuts_at = [line.up + 150_000]
        line.cuts = 0
        field.evaluate(GIVE, ["paste", {"files": [photo]}])
        form = page.get_by_role("dialog")
        form.get_by_label("Teks pengganti gambar").fill("Dua loket, satu buka (rekaan)")
        form.get_by_label("Lisensi dan pembuat").fill("CC BY 4.0, Contoh")
        form.get_by_role("button", name="Sisipkan", exact=True).click()
        expect(form).to_be_hidden(timeout=90_000)
        assert line.cuts == 1
        expect(field).to_be_focused()
        lines = field.input_value().split("\n")
        figure = lines.index(
            ':::figure{src="assets/foto-loket.webp" alt="Dua loket, satu buka (rekaan)" '
            'licence="CC BY 4.0, Contoh"}'
        )
        assert "\n".join(lines[: figure - 1]) == before[:first]
        assert field.input_value().endswith(before[first:])
        shown = page.frame_locator(".phone").get_by_role("img", name="Dua loket, satu buka")
        expect(shown).to_be_attached()

        # Two are dropped: each is asked about in turn, where it was dropped.
        field.press("Control+End")
        two = [given(f"{n}.png", "image/png", picture(80, 60, "PNG")) for n in ("satu", "dua")]
        field.evaluate(GIVE, ["drop", {"files": two}])
        for n in (1, 2):
            title = form.get_by_role("heading", name=f"dokumen ({n}/2)")
            expect(title).to_be_visible()
            form.get_by_label("Teks pengganti gambar").fill(f"Gambar {n} (rekaan)")
            form.get_by_label("Lisensi dan pembuat").fill("CC0 1.0")
            form.get_by_role("button", name="Sisipkan", exact=True).click()
            expect(title).to_be_hidden()
        assert field.input_value().index("assets/satu.webp") < field.input_value().index("dua.webp")

        # A sound with its captions; what it lacks is said, and mended from the text.
        field.press("Control+End")
        page.get_by_role("button", name="Gambar dan media").click()
        line.cuts_at = [line.up + SOUND_BYTES // 2]
        line.cuts = 0
        sound = {"name": "Sambutan.mp3", "mimeType": "audio/mpeg", "buffer": mp3(SOUND_BYTES // 96)}
        form.get_by_label("Berkas", exact=True).set_input_files(sound)  # type: ignore[arg-type]
        form.get_by_label("Judul", exact=True).fill("Sambutan (rekaan)")
        form.get_by_label("Lisensi dan pembuat").fill("CC BY 4.0, Contoh")
        captions = form.get_by_label("Kirim berkas takarir (.vtt)")
        for name, content in (("salah.vtt", b"BUKAN TAKARIR"), ("sambutan.vtt", VTT)):
            captions.set_input_files({"name": name, "mimeType": "text/vtt", "buffer": content})
            if name == "salah.vtt":
                expect(form.get_by_text("Takarir ini bukan WebVTT yang benar.")).to_be_visible()
        expect(form.get_by_label("Takarir yang dipakai")).to_have_value("sambutan.vtt")
        form.get_by_role("button", name="Sisipkan", exact=True).click()
        expect(form).to_be_hidden(timeout=90_000)
        assert line.cuts == 1
        assert field.input_value().rstrip().endswith(':::audio{src="assets/sambutan.mp3"}\n:::')
        expect(page.get_by_text("Suara perlu transkrip")).to_be_visible()
        page.get_by_role("button", name="Ubah suara").click()
        form.get_by_label("Transkrip").fill("Selamat datang di Loket 3 (rekaan).")
        form.get_by_role("button", name="Simpan perubahan").click()
        expect(page.get_by_text("Suara perlu transkrip")).to_be_hidden()
        expect(page.get_by_text(re.compile(r"^Ditambah 3"))).to_be_visible()

        # What is there already is chosen, described as it was, and described anew.
        page.get_by_role("button", name="Gambar dan media").click()
        form.get_by_role("button", name="Sudah ada", exact=True).click()
        form.get_by_role("button", name="foto-loket.webp").click()
        alt = form.get_by_label("Teks pengganti gambar")
        expect(alt).to_have_value("Dua loket, satu buka (rekaan)")
        alt.fill("Dua loket lagi (rekaan)")
        form.get_by_role("button", name="Sisipkan", exact=True).click()
        expect(field).to_be_focused()
        assert field.input_value().count('src="assets/foto-loket.webp"') == 2
        page.get_by_role("button", name="Ubah gambar").click()
        expect(alt).to_have_value("Dua loket lagi (rekaan)")
        page.keyboard.press("Escape")
        field.fill(before)
        saved(page)
    finally:
        line.close()
