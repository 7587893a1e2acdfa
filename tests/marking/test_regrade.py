"""Regrades over HTTP: previewed, ordered, carried out by a job, and what follows from them."""

import asyncio
from typing import Any

import pytest

from app.assessment.regrading import carry_out
from app.certificates.seeding import seed_rules
from tests.assessment.make_question import question
from tests.assessment.make_quiz import QUESTIONS, RIGHT, WRONG
from tests.marking.conftest import ESSAY, GOOD, TEXT, Hall, MakeHall

# The key of "satu" was wrong all along: "a" is right.
MENDED = {**QUESTIONS, "bank.satu": question("single_choice", id="satu", key="a")}
CAUGHT = {**RIGHT, "bank.satu": WRONG["bank.satu"]}


async def ordinary(make_hall: MakeHall, **quiz: Any) -> Hall:
    """Four questions of one point each; pass mark 80 %, so that one question decides."""
    hall = await make_hall(
        slug="kursus-kunci", **({"questions": QUESTIONS, "pass_mark": 8000} | quiz)
    )
    async with hall.app.state.database.transaction() as session:
        await seed_rules(session)
    return hall


async def certificates(hall: Hall, who: str) -> list[str]:
    found = (await hall.clients[who].get("/api/v1/certificates")).json()
    return [one["status"] for one in found]


async def jp(hall: Hall, who: str) -> list[int]:
    entries = (await hall.clients[who].get("/api/v1/ledger")).json()["entries"]
    return sorted(one["jp"] for one in entries)


