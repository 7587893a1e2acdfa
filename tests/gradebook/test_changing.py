"""Excuses and overrides: what follows from them, who reads of them, what is refused."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.assessment.make_quiz import RIGHT, WRONG
from tests.gradebook.conftest import MOST, Class


async def finished(room: Class, ujian: Mapping[str, Any]) -> None:
    await room.enrol("sari")
    await room.finish_lesson("sari")
    await room.take("sari", "kuis", RIGHT)
    await room.take("sari", "ujian", ujian)


async def test_an_override_that_passes_brings_certificate_and_jp(room: Class) -> None:
    await finished(room, MOST)
    assert await room.certificates("sari") == []
    told = await room.act(
        "sari", "ujian", "override", score=8500, reason="Diuji lisan, lihat berita acara (rekaan)"
    )
    assert told["cell"] == {
        "state": "passed",
        "score": 8500,
        "exempt": None,
        "overridden": True,
    }
    assert told["otherwise"] == {"state": "not_passed", "score": 7500}
    [act] = told["acts"]
    assert (act["kind"], act["by"], act["score"], act["passed"]) == (
        "overridden",
        "Budi Contoh, M.Pd.",
        8500,
        True,
    )
    assert [(one["source"], one["score"]) for one in told["reports"]] == [(1, 7500)]
    assert (await room.certificates("sari"), await room.jp("sari")) == (["valid"], [3])
    sari = await room.row("sari")
    assert (sari["state"], sari["grade"]["score"]) == ("completed", 9250)
    # The attempt itself is as it was.
    assert (await room.at("ujian").view("sari"))["score"] == 7500

    room.clock.advance(minutes=3)
    told = await room.act("sari", "ujian", "override/withdrawal", reason="Berita acara keliru")
    assert (told["cell"]["score"], told["cell"]["overridden"]) == (7500, False)
    assert [one["kind"] for one in told["acts"]] == ["overridden", "override_withdrawn"]
    # Nothing is deleted: what was credited is taken back by a counter-entry.
    assert (await room.certificates("sari"), await room.jp("sari")) == (["revoked"], [-3, 3])
    assert (await room.row("sari"))["state"] == "under_way"

    room.clock.advance(minutes=3)
    await room.act("sari", "ujian", "override", score=8000)
    assert await room.certificates("sari") == ["revoked", "valid"]
    assert await room.jp("sari") == [-3, 3, 3]


async def test_an_override_that_fails_takes_the_certificate_back(room: Class) -> None:
    await finished(room, RIGHT)
    assert await room.certificates("sari") == ["valid"]
    await room.act("sari", "ujian", "override", score=0, reason="Dikerjakan orang lain (rekaan)")
    assert (await room.certificates("sari"), await room.jp("sari")) == (["revoked"], [-3, 3])
    # Another attempt, passed, does not undo what staff said.
    await room.take("sari", "ujian", RIGHT, 2)
    detail = await room.detail("sari", "ujian")
    assert (detail["cell"]["state"], detail["cell"]["score"]) == ("not_passed", 0)
    assert detail["otherwise"] == {"state": "passed", "score": 10_000}
    assert [one["source"] for one in detail["reports"]] == [1, 2]
    room.clock.advance(minutes=1)
    await room.act("sari", "ujian", "override/withdrawal")
    assert await room.certificates("sari") == ["revoked", "valid"]


async def test_the_learner_reads_who_set_what_and_why(room: Class) -> None:
    await finished(room, MOST)
    own = await room.own("sari")
    assert own["grade"] == {"score": 8750, "missing": 0, "counted": 2}
    assert [(one["kind"], one["share"]) for one in own["items"]] == [
        ("quiz", 5000),
        ("quiz", 5000),
        ("quiz", None),
    ]
    assert [one["reason"] for one in own["missing"]] == ["not-passed"]
    await room.act("sari", "ujian", "override", score=9000, reason="Nilai lisan (rekaan)")
    await room.act("sari", "latihan", "excuse", reason="Tugas luar (rekaan)")
    own = await room.own("sari")
    kuis, ujian, latihan = own["items"]
    assert (ujian["overridden_why"], ujian["otherwise"]) == (
        "Nilai lisan (rekaan)",
        {"state": "not_passed", "score": 7500},
    )
    assert (latihan["excused_why"], latihan["cell"]["exempt"]) == ("Tugas luar (rekaan)", "excused")
    assert kuis["overridden_why"] is None
    assert (own["missing"], own["state"], own["grade"]["score"]) == ([], "completed", 9500)
    shown = (await room.sari.get(f"/kursus/{room.course.slug}/ujian")).text
    assert "ditetapkan pengajar" in shown
    assert "Nilai lisan (rekaan)" in shown
    result = (await room.sari.get(f"/percobaan/{room.at('ujian').attempt('sari')}")).text
    assert "Nilai lisan (rekaan)" in result
    assert "Nilai lisan" not in (await room.sari.get(f"/kursus/{room.course.slug}/kuis")).text


async def test_an_excuse_meets_the_requirement_and_leaves_the_grade(room: Class) -> None:
    await finished(room, MOST)
    told = await room.act("sari", "ujian", "excuse")
    assert (told["cell"]["exempt"], told["cell"]["state"]) == ("excused", "not_passed")
    sari = await room.row("sari")
    assert sari["grade"] == {"score": 10_000, "missing": 0, "counted": 1}
    assert (sari["state"], await room.certificates("sari")) == ("completed", ["valid"])
    room.clock.advance(minutes=1)
    told = await room.act("sari", "ujian", "excuse/withdrawal")
    assert told["cell"]["exempt"] is None
    assert (await room.certificates("sari"), await room.jp("sari")) == (["revoked"], [-3, 3])
    # Excused anew: it is another excuse, and both stay on record.
    told = await room.act("sari", "ujian", "excuse", reason="Surat dokter menyusul (rekaan)")
    assert [one["kind"] for one in told["acts"]] == ["excused", "excuse_withdrawn", "excused"]
    assert (await room.own("sari"))["items"][1]["excused_why"] == "Surat dokter menyusul (rekaan)"
    # Said where the learner looks: on the course page and at the quiz.
    course = (await room.sari.get(f"/api/v1/courses/{room.course.slug}")).json()
    shown = {one["slug"]: one["exempt"] for m in course["modules"] for one in m["activities"]}
    assert (shown["ujian"], shown["kuis"]) == (True, False)
    cover = await room.sari.get(f"/kursus/{room.course.slug}/ujian")
    assert (
        "Anda dibebaskan dari kegiatan ini. Alasan: Surat dokter menyusul (rekaan)." in cover.text
    )
    # A lesson may be excused as well; a result it has not.
    told = await room.act("sari", "materi", "excuse")
    assert (told["may_override"], told["cell"]["state"]) == (False, "done")


async def test_a_regrade_beside_an_override_changes_nothing_until_it_is_withdrawn(
    room: Class,
) -> None:
    await finished(room, MOST)
    await room.act("sari", "ujian", "override", score=8200)
    ujian = room.at("ujian")
    regrades = f"/api/v1/teaching/courses/{room.course.slug}/quizzes/ujian/regrades"
    asked = {"question": "bank.satu", "mode": "full_credit"}
    basis = (await room.budi.get(f"{regrades}/preview", params=asked)).json()["basis"]
    body = asked | {"reason": "Soal dianulir (rekaan)", "basis": basis}
    assert (await room.budi.post(regrades, json=body)).status_code == 202
    await ujian.jobs()
    assert (await ujian.view("sari"))["score"] == 10_000
    detail = await room.detail("sari", "ujian")
    assert (detail["cell"]["score"], detail["cell"]["overridden"]) == (8200, True)
    assert detail["otherwise"] == {"state": "passed", "score": 10_000}
    assert [(one["source"], one["again"], one["score"]) for one in detail["reports"]] == [
        (1, False, 7500),
        (1, True, 10_000),
    ]
    assert (await room.own("sari"))["items"][1]["otherwise"]["score"] == 10_000
    told = await room.act("sari", "ujian", "override/withdrawal")
    assert (told["cell"]["score"], told["cell"]["state"]) == (10_000, "passed")
    # It passed before and passes now: the certificate is the same one.
    assert (await room.certificates("sari"), await room.jp("sari")) == (["valid"], [3])


async def test_refusals(room: Class) -> None:
    await finished(room, MOST)

    async def refused(path: str, who: str = "budi", **body: Any) -> tuple[int, str]:
        said = {"reason": "Dicoba (rekaan)", "last_act": 0} | body
        answer = await room.clients[who].post(path, json=said)
        return answer.status_code, answer.json()["type"].rpartition("/")[2]

    ujian, materi = room.cell("sari", "ujian"), room.cell("sari", "materi")
    assert await refused(f"{ujian}/excuse/withdrawal") == (409, "nothing-to-withdraw")
    assert await refused(f"{ujian}/override/withdrawal") == (409, "nothing-to-withdraw")
    assert await refused(f"{materi}/override", passed=True) == (409, "has-no-result")
    assert await refused(f"{ujian}/excuse", last_act=1) == (409, "grade-changed")
    for body in (
        {},
        {"passed": True},
        {"score": 9000, "passed": True},
        {"score": 10_001},
        {"score": -1},
        {"score": "9000"},
        {"score": 9000, "reason": "  "},
        {"score": 9000, "reason": "a\x00bc"},
        {"score": 9000, "reason": "x" * 501},
        {"score": 9000, "last_act": 10**30},
        {"score": 9000, "more": 1},
    ):
        assert (await refused(f"{ujian}/override", **body))[0] == 422, body
    assert (await room.detail("sari", "ujian"))["acts"] == []
    await room.act("sari", "ujian", "excuse")
    assert await refused(f"{ujian}/excuse", last_act=1) == (409, "already-excused")
    assert await refused(f"{ujian}/override", score=1, last_act=0) == (409, "grade-changed")
    # Nobody their own.
    await room.enrol("budi")
    own = room.cell("budi", "kuis")
    assert await refused(f"{own}/override", score=10_000) == (403, "own-grade")
    assert (await room.detail("budi", "kuis"))["may_excuse"] is False
    # Of another course's enrolment, or of nothing.
    strange = own.replace(str(room.hall.enrolments["budi"]), str(room.course.id))
    assert await refused(f"{strange}/excuse") == (404, "grade-not-found")


async def test_every_act_is_in_the_trail_without_its_reason(room: Class) -> None:
    await finished(room, MOST)
    await room.act("sari", "ujian", "excuse", reason="Rawat inap (rekaan)")
    await room.act("sari", "ujian", "excuse/withdrawal")
    await room.act("sari", "ujian", "override", score=9000)
    await room.act("sari", "ujian", "override/withdrawal")
    answer = await room.rina.get("/api/v1/admin/audit")
    acts = [one["act"] for one in answer.json()["items"] if one["act"].startswith("grade.")]
    assert acts[::-1] == [
        "grade.excused",
        "grade.excuse_withdrawn",
        "grade.overridden",
        "grade.override_withdrawn",
    ]
    assert "Rawat inap" not in answer.text


async def test_acts_are_facts(room: Class) -> None:
    await finished(room, MOST)
    await room.act("sari", "ujian", "override", score=9000)
    for statement in ("UPDATE grade_acts SET score = 0", "DELETE FROM grade_acts"):
        with pytest.raises(DBAPIError):
            async with room.app.state.database.transaction() as session:
                await session.execute(text(statement))


async def test_a_second_override_takes_the_place_of_the_first(room: Class) -> None:
    await finished(room, WRONG)
    await room.act("sari", "ujian", "override", score=9000)
    told = await room.act("sari", "ujian", "override", score=2000)
    assert (told["cell"]["score"], told["cell"]["state"]) == (2000, "not_passed")
    assert await room.jp("sari") == [-3, 3]
    told = await room.act("sari", "ujian", "override/withdrawal")
    assert told["cell"]["overridden"] is False
    assert [one["score"] for one in told["reports"]] == [0]


async def test_a_result_may_be_set_where_nothing_was_handed_in(room: Class) -> None:
    await room.enrol("sari")
    told = await room.act("sari", "ujian", "override", score=8000)
    assert (told["otherwise"], told["cell"]["state"]) == (None, "passed")
    told = await room.act("sari", "ujian", "override/withdrawal")
    assert (told["cell"]["state"], told["cell"]["score"]) == ("none", None)
