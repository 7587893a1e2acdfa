"""Marking by people over HTTP, on both databases."""

import pytest
from sqlalchemy import text

from tests.assessment.make_quiz import RIGHT, WRONG
from tests.marking.conftest import ESSAY, FAIR, GOOD, POOR, TEXT, Hall, MakeHall

ALL = {**RIGHT, ESSAY: {"text": TEXT}}


async def test_an_essay_waits_for_a_person_and_closes_with_their_marks(hall: Hall) -> None:
    told = await hall.take("sari", ALL)
    assert (told["state"], told["score"], told["passed"]) == ("marking", None, None)
    seen = await hall.view("sari")
    assert (seen["state"], seen["score"], seen["closed_at"]) == ("marking", None, None)
    assert all(one["result"] is None for one in seen["questions"])
    reasons = (
        await hall.sari.get(f"/api/v1/learning/requirements/{hall.enrolments['sari']}")
    ).json()
    assert "waiting" in str(reasons)

    [group] = (await hall.budi.get("/api/v1/teaching/marking/groups")).json()
    assert (group["question"], group["waiting"], group["done"]) == (ESSAY, 1, 0)
    [task] = await hall.queue("budi")
    assert task["who"] == {"name": "Sari Contoh, S.Sos.", "unit": "Kecamatan Contoh (rekaan)"} | {
        "alias": None
    }
    read = (await hall.budi.get(f"/api/v1/teaching/marking/{task['id']}")).json()
    assert "standar &amp; waktu" in read["response"]
    assert "teladan" in read["model_answer"]
    assert [one["id"] for one in read["rubric"]] == ["isi", "bahasa"]
    assert (read["words"], read["word_bounds"]) == (7, [3, 200])
    assert read["progress"] == {"waiting": 1, "done": 0}

    given = await hall.mark("budi", task["id"], FAIR, "Sudah baik; rapikan bahasanya.")
    assert given == {"state": "settled", "credit": 8333, "next": None}
    seen = await hall.view("sari")
    # Four of eight points by key, and five sixths of the other four.
    assert (seen["state"], seen["score"], seen["passed"]) == ("closed", 9166, True)
    [essay] = [one["result"] for one in seen["questions"] if one["id"] == ESSAY]
    assert essay["correct"] is False
    assert [len(one["given"]) for one in essay["rubric"]] == [1, 1]
    assert (essay["rubric"][1]["given"][0]["points"], essay["rubric"][1]["most"]) == (1, 2)
    assert essay["comments"] == ["Sudah baik; rapikan bahasanya."]
    assert (await hall.queue("budi")) == []
    [done] = await hall.queue("budi", done=True)
    assert done["state"] == "settled"


async def test_a_blank_essay_waits_for_nobody(hall: Hall) -> None:
    told = await hall.take("sari", {**RIGHT, ESSAY: {"text": ""}})
    assert (told["state"], told["score"]) == ("closed", 5000)
    told = await hall.take("joko", RIGHT)
    assert (told["state"], told["score"]) == ("closed", 5000)
    assert await hall.queue("budi") == []


async def test_only_course_staff_marks_and_nobody_their_own(hall: Hall) -> None:
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    here = f"/api/v1/teaching/marking/{task['id']}"
    for who in ("sari", "joko", "dewi", "asep"):
        assert await hall.queue(who) == []
        assert (await hall.clients[who].get(here)).status_code == 404
        marks = {"levels": GOOD, "comment": ""}
        assert (await hall.clients[who].post(f"{here}/marks", json=marks)).status_code == 404
        draft = marks | {"revision": 0}
        assert (await hall.clients[who].put(f"{here}/draft", json=draft)).status_code == 404
        anew = {"reason": "Coba (rekaan)"}
        assert (await hall.clients[who].post(f"{here}/anew", json=anew)).status_code == 404
    # A trainer who takes the course: others mark that.
    await hall.take("budi", ALL)
    assert [one["id"] for one in await hall.queue("budi")] == [task["id"]]
    [own] = [one for one in await hall.queue("tono") if one["id"] != task["id"]]
    answer = await hall.budi.post(
        f"/api/v1/teaching/marking/{own['id']}/marks", json={"levels": GOOD, "comment": ""}
    )
    assert answer.status_code == 404
    assert (await hall.view("budi"))["state"] == "marking"


async def test_a_partner_of_another_course_sees_nothing(make_hall: MakeHall) -> None:
    hall = await make_hall()
    other = await make_hall(slug="kursus-lain")
    await other.take("sari", ALL)
    await hall.take("sari", ALL)
    async with hall.app.state.database.transaction() as session:
        await session.execute(
            text("DELETE FROM role_grants WHERE course_id = :id AND person_id = :who"),
            {"id": _stored(hall, other.course.id), "who": _stored(hall, hall.cast.tono.id)},
        )
    tono = hall.tono
    seen = (await tono.get("/api/v1/teaching/marking")).json()["items"]
    assert {one["course"]["slug"] for one in seen} == {"kursus-uraian"}


