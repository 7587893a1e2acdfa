"""Sends files as a tus client does, and makes small real ones to send."""

import asyncio
import base64
import io
import struct
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx import AsyncClient, Response
from PIL import Image

from app.media.examination import Found
from app.media.limits import kind_named
from app.media.worker_main import examine

TUS = {"Tus-Resumable": "1.0.0"}
UPLOADS = "/api/v1/uploads"


def metadata(**said: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items())


async def begin(
    client: AsyncClient, name: str, length: int, course: UUID | None, **more: str
) -> Response:
    said = {"filename": name, **({"course": str(course)} if course else {}), **more}
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata(**said)}
    return await client.post(UPLOADS, headers=headers)


async def put(client: AsyncClient, where: str, offset: int, piece: bytes) -> Response:
    headers = {
        **TUS,
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
    }
    return await client.patch(where, headers=headers, content=piece)


async def examined(client: AsyncClient, where: str) -> dict[str, Any]:
    """The upload once it has been looked at."""
    for _ in range(400):
        state: dict[str, Any] = (await client.get(where)).json()
        if state["state"] in ("done", "refused"):
            return state
        await asyncio.sleep(0.05)
    raise AssertionError(state)


async def send(
    client: AsyncClient, name: str, content: bytes, course: UUID | None, **more: str
) -> dict[str, Any]:
    """A whole file, and what became of it."""
    begun = await begin(client, name, len(content), course, **more)
    assert begun.status_code == 201, begun.text
    where = begun.headers["location"]
    sent = await put(client, where, 0, content)
    assert sent.status_code == 204, sent.text
    return await examined(client, where)


def look(folder: Path, name: str, content: bytes) -> Found:
    """What the subprocess finds, without one. Raises ``Refused``."""
    path, work = folder / "whole", folder / "work"
    path.write_bytes(content)
    work.mkdir()
    kind = kind_named(name, "asset")
    assert kind is not None
    return examine(path, work, kind)


def picture(
    width: int = 1600, height: int = 900, kind: str = "JPEG", mode: str = "RGB", **more: Any
) -> bytes:
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def pdf(*extra: str, catalog: str = "") -> bytes:
    """A PDF of one empty page, by hand; ``extra`` are further objects, from number 4 on."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        *extra,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table
    body += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n".encode()
    return body + f"startxref\n{start}\n%%EOF\n".encode()


def mp3(frames: int = 400) -> bytes:
    """Silence: MPEG-1 layer III, 32 kbit/s, 48 kHz: 96 bytes and 24 ms a frame."""
    return (b"\xff\xfb\x14\x00" + b"\x00" * 92) * frames


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def mp4(handler: bytes = b"vide", seconds: int = 75, data: int = 64) -> bytes:
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000), b"\x00" * 80)
    hdlr = box(b"hdlr", struct.pack(">II4s", 0, 0, handler), b"\x00" * 13)
    trak = box(b"trak", box(b"mdia", hdlr))
    moov = box(b"moov", mvhd, trak)
    return box(b"ftyp", b"isom\x00\x00\x02\x00isommp42") + moov + box(b"mdat", b"\x00" * data)


def element(name: int, content: bytes) -> bytes:
    named = name.to_bytes((name.bit_length() + 7) // 8, "big")
    return named + (1 << 56 | len(content)).to_bytes(8, "big") + content


def webm(track: int = 1, milliseconds: float = 4200.0, doc: bytes = b"webm") -> bytes:
    head = element(0x1A45DFA3, element(0x4282, doc))
    info = element(
        0x1549A966,
        element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))
        + element(0x4489, struct.pack(">d", milliseconds)),
    )
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, bytes([track]))))
    return head + element(0x18538067, info + tracks + element(0x1F43B675, b"\x00" * 40))


def ogg(seconds: int = 3) -> bytes:
    def page(content: bytes, granule: int, number: int) -> bytes:
        table = bytes([len(content)])
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, granule, 7, number, 0, len(table))
        return head + table + content

    opus = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48000, 0, 0)
    return page(opus, 0, 0) + page(b"\x00" * 50, 48000 * seconds + 312, 1)


VTT = b"WEBVTT\n\n00:00.500 --> 00:03.250\nSelamat pagi, Ibu (rekaan).\n"
