"""Reading an attempt: own answers always, keys and explanations only as the quiz allows."""

import pytest

from app.assessment.errors import AttemptNotFound, QuizNotFound
from app.assessment.quiz import ReviewTime
from app.assessment.service import quiz_standing
from app.identity.actor import Actor
from app.kit.ids import uuid7
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG

# What only keys, feedback and explanations hold.
SECRETS = ("Karena demikian", "Because so", "Bukan itu", "± 0,5")


async def test_a_result_explains_itself(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, {**RIGHT, "bank.satu": {"choice": "a"}})
    view = await room.view(seat)
    result = next(q.result for q in view.questions if q.id == "bank.satu")
    assert result is not None
    assert (result.score, result.max, result.correct) == (0, 10_000, False)
    assert result.answer == "Pilihan a"
    assert result.key == "Pilihan b"
    assert result.explanation == "<p>Karena demikian.</p>"
    assert result.feedback == "<p>Bukan itu.</p>"
    assert all(" disabled><legend" in q.html for q in view.questions)


@pytest.mark.parametrize(
    ("explanations", "after_failing", "after_passing"),
    [("after_close", True, True), ("after_pass", False, True), ("never", False, False)],
)
async def test_explanations_follow_the_quiz(
    room: QuizRoom,
    sari: Actor,
    explanations: ReviewTime,
    *,
    after_failing: bool,
    after_passing: bool,
) -> None:
    seat = await room.seat(sari, explanations=explanations)
    await room.take(seat, WRONG)
    first = await room.view(seat, 1)
    assert all((q.result and q.result.key is not None) == after_failing for q in first.questions)
    assert ("Karena demikian" in first.model_dump_json()) == after_failing
    await room.take(seat, RIGHT, chance=2)
    for chance in (1, 2):
        view = await room.view(seat, chance)
        assert ("Karena demikian" in view.model_dump_json()) == after_passing


async def test_no_secret_is_in_any_view_before_the_close(room: QuizRoom, seat: Seat) -> None:
    """Also with every wrong and right answer saved, in both languages."""
    import dataclasses

    english = dataclasses.replace(seat.actor, language="en")
    results = [await room.start(seat)]
    for responses in (WRONG, RIGHT):
        results += await room.push(seat, *(room.answer(seat, q, r) for q, r in responses.items()))
        for actor in (seat.actor, english):
            sent = (await room.view(seat, actor=actor)).model_dump_json()
            assert not [secret for secret in SECRETS if secret in sent]
            assert '"result":null' in sent
            assert '"key"' not in sent
    lost = {"bank.satu": (str(uuid7()), "0" * 64)}
    results.append(await room.one(seat, room.submit(seat, lost)))
    waiting = (await room.view(seat)).model_dump_json()
    assert '"state":"submitted"' in waiting
    assert not [secret for secret in SECRETS if secret in waiting]
    told = "".join(result.model_dump_json() for result in results)
    assert not [secret for secret in SECRETS if secret in told]


async def test_what_everybody_may_download_holds_no_secret(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    async with room.database.reading() as session:
        from app.assessment.models import Attempt

        attempt = await session.get_one(Attempt, seat.attempt())
    published = await room.publications.get(attempt.publication_id)
    public = published.public.model_dump_json()
    assert not [secret for secret in SECRETS if secret in public]
    assert "Pilihan" not in public


async def test_others_attempts_are_not_found(room: QuizRoom, seat: Seat, joko: Actor) -> None:
    await room.start(seat)
    with pytest.raises(AttemptNotFound):
        await room.view(seat, actor=joko)
    rina = await room.actor(room.cast.rina.id)
    with pytest.raises(AttemptNotFound):
        await room.view(seat, actor=rina)


async def test_an_attempt_that_has_not_begun_is_not_found(room: QuizRoom, seat: Seat) -> None:
    await room.push(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    with pytest.raises(AttemptNotFound):
        await room.view(seat)


async def test_the_view_speaks_english(room: QuizRoom, seat: Seat) -> None:
    import dataclasses

    await room.start(seat)
    view = await room.view(seat, actor=dataclasses.replace(seat.actor, language="en"))
    assert view.title == "Invented quiz"
    assert all("What is right?" in q.html for q in view.questions)


async def test_where_a_learner_stands(room: QuizRoom, seat: Seat, joko: Actor) -> None:
    async def standing(actor: Actor = seat.actor) -> tuple[object, ...]:
        async with room.database.reading() as session:
            found = await quiz_standing(session, actor, seat.enrolment, seat.activity, room.clock())
        return (
            found.open,
            found.chances_left,
            found.best_score,
            found.passed,
            [(one.chance, one.state, one.score) for one in found.attempts],
        )

    assert await standing() == (None, 2, None, False, [])
    await room.start(seat)
    link = f"/percobaan/{seat.attempt()}"
    assert await standing() == (link, 1, None, False, [(1, "open", None)])
    await room.push(seat, room.submit(seat, {}))
    await room.take(seat, RIGHT, chance=2)
    closed = [(1, "closed", 0), (2, "closed", 10_000)]
    assert await standing() == (None, 0, 10_000, True, closed)
    with pytest.raises(AttemptNotFound):
        await standing(joko)
    async with room.database.reading() as session:
        with pytest.raises(QuizNotFound):
            await quiz_standing(session, seat.actor, seat.enrolment, uuid7(), room.clock())
