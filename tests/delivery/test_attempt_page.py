"""A quiz without a script: cover, start, save, submit, result."""

import re
from collections.abc import Mapping

import pytest

from tests.assessment.make_quiz import RIGHT, WRONG
from tests.delivery.conftest import School

COVER = "/kursus/kursus-contoh/kuis"


def form_of(answers: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """The fields a browser sends for these answers."""
    fields: dict[str, object] = {}
    for question, response in answers.items():
        for name, value in response.items():
            if name == "order":
                assert isinstance(value, list)
                for place, item in enumerate(value, 1):
                    fields[f"q:{question}:place:{item}"] = str(place)
            else:
                fields[f"q:{question}:{name}"] = value
    return fields


async def begin(school: School) -> str:
    answer = await school.sari.post(COVER + "/mulai")
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_the_cover_tells_the_rules_and_no_question(school: School) -> None:
    page = (await school.sari.get(COVER)).text
    for said in ("Jumlah soal", "70 dari 100", "2, tersisa 2", "Mulai kuis"):
        assert said in page
    assert 'class="q"' not in page


async def test_two_starts_are_one_attempt(school: School) -> None:
    assert await begin(school) == await begin(school)
    assert "Lanjutkan kuis" in (await school.sari.get(COVER)).text


async def test_the_whole_way(school: School) -> None:
    here = await begin(school)
    page = await school.sari.get(here)
    assert page.headers["cache-control"] == "private, no-store"
    assert page.text.count('class="q"') == 4
    # The first button of the form is what Enter presses: it must save, not hand in.
    first = re.search(r"<button[^>]*name=\"action\"[^>]*>", page.text)
    assert first is not None
    assert 'value="save"' in first[0]

    saved = await school.sari.post(here, data=form_of(WRONG) | {"action": "save"})
    assert saved.headers["location"] == f"{here}?tersimpan=1"
    page = await school.sari.get(saved.headers["location"])
    assert "Jawaban Anda sudah diterima server" in page.text
    assert re.search(r"Diterima server, no. K-\w{5}", page.text)
    assert len(re.findall(r"data-command=", page.text)) == 4

    handed_in = await school.sari.post(here, data=form_of(RIGHT) | {"action": "submit"})
    assert handed_in.headers["location"] == here
    result = (await school.sari.get(here)).text
    for said in ("Lulus", "100 dari 100", "Pembahasan", "Lanjutkan belajar"):
        assert said in result
    assert "Belum lulus" not in result

    again = await school.sari.post(here, data=form_of(WRONG) | {"action": "submit"})
    assert again.headers["location"] == here
    assert "100 dari 100" in (await school.sari.get(here)).text


async def test_not_passed_says_what_to_do(school: School) -> None:
    here = await begin(school)
    await school.sari.post(here, data=form_of(WRONG) | {"action": "submit"})
    page = (await school.sari.get(here)).text
    for said in ("Belum lulus", "Ulangi kuis", "Sisa kesempatan: 1", "Yang tepat", "batas lulus"):
        assert said in page
    assert "gagal" not in page.casefold()


async def test_no_key_before_the_close(school: School) -> None:
    here = await begin(school)
    # The words that the page's script may need later are no key.
    page = (await school.sari.get(here)).text.partition('<script type="application/json"')[0]
    for said in ("Pembahasan", "Yang tepat", "explanation", "data-right"):
        assert said not in page


async def test_flags_are_kept_and_taken_back(school: School) -> None:
    here = await begin(school)
    flag = "flag:bank.satu"
    await school.sari.post(here, data={flag: "1", "action": "save"})
    assert re.search(rf'name="{flag}" value="1" checked', (await school.sari.get(here)).text)
    await school.sari.post(here, data={"action": "save"})
    assert not re.search(rf'name="{flag}" value="1" checked', (await school.sari.get(here)).text)


async def test_no_chances_left_is_said_on_the_cover(school: School) -> None:
    for _ in range(2):
        here = await begin(school)
        await school.sari.post(here, data=form_of(WRONG) | {"action": "submit"})
    refused = await school.sari.post(COVER + "/mulai")
    assert refused.headers["location"] == COVER
    assert "Kesempatan Anda sudah habis" in (await school.sari.get(COVER)).text


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_anothers_attempt_is_not_there(school: School, method: str) -> None:
    here = await begin(school)
    answer = await school.joko.request(method, here)
    assert answer.status_code == 404


async def test_english_words_around_indonesian_questions(school: School) -> None:
    school.sari.cookies.set("lentera-lang", "en")
    here = await begin(school)
    page = (await school.sari.get(here)).text
    assert '<html lang="en">' in page
    assert "Question 1 of 4" in page
    assert '<div lang="id">' in page
