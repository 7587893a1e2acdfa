"""Law: with the order of submits held, no permutation, repetition or batching changes a mark.

Two devices take one quiz, twice. Sari sends everything they did in the order it was made; others
send the same commands in orders, repetitions and batches of chance. What comes of it must be the
same. A start that names its attempt may come any number of times and anywhere; one that does not
asks for "the next", so there is one of them for each submit.
"""

import asyncio
import random
from copy import deepcopy
from itertools import groupby
from typing import Any

import pytest

from app.assessment.errors import AttemptNotFound
from app.learning.schemas import CommandIn
from app.learning.sync import content_hash
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.learning.devices import Device

ATTEMPTS = 2
Made = tuple[Device, dict[str, Any]]


def _story(room: QuizRoom, seat: Seat, dice: random.Random, *, named: bool) -> list[Made]:
    """What two devices did, in order; ``attempt`` is a chance, pins are ids of answers."""
    phone, laptop = Device("telepon-sari"), Device("laptop-sari")
    story: list[Made] = []

    def add(device: Device, kind: str, **payload: Any) -> dict[str, Any]:
        room.clock.advance(seconds=dice.randint(0, 30))
        made = device.command(kind, room.clock())
        made["payload"] = payload
        story.append((device, made))
        return made

    for chance in range(1, ATTEMPTS + 1):
        if named:
            add(phone, "start", attempt=chance)
            add(laptop, "start", attempt=chance)
        else:
            add(phone, "start")
        answered: dict[str, list[Made]] = {}
        for _ in range(dice.randint(3, 9)):
            device, question = dice.choice([phone, laptop]), dice.choice(list(RIGHT))
            earlier = answered.setdefault(question, [])
            known = [made["id"] for by, made in earlier if by is device or dice.random() < 0.5]
            response = deepcopy(dict(dice.choice([RIGHT, WRONG])[question]))
            about = {"attempt": chance, "question": question}
            made = add(device, "answer", **about, response=response, replaces=known)
            earlier.append((device, made))
            if dice.random() < 0.3:
                add(device, "flag", **about, flagged=dice.randint(0, 1))
        pins = {q: dice.choice(versions)[1]["id"] for q, versions in answered.items()}
        add(phone, "submit", attempt=chance, answers=pins)
        if dice.random() < 0.5:  # the other device hands in as well, but comes second
            add(laptop, "submit", attempt=chance, answers={})
    return story


def _told_by(seat: Seat, story: list[Made]) -> list[Made]:
    """The story with the ids of a seat, and pins as that seat's devices would hash them."""
    told: dict[str, Made] = {}
    for device, template in story:
        made = deepcopy(template)
        payload = made["payload"]
        payload |= {"enrolment": str(seat.enrolment), "activity": str(seat.activity)}
        if "attempt" in payload:
            payload["attempt"] = str(seat.attempt(payload["attempt"]))
        if made["kind"] == "submit":
            payload["answers"] = {
                question: {"command": pin, "sha256": _hash(*told[pin])}
                for question, pin in payload["answers"].items()
            }
        told[made["id"]] = (device, made)
    return list(told.values())


def _hash(device: Device, made: dict[str, Any]) -> str:
    return content_hash(device.name, CommandIn.model_validate(made))


def _shuffled(story: list[Made], dice: random.Random) -> list[Made]:
    """Any order, some commands twice; submits keep theirs."""
    mixed = story + dice.sample(story, len(story) // 3)
    dice.shuffle(mixed)
    submits = iter([one for one in story if one[1]["kind"] == "submit"])
    held = [one if one[1]["kind"] != "submit" else next(submits, one) for one in mixed]
    assert {made["id"] for _, made in held} == {made["id"] for _, made in story}
    return held


async def _play(room: QuizRoom, seat: Seat, story: list[Made], dice: random.Random | None) -> None:
    rest = list(story)
    while rest:
        size = dice.randint(1, 6) if dice else 1
        batch, rest = rest[:size], rest[size:]
        for device, part in groupby(batch, key=lambda one: one[0]):
            await room.push(seat, *(made for _, made in part), device=device)


async def _came_of_it(room: QuizRoom, seat: Seat) -> Any:
    """Everything a learner and learning see, but for what is each seat's own."""
    views = []
    for chance in range(1, ATTEMPTS + 2):
        try:
            view = await room.view(seat, chance)
        except AttemptNotFound:
            continue
        questions = sorted(
            (q.id, str(q.response), q.flagged, str(q.command), q.heads, str(q.result))
            for q in view.questions
        )
        views.append((chance, view.state, view.score, view.passed, view.late, questions))
    outcome = await room.outcome(seat)
    assert outcome is not None
    return views, (outcome.outcome_state, outcome.score, outcome.chances_left)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("seed", range(6))
async def test_order_repetition_and_batching_change_nothing(
    room: QuizRoom, seed: int, *, named: bool
) -> None:
    dice = random.Random(seed)
    players = [room.cast.sari, room.cast.joko, room.cast.dewi, room.cast.budi]
    actors = [await room.actor(player.id) for player in players]
    first = await room.seat(actors[0], chances=ATTEMPTS)
    seats = [first, *[await room.join(a, "kuis-1", first.activity) for a in actors[1:]]]
    story = _story(room, first, dice, named=named)
    await _play(room, first, _told_by(first, story), None)
    expected = await _came_of_it(room, first)
    assert [(chance, state) for chance, state, *_ in expected[0]] == [(1, "closed"), (2, "closed")]
    for seat in seats[1:]:
        await _play(room, seat, _shuffled(_told_by(seat, story), dice), dice)
        assert await _came_of_it(room, seat) == expected


@pytest.mark.parametrize("seed", range(4))
async def test_people_who_answer_at_once_do_not_meet(room: QuizRoom, seed: int) -> None:
    """Everyone's batches at the same moment: the writer joins them, the marks stay each one's."""
    dice = random.Random(500 + seed)
    players = [room.cast.sari, room.cast.joko, room.cast.dewi, room.cast.budi]
    actors = [await room.actor(player.id) for player in players]
    first = await room.seat(actors[0], chances=ATTEMPTS)
    seats = [first, *[await room.join(a, "kuis-1", first.activity) for a in actors[1:]]]
    story = _story(room, first, dice, named=True)
    await _play(room, first, _told_by(first, story), None)
    expected = await _came_of_it(room, first)
    plays = [
        _play(room, seat, _shuffled(_told_by(seat, story), dice), random.Random(seed))
        for seat in seats[1:]
    ]
    await asyncio.gather(*plays)
    for seat in seats[1:]:
        assert await _came_of_it(room, seat) == expected


@pytest.mark.parametrize("seed", range(4))
async def test_answers_of_one_attempt_may_come_all_at_once(room: QuizRoom, seed: int) -> None:
    """Two devices' answers and flags as concurrent requests, some twice, before the submit."""
    dice = random.Random(900 + seed)
    sari, joko = [await room.actor(one.id) for one in (room.cast.sari, room.cast.joko)]
    first = await room.seat(sari, chances=ATTEMPTS)
    second = await room.join(joko, "kuis-1", first.activity)
    story = _story(room, first, dice, named=True)
    await _play(room, first, _told_by(first, story), None)
    told = _told_by(second, story)
    append = [one for one in told if one[1]["kind"] in ("answer", "flag")]
    doubled = append + dice.sample(append, len(append) // 2)
    dice.shuffle(doubled)
    await asyncio.gather(*(room.push(second, made, device=device) for device, made in doubled))
    rest = [one for one in told if one not in append]
    await _play(room, second, rest, None)
    assert await _came_of_it(room, second) == await _came_of_it(room, first)
