"""The gradebook over HTTP: what it shows, to whom, at what cost; weights; the file."""

import io
import zipfile
from typing import Any

import pytest

from app.gradebook import export
from app.identity.models import Person, PersonStatus, Role, RoleGrant
from app.identity.names import folded
from app.kit.ids import uuid7
from app.learning.models import ActivityState, Enrolment
from app.learning.statuses import EnrolmentStatus, OutcomeState
from tests.assessment.make_quiz import RIGHT, WRONG, make_quiz
from tests.banks.conftest import counted
from tests.cast import DINAS_A, DINAS_B, KECAMATAN
from tests.gradebook.conftest import MOST, Class
from tests.make_course import make_course

SCORED = ["kuis", "ujian", "latihan"]


async def test_it_works(room: Class) -> None:
    await room.enrol("sari", "joko")
    await room.take("sari", "kuis", RIGHT)
    await room.take("sari", "ujian", MOST)
    await room.finish_lesson("sari")
    page = await room.read()
    assert [column["slug"] for column in page["columns"]] == SCORED
    assert [column["weight"] for column in page["columns"]] == [10, 10, 0]
    assert [column["share"] for column in page["columns"]] == [5000, 5000, None]
    assert (page["learners"], page["completed"], page["next"]) == (2, 0, None)
    assert [row["name"] for row in page["items"]] == ["Joko Contoh", "Sari Contoh, S.Sos."]
    sari = await room.row("sari", shown="all")
    assert sari["cells"]["materi"]["state"] == "done"
    assert sari["cells"]["kuis"] == {
        "state": "passed",
        "score": 10_000,
        "exempt": None,
        "overridden": False,
    }
    assert (sari["cells"]["ujian"]["state"], sari["cells"]["ujian"]["score"]) == (
        "not_passed",
        7500,
    )
    assert sari["grade"] == {"score": 8750, "missing": 0, "counted": 2}
    assert (sari["state"], sari["done"], sari["required"]) == ("under_way", 2, 3)
    joko = await room.row("joko")
    assert joko["grade"] == {"score": None, "missing": 2, "counted": 2}
    assert (joko["state"], joko["cells"]["kuis"]["state"]) == ("not_begun", "none")
    # Nobody needs a number of an identity card here.
    assert room.cast.sari.nip not in (await room.budi.get(room.book)).text


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("budi", {"joko", "sari"}),
        ("tono", {"joko", "sari"}),
        ("rina", {"joko", "sari"}),
        ("asep", {"joko", "sari"}),
        ("dewi", {"sari"}),
    ],
)
async def test_each_sees_the_people_in_their_hands(room: Class, who: str, names: set[str]) -> None:
    await room.enrol("sari", "joko")
    page = await room.read(who)
    seen = {row["enrolment"] for row in page["items"]}
    assert seen == {str(room.hall.enrolments[name]) for name in names}
    assert page["may_weigh"] == (who in {"budi", "tono", "rina"})
    books = (await room.clients[who].get("/api/v1/teaching/gradebooks")).json()
    assert books == {
        "items": [
            {
                "slug": room.course.slug,
                "title": page["course"]["title"],
                "learners": len(names),
                "completed": 0,
            }
        ],
        "next": None,
    }
    none = await room.sari.get("/api/v1/teaching/gradebooks", params={"limit": 1})
    assert none.json() == {"items": [], "next": None}
    for learner in ("sari", "joko"):
        answer = await room.clients[who].get(room.cell(learner, "kuis"))
        assert answer.status_code == (200 if learner in names else 404)
        body = {"reason": "Dicoba (rekaan)", "last_act": 0}
        changed = await room.clients[who].post(f"{room.cell(learner, 'kuis')}/excuse", json=body)
        expected = 404 if learner not in names else 200 if who in {"budi", "tono", "rina"} else 403
        assert changed.status_code == expected, changed.text


async def test_strangers_and_trainers_of_other_courses_find_nothing(room: Class) -> None:
    await room.enrol("sari")
    async with room.app.state.database.transaction() as session:
        await make_course(session, room.clock(), slug="kursus-lain")
    for who, slug in (
        ("sari", room.course.slug),
        ("joko", room.course.slug),
        ("budi", "kursus-lain"),
    ):
        for path in ("", "/agencies", "/export"):
            answer = await room.clients[who].get(f"/api/v1/teaching/courses/{slug}/gradebook{path}")
            assert answer.status_code == 404, (who, path)
    assert (await room.joko.get(f"/api/v1/courses/{room.course.slug}/grades")).status_code == 404


