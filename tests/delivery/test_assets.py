"""Static files of the real build: codings, conditions, ranges, and what is never served."""

import json
import os
from pathlib import Path

import brotli
import pytest
from httpx import ASGITransport, AsyncClient
from starlette.types import Receive, Scope, Send

from app.delivery.assets import (
    DIST,
    IMMUTABLE,
    KEPT_BUILDS,
    Assets,
    BuildMissingError,
    StaticFiles,
    keep_assets,
)


async def not_ours(scope: Scope, _receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets.load()


@pytest.fixture
def browser(assets: Assets) -> AsyncClient:
    transport = ASGITransport(StaticFiles(not_ours, assets))
    return AsyncClient(transport=transport, base_url="https://test")


@pytest.fixture
def script(assets: Assets) -> str:
    return assets.scripts["lesson"][0]


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
async def test_codings(browser: AsyncClient, script: str, accept: str, coding: str | None) -> None:
    answer = await browser.get(script, headers={"Accept-Encoding": accept})
    assert answer.headers.get("content-encoding") == coding
    assert answer.content == (DIST / script[1:]).read_bytes()
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-type"].startswith("text/javascript")


async def test_unchanged_per_representation(browser: AsyncClient, script: str) -> None:
    br = await browser.get(script, headers={"Accept-Encoding": "br"})
    condition = {"If-None-Match": br.headers["etag"]}
    again = await browser.get(script, headers={"Accept-Encoding": "br"} | condition)
    other = await browser.get(script, headers={"Accept-Encoding": "gzip"} | condition)
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


async def test_head_says_the_same_without_a_body(browser: AsyncClient, script: str) -> None:
    head, get = await browser.head(script), await browser.get(script)
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


async def test_ranges_are_of_identity_bytes(browser: AsyncClient, script: str) -> None:
    whole = (DIST / script[1:]).read_bytes()
    asked = {"Range": "bytes=10-19", "Accept-Encoding": "br"}
    part = await browser.get(script, headers=asked)
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert "content-encoding" not in part.headers
    beyond = await browser.get(script, headers={"Range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416
    stale = await browser.get(script, headers=asked | {"If-Range": '"old"'})
    assert stale.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/icons.json",
        "/locales/pages.id.json",
        "/.vite/manifest.json",
        "/assets/../../package.json",
        "/assets/nothing.js",
        "/assets/",
    ],
)
async def test_what_is_not_served(browser: AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 418


async def test_files_with_fixed_names_are_asked_for_again(browser: AsyncClient) -> None:
    manifest = await browser.get("/manifest.webmanifest")
    assert manifest.headers["cache-control"] == "public, no-cache"
    assert manifest.headers["content-type"] == "application/manifest+json"
    for icon in manifest.json()["icons"]:
        assert (await browser.get(icon["src"])).status_code == 200, icon
    assert (await browser.get("/robots.txt")).headers["content-type"].startswith("text/plain")


async def test_other_methods_go_on(browser: AsyncClient, script: str) -> None:
    assert (await browser.post(script)).status_code == 418


def test_a_missing_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BuildMissingError, match="npm --prefix frontend run build"):
        Assets.load(tmp_path)


def test_earlier_builds_stay_served(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for number in range(KEPT_BUILDS + 2):
        current = tmp_path / f"build-{number}" / "assets"
        current.mkdir(parents=True)
        (current / f"lesson-{number}.js").write_text(f"// {number}")
        keep_assets(current, kept)
        for age, folder in enumerate(sorted(kept.iterdir(), key=lambda p: p.stat().st_mtime)):
            os.utime(folder, (number * 100 + age, number * 100 + age))
    assert len(list(kept.iterdir())) == KEPT_BUILDS
    served = Assets.load(kept=kept).files
    newest = f"/assets/lesson-{KEPT_BUILDS + 1}.js"
    assert served[newest].body == f"// {KEPT_BUILDS + 1}".encode()
    assert "/assets/lesson-0.js" not in served


def test_the_build_packs_what_it_serves(assets: Assets) -> None:
    for path, document in assets.files.items():
        twin = DIST / f"{path[1:]}.br"
        if twin.exists():
            assert brotli.decompress(twin.read_bytes()) == document.body, path


def test_words_and_icons_come_with_the_build(assets: Assets) -> None:
    source = DIST.parents[0] / "src" / "locales" / "pages.id.json"
    assert assets.words["id"].names() == set(json.loads(source.read_text("utf-8")))
    assert "lantern" in assets.icons
