"""*Materi baru* on the course page leads to what has changed, and to moving or staying."""

from httpx import Response

from tests.conftest import FixedClock
from tests.delivery.conftest import School
from tests.make_course import make_course

PAGE = "/kursus/kursus-contoh"
HERE = f"{PAGE}/versi/baru"


async def test_it_works(school: School, clock: FixedClock) -> None:
    await _publish(school, clock)
    assert f'href="{HERE}"' in (await school.sari.get(PAGE)).text
    page = await school.sari.get(HERE)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    for words in (
        "Versi 2 sudah terbit",
        "Anda belajar dengan versi 1.",
        "Pindah ke versi 2",
        "Tetap di versi 1",
        "Baru (1)",
        "Materi tiga",
        "Akan diminta bila Anda pindah",
        "Tidak ada lagi (2)",
        "0 dari 3 kegiatan wajib terpenuhi.",
        "0 dari 2 kegiatan wajib terpenuhi.",
    ):
        assert words in page.text, words
    assert "Anda belum dipindahkan" not in page.text
    moved = await _choose(school, "pindah")
    assert moved.headers["location"] == f"{HERE}?pindah"
    after = (await school.sari.get(moved.headers["location"])).text
    assert "Anda kini belajar dengan versi 2" in after
    assert "Pindah ke versi" not in after
    # Every page is of that version from now on.
    assert (await school.sari.get(f"{PAGE}/tiga")).status_code == 200
    assert (await school.sari.get(f"{PAGE}/dua")).status_code == 404
    assert HERE not in (await school.sari.get(PAGE)).text


async def test_whoever_stays_stays(school: School, clock: FixedClock) -> None:
    await _publish(school, clock)
    stayed = await _choose(school, "tetap")
    assert stayed.headers["location"] == PAGE
    assert (await school.sari.get(f"{PAGE}/dua")).status_code == 200
    assert f'href="{HERE}"' in (await school.sari.get(PAGE)).text


async def test_a_version_that_came_out_meanwhile_is_shown_first(
    school: School, clock: FixedClock
) -> None:
    await _publish(school, clock)
    await _publish(school, clock, 3, "satu", "empat")
    answer = await _choose(school, "pindah", version=2)
    assert answer.headers["location"] == f"{HERE}?berubah"
    page = (await school.sari.get(answer.headers["location"])).text
    assert "Anda belum dipindahkan" in page
    assert "Pindah ke versi 3" in page
    # What was written of each version since.
    assert page.index("Catatan versi 3 &lt;b&gt;") < page.index("Catatan versi 2 &lt;b&gt;")


async def test_a_running_quiz_is_led_back_to(school: School, clock: FixedClock) -> None:
    begun = await school.sari.post(f"{PAGE}/kuis/mulai")
    attempt = begun.headers["location"]
    await _publish(school, clock)
    assert f'href="{attempt}"' in (await school.sari.get(HERE)).text
    await _choose(school, "pindah")
    assert f'href="{attempt}"' in (await school.sari.get(HERE)).text
    page = (await school.sari.get(attempt)).text
    # Its cover is not in this version: the way back is the course.
    assert f'href="{PAGE}" aria-label' in page
    saved = await school.sari.post(attempt, data={"action": "submit"})
    result = (await school.sari.get(saved.headers["location"])).text
    assert "Belum lulus" in result
    assert f"{PAGE}/kuis/mulai" not in result


async def test_without_anything_newer_it_says_so(school: School) -> None:
    page = (await school.sari.get(HERE)).text
    assert "Anda belajar dengan versi terbaru (versi 1)" in page
    assert HERE not in (await school.sari.get(PAGE)).text
    again = await _choose(school, "pindah", version=1)
    assert again.headers["location"] == f"{HERE}?pindah"


async def test_who_does_not_take_the_course_is_led_to_it(school: School) -> None:
    for answer in (
        await school.joko.get(HERE),
        await school.joko.post(f"{PAGE}/versi", data={"pilihan": "pindah", "versi": "2"}),
    ):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{PAGE}?ikuti")
    assert (await school.sari.get("/kursus/tidak-ada/versi/baru")).status_code == 404


async def test_what_no_form_of_ours_sends_is_refused(school: School, clock: FixedClock) -> None:
    await _publish(school, clock)
    for said in (
        {"pilihan": "hapus", "versi": "2"},
        {"pilihan": "pindah"},
        {"pilihan": "pindah", "versi": "2" * 40},
        {"pilihan": "pindah", "versi": "\x00"},
    ):
        answer = await school.sari.post(f"{PAGE}/versi", data=said)
        assert answer.status_code == 422, said
    assert "Anda belajar dengan versi 1." in (await school.sari.get(HERE)).text


async def test_english(school: School, clock: FixedClock) -> None:
    await _publish(school, clock)
    await school.sari.post("/bahasa", data={"language": "en", "back": HERE})
    page = (await school.sari.get(HERE)).text
    assert '<html lang="en"' in page
    assert "Move to version 2" in page
    assert "Lesson tiga" in page


async def _choose(school: School, choice: str, version: int = 2) -> Response:
    answer = await school.sari.post(
        f"{PAGE}/versi", data={"pilihan": choice, "versi": str(version)}
    )
    assert answer.status_code == 303, answer.text
    return answer


async def _publish(school: School, clock: FixedClock, version: int = 2, *lessons: str) -> None:
    clock.advance(seconds=60)
    async with school.app.state.database.transaction() as session:
        await make_course(
            session,
            clock(),
            lessons=lessons or ("satu", "tiga"),
            course_id=school.course.id,
            version=version,
            keep_ids=school.course.activities,
            note=f"Catatan versi {version} <b>",
        )
