"""Pictures: three widths, nothing hidden, bombs and scripts refused with a reason."""

import io
import struct
import zlib
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from PIL import Image

from app.media.examination import Refused
from app.media.store import store_of
from tests.media.conftest import Workshop
from tests.media.sending import look, picture, send

SECRET = b"Rahasia: GPS -5.13, 119.41"


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 30000 × 30000."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


async def test_widths_are_drawn_anew_without_what_the_camera_wrote(
    app: FastAPI, workshop: Workshop
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = SECRET.decode()
    content = picture(1000, 600, exif=exif.tobytes()) + SECRET
    state = await send(workshop.budi, "kamera.jpeg", content, workshop.course)
    folder: Path = store_of(app.state.database).work(UUID(state["id"]))
    made = {one["width"]: one for one in state["result"]["variants"]}
    assert sorted(made) == [320, 600]  # upright, it is 600 wide
    for width, one in made.items():
        written = (folder / f"{width}.webp").read_bytes()
        assert SECRET not in written
        assert len(written) == one["bytes"]
        with Image.open(io.BytesIO(written)) as image:
            assert image.size == (width, one["height"])
            assert not image.getexif()
    assert made[600]["height"] == 1000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", picture(400, 300, "PNG", "RGBA")),
        ("a.gif", picture(400, 300, "GIF", "P")),
        ("a.webp", picture(400, 300, "WEBP")),
        ("a.jpg", picture(400, 300, "JPEG", "CMYK")),
        ("kecil.png", picture(20, 10, "PNG", "L")),
        ("tinggi.png", picture(30, 9000, "PNG", "L")),
    ],
)
def test_pictures_of_every_kind(tmp_path: Path, name: str, content: bytes) -> None:
    found = look(tmp_path, name, content)
    assert found.height is not None
    assert found.height <= 4096


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">%s</svg>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bom.png", bomb(), "too-many-pixels"),
        ("skrip.svg", SVG % b"<script>alert(1)</script>", "active-svg"),
        ("luar.svg", SVG % b'<image href="https://contoh.example/x.png"/>', "active-svg"),
        (
            "tawa.svg",
            b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aa">]>' + SVG % b"",
            "active-svg",
        ),
        ("teks.jpg", b"<html><script>alert(1)</script>", "not-as-named"),
        ("rusak.jpg", picture()[:2000], "not-as-named"),
        ("bukan.png", b"MZ" + b"\x00" * 200, "not-as-named"),
        ("pdf.png", b"%PDF-1.4 ...", "not-as-named"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        look(tmp_path, name, content)


async def test_a_refusal_has_words(app: FastAPI, workshop: Workshop) -> None:
    state = await send(workshop.budi, "bom.png", bomb(), workshop.course)
    assert (state["state"], state["code"]) == ("refused", "too-many-pixels")
    assert "50 juta piksel" in state["reason"]
    assert state["result"] is None
    assert list(store_of(app.state.database).incoming.iterdir()) == []


async def test_a_plain_drawing_stays_as_it_is(app: FastAPI, workshop: Workshop) -> None:
    content = SVG % b'<path d="M0 0h4v4z"/>'
    state = await send(workshop.budi, "gambar.svg", content, workshop.course)
    assert state["result"]["media_type"] == "image/svg+xml"
    folder = store_of(app.state.database).work(UUID(state["id"]))
    assert (folder / "drawing.svg").read_bytes() == content