async def test_a_mended_key_turns_results_and_certificates_follow(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", RIGHT)  # right by the wrong key
    await hall.take("joko", CAUGHT)  # caught by the wrong key
    assert (await certificates(hall, "sari"), await certificates(hall, "joko")) == (["valid"], [])
    await hall.publish(2, questions=MENDED, pass_mark=8000)

    shown = await hall.preview("bank.satu", "current_key")
    assert shown["counts"] == {
        "attempts": 2,
        "changed": 2,
        "better": 1,
        "worse": 1,
        "newly_passed": 1,
        "no_longer_passed": 1,
        "incomparable": 0,
        "marking": 0,
    }
    first, second = shown["items"]
    assert (first["name"], first["score_before"], first["score"]) == (
        "Sari Contoh, S.Sos.",
        10_000,
        7500,
    )
    assert (first["passed"], second["passed"]) == (False, True)
    assert "Pilihan a" in shown["key"]
    # Looking changed nothing.
    assert (await hall.view("sari"))["score"] == 10_000

    regrade = await hall.regrade("bank.satu", "current_key", "Kunci soal keliru (rekaan)")
    done = (await hall.budi.get(f"{hall.regrades}/{regrade}")).json()
    assert (done["done"], done["attempts"]) == (2, 2)
    assert done["finished_at"] is not None
    sari, joko = await hall.view("sari"), await hall.view("joko")
    assert (sari["score"], sari["passed"]) == (7500, False)
    assert (joko["score"], joko["passed"]) == (10_000, True)
    # The learner reads that and why, and the key that holds now.
    [ruling] = sari["rulings"]
    assert ruling["reason"] == "Kunci soal keliru (rekaan)"
    assert (ruling["cause"], ruling["mode"]) == ("regraded", "current_key")
    asked = next(one for one in sari["questions"] if one["id"] == "bank.satu")
    assert ruling["place"] == asked["place"]
    assert "Pilihan a" in asked["result"]["key"]
    assert (ruling["passed_before"], ruling["passed"]) == (True, False)
    # Nothing is deleted: what was credited is taken back by a counter-entry.
    assert await certificates(hall, "sari") == ["revoked"]
    assert await jp(hall, "sari") == [-3, 3]
    assert (await certificates(hall, "joko"), await jp(hall, "joko")) == (["valid"], [3])
    reasons = await hall.sari.get(f"/api/v1/learning/requirements/{hall.enrolments['sari']}")
    assert "not-passed" in reasons.text
    trail = (await hall.rina.get("/api/v1/admin/audit")).json()["items"]
    assert len([one for one in trail if one["act"] == "quiz.regraded"]) == 1

    # Annulled after all: both pass, and the certificate is another one.
    hall.clock.advance(minutes=5)
    await hall.regrade("bank.satu", "full_credit", "Soal dianulir (rekaan)")
    assert (await hall.view("sari"))["passed"] is True
    seen = await hall.view("sari")
    [result] = [one["result"] for one in seen["questions"] if one["id"] == "bank.satu"]
    assert (result["annulled"], result["left_out"]) == (True, False)
    assert sorted(await certificates(hall, "sari")) == ["revoked", "valid"]
    assert await jp(hall, "sari") == [-3, 3, 3]
    assert (await certificates(hall, "joko"), await jp(hall, "joko")) == (["valid"], [3])


async def test_leaving_out_weighs_the_others_alone(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", CAUGHT)
    await hall.regrade("bank.satu", "leave_out", "Soal tidak layak (rekaan)")
    seen = await hall.view("sari")
    assert (seen["score"], seen["passed"]) == (10_000, True)
    [result] = [one["result"] for one in seen["questions"] if one["id"] == "bank.satu"]
    assert (result["left_out"], result["correct"]) == (True, False)


async def test_an_attempt_that_closes_later_is_judged_the_same_way(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.begin("joko")  # by the version whose key is wrong
    pins = await hall.answer("joko", CAUGHT)
    await hall.publish(2, questions=MENDED, pass_mark=8000)
    regrade = await hall.regrade("bank.satu", "current_key")
    told = await hall.submit("joko", pins)
    assert told["state"] == "closed"
    seen = await hall.view("joko")
    assert (seen["score"], [one["cause"] for one in seen["rulings"]]) == (10_000, ["regraded"])
    # The job comes by once more and finds nothing to do.
    database = hall.app.state.database
    payload = {"regrade": regrade, "after": None}
    async with database.transaction() as session:
        await carry_out(session, payload, hall.clock())
    assert len((await hall.view("joko"))["rulings"]) == 1


async def annulled(hall: Hall, *questions: str) -> list[str]:
    """Ids of regrades that give everybody full credit, ordered and not carried out."""
    ids = []
    for one in questions:
        basis = (await hall.preview(one, "full_credit"))["basis"]
        body = {"question": one, "mode": "full_credit", "reason": "Anulir", "basis": basis}
        answer = await hall.budi.post(hall.regrades, json=body)
        assert answer.status_code == 202, answer.text
        ids.append(str(answer.json()["id"]))
    return ids


async def carried_out(hall: Hall, regrade: str) -> None:
    payload = {"regrade": regrade, "after": None}
    async with hall.app.state.database.transaction() as session:
        await carry_out(session, payload, hall.clock())


async def test_a_later_regrade_that_comes_by_first_hides_no_earlier_one(
    make_hall: MakeHall,
) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", WRONG)
    first, second = await annulled(hall, "bank.satu", "bank.dua")
    for regrade in (second, first, second, first):
        await carried_out(hall, regrade)
    seen = await hall.view("sari")
    assert (seen["score"], len(seen["rulings"])) == (5000, 2)


async def test_a_close_takes_in_every_regrade_once(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.begin("joko")
    pins = await hall.answer("joko", WRONG)
    first, second = await annulled(hall, "bank.satu", "bank.dua")
    await hall.submit("joko", pins)
    for regrade in (first, second):
        await carried_out(hall, regrade)
    seen = await hall.view("joko")
    assert (seen["score"], len(seen["rulings"])) == (5000, 1)


async def test_two_regrades_at_once_leave_both_in_every_result(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    names = ("sari", "joko", "rina", "dewi", "asep")
    for who in names:
        await hall.take(who, WRONG)
    await annulled(hall, "bank.satu", "bank.dua")
    await asyncio.gather(hall.jobs(), hall.jobs(), hall.jobs())
    hall.clock.advance(hours=1)
    await hall.jobs()
    for who in names:
        seen = await hall.view(who)
        assert seen["score"] == 5000, who
        assert len(seen["rulings"]) == 2
    read = (await hall.budi.get(hall.regrades)).json()["regrades"]
    assert [(one["done"], one["finished_at"] is not None) for one in read] == [(5, True), (5, True)]


async def test_a_regrade_sent_again_or_on_an_old_preview_is_refused(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", WRONG)
    basis = (await hall.preview("bank.satu", "full_credit"))["basis"]
    body = {"question": "bank.satu", "mode": "full_credit", "reason": "Anulir", "basis": basis}
    assert (await hall.budi.post(hall.regrades, json=body)).status_code == 202
    replay = await hall.budi.post(hall.regrades, json=body)
    assert (replay.status_code, replay.json()["type"]) == (409, "/problems/regrade-outdated")
    again = (await hall.preview("bank.satu", "full_credit"))["basis"]
    same = await hall.budi.post(hall.regrades, json=body | {"basis": again})
    assert (same.status_code, same.json()["type"]) == (409, "/problems/regraded-already")
    await hall.jobs()
    assert len((await hall.view("sari"))["rulings"]) == 1
    # A preview of a key is outdated as soon as another version is published.
    basis = (await hall.preview("bank.dua", "current_key"))["basis"]
    await hall.publish(2, questions=MENDED)
    stale = body | {"question": "bank.dua", "mode": "current_key", "basis": basis}
    assert (await hall.budi.post(hall.regrades, json=stale)).json()["type"] == (
        "/problems/regrade-outdated"
    )


async def test_only_trainers_and_admins_regrade(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", WRONG)
    basis = (await hall.preview("bank.satu", "full_credit"))["basis"]
    body = {"question": "bank.satu", "mode": "full_credit", "reason": "Anulir", "basis": basis}
    for who in ("sari", "joko", "dewi", "asep", "tono"):
        asking = hall.clients[who]
        assert (await asking.post(hall.regrades, json=body)).status_code == 404
        assert (await asking.get(hall.regrades)).status_code == 404
        seen = await asking.get(
            f"{hall.regrades}/preview", params={"question": "bank.satu", "mode": "full_credit"}
        )
        assert seen.status_code == 404
    assert (await hall.rina.post(hall.regrades, json=body)).status_code == 202


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"question": "bank.lain"}, 409),
        ({"question": "x\x00"}, 422),
        ({"mode": "zero"}, 422),
        ({"reason": "  "}, 422),
        ({"basis": "9.-"}, 409),
        ({"extra": 1}, 422),
    ],
)
async def test_orders_that_make_no_sense_change_nothing(
    make_hall: MakeHall, changes: dict[str, Any], status: int
) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", WRONG)
    body = {"question": "bank.satu", "mode": "full_credit", "reason": "Anulir", "basis": "0.-"}
    answer = await hall.budi.post(hall.regrades, json=body | changes)
    assert answer.status_code == status, answer.text
    await hall.jobs()
    assert (await hall.view("sari"))["rulings"] == []


async def test_a_key_for_other_options_judges_nobody(make_hall: MakeHall) -> None:
    hall = await ordinary(make_hall)
    await hall.take("sari", CAUGHT)
    options = [{"id": one, "text": one} for one in ("p", "q", "r")]
    text = {"id": {"stem": "Lain?", "explanation": "Lain.", "options": options}}
    other = question("single_choice", id="satu", key="p", text=text)
    await hall.publish(2, questions={**QUESTIONS, "bank.satu": other}, pass_mark=8000)
    counts = (await hall.preview("bank.satu", "current_key"))["counts"]
    assert (counts["changed"], counts["incomparable"]) == (0, 1)
    await hall.regrade("bank.satu", "current_key")
    seen = await hall.view("sari")
    assert (seen["score"], seen["rulings"]) == (7500, [])


async def test_an_annulled_essay_needs_no_marks_any_more(make_hall: MakeHall) -> None:
    hall = await make_hall()
    await hall.take("sari", {**RIGHT, ESSAY: {"text": TEXT}})
    assert (await hall.preview(ESSAY, "full_credit"))["counts"]["marking"] == 1
    await hall.regrade(ESSAY, "full_credit", "Soal dianulir (rekaan)")
    seen = await hall.view("sari")
    assert (seen["state"], seen["score"], seen["awaiting"]) == ("closed", 10_000, 0)
    assert await hall.queue("budi") == []
    # Who hands in later waits for nobody either.
    told = await hall.take("joko", {**RIGHT, ESSAY: {"text": TEXT}})
    assert told["state"] == "closed"
    assert (await hall.view("joko"))["score"] == 10_000


async def test_a_regrade_while_an_essay_waits_is_in_the_result(make_hall: MakeHall) -> None:
    hall = await make_hall()
    await hall.take("sari", {**CAUGHT, ESSAY: {"text": TEXT}})
    await hall.regrade("bank.satu", "full_credit")
    [task] = await hall.queue("budi")
    await hall.mark("budi", task["id"], GOOD)
    seen = await hall.view("sari")
    assert (seen["score"], [one["cause"] for one in seen["rulings"]]) == (10_000, ["regraded"])


async def test_late_answers_accepted_after_a_regrade_are_judged_by_it(
    make_hall: MakeHall,
) -> None:
    hall = await ordinary(make_hall, time_limit_minutes=30)
    await hall.begin("sari")
    hall.clock.advance(minutes=50)
    await hall.submit("sari", await hall.answer("sari", CAUGHT))
    await hall.regrade("bank.satu", "full_credit")
    [row] = (await hall.budi.get("/api/v1/teaching/late")).json()["items"]
    assert (row["name"], row["score"]) == ("Sari Contoh, S.Sos.", 2500)
    evidence = (await hall.budi.get(f"/api/v1/teaching/late/{row['attempt']}")).json()
    assert (evidence["counted"], evidence["arrived"], evidence["questions"]) == (0, 4, 4)
    assert (evidence["score_if_accepted"], evidence["passed_if_accepted"]) == (10_000, True)
    assert [one["kind"] for one in evidence["entries"]].count("answer") == 4
    accept = f"/api/v1/attempts/{row['attempt']}/accept-late"
    for who in ("tono", "asep", "joko", "sari"):
        refused = await hall.clients[who].get(f"/api/v1/teaching/late/{row['attempt']}")
        assert refused.status_code == 404
        assert (await hall.clients[who].get("/api/v1/teaching/late")).json()["items"] == []
    assert (await hall.budi.post(accept, json={"reason": "Listrik padam"})).json()["passed"]
    assert (await hall.view("sari"))["score"] == 10_000
    assert (await hall.budi.get("/api/v1/teaching/late")).json()["items"] == []


async def test_many_attempts_go_in_batches(
    make_hall: MakeHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.assessment.regrading.BATCH", 2)
    monkeypatch.setattr("app.assessment.regrade_reading.BATCH", 2)
    hall = await ordinary(make_hall)
    names = ("sari", "joko", "rina", "dewi", "asep")
    for who in names:
        await hall.take(who, CAUGHT)
    shown = await hall.preview("bank.satu", "full_credit")
    assert shown["counts"]["newly_passed"] == 5
    seen, after = [], None
    while True:
        asked = {"question": "bank.satu", "mode": "full_credit", "limit": "2"}
        asked |= {"after": after} if after else {}
        page = (await hall.budi.get(f"{hall.regrades}/preview", params=asked)).json()
        seen += [one["attempt"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 5
    await hall.regrade("bank.satu", "full_credit")
    for who in names:
        assert (await hall.view(who))["passed"] is True
