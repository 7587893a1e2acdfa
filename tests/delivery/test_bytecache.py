"""Documents in memory: one ETag a representation, upgrades, and the cap."""

from pathlib import Path

import brotli
import pytest

from app.delivery.bytecache import ByteCache, Document, latin

FIXED = latin([("Cache-Control", "private, no-cache"), ("Vary", "Accept-Encoding")])
FULL = latin([("Content-Type", "text/html; charset=utf-8")])


PROSE = Path(__file__).read_text("utf-8")


def document(text: str = PROSE) -> Document:
    return Document(text.encode(), fixed=FIXED, full=FULL)


def test_each_coding_has_its_own_etag_and_the_same_text() -> None:
    made = document()
    whole, br, gzip = (made.representation(c) for c in ("identity", "br", "gzip"))
    assert len({whole.etag, br.etag, gzip.etag}) == 3
    assert brotli.decompress(br.body) == whole.body == made.body
    assert (b"content-encoding", b"br") in br.headers
    assert b"content-encoding" not in dict(whole.headers)
    assert dict(br.headers)[b"content-length"] == str(len(br.body)).encode()


def test_a_304_repeats_the_etag_the_client_holds() -> None:
    made = document()
    etag = made.representation("br").etag
    made.finish(brotli.compress(made.body, quality=11))
    assert made.representation("br").etag != etag
    unchanged = made.unchanged("br", etag)
    assert unchanged is not None
    assert dict(unchanged)[b"etag"].decode() == etag
    assert b"content-type" not in dict(unchanged)
    assert dict(unchanged)[b"vary"] == b"Accept-Encoding"


def test_bytes_of_another_coding_are_not_unchanged() -> None:
    made = document()
    assert made.unchanged("br", made.representation("gzip").etag) is None
    assert made.unchanged("br", '"something-else"') is None


@pytest.mark.parametrize("asked", ['W/"{}"', '"other", "{}"', "*"])
def test_lists_weak_tags_and_a_star_match(asked: str) -> None:
    made = document()
    tag = made.representation("gzip").etag.strip('"')
    assert made.unchanged("gzip", asked.format(tag)) is not None


async def test_the_final_bytes_replace_the_quick_ones() -> None:
    cache = ByteCache()
    made = document()
    cache.put("kunci", made)
    quick, before = len(made.representation("br").body), cache.bytes
    await cache.settle()
    assert made.final
    assert len(made.representation("br").body) < quick
    assert cache.bytes < before
    await cache.close()


def test_final_bytes_that_are_not_fewer_are_left_aside() -> None:
    made = document(" ".join(str(n) for n in range(3000)))
    etag = made.representation("br").etag
    made.finish(b"x" * 50_000)
    assert made.representation("br").etag == etag


async def test_the_least_recently_used_leave_beyond_the_cap() -> None:
    cache = ByteCache(max_bytes=20_000)
    for name in ("a", "b", "c"):
        cache.put(name, document(name * 2000))
    assert cache.get("a") is not None
    cache.put("d", document("d" * 2000))
    assert cache.get("b") is None
    assert cache.get("a") is not None
    assert cache.bytes <= 20_000
    await cache.close()
