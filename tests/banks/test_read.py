"""Who sees which bank, and what of it: lists with facets, one question, its history and use."""

from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.assessment.statistics.models import QuestionTally, Scope
from app.banks.models import BankQuestion, QuestionUse, QuestionVersion
from app.banks.policy import Owner, may_read
from app.banks.queries import reading as queries
from app.identity.service import actor_for
from app.kit.ids import uuid7
from tests.banks.conftest import BANKS, Room, counted
from tests.banks.make_bank import make_bank, question
from tests.cast import DINAS_A, Cast
from tests.conftest import FixedClock


async def got(client: AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(f"{BANKS}{path}", params=query or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_each_sees_the_banks_in_their_hands(room: Room) -> None:
    seen = {}
    for name in ("budi", "tono", "dewi", "rina"):
        page = await got(getattr(room, name), "")
        seen[name] = {bank["slug"]: bank["editable"] for bank in page["items"]}
    # A trainer reads what belongs to the own agency and above; Budi works at the root.
    assert seen["budi"] == {"loket": True, "berkas": True, "kota": False, "rumah": False}
    assert seen["tono"] == {"loket": True, "berkas": True}
    assert seen["dewi"] == {"dinas-a": True, "kota": False, "rumah": False}
    assert seen["rina"] == dict.fromkeys(
        ("loket", "berkas", "asing", "dinas-a", "kota", "rumah"), True
    )
    for stranger in (room.sari, room.asep):
        assert (await stranger.get(BANKS)).status_code == 404
    for foreign in ("asing", "dinas-a", "tidak-ada"):
        assert (await room.budi.get(f"{BANKS}/{foreign}")).status_code == 404
        assert (await room.budi.get(f"{BANKS}/{foreign}/questions")).status_code == 404
        assert (await room.budi.get(f"{BANKS}/{foreign}/questions/lansia")).status_code == 404


async def test_a_bank_says_whose_it_is_and_how_much_it_holds(room: Room) -> None:
    bank = await got(room.budi, "/loket")
    assert bank["owner"] == {
        "kind": "course",
        "id": "loket-ramah",
        "name": "Kursus loket-ramah",
    }
    assert (bank["active"], bank["retired_questions"], bank["due"]) == (2, 1, 1)
    assert bank["origin"] == "studio"
    assert (await got(room.rina, "/dinas-a"))["owner"]["id"] == str(DINAS_A)
    assert (await got(room.rina, "/rumah"))["owner"] == {
        "kind": "house",
        "id": None,
        "name": "Semua unit",
    }


async def test_banks_are_found_by_words_and_owner(room: Room) -> None:
    def slugs(page: Any) -> list[str]:
        return [bank["slug"] for bank in page["items"]]

    assert slugs(await got(room.rina, "", q="SOAL lok")) == ["loket"]
    assert slugs(await got(room.rina, "", course="loket-ramah")) == ["berkas", "loket"]
    assert slugs(await got(room.rina, "", agency=str(DINAS_A))) == ["dinas-a"]
    assert slugs(await got(room.rina, "", q="%")) == []
    first = await got(room.rina, "", limit=4)
    rest = await got(room.rina, "", limit=4, after=first["next"])
    assert len(slugs(first)) == 4
    assert slugs(first) + slugs(rest) == slugs(await got(room.rina, ""))
    assert rest["next"] is None


async def test_questions_come_in_order_with_facets(room: Room) -> None:
    page = await got(room.tono, "/loket/questions")
    assert [one["id"] for one in page["items"]] == ["lansia", "berkas"]
    lansia, berkas = page["items"]
    assert lansia["reference"] == "loket.lansia"
    assert lansia["stem"] == "Siapa yang didahulukan di loket?"
    assert (lansia["difficulty"], lansia["due"], lansia["tags"]) == ("easy", False, ["antrean"])
    assert (berkas["due"], berkas["tags"]) == (True, ["antrean", "berkas"])
    facets = page["facets"]
    assert facets["found"] == 2
    assert facets["due"] == 1
    assert facets["status"] == [{"value": "active", "count": 2}, {"value": "retired", "count": 1}]
    assert facets["tag"] == [{"value": "antrean", "count": 2}, {"value": "berkas", "count": 1}]
    assert facets["difficulty"] == [{"value": "easy", "count": 1}, {"value": "medium", "count": 1}]
    assert facets["competency"] == [{"value": "pelayanan-publik", "count": 2}]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"q": "aduan BERKAS"}, ["berkas"]),  # parts of words, any case, in any order
        ({"q": "%"}, []),
        ({"q": "bergegas"}, ["lansia", "berkas"]),  # an option's words
        ({"difficulty": "easy"}, ["lansia"]),
        ({"kind": "essay"}, []),
        ({"tag": "berkas"}, ["berkas"]),
        ({"due": "true"}, ["berkas"]),
        ({"status": "retired"}, ["lama"]),
        ({"status": "all", "competency": "arsip"}, ["lama"]),
    ],
)
async def test_questions_are_found(room: Room, query: dict[str, str], ids: list[str]) -> None:
    page = await got(room.budi, "/loket/questions", **query)
    assert [one["id"] for one in page["items"]] == ids
    assert page["facets"]["found"] == len(ids)


