"""Pictures of a bank: what is taken, what is cleaned off, and how a figure shows them."""

import base64
import struct
import zlib
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from hypothesis import given
from hypothesis import strategies as st

from app.banks.picture_cleaning import DamagedError, cleaned, orientation
from app.catalogue.compiler.images import picture
from tests.banks.conftest import BANKS, Room
from tests.banks.make_bank import question

SECRET = b"Rahasia: GPS -5.13, 119.41"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*extra: bytes, width: int = 4) -> bytes:
    head = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" + b"\x80" * width)
    parts = [chunk(b"IHDR", head), *extra, chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def tiff(turned: int) -> bytes:
    """Big-endian, with a text beside the orientation."""
    entries = struct.pack(">HHHIHH", 2, 0x0112, 3, 1, turned, 0)
    entries += struct.pack(">HHI", 0x010E, 2, len(SECRET)) + struct.pack(">I", 38)
    return b"MM\x00*\x00\x00\x00\x08" + entries + struct.pack(">I", 0) + SECRET


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg(*extra: bytes) -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, 1, 4, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    jfif = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    return b"\xff\xd8" + jfif + b"".join(extra) + frame + scan + b"\xff\xd9" + SECRET


def webp(*extra: bytes, flags: int = 0x0C) -> bytes:
    def part(name: bytes, body: bytes) -> bytes:
        return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)

    head = part(b"VP8X", bytes([flags, 0, 0, 0]) + b"\x03\x00\x00" + b"\x00\x00\x00")
    body = b"WEBP" + head + part(b"VP8L", b"\x2f\x03\x00\x00\x00") + b"".join(extra)
    return b"RIFF" + struct.pack("<I", len(body)) + body


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><!-- ' + SECRET + b" -->"
    b'<path d="M0 0h4v4z"/></svg>'
)
EXIF = b"Exif\x00\x00"
DIRTY = {
    "png": png(chunk(b"tEXt", b"Author\x00" + SECRET), chunk(b"eXIf", tiff(6))) + SECRET,
    "jpeg": jpeg(segment(0xE1, EXIF + tiff(1)), segment(0xFE, SECRET), segment(0xED, SECRET)),
    "turned": jpeg(segment(0xE1, EXIF + tiff(6))),
    "webp": webp(
        b"EXIF" + struct.pack("<I", len(tiff(1))) + tiff(1) + b"\x00" * (len(tiff(1)) % 2)
    ),
    "svg": SVG,
}


@pytest.mark.parametrize("name", sorted(DIRTY))
def test_what_the_camera_wrote_is_gone(name: str) -> None:
    media_type, clean = cleaned(DIRTY[name])
    assert SECRET not in clean
    assert picture(clean) == picture(DIRTY[name])
    assert cleaned(clean) == (media_type, clean)


def test_which_side_is_up_stays() -> None:
    _, clean = cleaned(DIRTY["turned"])
    at = clean.index(EXIF) + len(EXIF)
    assert orientation(clean[at:]) == 6
    assert EXIF not in cleaned(DIRTY["jpeg"])[1]


def test_a_colour_profile_stays() -> None:
    profile = segment(0xE2, b"ICC_PROFILE\x00\x01\x01warna")
    assert profile in cleaned(jpeg(profile, segment(0xE2, b"MPF\x00" + SECRET)))[1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a\x04\x00\x04\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        png()[:40],
        jpeg()[:30],
        webp()[:34],
        png(width=5000),
        b"%PDF-1.7",
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedError):
        cleaned(content)


@given(st.sampled_from(sorted(DIRTY)), st.integers(0, 400), st.binary(max_size=12))
def test_damage_raises_nothing_else(name: str, at: int, junk: bytes) -> None:
    content = DIRTY[name][:at] + junk + DIRTY[name][at + len(junk) :]
    try:
        _, clean = cleaned(content)
    except DamagedError:
        return
    if name != "svg":
        assert picture(clean) is not None


