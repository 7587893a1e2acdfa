"""The forms by which learners report a mistake and rate a course, without any JavaScript."""

from uuid import UUID

from httpx import AsyncClient, Response

from tests.conftest import FixedClock
from tests.delivery.conftest import School
from tests.make_course import lesson, make_course

PAGE = "/kursus/kursus-contoh"
HTML = (
    '<p id="b1">Pembuka materi.</p><h2 id="b2">Dasar hukum</h2>'
    '<p id="b3">Pasal <b>12</b> &lt;lama&gt;.</p><hr id="b4">'
)


async def test_a_lesson_leads_to_the_form_and_the_form_names_its_passages(
    school: School, clock: FixedClock
) -> None:
    async with school.app.state.database.transaction() as session:
        made = lesson("hukum", UUID(int=0), html=HTML)
        await make_course(session, clock(), slug="hukum", lessons=(), more=[made])
    await school.sari.post("/kursus/hukum/ikuti")
    page = (await school.sari.get("/kursus/hukum/hukum")).text
    assert 'href="/kursus/hukum/hukum/laporkan"' in page
    form = (await school.sari.get("/kursus/hukum/hukum/laporkan?b=b3")).text
    assert '<optgroup label="Dasar hukum">' in form
    assert '<option value="b3" selected>Pasal 12 &lt;lama&gt;.</option>' in form
    # A rule has no words to be known by.
    assert 'value="b4"' not in form


async def test_a_report_is_sent_and_seen(school: School) -> None:
    sent = await _report(school.sari, block="b1", kind="wrong", words="Salah ketik: akann.")
    assert sent.status_code == 303, sent.text
    page = (await school.sari.get(sent.headers["location"])).text
    assert "Laporan Anda diterima" in page
    assert "Salah ketik: akann." in page
    assert "Menunggu jawaban" in page
    # Of another lesson there is nothing to tell.
    other = (await school.sari.get(f"{PAGE}/dua/laporkan")).text
    assert "Salah ketik: akann." not in other


async def test_what_cannot_be_sent_stays_on_the_page(school: School) -> None:
    for changed in ({"kind": ""}, {"words": "a"}, {"words": "x" * 2001}, {"kind": "kasar"}):
        said = {"block": "b1", "kind": "unclear", "words": "Kalimat <panjang> sekali."} | changed
        answer = await _report(school.sari, **said)
        assert answer.status_code == 422, changed
        assert "Laporan belum terkirim" in answer.text
        if "words" not in changed:
            assert "Kalimat &lt;panjang&gt; sekali.</textarea>" in answer.text
        assert '<option value="b1" selected>' in answer.text
    nul = await _report(school.sari, kind="wrong", words="nol \x00 nol")
    assert nul.status_code == 422
    gone = await _report(school.sari, block="b77", kind="wrong", words="Tidak ada bagiannya.")
    assert gone.status_code == 404
    own = await school.sari.get("/api/v1/courses/kursus-contoh/reports")
    assert own.json() == []


async def test_any_activity_can_be_reported_whole(school: School) -> None:
    page = await school.sari.get(f"{PAGE}/kuis/laporkan")
    assert page.status_code == 200
    assert "<select" not in page.text
    sent = await school.sari.post(
        f"{PAGE}/kuis/laporkan", data={"kind": "broken", "words": "Soal tidak tampil."}
    )
    assert sent.status_code == 303


async def test_who_does_not_take_the_course_is_led_to_it(school: School) -> None:
    for answer in (
        await school.joko.get(f"{PAGE}/satu/laporkan"),
        await _report(school.joko, kind="wrong", words="Bukan peserta."),
        await school.joko.get(f"{PAGE}/ulasan"),
    ):
        assert answer.status_code in {303, 409}, answer.status_code
        assert "Bukan peserta" not in answer.text


async def test_a_course_is_rated_and_the_rating_changed(school: School) -> None:
    form = (await school.sari.get(f"{PAGE}/ulasan")).text
    assert "required checked" not in form
    refused = await school.sari.post(f"{PAGE}/ulasan", data={"stars": "9", "words": "Bagus <b>"})
    assert refused.status_code == 422
    assert "Bagus &lt;b&gt;</textarea>" in refused.text
    for stars, words in (("2", "Terlalu panjang."), ("4", "")):
        sent = await school.sari.post(f"{PAGE}/ulasan", data={"stars": stars, "words": words})
        assert sent.status_code == 303
        page = (await school.sari.get(sent.headers["location"])).text
        assert "Penilaian Anda diterima" in page
        assert f'value="{stars}" required checked' in page
    own = (await school.sari.get("/api/v1/courses/kursus-contoh/rating")).json()
    assert (own["rating"]["stars"], own["rating"]["words"]) == (4, "")


async def _report(browser: AsyncClient, **said: str) -> Response:
    return await browser.post(f"{PAGE}/satu/laporkan", data=said)