async def test_a_facet_counts_what_another_choice_would_leave(room: Room) -> None:
    facets = (await got(room.budi, "/loket/questions", difficulty="easy"))["facets"]
    assert facets["found"] == 1
    assert facets["difficulty"] == [{"value": "easy", "count": 1}, {"value": "medium", "count": 1}]
    assert facets["kind"] == [{"value": "single_choice", "count": 1}]


async def test_pages_follow_each_other(room: Room) -> None:
    first = await got(room.budi, "/loket/questions", limit=1)
    rest = await got(room.budi, "/loket/questions", limit=1, after=first["next"])
    assert [first["items"][0]["id"], rest["items"][0]["id"]] == ["lansia", "berkas"]
    assert rest["next"] is None
    assert rest["facets"] is None
    for cursor in ("x", "WyJhIiwiYiJd", "WyI5OTk5OTk5OTk5OTk5IiwiYiJd"):
        answer = await room.budi.get(f"{BANKS}/loket/questions", params={"after": cursor})
        assert answer.status_code == 422, answer.text


async def test_statements_do_not_grow_with_the_bank(
    app: FastAPI, room: Room, clock: FixedClock
) -> None:
    async def asked(path: str) -> int:
        await got(room.budi, path)  # whoever asks is in memory now
        with counted(app) as sent:
            await got(room.budi, path)
        return len(sent)

    few, listed = await asked("/loket/questions"), await asked("")
    searched = await asked("/loket/questions?q=siapa")
    async with app.state.database.transaction() as session:
        for number in range(12):
            many = [question(f"soal-{n}", stem=f"Soal {n}?", tags=["x"]) for n in range(30)]
            await make_bank(
                session,
                clock(),
                slug=f"besar-{number}",
                course_id=room.course.id,
                questions=many,
            )
    assert await asked("/besar-0/questions") == few == 7
    assert await asked("/besar-0/questions?q=soal") == searched == 8
    assert await asked("") == listed == 4


async def test_a_question_says_how_it_has_proved(
    app: FastAPI, room: Room, clock: FixedClock
) -> None:
    async with app.state.database.transaction() as session:
        for question_id, people in (("loket.lansia", 12), ("loket.berkas", 9)):
            squares = people * 7_500**2
            sums = {"n": people, "x": people * 7_500, "xx": squares, "credit:75:n": people}
            session.add(
                QuestionTally(
                    activity_id=uuid7(),
                    scope=Scope.FIRST,
                    question_id=question_id,
                    version="a",
                    tally=sums,
                    latest_at=clock(),
                )
            )
    rows = {row["id"]: row for row in (await got(room.budi, "/loket/questions"))["items"]}
    assert rows["lansia"]["measured"] == {"attempts": 12, "facility": 0.75}
    assert rows["berkas"]["measured"] is None  # too few to say anything
    assert (await got(room.budi, "/loket/questions/lansia"))["measured"]["attempts"] == 12


