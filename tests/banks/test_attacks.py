"""What nobody of ours would send: odd bodies, odd texts, odd numbers, other people's banks."""

import json
import time
from typing import Any

import pytest
from httpx import AsyncClient

from app.banks.checking import question_findings
from tests.banks.conftest import BANKS, Room
from tests.banks.make_bank import question

LOKET = f"{BANKS}/loket/questions"


def nested(levels: int) -> str:
    return '{"source": {"id": "dalam", "key": ' + "[" * levels + "]" * levels + "}}"


BODIES = [
    "null",
    "[]",
    "{}",
    '{"source": null}',
    '{"source": []}',
    '{"source": "x"}',
    '{"source": {"kind": {"a": 1}}}',
    '{"source": {"text": {"id": []}}}',
    '{"source": {"id": "a", "text": {"id": {"stem": 5}}}}',
    '{"source": {"points": 1e400}}',
    '{"source": {"points": NaN}}',
    '{"source": {"points": ' + "9" * 5000 + "}}",
    '{"source": {"points": 18446744073709551616}}',
    '{"source": {"id": "a\\u0000b"}}',
    '{"source": {"a\\u0000b": 1}}',
    '{"source": {"tags": ["\\ud800"]}}',
    '{"source": {"text": {"id": {"stem": "\\udfff"}}}}',
    '{"source": {}, "note": "\\u0000"}',
    '{"source": {}, "take": "yes"}',
    '{"source": {}, "stray": 1}',
    nested(20),
    nested(200),
    nested(5000),
    nested(200_000),
    '{"source": {"id": "' + "a" * 900_000 + '"}}',
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_no_body_breaks_anything(room: Room, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    wanted = [
        ("POST", LOKET),
        ("POST", f"{LOKET}/preview"),
        ("PUT", f"{LOKET}/lansia"),
        ("POST", f"{LOKET}/bulk"),
        ("POST", f"{BANKS}/loket/pictures"),
        ("PATCH", f"{BANKS}/loket"),
        ("POST", BANKS),
    ]
    for method, path in wanted:
        answer = await room.budi.request(method, path, content=body, headers=headers)
        expected = (200, 400, 422) if path.endswith(("preview", "/loket")) else (400, 422)
        assert answer.status_code in expected, f"{method} {path}: {answer.text[:200]}"
    assert (await room.budi.get(f"{LOKET}/lansia")).json()["revision"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/loket%00/questions",
        "/LOKET/questions",
        "/loket/questions/%ED%A0%80",
        "/loket/questions/..%2Fasing",
        "/loket/questions/lansia/versions/0",
        "/loket/questions/lansia/versions/99999999999999999999",
        "/loket/questions/lansia/differences?before=1&to=99999999999",
        "/loket/questions?limit=0",
        "/loket/questions?after=%00",
        "/loket/questions?q=%00",
        "/loket/questions?tag=%00",
        "?agency=x",
        "?course=%00",
        "?after=eA",
    ],
)
async def test_no_address_breaks_anything(room: Room, path: str) -> None:
    answer = await room.budi.get(f"{BANKS}{path}")
    assert answer.status_code in (404, 422), answer.text[:200]


async def test_patterns_are_words_like_any_other(room: Room) -> None:
    for q in ("%", "_", "\\", "' OR 1=1 --", "😀", "a" * 200, "   "):
        answer = await room.budi.get(LOKET, params={"q": q})
        assert answer.status_code == 200
        assert len(answer.json()["items"]) == (2 if not q.strip() else 0), q


async def _forged(client: AsyncClient, method: str, path: str, body: Any) -> int:
    return (await client.request(method, path, json=body)).status_code


async def test_a_question_of_another_bank_is_out_of_reach(room: Room) -> None:
    """By an id that exists elsewhere, by a cursor of elsewhere, through a bank in one's hands."""
    own = f"{BANKS}/berkas/questions"  # Budi's, but the questions are the other bank's
    assert (await room.budi.get(f"{own}/lama")).status_code == 404
    save = {"revision": 1, "source": question("lama"), "take": True}
    assert await _forged(room.budi, "PUT", f"{own}/lama", save) == 404
    bulk = {"ids": ["lama", "berkas"], "status": "active", "take": True}
    answer = await room.budi.post(f"{own}/bulk", json=bulk)
    assert answer.json() == {"changed": [], "unchanged": [], "missing": ["lama", "berkas"]}
    cursor = (await room.budi.get(LOKET, params={"limit": 1})).json()["next"]
    there = await room.budi.get(f"{BANKS}/asing/questions", params={"after": cursor})
    assert there.status_code == 404


async def test_an_author_cannot_bring_script_in(room: Room) -> None:
    evil = question(
        "jahat",
        stem="<script>alert(1)</script> [x](javascript:alert(1)) ![x](https://jahat.example/x.png)",
    )
    answer = await room.budi.post(f"{LOKET}/preview", json={"source": evil})
    seen = answer.json()
    assert {one["code"] for one in seen["findings"]} >= {"C040", "C050", "C051"}
    assert "<script" not in seen["html"]
    assert "javascript:" not in seen["html"]
    assert "<img" not in seen["html"]
    assert (await room.budi.post(LOKET, json={"source": evil})).status_code == 422


def test_the_longest_texts_are_judged_in_time() -> None:
    """Markdown that costs parsers most, as long as a question may be."""
    slowest = 0.0
    for stem in (
        "[" * 8_000,
        "*a " * 2_666,
        "`" * 8_000,
        "> " * 4_000 + "x",
        "- " * 4_000 + "x",
        "|a" * 4_000 + "\n" + "|-" * 100,
        ":::figure{" * 800,
        "![" * 4_000,
        "**a**" * 1_600,
        "a" * 8_000,
        "<" * 8_000,
        "&" * 8_000,
        "# " * 4_000,
        "1. " * 2_666,
    ):
        source = question("panjang", stem=stem)
        source["text"]["id"]["explanation"] = stem
        began = time.process_time()
        question_findings("loket", source, {})
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 2, f"{slowest:.2f} s"


async def test_too_long_a_text_is_told_so(room: Room) -> None:
    source = question("panjang")
    source["text"]["id"]["feedback"] = {f"x{n}": "a" * 7_000 for n in range(12)}
    answer = await room.budi.post(LOKET, json={"source": source})
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["findings"]] == ["C002"]
    body = json.dumps({"source": source | {"author": "a" * 1_100_000}})
    too_much = await room.budi.post(
        LOKET, content=body, headers={"Content-Type": "application/json"}
    )
    assert too_much.status_code == 413
