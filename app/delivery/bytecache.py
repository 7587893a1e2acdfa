"""Finished bytes in memory: a document, its codings, and the response headers of each.

What is kept is immutable by construction (a publication never changes), so there is nothing to
invalidate; the cap alone decides what leaves. Brotli 5 is made at first use, on the loop, because
it costs less than a thread hop; brotli 11 replaces it later from a thread.

An ETag names one representation: brotli 5, brotli 11, gzip and identity bytes of a document have
four. A client that holds the brotli 5 bytes still gets its 304 after the upgrade, with the ETag it
holds.
"""

import asyncio
import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor

import brotli

from app.delivery.negotiate import matches

Headers = list[tuple[bytes, bytes]]

CODINGS = ("br", "gzip")
QUICK_QUALITY, FINAL_QUALITY = 5, 11
DEFAULT_MAX_BYTES = 64 * 1024 * 1024
_PACKED_KINDS = (
    b"image/png",
    b"image/webp",
    b"image/jpeg",
    b"image/x-icon",
    b"audio/",
    b"video/",
    b"application/gzip",
)
# Python's objects around one representation, roughly.
_OVERHEAD_BYTES = 2_000


def packed(body: bytes, coding: str) -> bytes:
    """The body in a coding, quickly; the same bytes each time."""
    if coding == "br":
        quick: bytes = brotli.compress(body, quality=QUICK_QUALITY)
        return quick
    if coding == "gzip":
        # No time stamp in the head: wbits 31 leaves it zero.
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        return packer.compress(body) + packer.flush()
    return body


class Representation:
    """The bytes of one coding, ready to send."""

    __slots__ = ("body", "etag", "headers", "unchanged_headers")

    etag: str

    def __init__(self, body: bytes, coding: str, etag: str, fixed: Headers, full: Headers) -> None:
        self.body = body
        self.etag = etag
        self.unchanged_headers: Headers = [(b"etag", etag.encode()), *fixed]
        self.headers: Headers = [
            *self.unchanged_headers,
            *full,
            (b"content-length", str(len(body)).encode()),
        ]
        if coding != "identity":
            self.headers.append((b"content-encoding", coding.encode()))


class Document:
    """One document with the representations made so far.

    ``fixed`` headers go with a 200 and a 304 (Cache-Control, Vary), ``full`` with a 200 alone.
    """

    __slots__ = ("_body", "_etags", "_fixed", "_full", "_kept", "_stem", "final")

    def __init__(self, body: bytes, *, fixed: Headers, full: Headers) -> None:
        self._body, self._fixed, self._full = body, fixed, full
        self._stem = hashlib.sha256(body).hexdigest()[:20]
        self._kept: dict[str, Representation] = {}
        self._etags: dict[str, tuple[str, ...]] = {
            "identity": (f'"{self._stem}"',),
            "gzip": (f'"{self._stem}-gz"',),
            "br": (f'"{self._stem}-b{QUICK_QUALITY}"', f'"{self._stem}-b{FINAL_QUALITY}"'),
        }
        self.final = False

    @property
    def body(self) -> bytes:
        return self._body

    @property
    def is_incompressible(self) -> bool:
        """Pictures and the like: packing them again only costs."""
        kind = next((value for name, value in self._full if name == b"content-type"), b"")
        return kind.startswith(_PACKED_KINDS)

    def size(self) -> int:
        kept = sum(len(r.body) + _OVERHEAD_BYTES for r in self._kept.values())
        return len(self._body) + _OVERHEAD_BYTES + kept

    def representation(self, coding: str) -> Representation:
        """The bytes in ``coding`` ("br", "gzip" or "identity"), made now if need be."""
        kept = self._kept.get(coding)
        if kept is None:
            kept = self._kept[coding] = self._make(coding)
        return kept

    def unchanged(self, coding: str, if_none_match: str) -> Headers | None:
        """Headers of a 304, if the client holds these bytes."""
        representation = self.representation(coding)
        if if_none_match == representation.etag:
            return representation.unchanged_headers
        held = matches(if_none_match, self._etags[coding])
        return None if held is None else [(b"etag", held.encode()), *self._fixed]

    def finish(self, small: bytes) -> None:
        """Put the brotli 11 bytes in the place of the quick ones, if they are fewer at all."""
        self.final = True
        quick = self._kept.get("br")
        if quick is not None and len(quick.body) <= len(small):
            return
        self._kept["br"] = Representation(
            small, "br", self._etags["br"][1], self._fixed, self._full
        )

    def _make(self, coding: str) -> Representation:
        etag = self._etags[coding][0]
        return Representation(packed(self._body, coding), coding, etag, self._fixed, self._full)


class ByteCache:
    """Documents by key; beyond ``max_bytes`` the least recently used leave."""

    def __init__(self, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._documents: OrderedDict[Hashable, Document] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self.bytes = 0
        # One thread: an upgrade is never urgent, and must not take the cores from readers.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="brotli")
        self._upgrades: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._documents)

    def get(self, key: Hashable) -> Document | None:
        document = self._documents.get(key)
        if document is not None:
            self._documents.move_to_end(key)
        return document

    def put(self, key: Hashable, document: Document) -> None:
        """Keep a document and have it compressed for good when there is time."""
        self._documents[key] = document
        self._documents.move_to_end(key)
        if document.is_incompressible:
            self._weigh(key)
            return
        document.representation("br")
        self._weigh(key)
        task = asyncio.get_running_loop().create_task(self._finish(key, document))
        self._upgrades.add(task)
        task.add_done_callback(self._upgrades.discard)

    async def settle(self) -> None:
        """Wait for the upgrades that are under way."""
        await asyncio.gather(*self._upgrades)

    async def close(self) -> None:
        for task in self._upgrades:
            task.cancel()
        await asyncio.gather(*self._upgrades, return_exceptions=True)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _finish(self, key: Hashable, document: Document) -> None:
        loop = asyncio.get_running_loop()
        small = await loop.run_in_executor(self._thread, _final_bytes, document.body)
        document.finish(small)
        if self._documents.get(key) is document:
            self._weigh(key)

    def _weigh(self, key: Hashable) -> None:
        size = self._documents[key].size()
        self.bytes += size - self._sizes.get(key, 0)
        self._sizes[key] = size
        while self.bytes > self._max_bytes and len(self._documents) > 1:
            oldest, _ = self._documents.popitem(last=False)
            self.bytes -= self._sizes.pop(oldest)


def _final_bytes(body: bytes) -> bytes:
    small: bytes = brotli.compress(body, quality=FINAL_QUALITY)
    return small


def latin(headers: Sequence[tuple[str, str]]) -> Headers:
    """Headers as ASGI wants them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
