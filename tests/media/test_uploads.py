"""Uploads over HTTP: what works, what resumes, and each refusal."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.media import limits
from app.media.errors import CourseFull
from app.media.examining import sweep
from app.media.store import store_of
from tests.conftest import FixedClock
from tests.media.conftest import Workshop
from tests.media.sending import TUS, UPLOADS, begin, examined, metadata, picture, put, send


async def test_it_works(workshop: Workshop) -> None:
    content = picture()
    begun = await begin(workshop.budi, "Foto loket.JPG", len(content), workshop.course)
    assert begun.status_code == 201
    assert begun.headers["tus-resumable"] == "1.0.0"
    where = begun.headers["location"]
    half = len(content) // 2
    assert (await put(workshop.budi, where, 0, content[:half])).headers["upload-offset"] == str(
        half
    )
    there = await workshop.budi.head(where, headers=TUS)
    assert (there.status_code, there.headers["upload-offset"]) == (200, str(half))
    assert there.headers["upload-length"] == str(len(content))
    assert there.headers["cache-control"] == "no-store"
    state = (await workshop.budi.get(where)).json()
    assert (state["state"], state["offset"], state["name"]) == (
        "uploading",
        half,
        "Foto loket.JPG",
    )
    assert (await put(workshop.budi, where, half, content[half:])).status_code == 204
    done = await examined(workshop.budi, where)
    assert done["state"] == "done", done
    assert [one["width"] for one in done["result"]["variants"]] == [320, 640, 1280]
    assert done["result"]["media_type"] == "image/webp"
    listed = (await workshop.budi.get(UPLOADS, params={"course": str(workshop.course)})).json()
    assert [one["id"] for one in listed["items"]] == [done["id"]]


async def test_a_lost_answer_is_asked_for_and_gone_on_from(workshop: Workshop) -> None:
    content = picture()
    where = (await begin(workshop.budi, "a.jpg", len(content), workshop.course)).headers["location"]
    await put(workshop.budi, where, 0, content[:100])
    again = await put(workshop.budi, where, 0, content[:100])  # its answer was lost
    assert (again.status_code, again.json()["type"]) == (409, "/problems/upload-moved")
    assert again.json()["offset"] == 100
    await put(workshop.budi, where, 100, content[100:])
    last = await put(workshop.budi, where, len(content), b"")
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(content)))
    assert (await examined(workshop.budi, where))["state"] == "done"


async def test_two_connections_of_one_upload_end_in_one_file(workshop: Workshop) -> None:
    content = picture(kind="PNG")
    where = (await begin(workshop.budi, "a.png", len(content), workshop.course)).headers["location"]
    await asyncio.gather(*(put(workshop.budi, where, 0, content) for _ in range(4)))
    assert (await examined(workshop.budi, where))["state"] == "done"


async def test_more_than_was_said_is_not_kept(app: FastAPI, workshop: Workshop) -> None:
    content = picture()
    where = (await begin(workshop.budi, "a.jpg", len(content), workshop.course)).headers["location"]
    assert (await put(workshop.budi, where, 0, content + b"more")).headers["upload-offset"] == str(
        len(content)
    )
    state = await examined(workshop.budi, where)
    assert state["state"] == "done"
    whole = store_of(app.state.database).whole(UUID(state["id"]))
    assert whole.stat().st_size == len(content)


async def test_it_is_nobody_elses(workshop: Workshop) -> None:
    where = (await begin(workshop.budi, "a.jpg", 10, workshop.course)).headers["location"]
    for other in (workshop.tono, workshop.rina, workshop.sari):
        assert (await other.get(where)).status_code == 404
        assert (await other.head(where, headers=TUS)).status_code == 404
        assert (await put(other, where, 0, b"x")).status_code == 404
        assert (await other.delete(where, headers=TUS)).status_code == 404
    assert (await begin(workshop.tono, "a.jpg", 10, workshop.course)).status_code == 404
    assert (await begin(workshop.sari, "a.jpg", 10, workshop.course)).status_code == 404
    assert (await begin(workshop.sari, "a.zip", 10, None, purpose="import")).status_code == 404
    assert (await begin(workshop.rina, "a.jpg", 10, workshop.other)).status_code == 201


@pytest.mark.parametrize(
    ("name", "length", "code"),
    [
        ("a.exe", 10, "unknown-kind"),
        ("tanpa-akhiran", 10, "unknown-kind"),
        ("a.zip", 10, "unknown-kind"),
        ("a.jpg", 0, "empty"),
        ("a.jpg", 15_000_001, "too-large"),
        ("a.mp3", 60_000_001, "too-large"),
        ("a.mp4", 200_000_001, "too-large"),
        ("a.pdf", 30_000_001, "too-large"),
        ("a.pdf", 10**15, "unreadable"),
        ("a.pdf", -1, "unreadable"),
    ],
)
async def test_what_is_not_even_begun(
    workshop: Workshop, name: str, length: int, code: str
) -> None:
    answer = await begin(workshop.budi, name, length, workshop.course)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "said",
    [
        "filename !!!",
        "filename YQ==,filename YQ==",
        "x" * 5000,
        metadata(filename="a.jpg", course="bukan-uuid"),
        metadata(filename="a.jpg", purpose="lain"),
        metadata(filename="a.jpg"),
        "filename /w==",
    ],
)
async def test_metadata_that_says_nothing_good(workshop: Workshop, said: str) -> None:
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": said}
    answer = await workshop.budi.post(UPLOADS, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")


async def test_the_protocol_is_kept(workshop: Workshop, client: AsyncClient) -> None:
    where = (await begin(workshop.budi, "a.jpg", 10, workshop.course)).headers["location"]
    other = await workshop.budi.head(where, headers={"Tus-Resumable": "0.2.2"})
    assert (other.status_code, other.headers["tus-version"]) == (412, "1.0.0")
    asked = await workshop.budi.options(UPLOADS)
    assert (asked.status_code, asked.headers["tus-extension"]) == (
        204,
        "creation,expiration,termination",
    )
    kind = await workshop.budi.patch(
        where,
        headers={**TUS, "Upload-Offset": "0", "Content-Type": "application/json"},
        content=b"{}",
    )
    assert kind.status_code == 415
    for odd in (b"abc", b"-1", b"9" * 40, b"\xc2\xbd"):
        headers = httpx.Headers(
            [
                (b"Tus-Resumable", b"1.0.0"),
                (b"Upload-Offset", odd),
                (b"Content-Type", b"application/offset+octet-stream"),
            ]
        )
        assert (await workshop.budi.patch(where, headers=headers, content=b"x")).status_code == 409
    assert (await workshop.budi.get(f"{UPLOADS}/{uuid4()}")).status_code == 404
    assert (await workshop.budi.get(f"{UPLOADS}/..%2f..%2fetc")).status_code in (404, 422)
    assert (await client.post(UPLOADS, headers=TUS)).status_code == 401


async def test_too_large_a_piece(workshop: Workshop) -> None:
    where = (await begin(workshop.budi, "a.mp4", 20_000_000, workshop.course)).headers["location"]
    answer = await put(workshop.budi, where, 0, b"\x00" * (limits.MAX_PIECE_BYTES + 1))
    assert answer.status_code == 413
    there = await workshop.budi.head(where, headers=TUS)
    assert there.headers["upload-offset"] == "0"


async def test_withdrawn_and_expired_uploads_leave_nothing(
    app: FastAPI, workshop: Workshop, clock: FixedClock
) -> None:
    store = store_of(app.state.database)
    first = (await begin(workshop.budi, "a.jpg", 10, workshop.course)).headers["location"]
    await put(workshop.budi, first, 0, b"abc")
    assert (await workshop.budi.delete(first, headers=TUS)).status_code == 204
    assert (await workshop.budi.get(first)).status_code == 404
    second = (await begin(workshop.budi, "b.jpg", 10, workshop.course)).headers["location"]
    await put(workshop.budi, second, 0, b"abc")
    await sweep(app.state.database, clock.advance(days=6))
    assert (await workshop.budi.head(second, headers=TUS)).headers["upload-offset"] == "3"
    await sweep(app.state.database, clock.advance(days=1, seconds=1))
    assert (await workshop.budi.get(second)).status_code == 404
    assert list(store.incoming.iterdir()) == []


async def test_what_was_lost_on_the_server_is_said(app: FastAPI, workshop: Workshop) -> None:
    where = (await begin(workshop.budi, "a.jpg", 10, workshop.course)).headers["location"]
    store_of(app.state.database).discard(UUID(where.rsplit("/", 1)[1]))
    assert (await workshop.budi.head(where, headers=TUS)).status_code == 410
    assert (await put(workshop.budi, where, 0, b"x")).status_code == 410


async def test_a_person_and_a_course_have_bounds(
    app: FastAPI, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "COURSE_QUOTA_BYTES", 100)
    assert (await begin(workshop.budi, "a.jpg", 60, workshop.course)).status_code == 201
    full = await begin(workshop.budi, "b.jpg", 60, workshop.course)
    assert (full.status_code, full.json()["type"]) == (409, CourseFull.type_uri())
    monkeypatch.setattr(limits, "MAX_OPEN_UPLOADS", 1)
    many = await begin(workshop.budi, "b.jpg", 1, workshop.course)
    assert many.json()["type"] == "/problems/too-many-uploads"
    monkeypatch.setattr(limits, "DISK_RESERVE_BYTES", 10**18)
    full = await begin(workshop.rina, "b.jpg", 1, workshop.course)
    assert full.json()["type"] == "/problems/storage-full"


async def test_an_import_belongs_to_no_course(workshop: Workshop) -> None:
    state = await send(
        workshop.budi, "naskah.md", b"---\ntitle: Contoh\n---\n", None, purpose="import"
    )
    assert (state["state"], state["course"], state["result"]["kind"]) == ("done", None, "text")
    bad = await send(workshop.budi, "kursus.zip", b"PK\x03\x04 rusak", None, purpose="import")
    assert (bad["state"], bad["code"]) == ("refused", "broken-zip")
