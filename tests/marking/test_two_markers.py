"""Two markers, blind to each other; anonymous marking: what the API lets out and what not."""

import json
from fractions import Fraction

import pytest

from app.assessment.weighing import settled
from tests.assessment.make_quiz import RIGHT
from tests.marking.conftest import ESSAY, FAIR, GOOD, POOR, TEXT, Hall, MakeHall

ALL = {**RIGHT, ESSAY: {"text": TEXT}}


@pytest.mark.parametrize(
    ("given", "markers", "counts"),
    [
        ([], 1, None),
        ([Fraction(1, 2)], 1, Fraction(1, 2)),
        ([Fraction(1, 2)], 2, None),
        # A fifth of the points apart is near enough, anything more is not.
        ([Fraction(1, 2), Fraction(7, 10)], 2, Fraction(3, 5)),
        ([Fraction(1, 2), Fraction(71, 100)], 2, None),
        ([Fraction(0), Fraction(1), Fraction(1, 3)], 2, Fraction(1, 3)),
    ],
)
def test_what_a_round_comes_to(
    given: list[Fraction], markers: int, counts: Fraction | None
) -> None:
    assert settled(given, markers) == counts


async def test_two_who_agree_come_to_their_mean(make_hall: MakeHall) -> None:
    hall = await make_hall(markers=2)
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    here = f"/api/v1/teaching/marking/{task['id']}"
    first = await hall.mark("budi", task["id"], GOOD, "Bagus.")
    assert first == {"state": "waiting", "credit": None, "next": None}
    assert await hall.queue("budi") == []
    # The second one learns nothing of the first: no marks, no comment, no name, no count.
    read = await hall.tono.get(here)
    assert "Bagus." not in read.text
    assert "Budi" not in read.text
    assert (read.json()["given"], read.json()["credit"], read.json()["busy"]) == ([], None, None)
    assert "Budi" not in (await hall.tono.get("/api/v1/teaching/marking")).text
    second = await hall.mark("tono", task["id"], FAIR, "Rapi.")
    assert second["state"] == "settled"
    seen = await hall.view("sari")
    # 11/12 of four points, and four by key, of eight.
    assert seen["score"] == 9583
    [essay] = [one["result"] for one in seen["questions"] if one["id"] == ESSAY]
    assert essay["comments"] == ["Bagus.", "Rapi."]
    assert [level["points"] for level in essay["rubric"][1]["given"]] == [2, 1]
    given = (await hall.budi.get(here)).json()["given"]
    assert [(one["marker"], one["counts"]) for one in given] == [
        ("Budi Contoh, M.Pd.", True),
        ("Tono Contoh, S.Kom.", True),
    ]


async def test_a_third_decides_between_two_who_do_not(make_hall: MakeHall) -> None:
    hall = await make_hall(markers=2)
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    await hall.mark("budi", task["id"], GOOD, "Bagus.")
    told = await hall.mark("tono", task["id"], POOR, "Kurang.")
    # Neither of the two learns that they disagreed.
    assert told == {"state": "waiting", "credit": None, "next": None}
    for who in ("budi", "tono"):
        assert await hall.queue(who) == []
        [mine] = await hall.queue(who, done=True)
        assert mine["state"] == "waiting"
        read = (await hall.clients[who].get(f"/api/v1/teaching/marking/{task['id']}")).json()
        assert (read["state"], read["given"]) == ("waiting", [])
        again = await hall.clients[who].post(
            f"/api/v1/teaching/marking/{task['id']}/marks", json={"levels": FAIR, "comment": ""}
        )
        assert again.status_code == 409
    [third] = await hall.queue("rina")
    assert third["state"] == "third"
    assert (await hall.view("sari"))["state"] == "marking"
    await hall.mark("rina", task["id"], FAIR, "Cukup.")
    seen = await hall.view("sari")
    assert seen["score"] == 9166
    [essay] = [one["result"] for one in seen["questions"] if one["id"] == ESSAY]
    assert essay["comments"] == ["Cukup."]
    given = (await hall.rina.get(f"/api/v1/teaching/marking/{task['id']}")).json()["given"]
    assert [one["counts"] for one in given] == [False, False, True]