async def test_one_question_comes_with_its_text(room: Room) -> None:
    read = await got(room.budi, "/loket/questions/lansia")
    assert read["revision"] == 1
    assert read["current"]["source"]["key"] == "a"
    assert read["current"]["made_by"] is None
    answer = await room.budi.get(f"{BANKS}/loket/questions/tidak-ada")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/question-not-found"


async def test_history_and_differences(app: FastAPI, room: Room, clock: FixedClock) -> None:
    async with app.state.database.transaction() as session:
        found = await queries.question_named(session, room.bank_id, "lansia")
        assert isinstance(found, BankQuestion)
        changed = question("lansia", stem="Siapa dahulu?", tags=["baru"])
        session.add(
            QuestionVersion(
                question_id=found.id,
                number=2,
                source=changed,
                sha256="0" * 64,
                note="Lebih ringkas",
                made_at=clock(),
            )
        )
    page = await got(room.budi, "/loket/questions/lansia/versions")
    assert [(one["number"], one["note"]) for one in page["items"]] == [
        (2, "Lebih ringkas"),
        (1, ""),
    ]
    older = await got(room.budi, "/loket/questions/lansia/versions", after=2)
    assert [one["number"] for one in older["items"]] == [1]
    second = await got(room.budi, "/loket/questions/lansia/versions/2")
    assert second["source"]["text"]["id"]["stem"] == "Siapa dahulu?"
    told = await got(room.budi, "/loket/questions/lansia/differences", before=1, to=2)
    assert told["differences"] == [
        {
            "path": ["text", "id", "stem"],
            "before": "Siapa yang **didahulukan** di loket?",
            "after": "Siapa dahulu?",
        },
        {"path": ["tags", 0], "before": "antrean", "after": "baru"},
        {"path": ["difficulty"], "before": "easy", "after": None},
    ]
    answer = await room.budi.get(f"{BANKS}/loket/questions/lansia/versions/9")
    assert answer.json()["type"] == "/problems/version-not-found"


async def test_which_quizzes_ask_it(app: FastAPI, room: Room) -> None:
    async with app.state.database.transaction() as session:
        session.add(
            QuestionUse(
                bank="loket",
                question="lansia",
                course_id=room.course.id,
                activity_id=room.course.activities["satu"],
            )
        )
    assert await got(room.budi, "/loket/questions/lansia/uses") == [
        {
            "course": "loket-ramah",
            "course_title": "Kursus loket-ramah",
            "quiz": "satu",
            "quiz_title": "Materi satu",
        }
    ]
    page = await got(room.budi, "/loket/questions")
    assert [one["quizzes"] for one in page["items"]] == [1, 0]
    assert (await got(room.budi, "/loket"))["quizzes"] == 1


async def test_the_list_and_the_rule_agree(
    app: FastAPI, room: Room, cast: Cast, clock: FixedClock
) -> None:
    """``visible_to`` in SQL and ``may_read`` in Python say the same of everyone and every bank."""
    async with app.state.database.reading() as session:
        rina = await actor_for(session, cast.rina.id, clock())
        assert rina is not None
        everything = await queries.banks_seen(session, rina)
        for player in (cast.budi, cast.tono, cast.dewi, cast.rina, cast.joko, cast.asep):
            actor = await actor_for(session, player.id, clock())
            assert actor is not None
            seen = {one.bank.slug for one in await queries.banks_seen(session, actor)}
            allowed = {
                one.bank.slug
                for one in everything
                if may_read(
                    actor,
                    Owner(
                        one.bank.course_id,
                        one.bank.agency_id,
                        one.agency.path if one.agency else None,
                    ),
                )
            }
            assert seen == allowed, player.name
