"""*Materi baru* on the course page leads to what has changed, and to moving or staying."""

from datetime import datetime

from httpx import Response
from sqlalchemy import select

from app.learning.models import Enrolment
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
    moved_at = await _moved_at(school)
    stayed = await _choose(school, "tetap")
    assert stayed.headers["location"] == PAGE
    assert (await school.sari.get(f"{PAGE}/dua")).status_code == 200
    # Staying is no step of learning: whoever stands still is still seen to.
    assert await _moved_at(school) == moved_at


async def test_whoever_stays_is_not_asked_again_but_finds_the_way(
    school: School, clock: FixedClock
) -> None:
    await _publish(school, clock)
    assert await _notice(school) == (2, False)
    assert f'<p class="note"><a href="{HERE}">Materi baru: Versi 2' in await _page(school)
    for _ in range(2):
        await _choose(school, "tetap")
        assert await _notice(school) == (2, True)
    quiet = f'<p class="small"><a href="{HERE}">Ada versi 2; Anda memilih tetap.'
    assert quiet in await _page(school)
    page = (await school.sari.get(HERE)).text
    assert "Anda sudah memilih tetap di versi 1." in page
    assert "Pindah ke versi 2" in page
    # A later one is something else to choose about.
    await _publish(school, clock, 3, "satu", "empat")
    assert await _notice(school) == (3, False)
    assert "Anda sudah memilih tetap" not in (await school.sari.get(HERE)).text
    # What was not looked at is not declined.
    await _choose(school, "tetap", version=2)
    assert await _notice(school) == (3, False)
    await _choose(school, "tetap", version=3)
    assert await _notice(school) == (3, True)
    await _choose(school, "pindah", version=3)
    assert await _notice(school) == (None, False)
    await _publish(school, clock, 4, "satu")
    assert await _notice(school) == (4, False)


async def test_one_learner_stays_for_oneself_alone(school: School, clock: FixedClock) -> None:
    await school.joko.post("/api/v1/enrolments", json={"course": "kursus-contoh"})
    await _publish(school, clock)
    await _choose(school, "tetap")
    told = (await school.joko.get("/api/v1/courses/kursus-contoh")).json()
    assert (told["newer_version"], told["newer_declined"]) == (2, False)


async def test_staying_without_anything_newer_changes_nothing(
    school: School, clock: FixedClock
) -> None:
    await _choose(school, "tetap", version=1)
    await _choose(school, "tetap", version=2)
    await _publish(school, clock)
    assert await _notice(school) == (2, False)


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
        await school.joko.post(f"{PAGE}/versi", data={"pilihan": "tetap", "versi": "2"}),
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


async def _page(school: School) -> str:
    """The course's page as it comes without a script."""
    return (await school.sari.get(PAGE)).text


async def _notice(school: School) -> tuple[int | None, bool]:
    """(newer version, whether it was declined) as the course's page is told."""
    told = (await school.sari.get("/api/v1/courses/kursus-contoh")).json()
    return told["newer_version"], told["newer_declined"]


async def _moved_at(school: School) -> datetime:
    async with school.app.state.database.reading() as session:
        rows = await session.execute(select(Enrolment.updated_at))
        moved: datetime = rows.scalar_one()
        return moved


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