async def test_an_admin_of_a_part_of_the_tree_changes_their_own_people_alone(room: Class) -> None:
    await room.enrol("sari", "joko")
    async with room.app.state.database.transaction() as session:
        session.add(
            RoleGrant(
                id=uuid7(),
                person_id=room.cast.dewi.id,
                role=Role.ADMIN,
                agency_id=DINAS_A,
                created_at=room.clock(),
            )
        )
    page = await room.read("dewi")
    assert [row["name"] for row in page["items"]] == ["Sari Contoh, S.Sos."]
    assert page["may_weigh"] is False
    await room.act("sari", "kuis", "excuse", who="dewi")


async def test_filters(room: Class) -> None:
    await room.enrol("sari", "joko", "rina", "asep")
    await room.take("sari", "kuis", RIGHT)
    await room.take("sari", "ujian", RIGHT)
    await room.finish_lesson("sari")
    await room.take("joko", "kuis", WRONG)

    async def names(**asked: Any) -> list[str]:
        page = await room.read(**asked)
        assert page["learners"] == len(page["items"])
        return [row["name"].split()[0] for row in page["items"]]

    assert await names() == ["Asep", "Joko", "Rina", "Sari"]
    assert await names(state="completed") == ["Sari"]
    assert await names(state="under_way") == ["Joko"]
    assert await names(state="not_begun") == ["Asep", "Rina"]
    assert await names(q="CONTOH sari") == ["Sari"]
    assert await names(q="%") == []
    assert await names(agency=str(DINAS_A)) == ["Sari"]
    assert await names(agency=str(DINAS_B)) == ["Joko"]
    assert await names(agency=str(uuid7())) == []
    found = (await room.budi.get(f"{room.book}/agencies")).json()
    assert [(one["name"].split(" (")[0], one["depth"]) for one in found] == [
        ("Pemerintah Kota Contoh", 1),
        ("Dinas A", 2),
        ("Kecamatan Contoh", 3),
        ("Dinas B", 2),
    ]
    found = (await room.dewi.get(f"{room.book}/agencies")).json()
    assert [(one["id"], one["depth"]) for one in found] == [(str(DINAS_A), 1), (str(KECAMATAN), 2)]
    for wrong in ({"state": "x"}, {"agency": "x"}, {"after": "x"}, {"after": "WyJhIiwiYiJd"}):
        assert (await room.budi.get(room.book, params=wrong)).status_code == 422


