"""Course staff never see a NIP: everything that a trainer and a partner can ask for is searched.

What they are given as a file is opened first.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from httpx import AsyncClient, Response

from app.identity.nip import MASK
from app.kit.spreadsheet import xlsx
from app.main import ROUTERS
from tests.api import test_matrix
from tests.api.asks import Ask
from tests.api.test_matrix import TABLE, Scene, filled
from tests.cast import Cast
from tests.conftest import SignIn

scene = test_matrix.scene

NAMES = ("sari", "budi", "rina", "dewi", "joko", "asep", "tono")
# Downloads come in more than one form.
FORMS: tuple[dict[str, str], ...] = ({}, {"format": "csv"}, {"format": "xlsx"})
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


def digits(answer: Response) -> str:
    """What the answer says, without what people put between the digits of a NIP."""
    said = [answer.text]
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
            said += [opened.read(name).decode("utf-8", "replace") for name in opened.namelist()]
    return re.sub(r"(?<=[0-9])[ .\-\u00a0]+(?=[0-9])", "", "\n".join(said))


def told(answer: Response, cast: Cast, asking: str) -> list[str]:
    """Whose NIP is in it, the asker's own aside."""
    text = digits(answer)
    return [who for who in NAMES if who != asking and getattr(cast, who).nip in text]


async def ask_of(client: AsyncClient, scene: Scene, ask: Ask) -> list[Response]:
    path = ask.path.format_map({**scene.fill, **(ask.fill or {})})
    json, query = filled(ask.json, scene.fill), filled(ask.query, scene.fill) or {}
    forms = FORMS if "export" in ask.path and ask.method == "GET" else FORMS[:1]
    return [
        await client.request(ask.method, path, json=json, params={**query, **form})
        for form in forms
    ]


@pytest.mark.parametrize("who", ["budi", "tono"])
async def test_no_operation_tells_one(scene: Scene, as_player: SignIn, who: str) -> None:
    client, seen, answered = await as_player(getattr(scene.cast, who)), [], 0
    for ask in TABLE:
        for answer in await ask_of(client, scene, ask):
            answered += answer.status_code < 300
            seen += [f"{ask.method} {ask.path}: {one}" for one in told(answer, scene.cast, who)]
            # Nor a part of one.
            if "/teaching/" in ask.path and MASK in answer.text:
                seen.append(f"{ask.method} {ask.path}: masked")
    assert seen == []
    # Enough was let through for this to mean something.
    assert answered > 80


def routes_of(routers: Iterable[Any]) -> Iterator[APIRoute]:
    for router in routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield route
            elif (included := getattr(route, "original_router", None)) is not None:
                yield from routes_of([included])


@pytest.mark.parametrize("who", ["budi", "tono"])
async def test_no_page_tells_one(scene: Scene, as_player: SignIn, who: str) -> None:
    client, seen, pages = await as_player(getattr(scene.cast, who)), [], 0
    fill = {**scene.fill, "module": "modul", "rest": "mengajar", "section": "mengajar"}
    for route in routes_of(ROUTERS):
        if route.include_in_schema or "GET" not in (route.methods or ()):
            continue
        if not set(PARAMETER.findall(route.path)) <= set(fill):
            continue
        answer = await client.get(PARAMETER.sub(lambda found: fill[found[1]], route.path))
        pages += answer.status_code == 200
        seen += [f"{route.path}: {one}" for one in told(answer, scene.cast, who)]
    assert seen == []
    assert pages > 12


@pytest.mark.parametrize("between", ["", " ", ".", "-"])
def test_the_search_finds_one(cast: Cast, between: str) -> None:
    """However it is written, and in a workbook."""
    said = between.join(cast.sari.nip)
    assert told(Response(200, text=f"<td>{said}</td>"), cast, "budi") == ["sari"]
    book = xlsx("Contoh", [["NIP"], [said]], [20])
    assert told(Response(200, content=book), cast, "budi") == ["sari"]
    assert told(Response(200, text=said), cast, "sari") == []
