"""Several people at one attempt in the same moment, on PostgreSQL: nothing lost, nobody hurt."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.assessment.models import Attempt, Ruling
from tests.assessment.make_quiz import QUESTIONS, RIGHT, WRONG
from tests.banks.make_bank import question as source
from tests.marking.conftest import ESSAY, FAIR, GOOD, TEXT, MakeHall


@pytest.fixture
def database_url(postgres_database_url: str) -> str:
    """SQLite has one writer: there is nothing to race."""
    return postgres_database_url


async def together(*asked: Any) -> list[Any]:
    """All at once; 503 with its Retry-After is the most a person is told of the others."""
    answers = await asyncio.gather(*asked)
    for answer in answers:
        if answer.status_code >= 500:
            assert answer.status_code == 503, answer.text
            assert int(answer.headers["retry-after"]) > 0
    return list(answers)


async def _standing(app: FastAPI, attempt: Any) -> tuple[Attempt, list[Ruling]]:
    async with app.state.database.reading() as session:
        kept = await session.get(Attempt, attempt)
        said = await session.scalars(
            select(Ruling).where(Ruling.attempt_id == attempt).order_by(Ruling.number)
        )
        assert kept is not None
        return kept, list(said.all())


@pytest.mark.parametrize("turn", range(3))
async def test_marks_a_regrade_and_late_answers_at_once(make_hall: MakeHall, turn: int) -> None:
    hall = await make_hall(time_limit_minutes=30)
    await hall.begin("sari")
    await hall.answer("sari", {ESSAY: {"text": TEXT}, "bank.satu": WRONG["bank.satu"]})
    hall.clock.advance(minutes=50)
    rest = {one: RIGHT[one] for one in ("bank.dua", "bank.tiga", "bank.empat")}
    pins = await hall.answer("sari", rest)
    handed = await hall.submit("sari", pins)
    assert handed["state"] in ("closed", "marking")
    attempt = hall.attempt("sari")
    basis = (await hall.preview("bank.satu", "full_credit"))["basis"]
    order = {"question": "bank.satu", "mode": "full_credit", "reason": "Kunci", "basis": basis}
    marks = {"levels": GOOD, "comment": "Rapi."}
    tasks = await hall.queue("budi")
    asked = [
        hall.budi.post(hall.regrades, json=order),
        hall.rina.post(f"/api/v1/attempts/{attempt}/accept-late", json={"reason": "Listrik"}),
        *(hall.tono.post(f"/api/v1/teaching/marking/{t['id']}/marks", json=marks) for t in tasks),
    ]
    await together(*asked[turn:], *asked[:turn])
    await asyncio.gather(hall.jobs(), hall.jobs())
    # Whatever came first: once all have said their word again, the result is the same.
    await hall.rina.post(f"/api/v1/attempts/{attempt}/accept-late", json={"reason": "Listrik"})
    for task in await hall.queue("tono"):
        await hall.mark("tono", task["id"], GOOD)
    await hall.jobs()
    kept, said = await _standing(hall.app, attempt)
    assert kept.state.value == "closed"
    assert [one.number for one in said] == list(range(1, len(said) + 1))
    marks_now = said[-1].marks
    assert {one: marks_now[one]["credit"] for one in rest} == dict.fromkeys(rest, "1")
    assert marks_now["bank.satu"]["credit"] == "1"
    view = await hall.view("sari")
    assert view["score"] == said[-1].score


@pytest.mark.parametrize("markers", [1, 2])
async def test_markers_at_one_response_at_once(make_hall: MakeHall, markers: int) -> None:
    hall = await make_hall(markers=markers)
    await hall.take("sari", {**RIGHT, ESSAY: {"text": TEXT}})
    [task] = await hall.queue("budi")
    url = f"/api/v1/teaching/marking/{task['id']}/marks"
    answers = await together(
        *(
            hall.clients[who].post(url, json={"levels": levels, "comment": who})
            for who, levels in (("budi", GOOD), ("tono", FAIR), ("rina", GOOD))
        )
    )
    told = Counter(answer.status_code for answer in answers)
    assert told == {200: markers, 409: 3 - markers}
    view = await hall.view("sari")
    assert view["state"] == "closed"
    [essay] = [one["result"] for one in view["questions"] if one["id"] == ESSAY]
    assert len(essay["comments"]) == markers


async def test_a_hundred_starts_and_submits_at_once_are_one_attempt(make_hall: MakeHall) -> None:
    hall = await make_hall(questions=QUESTIONS)
    await hall.begin("sari")
    pins = await hall.answer("sari", RIGHT)
    attempt = str(hall.attempt("sari"))
    url, device = "/api/v1/learning/commands", hall.devices["sari"]
    made = [hall.command("sari", "start", attempt=attempt) for _ in range(50)]
    made += [hall.command("sari", "submit", attempt=attempt, answers=pins) for _ in range(50)]
    bodies = [device.push(hall.clock(), one) for one in made]
    answers = await together(*(hall.sari.post(url, json=body) for body in bodies))
    statuses = {
        one["status"] for a in answers if a.status_code == 200 for one in a.json()["results"]
    }
    assert statuses == {"stored"}
    assert (await hall.view("sari"))["score"] == 10_000
    async with hall.app.state.database.reading() as session:
        assert len((await session.scalars(select(Attempt))).all()) == 1


async def test_a_version_published_while_people_begin(make_hall: MakeHall) -> None:
    hall = await make_hall(questions=QUESTIONS)
    await asyncio.gather(
        hall.begin("sari"), hall.begin("joko"), hall.publish(2, questions=QUESTIONS, pass_mark=9000)
    )
    for who in ("sari", "joko"):
        assert (await hall.take(who, RIGHT))["score"] == 10_000
        assert (await hall.view(who))["pass_mark"] in (7000, 9000)


async def test_edits_of_many_questions_at_once_lose_no_tag(make_hall: MakeHall) -> None:
    hall = await make_hall()
    banks = "/api/v1/teaching/banks"
    told = await hall.budi.post(banks, json={"title": "Bersama", "course": hall.course.slug})
    bank = f"{banks}/{told.json()['slug']}/questions"
    slugs = [f"soal-{n}" for n in range(6)]
    for slug in slugs:
        made = await hall.budi.post(bank, json={"source": source(slug, stem=f"Soal {slug}?")})
        assert made.status_code == 201, made.text
    edits = (
        ("budi", slugs, "satu"),
        ("tono", slugs[::-1], "dua"),
        ("rina", slugs, "tiga"),
    )
    asked = [
        hall.clients[who].post(f"{bank}/bulk", json={"ids": ids, "add_tags": [tag]})
        for who, ids, tag in edits
    ]
    answers = await together(
        *asked, hall.budi.get(bank), hall.budi.get(bank.replace("/questions", "/export"))
    )
    taken = {tag for (_, _, tag), a in zip(edits, answers, strict=False) if a.status_code == 200}
    assert taken
    for slug in slugs:
        kept = (await hall.budi.get(f"{bank}/{slug}")).json()["tags"]
        assert set(kept) >= taken, slug
