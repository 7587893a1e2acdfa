"""A quiz on its desk: saved, saved by two, thrown away."""

from typing import Any

import pytest
from sqlalchemy import select

from app.kit.audit import AuditEntry
from app.kit.database import Database
from tests.conftest import FixedClock
from tests.studio.conftest import Desk


async def opened(desk: Desk) -> dict[str, Any]:
    answer = await desk.budi.get(f"{desk.quiz}/draft")
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def test_it_works(desk: Desk, clock: FixedClock) -> None:
    before = await opened(desk)
    assert (before["revision"], before["saved_by"], before["outdated"]) == (0, None, False)
    assert before["source"] == before["published"]
    assert before["source"]["draw"] == [{"bank": "contoh", "count": 4}]
    assert (before["based_on"], before["current"]) == (1, 1)
    assert before["course"] == {"slug": "contoh", "title": "Kursus contoh"}
    changed = before["source"] | {"time_limit": 30, "pass_mark": 80}
    saved = await desk.budi.put(
        f"{desk.quiz}/draft", json={"revision": 0, "over": 1, "source": changed}
    )
    assert saved.status_code == 200, saved.text
    assert saved.json()["revision"] == 1
    after = await opened(desk)
    assert (after["source"], after["published"]) == (changed, before["source"])
    assert (after["revision"], after["saved_by"]) == (1, "Budi Contoh, M.Pd.")
    hub = (await desk.budi.get(desk.url)).json()
    assert hub["modules"][0]["activities"][1]["quiz"]["draft"]["by"] == "Budi Contoh, M.Pd."
    again = changed | {"time_limit": 45}
    second = await desk.budi.put(
        f"{desk.quiz}/draft", json={"revision": 1, "over": 1, "source": again}
    )
    assert second.json()["revision"] == 2
    assert (await opened(desk))["source"] == again


async def test_a_second_editor_is_told_and_nothing_is_overwritten(desk: Desk) -> None:
    source = (await opened(desk))["source"]
    first = source | {"pass_mark": 75}
    await desk.budi.put(f"{desk.quiz}/draft", json={"revision": 0, "over": 1, "source": first})
    for revision in (0, 7):
        answer = await desk.rina.put(
            f"{desk.quiz}/draft",
            json={"revision": revision, "over": 1, "source": source | {"pass_mark": 90}},
        )
        assert answer.status_code == 409
        problem = answer.json()
        assert problem["type"] == "/problems/quiz-draft-changed"
        assert problem["theirs"]["source"] == first
        assert (problem["theirs"]["revision"], problem["theirs"]["by"]) == (
            1,
            "Budi Contoh, M.Pd.",
        )
    assert (await opened(desk))["source"] == first
    # Having seen the other's text she chooses hers.
    chosen = await desk.rina.put(
        f"{desk.quiz}/draft", json={"revision": 1, "over": 1, "source": source | {"pass_mark": 90}}
    )
    assert chosen.json()["revision"] == 2
    assert (await opened(desk))["saved_by"] == "Rina Contoh, M.Si."


async def test_a_draft_is_thrown_away_once_and_audited(desk: Desk, database: Database) -> None:
    source = (await opened(desk))["source"] | {"pass_mark": 75}
    await desk.budi.put(f"{desk.quiz}/draft", json={"revision": 0, "over": 1, "source": source})
    stale = await desk.budi.delete(f"{desk.quiz}/draft", params={"revision": 4})
    assert stale.json()["type"] == "/problems/quiz-draft-changed"
    gone = await desk.budi.delete(f"{desk.quiz}/draft", params={"revision": 1})
    assert gone.status_code == 204
    assert (await opened(desk))["revision"] == 0
    again = await desk.budi.delete(f"{desk.quiz}/draft", params={"revision": 1})
    assert (again.status_code, again.json()["theirs"]["source"]) == (409, None)
    async with database.reading() as session:
        acts = (await session.scalars(select(AuditEntry.act))).all()
    assert list(acts).count("quiz.draft_discarded") == 1


async def test_others_find_nothing(desk: Desk) -> None:
    body = {"revision": 0, "over": 1, "source": {}}
    for client in (desk.stranger, desk.sari):
        assert (await client.get(f"{desk.quiz}/draft")).status_code == 404
        assert (await client.get(f"{desk.quiz}/draft/check")).status_code == 404
        assert (await client.put(f"{desk.quiz}/draft", json=body)).status_code == 404
        gone = await client.delete(f"{desk.quiz}/draft", params={"revision": 0})
        assert gone.status_code == 404
        published = await client.post(
            f"{desk.quiz}/draft/publish", json={"revision": 0, "note": "Coba"}
        )
        assert published.status_code == 404


async def test_what_is_no_quiz_has_no_desk(desk: Desk) -> None:
    for slug in ("satu", "tiada"):
        answer = await desk.budi.get(f"{desk.url}/quizzes/{slug}/draft")
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/quiz-not-found")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a9999"),
        ("kind", "lesson"),
        ("pass_mark", 2**60),
        ("pass_mark", 1e400),
        ("note", "a\x00b"),
        ("note\x00", 1),
        ("note", "\ud800"),
        ("note", [[[[[[[[[1]]]]]]]]]),
        ("note", "x" * 70_000),
    ],
)
async def test_what_cannot_be_kept_is_refused(desk: Desk, field: str, value: object) -> None:
    source = (await opened(desk))["source"] | {field: value}
    import json

    answer = await desk.budi.put(
        f"{desk.quiz}/draft",
        content=json.dumps({"revision": 0, "over": 1, "source": source}),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422, answer.text
    assert (await opened(desk))["revision"] == 0


async def test_odd_revisions_are_refused(desk: Desk) -> None:
    source = (await opened(desk))["source"]
    for revision, over in ((-1, 1), (2**40, 1), ("1", 1), (0, None), (True, 1)):
        body = {"revision": revision, "over": over, "source": source}
        answer = await desk.budi.put(f"{desk.quiz}/draft", json=body)
        assert answer.status_code == 422, (revision, over)
    unknown = {"revision": 0, "over": 9, "source": source}
    answer = await desk.budi.put(f"{desk.quiz}/draft", json=unknown)
    assert answer.json()["type"] == "/problems/draft-outdated"
