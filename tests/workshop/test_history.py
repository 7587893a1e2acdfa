"""History, undo, rollback, rebase: nothing is lost, nothing is overwritten unseen."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.compiler.amending import amend
from app.catalogue.publishing import publish_edited
from app.wiring import ACTIVITY_KINDS
from app.workshop import service
from app.workshop.rebasing import rebased
from tests.catalogue.make_content import BANK, FILES, LESSON, MODULE
from tests.workshop.conftest import Shop
from tests.workshop.test_outline import opened


async def typed(shop: Shop, text: str, revision: int = 0) -> int:
    answer = await shop.budi.put(
        f"{shop.url}/files/{LESSON}", json={"text": text, "revision": revision}
    )
    assert answer.status_code == 200, answer.text
    found: int = answer.json()["revision"]
    return found


async def entries(shop: Shop) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await shop.budi.get(f"{shop.url}/history")).json()["items"]
    return found


async def text_now(shop: Shop) -> str:
    found: str = (await shop.budi.get(f"{shop.url}/files/{LESSON}")).json()["text"]
    return found


async def test_savings_of_one_text_are_one_entry(shop: Shop) -> None:
    await opened(shop)
    revision = await typed(shop, FILES[LESSON] + "Satu.\n")
    shop.clock.advance(seconds=30)
    revision = await typed(shop, FILES[LESSON] + "Satu. Dua.\n", revision)
    told = await entries(shop)
    assert [one["act"] for one in told] == ["edited", "begun"]
    assert told[0]["paths"] == [LESSON]
    entry = (await shop.budi.get(f"{shop.url}/history/{told[0]['number']}")).json()
    [file] = entry["files"]
    assert "+Satu. Dua." in file["lines"]
    assert not any(line.startswith("-") for line in file["lines"])
    shop.clock.advance(minutes=11)
    await typed(shop, FILES[LESSON] + "Tiga.\n", revision)
    assert [one["act"] for one in await entries(shop)] == ["edited", "edited", "begun"]


async def test_two_texts_written_in_turns_are_two_entries(shop: Shop) -> None:
    """A quiz and its questions are saved one after the other, each time something is typed."""
    await opened(shop)
    revisions = {LESSON: 0, BANK: 0}
    for turn in ("satu", "dua", "tiga"):
        for path in (LESSON, BANK):
            answer = await shop.budi.put(
                f"{shop.url}/files/{path}",
                json={"text": f"{FILES[path]}# {turn}\n", "revision": revisions[path]},
            )
            assert answer.status_code == 200, answer.text
            revisions[path] = answer.json()["revision"]
            shop.clock.advance(seconds=5)
    told = await entries(shop)
    assert [(one["act"], *one["paths"]) for one in told] == [
        ("edited", BANK),
        ("edited", LESSON),
        ("begun",),
    ]
    # Each is taken back whole, whichever was saved last.
    for one in reversed(told[:2]):
        undone = await shop.budi.post(f"{shop.url}/history/{one['number']}/undo")
        assert undone.status_code == 200, undone.text
    assert await text_now(shop) == FILES[LESSON]
    assert (await shop.budi.get(shop.url)).json()["changes"] == 0


async def test_a_third_text_ends_what_was_written_in_turns(shop: Shop) -> None:
    await opened(shop)
    other = f"{shop.url}/files/{MODULE}"
    revision = await typed(shop, FILES[LESSON] + "Satu.\n")
    await shop.budi.put(
        f"{shop.url}/files/{BANK}", json={"text": FILES[BANK] + "# satu\n", "revision": 0}
    )
    await shop.budi.put(other, json={"text": FILES[MODULE] + "# satu\n", "revision": 0})
    await typed(shop, FILES[LESSON] + "Dua.\n", revision)
    assert [one["act"] for one in await entries(shop)] == [*["edited"] * 4, "begun"]


async def test_an_entry_is_undone_once_and_redone(shop: Shop) -> None:
    await opened(shop)
    await typed(shop, FILES[LESSON] + "Satu.\n")
    number = (await entries(shop))[0]["number"]
    undone = await shop.budi.post(f"{shop.url}/history/{number}/undo")
    assert undone.status_code == 200, undone.text
    assert undone.json()["changes"] == 0
    assert await text_now(shop) == FILES[LESSON]
    again = await shop.budi.post(f"{shop.url}/history/{number}/undo")
    assert again.json()["type"] == "/problems/cannot-undo"
    last = (await entries(shop))[0]
    assert (last["act"], last["note"]) == ("undo", str(number))
    await shop.budi.post(f"{shop.url}/history/{last['number']}/undo")
    assert await text_now(shop) == FILES[LESSON] + "Satu.\n"
    begun = (await entries(shop))[-1]["number"]
    assert (await shop.budi.post(f"{shop.url}/history/{begun}/undo")).status_code == 409
    assert (await shop.budi.post(f"{shop.url}/history/999/undo")).status_code == 404


async def test_a_structural_act_is_one_entry(shop: Shop) -> None:
    outline = await opened(shop)
    act = {"act": "add-activity", "module": "dasar", "kind": "quiz", "title": "Kuis dua"}
    wish = act | {"revision": outline["revision"]}
    answer = await shop.budi.post(f"{shop.url}/structure", json=wish)
    assert answer.status_code == 200, answer.text
    # English is asked for in this course: the new quiz has none yet.
    assert {one["slug"]: one["findings"] for one in answer.json()["modules"][0]["activities"]}[
        "kuis-dua"
    ]
    last = (await entries(shop))[0]
    assert (last["act"], last["note"], len(last["paths"])) == ("add-activity", "Kuis dua", 3)
    stale = await shop.dewi.post(f"{shop.url}/structure", json=wish)
    assert stale.json()["type"] == "/problems/draft-changed-meanwhile"
    await shop.budi.post(f"{shop.url}/history/{last['number']}/undo")
    assert (await shop.budi.get(shop.url)).json()["changes"] == 0


async def published_meanwhile(shop: Shop, text: str) -> None:
    """Another publication of the course, made elsewhere, with another lesson."""
    async with shop.database.reading() as session:
        actor = await shop.actor(session, shop.cast.budi)
        draft = await service.draft_for(session, actor, shop.course_id)
    changes = {LESSON: text.encode()}

    one = shop.compiled
    amended = amend(one.public, one.private, one.sources, changes, ACTIVITY_KINDS)
    assert amended.compiled is not None, amended.findings
    assert draft.based_on == one.sha256
    async with shop.database.transaction() as session:
        await publish_edited(
            session,
            amended.compiled,
            based_on=one.sha256,
            by=shop.cast.dewi.id,
            note="Diubah (rekaan)",
            now=shop.clock(),
        )


OTHER = FILES[LESSON].replace("empat puluh enam warga", "enam puluh warga")
MINE = FILES[LESSON].replace("empat puluh enam warga", "lima puluh warga")


@pytest.mark.parametrize(("choice", "text"), [("mine", MINE), ("theirs", OTHER)])
async def test_a_rebase_asks_where_both_changed(shop: Shop, choice: str, text: str) -> None:
    await opened(shop)
    revision = await typed(shop, MINE)
    await published_meanwhile(shop, OTHER)
    outline = (await shop.budi.get(shop.url)).json()
    assert (outline["based_on"], outline["current"], outline["outdated"]) == (1, 2, True)
    asked = (await shop.budi.post(f"{shop.url}/rebase", json={"choices": {}})).json()
    assert asked == {
        "conflicts": [{"path": LESSON, "mine": MINE, "theirs": OTHER}],
        "outline": None,
    }
    done = (await shop.budi.post(f"{shop.url}/rebase", json={"choices": {LESSON: choice}})).json()
    assert done["conflicts"] == []
    assert (done["outline"]["based_on"], done["outline"]["outdated"]) == (2, False)
    assert done["outline"]["changes"] == (1 if choice == "mine" else 0)
    assert await text_now(shop) == text
    # Who read the text before the rebase cannot write over what came with it.
    late = await shop.dewi.put(
        f"{shop.url}/files/{LESSON}", json={"text": "-", "revision": revision}
    )
    assert late.status_code == (200 if choice == "mine" else 409)


async def test_what_came_with_a_rebase_is_not_overwritten_unseen(shop: Shop) -> None:
    await opened(shop)
    await published_meanwhile(shop, OTHER)
    done = (await shop.budi.post(f"{shop.url}/rebase", json={})).json()
    assert done["outline"]["changes"] == 0
    late = await shop.dewi.put(f"{shop.url}/files/{LESSON}", json={"text": MINE, "revision": 0})
    assert late.json()["theirs"]["text"] == OTHER


async def test_back_to_an_earlier_version(shop: Shop) -> None:
    await opened(shop)
    await published_meanwhile(shop, OTHER)
    await shop.budi.post(f"{shop.url}/rebase", json={})
    told = (await shop.budi.get(f"{shop.url}/versions")).json()["items"]
    assert [(one["version"], one["note"]) for one in told] == [(2, "Diubah (rekaan)"), (1, None)]
    back = await shop.budi.post(f"{shop.url}/rollback", json={"version": 1})
    assert back.status_code == 200, back.text
    assert back.json()["changes"] == 1
    assert await text_now(shop) == FILES[LESSON]
    assert (await shop.budi.post(f"{shop.url}/rollback", json={"version": 9})).status_code == 404


async def test_a_draft_is_thrown_away(shop: Shop) -> None:
    await opened(shop)
    await typed(shop, MINE)
    revision = (await shop.budi.get(shop.url)).json()["revision"]
    stale = await shop.budi.delete(shop.url, params={"revision": revision - 1})
    assert stale.status_code == 409
    assert (await shop.tono.delete(shop.url, params={"revision": revision})).status_code == 404
    assert (await shop.budi.delete(shop.url, params={"revision": revision})).status_code == 204
    assert (await shop.budi.get(shop.url)).status_code == 404
    assert "draft.discarded" in await shop.trail()
    await opened(shop)
    assert await text_now(shop) == FILES[LESSON]


async def test_no_saving_is_ever_lost(shop: Shop) -> None:
    """Three editors add lines to one text at once; each saves over what it has read."""
    await opened(shop)
    url = f"{shop.url}/files/{LESSON}"

    async def edit(client: Any, name: str) -> None:
        for number in range(4):
            while True:
                read = (await client.get(url)).json()
                text = f"{read['text']}{name}-{number}\n"
                body = {"text": text, "revision": read["revision"]}
                answer = await client.put(url, json=body)
                if answer.status_code == 200:
                    break
                assert answer.status_code == 409, answer.text

    await asyncio.gather(edit(shop.budi, "budi"), edit(shop.dewi, "dewi"), edit(shop.rina, "rina"))
    text = await text_now(shop)
    lines = text.removeprefix(FILES[LESSON]).split()
    assert sorted(lines) == sorted(
        f"{name}-{number}" for name in ("budi", "dewi", "rina") for number in range(4)
    )


side = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([b"1", b"2", b"3"]))


@given(base=side, mine=side, theirs=side)
def test_a_rebase_keeps_what_one_side_changed(
    base: dict[str, bytes], mine: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    done = rebased(base, mine, theirs, {})
    for path in "abcd":
        was, own, other = base.get(path), mine.get(path), theirs.get(path)
        if path in done.conflicts:
            assert len({was, own, other}) == 3
        elif own != was:
            assert done.files.get(path) == own
        else:
            assert done.files.get(path) == other
    assert rebased(base, base, theirs, {}).conflicts == ()
    assert dict(rebased(base, mine, base, {}).files) == {
        path: mine.get(path) for path in {*base, *mine}
    }