NAMES = ("Sari", "Kecamatan", "Joko", "Dinas B")


async def test_an_anonymous_response_is_nobodys_until_its_attempt_is_closed(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(anonymous_marking=True)
    await hall.take("sari", ALL)
    hall.clock.advance(minutes=7)
    await hall.take("joko", ALL)
    ids = [str(hall.attempt(who)) for who in ("sari", "joko")]
    secrets = [*NAMES, *ids, *(str(hall.enrolments[who]) for who in ("sari", "joko"))]
    secrets += [str(hall.cast.sari.id), str(hall.cast.joko.id)]
    tasks = await hall.queue("budi")
    aliases = {task["who"]["alias"] for task in tasks}
    assert len(aliases) == 2
    for task in tasks:
        # Neither an id made of time nor a time of day tells who handed in when.
        assert task["id"][14] == "4"
        assert task["waiting_since"].endswith("T00:00:00Z")
        here = f"/api/v1/teaching/marking/{task['id']}"
        asked = [
            await hall.budi.get("/api/v1/teaching/marking"),
            await hall.budi.get("/api/v1/teaching/marking/groups"),
            await hall.budi.get(here),
            await hall.budi.put(f"{here}/draft", json={"levels": {}, "comment": "", "revision": 0}),
            await hall.budi.get("/api/v1/teaching/late"),
            await hall.budi.get(
                f"{hall.regrades}/preview", params={"question": ESSAY, "mode": "full_credit"}
            ),
        ]
        for answer in asked:
            assert not [one for one in secrets if one in answer.text], answer.url
        # The same pseudonym wherever it is met.
        assert asked[2].json()["who"]["alias"] == task["who"]["alias"]
    await hall.mark("budi", tasks[0]["id"], GOOD)
    [one, other] = await hall.queue("budi", done=True) + await hall.queue("budi")
    assert one["who"]["name"] in {"Sari Contoh, S.Sos.", "Joko Contoh"}
    assert other["who"]["name"] is None


async def test_the_trail_does_not_tell_either(make_hall: MakeHall) -> None:
    hall = await make_hall(anonymous_marking=True)
    await hall.take("sari", ALL)
    [task] = await hall.queue("rina")
    await hall.mark("budi", task["id"], GOOD)
    trail = (await hall.rina.get("/api/v1/admin/audit")).json()["items"]
    [act] = [one for one in trail if one["act"] == "response.marked"]
    assert act["subject_id"] == task["id"]
    assert str(hall.attempt("sari")) not in json.dumps(act)
    assert "Sari" not in json.dumps(act)


async def test_marked_anew_is_anonymous_again(make_hall: MakeHall) -> None:
    hall = await make_hall(anonymous_marking=True)
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    await hall.mark("budi", task["id"], GOOD)
    anew = {"reason": "Salah pilih tingkat"}
    await hall.budi.post(f"/api/v1/teaching/marking/{task['id']}/anew", json=anew)
    [seen] = await hall.queue("tono")
    assert (seen["who"]["name"], seen["who"]["alias"]) == (None, task["who"]["alias"])


@pytest.mark.parametrize("who", ["budi", "rina"])
async def test_marks_of_a_closed_attempt_stand_against_the_database(hall: Hall, who: str) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    await hall.take("sari", ALL)
    [task] = await hall.queue(who)
    await hall.mark(who, task["id"], GOOD)
    for deed in ("UPDATE markings SET comment = 'x'", "DELETE FROM markings"):
        with pytest.raises(DBAPIError, match="markings are facts"):
            async with hall.app.state.database.transaction() as session:
                await session.execute(text(deed))
