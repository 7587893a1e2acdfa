"""Quizzes that nobody needs to pass: a pre-test, a survey; and what is right only in part."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.assessment.quiz import LOWEST_PASS_MARK
from tests.assessment.make_question import question
from tests.assessment.make_quiz import QUESTIONS, RIGHT, make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock
from tests.delivery.conftest import HTML
from tests.delivery.test_attempt_page import COVER, form_of
from tests.make_course import make_course

Arrange = Callable[..., Awaitable[AsyncClient]]


@pytest.fixture
def arrange(
    app: FastAPI,
    cast: Cast,
    clock: FixedClock,
    as_player: Callable[..., Awaitable[AsyncClient]],
) -> Arrange:
    """Publish a quiz with these rules; somebody who is enrolled."""

    async def arranged(**rules: Any) -> AsyncClient:
        quiz, private = make_quiz(**rules)
        async with app.state.database.transaction() as session:
            course = await make_course(session, clock(), more=[quiz], private={quiz.id: private})
        sari = await as_player(cast.sari)
        sari.headers.update(HTML)
        await sari.post(f"/kursus/{course.slug}/ikuti")
        return sari

    return arranged


async def result_of(sari: AsyncClient, answers: dict[str, Any]) -> str:
    begun = (await sari.post(COVER + "/mulai")).headers["location"]
    await sari.post(begun, data=form_of(answers) | {"action": "submit"})
    return (await sari.get(begun)).text


@pytest.mark.parametrize("known", [0, 2])
async def test_a_pretest_has_no_pass_mark_and_no_verdict(arrange: Arrange, known: int) -> None:
    sari = await arrange(pass_mark=LOWEST_PASS_MARK, required=False, chances=1)
    cover = (await sari.get(COVER)).text
    assert "Tidak ada" in cover
    assert "hanya menunjukkan apa yang sudah Anda kuasai" in cover
    assert "1 dari 100" not in cover
    result = await result_of(sari, dict(list(RIGHT.items())[:known]))
    assert "Selesai" in result
    assert "tidak memiliki nilai minimum" in result
    assert "Lanjutkan belajar" in result
    cover = (await sari.get(COVER)).text
    for page in (result, cover):
        for verdict in ("Lulus", "Belum lulus", "batas lulus", "Kesempatan Anda sudah habis; "):
            assert verdict not in page


async def test_a_survey_is_not_marked(arrange: Arrange) -> None:
    asked = {"bank.saran": question("open_text", id="saran")}
    sari = await arrange(pass_mark=LOWEST_PASS_MARK, required=False, questions=asked)
    assert "Tidak dinilai" in (await sari.get(COVER)).text
    result = await result_of(sari, {"bank.saran": {"text": "Tambah contoh (rekaan)."}})
    assert "Terima kasih, jawaban Anda sudah masuk" in result
    for said in ("Lulus", "Nilai tertinggi", "Pembahasan"):
        assert said not in result


async def test_right_in_part_is_not_plain_wrong(arrange: Arrange) -> None:
    sari = await arrange(questions={"bank.dua": QUESTIONS["bank.dua"]})
    result = await result_of(sari, {"bank.dua": {"choices": ["a"]}})
    assert "Sebagian tepat" in result
    assert "0,5 dari 1 poin" in result
    assert "Belum tepat" not in result


async def test_an_optional_quiz_without_chances_sends_nobody_to_ask(arrange: Arrange) -> None:
    sari = await arrange(required=False, chances=1)
    await result_of(sari, {})
    cover = (await sari.get(COVER)).text
    assert "Kuis ini tidak wajib" in cover
    assert "Hubungi pengajar" not in cover
