"""What a course weighs as a download, its pack, and what never travels with it."""

import gzip
import hashlib
import json
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.catalogue.compiler.figures import SIZES
from app.catalogue.document import Activity, AssetRef
from app.catalogue.models import Asset
from app.kit.ids import uuid7
from tests.assessment.make_quiz import QUESTIONS, make_quiz
from tests.cast import DINAS_A, Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import lesson, make_course

MANIFEST = "/api/v1/offline/courses/kursus"


def rules(activity: Activity, **changed: Any) -> Activity:
    return activity.model_copy(
        update={"required": changed.pop("required", True), "body": activity.body | changed}
    )


class Shelf:
    """Sari takes a course of two lessons and some quizzes."""

    def __init__(self, app: FastAPI, clock: FixedClock, sari: AsyncClient) -> None:
        self.app, self.clock, self.sari = app, clock, sari
        self.secret: dict[UUID, dict[str, Any]] = {}
        self.quizzes: list[Activity] = []

    def quiz(self, slug: str, *, count: int | None = 2, **changed: Any) -> Activity:
        activity, private = make_quiz(slug, count=count)
        activity = rules(activity, **changed)
        self.secret[activity.id] = private
        self.quizzes.append(activity)
        return activity

    async def publish(self, **how: Any) -> None:
        async with self.app.state.database.transaction() as session:
            await make_course(
                session,
                self.clock(),
                slug="kursus",
                more=self.quizzes,
                private=self.secret,
                **how,
            )
        enrolled = await self.sari.post("/api/v1/enrolments", json={"course": "kursus"})
        assert enrolled.status_code == 201

    async def manifest(self, **query: str) -> Any:
        answer = await self.sari.get(MANIFEST, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def pack(self, **query: str) -> Any:
        told = await self.manifest(**query)
        answer = await self.sari.get(told["pack"]["link"])
        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == told["pack"]["sha256"]
        return answer.json()


@pytest.fixture
async def shelf(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Shelf:
    return Shelf(app, clock, await as_player(cast.sari))


def answers_in(text: str) -> list[str]:
    """Explanations and feedback of the made questions that stand in a text."""
    return [
        said
        for question in QUESTIONS.values()
        for said in question.explanation.values()
        if said.strip() and json.dumps(said, ensure_ascii=False)[1:-1] in text
    ]


async def test_a_pack_holds_texts_and_questions_and_no_keys(shelf: Shelf) -> None:
    quiz = shelf.quiz("kuis")
    await shelf.publish()
    told = await shelf.manifest()
    pack = await shelf.pack()
    assert [a["slug"] for a in pack["activities"]] == ["satu", "dua", "kuis"]
    assert "Materi satu (rekaan)" in pack["pages"][pack["activities"][0]["id"]]["body"]
    assert pack["pages"][str(quiz.id)]["frame"] == "cover"
    assert set(pack["attempts"]) == {str(quiz.id)}
    offline = pack["quizzes"][str(quiz.id)]
    assert offline["offline"]["policy"] == "untimed"
    assert offline["offline"]["words"].startswith("Tanpa batas waktu.")
    assert set(offline["questions"]) == set(QUESTIONS)
    assert offline["practice"] == {}
    one = offline["questions"]["bank.satu"]
    assert one["html"].startswith('<fieldset class="q" data-question="bank.satu"')
    assert all(f'value="{slot}"' in one["html"] for slot in one["slots"])
    raw = json.dumps(pack, ensure_ascii=False)
    assert answers_in(raw) == []
    assert '"key"' not in raw
    assert told["sizes"]["text"] == told["pack"]["gzip"]["bytes"]
    assert told["activities"][2]["offline"]["allowed"] is True
    assert told["activities"][0]["offline"] is None


@pytest.mark.parametrize(
    ("changed", "policy"),
    [
        ({"count": None}, "not_allowed"),
        ({"time_limit_minutes": 20}, "not_allowed"),
        ({"offline": "not_allowed"}, "not_allowed"),
    ],
)
async def test_questions_stay_here_where_no_start_is_allowed(
    shelf: Shelf, changed: dict[str, Any], policy: str
) -> None:
    quiz = shelf.quiz("kuis", **changed)
    await shelf.publish()
    offline = (await shelf.pack())["quizzes"][str(quiz.id)]
    assert offline["offline"]["policy"] == policy
    assert offline["questions"] == {}


async def test_practice_feedback_travels_only_for_what_counts_nowhere(shelf: Shelf) -> None:
    practice = shelf.quiz(
        "latihan", count=None, required=False, offline="untimed", feedback_offline=True
    )
    await shelf.publish()
    answers = (await shelf.pack())["quizzes"][str(practice.id)]["practice"]
    assert set(answers) == set(QUESTIONS)
    assert answers["bank.satu"]["key"] == {"choice": "b"}
    # Another course begins to ask one of them for what counts.
    counting, private = make_quiz("ujian")
    kept = {"bank.satu": private["questions"]["bank.satu"]}
    pools = [{"label": "bank", "count": 1, "questions": ["bank.satu"]}]
    async with shelf.app.state.database.transaction() as session:
        await make_course(
            session,
            shelf.clock(),
            slug="lain",
            more=[counting],
            private={counting.id: {"pools": pools, "questions": kept}},
        )
    answers = (await shelf.pack())["quizzes"][str(practice.id)]["practice"]
    assert set(answers) == set(QUESTIONS) - {"bank.satu"}


async def test_a_required_quiz_never_carries_feedback(shelf: Shelf) -> None:
    quiz = shelf.quiz("kuis", feedback_offline=True)
    await shelf.publish()
    assert (await shelf.pack())["quizzes"][str(quiz.id)]["practice"] == {}


async def test_an_ordering_is_not_laid_out_as_its_author_wrote_it(shelf: Shelf) -> None:
    """By the publication: of several, not all show the author's order."""
    orders = set()
    for number in range(6):
        quiz = shelf.quiz(f"kuis-{number}")
        async with shelf.app.state.database.transaction() as session:
            slug = f"kursus-{number}"
            await make_course(session, shelf.clock(), slug=slug, more=[quiz], private=shelf.secret)
        await shelf.sari.post("/api/v1/enrolments", json={"course": slug})
        told = (await shelf.sari.get(f"/api/v1/offline/courses/{slug}")).json()
        pack = (await shelf.sari.get(told["pack"]["link"])).json()
        orders.add(tuple(pack["quizzes"][str(quiz.id)]["questions"]["bank.empat"]["slots"]))
    assert len(orders) > 1


async def test_a_language_has_a_pack_of_its_own(shelf: Shelf) -> None:
    await shelf.publish()
    indonesian, english = await shelf.manifest(), await shelf.manifest(language="en")
    assert indonesian["pack"]["sha256"] != english["pack"]["sha256"]
    assert (await shelf.pack(language="en"))["language"] == "en"


def photograph(*widths: int) -> tuple[str, list[AssetRef]]:
    """A figure's picture as the compiler writes it, and the files of its widths."""
    assets = [
        AssetRef(sha256=f"{width:064x}", media_type="image/webp", bytes=width * 10)
        for width in widths
    ]
    choice = ", ".join(f"/berkas/{width:064x} {width}w" for width in widths)
    html = (
        f'<img src="/berkas/{widths[-1]:064x}" srcset="{choice}" sizes="{SIZES}" alt="Loket" '
        f'width="{widths[-1]}" height="9" loading="lazy" decoding="async">'
    )
    return html, assets


@pytest.mark.parametrize(
    ("asked", "step", "kept"),
    [
        (320, 320, [320, 321]),
        (677, 640, [640, 500]),  # 360 px at two dots a pixel
        (1015, 1280, [1200, 500]),  # at three
    ],
)
async def test_a_screen_takes_the_one_width_it_needs(
    shelf: Shelf, asked: int, step: int, kept: list[int]
) -> None:
    first, assets = photograph(320, 640, 1200)
    second, more = photograph(321, 500)
    shelf.quizzes.append(lesson("bergambar", uuid7(), html=f'<p id="b1">{first}</p>{second}'))
    await shelf.publish(assets=[*assets, *more])
    told = await shelf.manifest(width=str(asked))
    assert told["width"] == step
    assert [one["bytes"] for one in told["media"]] == [width * 10 for width in kept]
    assert told["sizes"]["images"] == sum(kept) * 10
    pack = await shelf.pack(width=str(asked))
    body = pack["pages"][str(shelf.quizzes[0].id)]["body"]
    assert "srcset" not in body
    assert [one in body for one in (f"/berkas/{w:064x}" for w in kept)] == [True] * len(kept)
    assert body.count("/berkas/") == len(kept)
    # Who does not say gets them all, as a page that goes on with an old download does.
    whole = await shelf.manifest()
    assert (whole["width"], len(whole["media"])) == (None, 5)
    assert "srcset" in (await shelf.pack())["pages"][str(shelf.quizzes[0].id)]["body"]
    # The step itself leads to the same pack: a download goes on as it was begun.
    assert (await shelf.manifest(width=str(step)))["pack"] == told["pack"]


async def test_a_width_that_a_whole_page_shows_is_kept(shelf: Shelf) -> None:
    picture, assets = photograph(320, 640)
    worksheet = lesson("lembar", uuid7()).model_copy(
        update={"kind": "worksheet", "fragments": {}, "body": {"html": f"/berkas/{320:064x}"}}
    )
    shelf.quizzes += [lesson("bergambar", uuid7(), html=picture), worksheet]
    await shelf.publish(assets=assets)
    told = await shelf.manifest(width="640")
    assert len(told["media"]) == 2


async def test_the_file_goes_on_where_the_line_dropped(shelf: Shelf) -> None:
    await shelf.publish()
    told = (await shelf.manifest())["pack"]
    link, whole, etag = told["gzip"]["link"], b"", None
    for cut in range(4):
        headers = {"Range": f"bytes={len(whole)}-"} | ({"If-Range": etag} if etag else {})
        answer = await shelf.sari.get(link, headers=headers)
        assert answer.status_code == 206
        assert "content-encoding" not in answer.headers
        etag = answer.headers["etag"]
        arrived = answer.content if cut == 3 else answer.content[:100]
        whole += arrived
    assert hashlib.sha256(whole).hexdigest() == told["gzip"]["sha256"]
    body = gzip.decompress(whole)
    assert hashlib.sha256(body).hexdigest() == told["sha256"]
    past = await shelf.sari.get(link, headers={"Range": f"bytes={len(whole)}-"})
    assert past.status_code == 416


async def test_a_pack_is_compressed_and_never_changes(shelf: Shelf) -> None:
    await shelf.publish()
    link = (await shelf.manifest())["pack"]["link"]
    answer = await shelf.sari.get(link, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["cache-control"].startswith("private")
    again = {"Accept-Encoding": "br", "If-None-Match": answer.headers["etag"]}
    assert (await shelf.sari.get(link, headers=again)).status_code == 304


async def test_nobody_gets_the_pack_of_a_course_they_may_not_see(
    shelf: Shelf, client: AsyncClient, cast: Cast, as_player: SignIn
) -> None:
    await shelf.publish(audience_id=DINAS_A)
    link = (await shelf.manifest())["pack"]["link"]
    joko = await as_player(cast.joko)
    assert (await client.get(link)).status_code == 401
    assert (await joko.get(link)).status_code == 404
    assert (await joko.get(MANIFEST)).status_code == 404
    wrong = await shelf.sari.get(link.replace(link.split("/")[-1][:4], "0000"))
    assert wrong.status_code == 404


async def test_who_has_not_enrolled_is_told_so(shelf: Shelf, cast: Cast, as_player: SignIn) -> None:
    await shelf.publish()
    joko = await as_player(cast.joko)
    link = (await shelf.manifest())["pack"]["link"]
    for path in (MANIFEST, link):
        refused = await joko.get(path)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/not-enrolled")


async def test_media_are_served_in_ranges(shelf: Shelf, client: AsyncClient) -> None:
    content = b"\x89PNG rekaan" * 500
    digest = hashlib.sha256(content).hexdigest()
    async with shelf.app.state.database.transaction() as session:
        session.add(Asset(sha256=digest, media_type="image/png", content=content))
    whole = await client.get(f"/berkas/{digest}")
    assert (whole.status_code, whole.content) == (200, content)
    assert whole.headers["content-type"] == "image/png"
    assert "immutable" in whole.headers["cache-control"]
    part = await client.get(f"/berkas/{digest}", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    assert (await client.get("/berkas/" + "0" * 64)).status_code == 404