def _stored(hall: Hall, value: object) -> object:
    return value.hex if hall.app.state.database.is_sqlite else value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "levels",
    [
        {},
        {"isi": "b"},
        {"isi": "b", "bahasa": "z"},
        {"isi": "b", "bahasa": "b", "lain": "b"},
        {"isi": "4", "bahasa": "b"},
        {"isi": "b", "bahasa": ""},
    ],
)
async def test_marks_outside_the_rubric_are_refused(hall: Hall, levels: dict[str, str]) -> None:
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    here = f"/api/v1/teaching/marking/{task['id']}"
    answer = await hall.budi.post(f"{here}/marks", json={"levels": levels, "comment": ""})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/marks-misfit")
    assert (await hall.view("sari"))["state"] == "marking"


@pytest.mark.parametrize(
    "body",
    [
        {"levels": {"isi": 3, "bahasa": "b"}, "comment": ""},
        {"levels": [], "comment": ""},
        {"levels": GOOD, "comment": "a\x00b"},
        {"levels": GOOD, "comment": "a" * 2001},
        {"levels": {"a\x00": "b"}, "comment": ""},
        {"levels": GOOD, "comment": "", "credit": "1"},
        {"levels": {f"k{n}": "b" for n in range(11)}, "comment": ""},
    ],
)
async def test_marks_of_another_shape_are_refused(hall: Hall, body: dict[str, object]) -> None:
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    answer = await hall.budi.post(f"/api/v1/teaching/marking/{task['id']}/marks", json=body)
    assert answer.status_code == 422


async def test_marks_sent_twice_count_once_and_others_are_refused(hall: Hall) -> None:
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    first = await hall.mark("budi", task["id"], GOOD)
    assert await hall.mark("budi", task["id"], GOOD) == first
    for who in ("budi", "tono"):
        answer = await hall.clients[who].post(
            f"/api/v1/teaching/marking/{task['id']}/marks", json={"levels": POOR, "comment": ""}
        )
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/marked-already")
    assert (await hall.view("sari"))["score"] == 10_000


async def test_drafts_are_kept_for_their_maker_alone(hall: Hall) -> None:
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    here = f"/api/v1/teaching/marking/{task['id']}"
    draft = {"levels": {"isi": "b"}, "comment": "Mulai", "revision": 0}
    assert (await hall.budi.put(f"{here}/draft", json=draft)).json() == {"revision": 1}
    again = await hall.budi.put(f"{here}/draft", json=draft | {"comment": "Dari ponsel lain"})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/draft-changed")
    assert (again.json()["comment"], again.json()["revision"]) == ("Mulai", 1)
    kept = await hall.budi.put(f"{here}/draft", json=draft | {"comment": "Lanjut", "revision": 1})
    assert kept.json() == {"revision": 2}
    mine = (await hall.budi.get(here)).json()["mine"]
    assert mine == {"levels": {"isi": "b"}, "comment": "Lanjut", "revision": 2, "given": False}
    [seen] = await hall.queue("tono")
    assert (seen["busy"], seen["begun"]) == ("Budi Contoh, M.Pd.", False)
    assert (await hall.tono.get(here)).json()["mine"] is None
    wrong = await hall.budi.put(
        f"{here}/draft", json={"levels": {"isi": "z"}, "comment": "", "revision": 2}
    )
    assert wrong.status_code == 409
    # Whoever gives marks first decides; the other learns so and loses nothing but the draft.
    await hall.mark("tono", task["id"], GOOD)
    late = await hall.budi.put(f"{here}/draft", json=draft | {"revision": 2})
    assert late.json()["type"] == "/problems/marked-already"


async def test_next_goes_through_the_queue_and_past_what_others_are_at(hall: Hall) -> None:
    for who in ("sari", "joko", "rina"):
        await hall.take(who, ALL)
        hall.clock.advance(minutes=1)
    one, two, three = [task["id"] for task in await hall.queue("budi")]
    draft = {"levels": {}, "comment": "", "revision": 0}
    await hall.tono.put(f"/api/v1/teaching/marking/{two}/draft", json=draft)
    assert (await hall.mark("budi", one, GOOD))["next"] == three
    hall.clock.advance(minutes=30)
    assert (await hall.mark("budi", three, GOOD))["next"] == two
    assert (await hall.mark("budi", two, GOOD))["next"] is None
    read = (await hall.budi.get(f"/api/v1/teaching/marking/{two}")).json()
    assert read["progress"] == {"waiting": 0, "done": 3}