async def sent(
    client: AsyncClient,
    content: bytes,
    name: str = "Loket Depan.PNG",
    bank: str = "loket",
    **more: Any,
) -> Response:
    said = {"alt": 'Dua "loket"', "licence": "CC BY 4.0, Budi Contoh", "name": name, **more}
    encoded = base64.b64encode(content).decode()
    return await client.post(f"{BANKS}/{bank}/pictures", json={"content": encoded, **said})


async def test_a_picture_is_kept_and_shown(app: FastAPI, room: Room) -> None:
    answer = await sent(room.budi, DIRTY["png"])
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert kept["file"] == "assets/loket-depan.png"
    assert kept["figure"] == (
        ':::figure{src="assets/loket-depan.png" alt="Dua \'loket\'" '
        'licence="CC BY 4.0, Budi Contoh"}\nDua "loket"\n:::'
    )
    shown = await room.budi.get(kept["link"])
    assert shown.headers["content-type"] == "image/png"
    assert SECRET not in shown.content
    again = await sent(room.budi, DIRTY["png"], "lain.png")
    assert again.json()["file"] == "assets/loket-depan.png"
    other = await sent(room.budi, png(width=5), "loket-depan.jpg")
    assert other.json()["file"] == "assets/loket-depan-2.png"
    listed = (await room.budi.get(f"{BANKS}/loket/pictures")).json()
    assert [one["file"] for one in listed["items"]] == [
        "assets/loket-depan-2.png",
        "assets/loket-depan.png",
    ]
    stem = f"Berapa loket?\n\n{kept['figure']}"
    made = await room.budi.post(
        f"{BANKS}/loket/questions", json={"source": question("gambar", stem=stem)}
    )
    assert made.status_code == 201, made.text
    seen = await room.budi.post(
        f"{BANKS}/loket/questions/preview", json={"source": question("gambar", stem=stem)}
    )
    assert kept["link"] in seen.json()["html"]


async def test_who_may_not_edit_puts_no_picture_in(room: Room, client: AsyncClient) -> None:
    assert (await sent(client, png())).status_code == 401
    assert (await sent(room.sari, png())).status_code == 404
    assert (await sent(room.dewi, png())).status_code == 404
    assert (await sent(room.budi, png(), bank="kota")).status_code == 404
    files = await sent(room.budi, png(), bank="berkas")
    assert files.json()["type"] == "/problems/bank-owned-by-files"
    taken = await sent(room.budi, png(), bank="berkas", take=True)
    assert taken.status_code == 201


@pytest.mark.parametrize(
    ("content", "fields", "code"),
    [
        (b"GIF89a", {}, "not-a-picture"),
        (SVG + b" " * (2 * 1024 * 1024), {}, "too-large"),
        (b"", {}, "not-a-picture"),
        (png(chunk(b"iCCP", b"\x00" * (1024 * 1024))), {}, "too-large"),
        (png(), {"alt": " "}, "undescribed"),
        (png(), {"licence": " "}, "undescribed"),
    ],
)
async def test_refusals_say_why(
    room: Room, content: bytes, fields: dict[str, str], code: str
) -> None:
    answer = await sent(room.budi, content, **fields)
    assert answer.status_code == 422, answer.text
    problem: dict[str, Any] = answer.json()
    assert (problem["type"], problem["code"]) == ("/problems/picture-refused", code)
    assert (await room.budi.get(f"{BANKS}/loket/pictures")).json()["items"] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b\\..\\c.svg", "", "ÄÖ Ü.exe", "x" * 300])
async def test_names_are_made_safe(room: Room, name: str) -> None:
    file = (await sent(room.budi, png(), name)).json()["file"]
    assert file.startswith("assets/")
    assert file.removeprefix("assets/").replace("-", "").replace(".png", "").isalnum()
    assert len(file) <= 120


async def test_far_too_much_is_refused_unread(room: Room) -> None:
    answer = await sent(room.budi, b"\x00" * (4 * 1024 * 1024))
    assert answer.status_code == 413