async def test_pages_follow_each_other_by_name(room: Class) -> None:
    await crowd(room, 7)
    seen, after = [], None
    while True:
        page = await room.read(limit=3, **({"after": after} if after else {}))
        assert (page["learners"] is None) == (after is not None)
        seen += [row["name"] for row in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == [f"Peserta {number:03} (rekaan)" for number in range(7)]


async def crowd(room: Class, people: int, start: int = 0) -> None:
    """Learners with a result at every quiz."""
    now = room.clock()
    async with room.app.state.database.transaction() as session:
        for number in range(start, start + people):
            name, person_id, enrolment_id = f"Peserta {number:03} (rekaan)", uuid7(), uuid7()
            session.add(
                Person(
                    id=person_id,
                    name=name,
                    search_name=folded(name),
                    agency_id=DINAS_B if number % 2 else KECAMATAN,
                    employment="pns",
                    language="id",
                    status=PersonStatus.ACTIVE,
                    created_at=now,
                )
            )
            await session.flush()
            session.add(
                Enrolment(
                    id=enrolment_id,
                    person_id=person_id,
                    course_id=room.course.id,
                    publication_id=room.course.publication_id,
                    status=EnrolmentStatus.ACTIVE,
                    enrolled_at=now,
                    activities_required=3,
                    updated_at=now,
                )
            )
            await session.flush()
            session.add_all(
                ActivityState(
                    enrolment_id=enrolment_id,
                    activity_id=room.course.activities[slug],
                    furthest=0,
                    spot_hlc=0,
                    outcome_state=OutcomeState.PASSED,
                    score=8000,
                )
                for slug in SCORED
            )


async def test_statements_do_not_grow_with_the_learners(room: Class) -> None:
    async def asked(path: str, **query: Any) -> int:
        await room.dewi.get(room.book + path, params=query)  # whoever asks is in memory now
        with counted(room.app) as sent:
            answer = await room.dewi.get(room.book + path, params=query)
        assert answer.status_code == 200
        return sum("FROM" in statement for statement in sent)

    await crowd(room, 2)
    few = [await asked(""), await asked("", q="peserta", shown="all"), await asked("/export")]
    await crowd(room, 120, start=2)
    many = [
        await asked("", limit=200),
        await asked("", q="peserta", shown="all", limit=200),
        await asked("/export"),
    ]
    assert few == many
    assert few[0] == 8  # course, is anybody there, weights, learners, counts, three of cells


async def test_a_learner_of_an_older_version_is_graded_by_it(room: Class) -> None:
    await room.enrol("sari")
    await room.take("sari", "kuis", RIGHT)
    extra, secrets = make_quiz("baru")
    async with room.app.state.database.transaction() as session:
        await make_course(
            session,
            room.clock(),
            slug=room.course.slug,
            course_id=room.course.id,
            version=2,
            lessons=("materi",),
            keep_ids=room.course.activities,
            more=[extra],
            private={extra.id: secrets},
        )
    sari = await room.row("sari", shown="all")
    assert sari["cells"]["baru"]["state"] == "absent"
    assert sari["grade"] == {"score": 10_000, "missing": 1, "counted": 2}
    # What is no longer in the course is still in hers.
    assert (await room.detail("sari", "ujian"))["title"] == "Kuis rekaan"
    assert (await room.budi.get(f"{room.cell('sari', 'kuis')[:-36]}{extra.id}")).status_code == 404


async def test_weights(room: Class) -> None:
    await room.enrol("sari")
    await room.take("sari", "kuis", RIGHT)
    await room.take("sari", "ujian", MOST)
    body = {"weights": [{"activity": "ujian", "weight": 30}, {"activity": "latihan", "weight": 5}]}
    answer = await room.tono.put(f"{room.book}/weights", json=body)
    assert answer.status_code == 200, answer.text
    told = {one["slug"]: (one["weight"], one["share"]) for one in answer.json()["columns"]}
    assert told == {"kuis": (10, 2222), "ujian": (30, 6667), "latihan": (5, 1111)}
    sari = await room.row("sari")
    assert sari["grade"] == {"score": 8125, "missing": 1, "counted": 3}
    assert (await room.own("sari"))["grade"] == sari["grade"]
    back = {"weights": [{"activity": "latihan", "weight": None}]}
    assert (await room.budi.put(f"{room.book}/weights", json=back)).status_code == 200
    assert (await room.row("sari"))["grade"] == {"score": 8125, "missing": 0, "counted": 2}
    trail = (await room.rina.get("/api/v1/admin/audit")).json()["items"]
    weighed = [one for one in trail if one["act"] == "gradebook.weighed"]
    assert weighed[1]["details"]["weights"] == "ujian 30, latihan 5"
    # Nothing counts: there is no grade, rather than a wrong one.
    none = {"weights": [{"activity": slug, "weight": 0} for slug in SCORED]}
    assert (await room.budi.put(f"{room.book}/weights", json=none)).status_code == 200
    assert (await room.row("sari"))["grade"] == {"score": None, "missing": 0, "counted": 0}


@pytest.mark.parametrize(
    "weights",
    [
        [],
        [{"activity": "materi", "weight": 1}],
        [{"activity": "tidak-ada", "weight": 1}],
        [{"activity": "kuis", "weight": 101}],
        [{"activity": "kuis", "weight": -1}],
        [{"activity": "kuis", "weight": "5"}],
        [{"activity": "kuis\x00", "weight": 5}],
        [{"activity": "kuis"}],
        [{"activity": "kuis", "weight": 10**30}],
    ],
)
async def test_weights_of_another_shape_are_refused(room: Class, weights: object) -> None:
    answer = await room.budi.put(f"{room.book}/weights", json={"weights": weights})
    assert answer.status_code == 422, answer.text


async def test_who_may_not_weigh_is_told_so(room: Class) -> None:
    await room.enrol("sari")
    body = {"weights": [{"activity": "kuis", "weight": 1}]}
    for who, status in (("dewi", 403), ("asep", 403), ("sari", 404)):
        answer = await room.clients[who].put(f"{room.book}/weights", json=body)
        assert answer.status_code == status, who
    assert (await room.read())["columns"][0]["weight"] == 10


async def test_the_file_holds_all_learners_and_no_formula(
    room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.enrol("sari", "joko")
    await room.take("sari", "kuis", MOST)
    async with room.app.state.database.transaction() as session:
        person = await session.get_one(Person, room.cast.joko.id)
        person.name = '=HYPERLINK("https://contoh.example")'
    monkeypatch.setattr(export, "BATCH", 1)
    answer = await room.budi.get(f"{room.book}/export", params={"shown": "all"})
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "Nilai akhir" in sheet
    assert "<v>75.0</v>" in sheet
    assert "<f>" not in sheet
    assert "=HYPERLINK" in sheet
    assert sheet.count("<row") == 3
    assert room.cast.sari.nip not in sheet
    # A unit admin's file holds the unit admin's people.
    content = (await room.dewi.get(f"{room.book}/export")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").decode().count("<row") == 2
    monkeypatch.setattr(export, "MAX_LEARNERS", 1)
    refused = await room.budi.get(f"{room.book}/export")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-many-learners")
