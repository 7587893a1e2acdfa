"""Checking a draft against the rules, and making it the next version."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text

from app.catalogue import service as catalogue
from app.catalogue.compiler.archive import lay_out
from app.catalogue.compiler.compile import compile_all
from app.catalogue.publications import publications_of
from app.catalogue.publishing import publish
from app.wiring import ACTIVITY_KINDS
from tests.conftest import FixedClock
from tests.studio.conftest import Desk


async def saved(desk: Desk, **changes: Any) -> dict[str, Any]:
    """The draft with some fields changed (None takes one out), saved by Budi."""
    read = (await desk.budi.get(f"{desk.quiz}/draft")).json()
    source = {k: v for k, v in (read["source"] | changes).items() if v is not None}
    body = {"revision": read["revision"], "over": read["current"], "source": source}
    answer = await desk.budi.put(f"{desk.quiz}/draft", json=body)
    assert answer.status_code == 200, answer.text
    return source


async def checked(desk: Desk) -> dict[str, Any]:
    answer = await desk.budi.get(f"{desk.quiz}/draft/check")
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def published(client: AsyncClient, desk: Desk, revision: int = 1) -> Any:
    return await client.post(
        f"{desk.quiz}/draft/publish", json={"revision": revision, "note": "Waktu ditambah"}
    )


async def test_it_works(desk: Desk, app: FastAPI, tmp_path: Path) -> None:
    await desk.sari.post("/api/v1/enrolments", json={"course": "contoh"})
    await saved(desk, time_limit=30, draw=[{"bank": "contoh", "count": 2, "difficulty": "hard"}])
    check = await checked(desk)
    assert check["findings"] == []
    assert (check["asked"], check["found"], check["undecided"]) == (2, [3], 2)
    assert check["facets"] == [
        {
            "slug": "contoh",
            "questions": 6,
            "competencies": ["Integritas", "Pelayanan Publik"],
            "tags": [],
        }
    ]
    assert {d["field"]: (d["before"], d["after"]) for d in check["differences"]} == {
        "draw": (
            [{"bank": "contoh", "count": 4}],
            [{"bank": "contoh", "count": 2, "difficulty": "hard"}],
        ),
        "time_limit": (None, 30),
    }
    answer = await published(desk.budi, desk)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"version": 2, "learners": 1}
    hub = (await desk.budi.get(desk.url)).json()
    assert (hub["version"], hub["origin"], hub["note"]) == (2, "studio", "Waktu ditambah")
    assert hub["published_by"] == "Budi Contoh, M.Pd."
    assert hub["learners"] == {"active": 1, "completed": 0, "earlier": 1}
    quiz = hub["modules"][0]["activities"][1]["quiz"]
    assert (quiz["questions"], quiz["time_limit"], quiz["draft"]) == (2, 30, None)
    # The learner keeps her version, and is told of the newer one.
    course = (await desk.sari.get("/api/v1/courses/contoh")).json()
    assert course["newer_version"] == 2
    # What is stored is what compiling the kept files from nothing gives.
    async with app.state.database.reading() as session:
        current = await catalogue.current_publication_id(session, desk.compiled.course_id)
        assert current is not None
        sources = await catalogue.sources_of(session, current)
        stored = await publications_of(session).get(current)
    lay_out(sources, tmp_path / "again")
    (course_again,) = compile_all([tmp_path / "again"], ACTIVITY_KINDS).courses
    assert course_again.sha256 == current
    assert course_again.private == stored.private


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"pass_mark": 170}, "pass_mark", "C010"),
        ({"pass_mark": None}, "pass_mark", "C010"),
        ({"draw": [{"bank": "contoh", "count": 9}]}, "draw.0.count", "Q005"),
        ({"draw": [{"bank": "tiada", "count": 1}]}, "draw.0.bank", "Q002"),
        ({"draw": [{"bank": "contoh"}]}, "draw.0.count", "C010"),
        ({"offline": "untimed", "time_limit": 20}, "offline", "Q025"),
        ({"pair": "tiada"}, "pair", "Q044"),
        ({"surprise": 1}, "surprise", "C010"),
        (
            {"text": {"id": {"title": "Kuis", "summary": "S.", "intro": "a\n\nKamu login.\n"}}},
            "text.id.intro",
            "C070",
        ),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_not_published(
    desk: Desk, changes: dict[str, Any], field: str, code: str
) -> None:
    await saved(desk, **changes)
    findings = (await checked(desk))["findings"]
    assert (field, code) in {(f["field"], f["code"]) for f in findings}, findings
    refused = await published(desk.budi, desk)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/draft-unfinished")
    assert refused.json()["findings"] == findings
    assert (await desk.budi.get(desk.url)).json()["version"] == 1


async def test_publishing_twice_or_without_a_draft_is_refused(desk: Desk) -> None:
    assert (await published(desk.budi, desk, 0)).json()["type"] == "/problems/draft-missing"
    await saved(desk, time_limit=30)
    stale = await published(desk.budi, desk, 3)
    assert stale.json()["type"] == "/problems/quiz-draft-changed"
    assert (await published(desk.budi, desk)).status_code == 200
    assert (await published(desk.budi, desk)).json()["type"] == "/problems/draft-missing"


async def test_a_draft_like_what_is_published_makes_no_version(desk: Desk) -> None:
    await saved(desk)
    assert (await published(desk.budi, desk)).json()["type"] == "/problems/nothing-changed"
    note = await desk.budi.post(f"{desk.quiz}/draft/publish", json={"revision": 1, "note": " "})
    assert note.status_code == 422


async def test_a_draft_of_an_older_quiz_is_not_published_unseen(
    desk: Desk, app: FastAPI, clock: FixedClock
) -> None:
    source = await saved(desk, time_limit=30)
    first = (await desk.budi.get(f"{desk.quiz}/draft")).json()["published"]
    # Meanwhile an admin publishes the quiz in another form.
    gone = await desk.rina.delete(f"{desk.quiz}/draft", params={"revision": 1})
    assert gone.status_code == 204
    other = {"revision": 0, "over": 1, "source": first | {"pass_mark": 90}}
    await desk.rina.put(f"{desk.quiz}/draft", json=other)
    assert (await published(desk.rina, desk)).status_code == 200
    # Budi's page still compares with version 1.
    late = {"revision": 0, "over": 1, "source": source}
    refused = await desk.budi.put(f"{desk.quiz}/draft", json=late)
    assert refused.json()["type"] == "/problems/draft-outdated"
    seen = await desk.budi.put(f"{desk.quiz}/draft", json=late | {"over": 2})
    assert seen.status_code == 200
    assert (await published(desk.budi, desk)).json()["version"] == 3


async def test_a_draft_is_outdated_when_files_published_the_quiz_anew(
    desk: Desk, app: FastAPI, clock: FixedClock
) -> None:
    await saved(desk, time_limit=30)
    draft = await desk.budi.get(f"{desk.quiz}/draft")
    assert draft.json()["outdated"] is False
    changed = dict(desk.compiled.sources)
    path = "courses/contoh/dasar/kuis.yaml"
    changed[path] = changed[path].replace(b"pass_mark: 70", b"pass_mark: 60")
    await _publish_files(app, changed, clock)
    draft = (await desk.budi.get(f"{desk.quiz}/draft")).json()
    assert (draft["outdated"], draft["based_on"], draft["current"]) == (True, 1, 2)
    assert (draft["published"]["pass_mark"], draft["source"]["pass_mark"]) == (60, 70)
    assert (await published(desk.budi, desk)).json()["type"] == "/problems/draft-outdated"


async def test_a_draft_stays_good_when_another_activity_was_published(
    desk: Desk, app: FastAPI, clock: FixedClock
) -> None:
    await saved(desk, time_limit=30)
    changed = dict(desk.compiled.sources)
    path = "courses/contoh/dasar/satu.md"
    changed[path] = changed[path].replace(b"Senin pagi", b"Rabu pagi")
    await _publish_files(app, changed, clock)
    assert (await desk.budi.get(f"{desk.quiz}/draft")).json()["outdated"] is False
    assert (await published(desk.budi, desk)).json()["version"] == 3
    hub = (await desk.sari.get("/api/v1/courses/contoh")).json()
    assert hub["title"] == "Kursus contoh"


async def _publish_files(app: FastAPI, files: dict[str, bytes], clock: FixedClock) -> None:
    folder = app.state.settings.data_dir / "changed"
    lay_out(files, folder)
    (course,) = compile_all([folder], ACTIVITY_KINDS).courses
    async with app.state.database.transaction() as session:
        assert (await publish(session, course, now=clock())).status == "published"


async def test_without_kept_files_nothing_can_be_edited(desk: Desk, app: FastAPI) -> None:
    async with app.state.database.transaction() as session:
        await session.execute(text("DELETE FROM publication_sources"))
    for path in ("draft", "draft/check"):
        answer = await desk.budi.get(f"{desk.quiz}/{path}")
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/sources-missing")
