"""A course that is one quiz with an essay, for those who mark; put beside the shipped ones."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.identity.models import Role, RoleGrant
from app.kit.database import Database, sqlite_url
from app.kit.ids import uuid7
from tests.assessment.make_question import question
from tests.assessment.make_quiz import make_quiz
from tests.journeys.device import Device
from tests.journeys.office import Learner, Office
from tests.make_course import make_course
from tests.server import Server

ESSAY, CHOICE = "bank.aduan", "bank.batas-waktu"
SLUG, QUIZ = "menulis-tanggapan", "uji-tanggapan"

_LEVELS = ("kurang", "cukup", "baik", "sangat-baik")
_RUBRIC = {
    "isi": (
        "Isi menjawab aduan",
        (
            "Tidak menjawab aduan",
            "Menjawab sebagian aduan",
            "Menjawab seluruh aduan",
            "Menjawab seluruh aduan dan menjelaskan tindak lanjutnya",
        ),
    ),
    "bahasa": (
        "Bahasa sopan dan mudah dipahami",
        (
            "Menyalahkan warga",
            "Sopan, tetapi penuh istilah",
            "Sopan dan jelas",
            "Sopan, jelas, dan mengakui kerugian warga",
        ),
    ),
}
TEXTS = (
    (
        "Yth. Ibu Rekaan, terima kasih atas aduan Ibu mengenai antrean di loket 3. Kami mohon maaf "
        "karena Ibu menunggu lebih dari dua jam.\n\nMulai Senin loket 3 dibuka pukul 08.00 dan "
        "nomor antrean dapat diambil dari rumah. Petugas kami akan menghubungi Ibu besok."
    ),
    "Aduan Saudara sudah kami terima dan akan diproses sesuai ketentuan yang berlaku.",
    "Ibu datang pada jam sibuk. Lain kali datanglah lebih pagi supaya tidak menunggu lama.",
)


def _essay() -> Any:
    rubric = [
        {
            "id": one,
            "text": text,
            "levels": [
                {"id": level, "text": words} for level, words in zip(_LEVELS, levels, strict=True)
            ],
        }
        for one, (text, levels) in _RUBRIC.items()
    ]
    points = [{"id": level, "points": n} for n, level in enumerate(_LEVELS)]
    return question(
        "essay",
        id="aduan",
        points=4,
        key={
            "min_words": 20,
            "max_words": 150,
            "rubric": [{"id": one, "levels": points} for one in _RUBRIC],
        },
        text={
            "id": {
                "stem": "Tulis tanggapan kepada warga yang menunggu dua jam di loket 3.",
                "explanation": "Tanggapan yang baik menjawab aduan dan mengakui kerugian warga.",
                "rubric": rubric,
                "model_answer": "Yth. Ibu, kami mohon maaf atas waktu tunggu itu. Mulai Senin …",
            }
        },
    )


def _choice(key: str) -> Any:
    options = [{"id": one, "text": text} for one, text in (("a", "3 hari"), ("b", "14 hari"))]
    text = {
        "id": {
            "stem": "Paling lama berapa hari aduan ini harus ditanggapi?",
            "explanation": "Standar pelayanan rekaan ini menyebut 14 hari.",
            "options": options,
        }
    }
    return question("single_choice", id="batas-waktu", key=key, text=text)


@dataclass(frozen=True, slots=True)
class Essays:
    """The course as it is in the server's database; ``trainer`` works on it."""

    server: Server
    office: Office
    course: UUID
    quiz: UUID
    trainer: Learner

    @classmethod
    def arranged(cls, server: Server, office: Office, slug: str = SLUG, **rules: Any) -> "Essays":
        trainer = office.add_learner()
        quiz = uuid7()
        course = _run(_insert(server, slug, quiz, None, trainer, "a", rules))
        return cls(server, office, course, quiz, trainer)

    def mend_key(self, slug: str = SLUG, **rules: Any) -> None:
        """Publish a version in which "14 hari" is right, as it should have been."""
        _run(_insert(self.server, slug, self.quiz, self.course, None, "b", rules))

    def hand_in(self, text: str, slug: str = SLUG, choice: str = "b") -> tuple[Learner, UUID]:
        """Somebody new takes the quiz; who, and their attempt."""
        learner = self.office.add_learner()
        responses: Mapping[str, Any] = {ESSAY: {"text": text}, CHOICE: {"choice": choice}}
        with self.office.api_of(learner) as api:
            device = Device.at(api, slug)
            about = {"activity": str(self.quiz)}
            (begun,) = device.send(("start", about))
            attempt = begun["answer"]["attempt"]["id"]
            about |= {"attempt": attempt}
            saved = device.send(
                *(
                    ("answer", about | {"question": one, "response": said, "replaces": []})
                    for one, said in responses.items()
                )
            )
            pins = {
                one: {"command": result["id"], "sha256": result["sha256"]}
                for one, result in zip(responses, saved, strict=True)
            }
            device.send(("submit", about | {"answers": pins}))
        return learner, UUID(attempt)


def _run(insert: Coroutine[Any, Any, UUID]) -> UUID:
    """In a thread of its own: the browser's driver has an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, insert).result()


async def _insert(
    server: Server,
    slug: str,
    quiz: UUID,
    course: UUID | None,
    trainer: Learner | None,
    key: str,
    rules: Mapping[str, Any],
) -> UUID:
    questions = {CHOICE: _choice(key), ESSAY: _essay()}
    activity, private = make_quiz(QUIZ, quiz_id=quiz, questions=questions, **rules)
    database, now = Database(sqlite_url(server.data_dir / "lentera.db")), datetime.now(UTC)
    async with database.transaction() as session:
        made = await make_course(
            session,
            now,
            slug=slug,
            lessons=(),
            more=[activity],
            private={quiz: private},
            course_id=course,
            version=2 if course else 1,
        )
        if trainer is not None:
            session.add(
                RoleGrant(
                    id=uuid7(),
                    person_id=trainer.id,
                    role=Role.TRAINER,
                    course_id=made.id,
                    created_at=now,
                )
            )
    await database.dispose()
    return made.id
