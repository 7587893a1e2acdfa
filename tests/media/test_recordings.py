"""Sound, film, documents and captions: told by content, measured, and refused with a reason."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media.captions import seconds_of
from app.media.containers import recording
from app.media.examination import Refused
from tests.media.conftest import Workshop
from tests.media.sending import VTT, look, mp3, mp4, ogg, pdf, send, webm

GOOD = [
    ("pesan.mp3", mp3(), "sound", "audio/mpeg", 10),
    ("pesan.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x05hello" + mp3(), "sound", "audio/mpeg", 10),
    ("film.mp4", mp4(), "film", "video/mp4", 75),
    ("suara.m4a", mp4(b"soun", 12), "sound", "audio/mp4", 12),
    ("film.webm", webm(), "film", "video/webm", 5),
    ("suara.webm", webm(2), "sound", "audio/webm", 5),
    ("suara.opus", ogg(), "sound", "audio/ogg", 3),
    ("teks.vtt", VTT, "captions", "text/vtt", 4),
]


@pytest.mark.parametrize(("name", "content", "kind", "media_type", "seconds"), GOOD)
def test_what_it_is_and_how_long(
    tmp_path: Path, name: str, content: bytes, kind: str, media_type: str, seconds: int
) -> None:
    found = look(tmp_path, name, content)
    assert (found.kind, found.media_type, found.seconds) == (kind, media_type, seconds)
    assert found.bytes == len(content)


async def test_a_document_has_pages(workshop: Workshop) -> None:
    state = await send(workshop.budi, "surat.pdf", pdf(), workshop.course)
    assert (state["state"], state["result"]["pages"]) == ("done", 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "active-pdf"),
        (pdf("<</S/Launch/F(cmd.exe)>>", catalog="/OpenAction 4 0 R"), "active-pdf"),
        (pdf(catalog="/OpenAction<</#53/#4caunch/S/#4caunch>>"), "active-pdf"),
        (pdf("<</S/#4aavaScript/#4aS(1)>>", catalog="/AA<</WC 4 0 R>>"), "active-pdf"),
        (pdf("<</EF<</F 4 0 R>>>>", catalog="/Names 4 0 R"), "active-pdf"),
        (pdf(catalog="/AcroForm<</XFA[]>>"), "active-pdf"),
        (pdf() + b"PK\x05\x06" + b"\x00" * 18, "not-as-named"),
        (b"GIF89a" + pdf(), "not-as-named"),
        (pdf()[:150], "not-as-named"),
        (b"%PDF-1.4\n%%EOF", "not-as-named"),
    ],
)
def test_documents_that_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        look(tmp_path, "surat.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        mp4() + b"PK\x05\x06 dan ekor",
        mp4(b"text"),
        mp4()[:-10],
        mp4() + b"\x00\x00\x00\x03free",
        webm(doc=b"matroska"),
        webm(17),
        webm() + b"<html>",
        ogg() + b"ekor",
        ogg().replace(b"OpusHead", b"\x80theora "),
        mp3(4),
        mp3(20) + b"<script>" * 1000,
        b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f",
        b"\x1a\x45\xdf\xa3",
        b"OggS",
        b"",
        b"\x00\x00\x00\x18ftyp",
    ],
)
def test_containers_that_are_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        recording(io.BytesIO(content), len(content))


@given(st.binary(max_size=400), st.sampled_from([mp4(), webm(), ogg(), mp3(9), b""]), st.data())
def test_no_bytes_break_a_reader(noise: bytes, whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    content = whole[:at] + noise + whole[at + len(noise) :]
    try:
        found = recording(io.BytesIO(content), len(content))
    except Refused:
        return
    assert found.seconds is None or found.seconds >= 0


def test_longer_than_four_hours() -> None:
    content = mp4(seconds=4 * 3600 + 1)
    with pytest.raises(Refused, match="too-long"):
        recording(io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WEBVTT\n",
        "1\n00:00:01,000 --> 00:00:02,000\nSRT",
        "WEBVTT\n\n00:02.000 --> 00:01.000\nmundur",
        "WEBVTT\n\n00:61.000 --> 01:02.000\nmenit",
        "WEBVTTX\n\n00:01.000 --> 00:02.000\nx",
    ],
)
def test_captions_that_are_none(text: str) -> None:
    with pytest.raises(Refused, match="bad-captions"):
        seconds_of(text.encode())
    with pytest.raises(Refused):
        seconds_of(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff")
