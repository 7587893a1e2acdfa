"""Whole attempts at kinds that are not marked by one key for everybody."""

from fractions import Fraction

from app.assessment.offline import offline_quiz
from app.assessment.permits import permits_for
from app.assessment.questions.numeric import parse_number, spoken
from app.assessment.quizzes import quiz_in
from app.identity.actor import Actor
from app.learning.statuses import OutcomeState
from tests.assessment.conftest import QuizRoom
from tests.assessment.make_question import question

SUM = {"bank.hitung": question("calculated", id="hitung")}
SURVEY = {
    "bank.nilai": question("rating", id="nilai"),
    "bank.saran": question("open_text", id="saran"),
}
SAID = {"bank.nilai": {"level": "4"}, "bank.saran": {"text": "Baik (rekaan)."}}


def _right(values: dict[str, str]) -> str:
    one, other = (parse_number(values[name]) for name in "ab")
    assert one is not None
    assert other is not None
    return spoken((one + other) / 2)


async def test_a_survey_is_done_by_handing_it_in(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, questions=SURVEY)
    await room.take(seat, SAID)
    view = await room.view(seat)
    assert (view.state, view.passed, view.score) == ("closed", True, None)
    results = {q.id: q.result for q in view.questions}
    for question_id in SURVEY:
        result = results[question_id]
        assert result is not None
        assert (result.score, result.max, result.correct, result.key) == (None, 0, None, None)
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert (outcome.outcome_state, outcome.score) == (OutcomeState.PASSED, None)


async def test_a_survey_s_answers_move_no_score(room: QuizRoom, sari: Actor) -> None:
    choice = {"bank.satu": question("single_choice", id="satu")}
    seat = await room.seat(sari, questions=SURVEY | choice)
    await room.take(seat, SAID | {"bank.satu": {"choice": "b"}})
    view = await room.view(seat)
    assert (view.passed, view.score) == (True, 10_000)


async def test_an_attempt_is_marked_by_the_values_it_drew(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, questions=SUM)
    for chance in (1, 2):
        await room.start(seat)
        (asked,) = await room.asked(seat, chance)
        values = asked["values"]
        html = (await room.view(seat, chance)).questions[0].html
        assert f"rata-rata {values['a']} dan {values['b']}?" in html
        said = _right(values) if chance == 2 else spoken(Fraction(10_000))
        answer = room.answer(seat, "bank.hitung", {"text": said}, chance=chance)
        saved = await room.one(seat, answer)
        await room.one(seat, room.submit(seat, {"bank.hitung": saved}, chance=chance))
        view = await room.view(seat, chance)
        assert (view.state, view.score) == ("closed", 10_000 if chance == 2 else 0)
        result = view.questions[0].result
        assert result is not None
        assert str(result.key).startswith(f"{_right(values)} menit")
        assert f"adalah {_right(values)}." in str(result.explanation)


async def test_a_device_shows_the_numbers_that_the_server_marks_by(
    room: QuizRoom, sari: Actor
) -> None:
    seat = await room.seat(sari, slug="hitung", questions=SUM, offline="untimed")
    async with room.database.transaction() as session:
        read = await permits_for(session, sari, "hitung", room.clock())
    permit = read.permits[0]
    (asked,) = permit.asked
    start = room.command(seat, "start", attempt=str(permit.attempt), permit=permit.token)
    await room.one(seat, start)
    (kept,) = await room.asked(seat, permit.chance)
    assert kept["values"] == asked.values
    # The download holds the question without numbers and without how they are worked out.
    publication = permit.publication
    published = await room.publications.get(publication)
    activity = published.public.activity(seat.activity)
    assert activity is not None
    pack = offline_quiz(published, activity, "id", ())
    assert pack is not None
    text = pack.model_dump_json()
    assert '<i data-value=\\"a\\">a</i>' in text
    assert "formula" not in text
    assert "(a + b)" not in text
    quiz = quiz_in(published, seat.activity)
    assert quiz is not None
    assert "(a + b)" in str(quiz.question("bank.hitung").key)
