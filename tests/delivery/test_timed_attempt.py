"""A time limit on the pages: the rule before the start, the time left, what was judged."""

import re

from fastapi import FastAPI

from tests.assessment.make_quiz import make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import make_course


async def test_the_whole_way(
    app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    quiz, private = make_quiz(time_limit_minutes=30)
    async with app.state.database.transaction() as session:
        await make_course(session, clock(), slug="kursus", more=[quiz], private={quiz.id: private})
    sari = await as_player(cast.sari)
    await sari.post("/api/v1/enrolments", json={"course": "kursus"})
    cover = (await sari.get("/kursus/kursus/kuis")).text
    assert "Waktu 30 menit sejak Anda memulai, menurut jam server." in cover
    assert "pengajar dapat menerimanya" in cover
    begun = await sari.post("/kursus/kursus/kuis/mulai")
    link = begun.headers["location"]
    clock.advance(minutes=10)
    page = (await sari.get(link)).text
    assert 'data-left="1200"' in page
    # Kota Contoh is in Makassar's zone: the clock began at 08:10 there.
    assert re.search(r"Habis pukul 08[.:]40", page)
    clock.advance(minutes=40)
    assert 'data-left="0"' in (await sari.get(link)).text
    handed = await sari.post(link, data={"action": "submit"})
    assert handed.status_code == 303
    result = (await sari.get(link)).text
    assert "Terlambat. Jawaban dikirim sesudah waktu habis." in result


async def test_without_a_limit_nothing_counts_down(
    app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    quiz, private = make_quiz()
    async with app.state.database.transaction() as session:
        await make_course(session, clock(), slug="kursus", more=[quiz], private={quiz.id: private})
    sari = await as_player(cast.sari)
    await sari.post("/api/v1/enrolments", json={"course": "kursus"})
    begun = await sari.post("/kursus/kursus/kuis/mulai")
    assert "data-left" not in (await sari.get(begun.headers["location"])).text
