"""Invented people at one quiz: who knows more does better, but for one question with a turned key.

Everything goes through the commands a device sends, as with real people.
"""

from typing import Any

from app.identity.actor import Actor
from app.identity.service import create_person
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.cast import DINAS_A

# The key of this one is the wrong way round: those who know choose what it calls wrong.
TURNED = "bank.satu"


async def people(room: QuizRoom, count: int) -> list[Actor]:
    """Invented learners of Dinas A."""
    async with room.database.transaction() as session:
        made = [
            await create_person(
                session,
                name=f"Peserta Contoh {number}",
                nip=None,
                email=f"peserta-{number}@contoh.example",
                agency_id=DINAS_A,
                now=room.clock(),
            )
            for number in range(count)
        ]
    return [await room.actor(one.id) for one in made]


async def sit(room: QuizRoom, crowd: list[Actor], **rules: Any) -> list[Seat]:
    """Everybody takes the quiz once, the weakest first."""
    first = await room.seat(crowd[0], slug="bersama", **rules)
    seats = [first, *[await room.join(one, "bersama", first.activity) for one in crowd[1:]]]
    for place, seat in enumerate(seats):
        known = place * len(RIGHT) // len(seats)
        responses = {
            question: (RIGHT if number < known else WRONG)[question]
            for number, question in enumerate(sorted(RIGHT))
        }
        responses[TURNED] = (WRONG if known >= 2 else RIGHT)[TURNED]
        await room.take(seat, responses)
    return seats