async def test_pages_of_the_queue_hold_everything_once(hall: Hall) -> None:
    for who in ("sari", "joko", "rina", "dewi", "asep"):
        await hall.take(who, ALL)
    seen, after = [], None
    while True:
        asked = {"limit": 2} | ({"after": after} if after else {})
        page = (await hall.budi.get("/api/v1/teaching/marking", params=asked)).json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 5
    bad = await hall.budi.get("/api/v1/teaching/marking", params={"after": "WyJhIiwiYiJd"})
    assert bad.status_code == 422


async def test_marked_anew_after_the_close_is_a_ruling(hall: Hall) -> None:
    await hall.take("sari", ALL)
    [task] = await hall.queue("budi")
    here = f"/api/v1/teaching/marking/{task['id']}"
    early = await hall.budi.post(f"{here}/anew", json={"reason": "Belum dinilai"})
    assert early.json()["type"] == "/problems/not-settled"
    await hall.mark("budi", task["id"], POOR, "Kurang.")
    assert (await hall.view("sari"))["passed"] is False
    anew = await hall.budi.post(f"{here}/anew", json={"reason": "Salah pilih tingkat"})
    assert anew.status_code == 204
    # What was closed stands until then.
    assert (await hall.view("sari"))["score"] == 5833
    await hall.mark("budi", task["id"], GOOD, "Tepat.")
    seen = await hall.view("sari")
    assert (seen["score"], seen["passed"]) == (10_000, True)
    [ruling] = seen["rulings"]
    assert (ruling["cause"], ruling["score_before"], ruling["score"]) == ("marked", 5833, 10_000)
    [essay] = [one["result"] for one in seen["questions"] if one["id"] == ESSAY]
    assert essay["comments"] == ["Tepat."]
    trail = (await hall.rina.get("/api/v1/admin/audit")).json()["items"]
    [reopened] = [one for one in trail if one["act"] == "response.reopened"]
    assert reopened["details"]["reason"] == "Salah pilih tingkat"


async def test_late_answers_that_people_must_mark_are_marked_after_the_act(
    make_hall: MakeHall,
) -> None:
    hall = await make_hall(time_limit_minutes=30)
    await hall.begin("sari")
    hall.clock.advance(minutes=50)
    pins = await hall.answer("sari", ALL)
    told = await hall.submit("sari", pins)
    assert (told["state"], told["score"]) == ("closed", 0)
    accept = f"/api/v1/attempts/{hall.attempt('sari')}/accept-late"
    done = await hall.budi.post(accept, json={"reason": "Listrik padam (rekaan)"})
    assert (done.json()["score"], done.json()["passed"]) == (5000, False)
    reasons = await hall.sari.get(f"/api/v1/learning/requirements/{hall.enrolments['sari']}")
    assert "waiting" in reasons.text
    [task] = await hall.queue("budi")
    await hall.mark("budi", task["id"], GOOD)
    seen = await hall.view("sari")
    assert (seen["score"], seen["passed"]) == (10_000, True)
    assert [one["cause"] for one in seen["rulings"]] == ["late_accepted", "marked"]


async def test_wrong_by_key_and_good_by_person_are_weighed_together(hall: Hall) -> None:
    await hall.take("sari", {**WRONG, ESSAY: {"text": TEXT}})
    [task] = await hall.queue("tono")
    await hall.mark("tono", task["id"], GOOD)
    seen = await hall.view("sari")
    assert (seen["score"], seen["passed"]) == (5000, False)


async def test_the_result_page_tells_what_people_said_and_what_changed(hall: Hall) -> None:
    await hall.take("sari", {**RIGHT, ESSAY: {"text": TEXT}})
    here = f"/percobaan/{hall.attempt('sari')}"
    page = (await hall.sari.get(here)).text
    assert "Menunggu dinilai pengajar" in page
    assert "Terima kasih" not in page
    [task] = await hall.queue("budi")
    comment = "Sudah baik.\n<script>alert(1)</script>"
    await hall.mark("budi", task["id"], POOR, comment)
    page = (await hall.sari.get(here)).text
    assert "Catatan pengajar" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "0 dari 4 poin" in page  # of the criterion "isi"
    assert "Belum lulus" in page
    await hall.regrade(ESSAY, "full_credit", "Soal dianulir (rekaan).")
    page = (await hall.sari.get(here)).text
    assert "dianulir, semua peserta mendapat nilai penuh" in page
    assert "Dari 58,33 menjadi 100: kini lulus." in page
    assert "Alasan: Soal dianulir (rekaan)." in page
    cover = await hall.sari.get(f"/kursus/{hall.course.slug}/kuis")
    assert "Lulus" in cover.text
