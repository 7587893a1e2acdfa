"""Drawings and pictures: what passes, what is refused, and how ids are kept apart."""

import struct

import pytest

from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.images import Picture, picture
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.svg import Fault, sanitise

SVG = 'xmlns="http://www.w3.org/2000/svg"'


def drawn(inner: str, attributes: str = "") -> str | Fault:
    return sanitise(f"<svg {SVG} {attributes}>{inner}</svg>".encode(), prefix="p-", label='a "b"')


def test_a_drawing_is_written_anew() -> None:
    html = drawn(
        "<!-- rahasia --><?php x?><defs><linearGradient id='g'/></defs>"
        "<rect fill='url(#g)' stroke='var(--ink, #000)' transform='rotate(3)'/>"
        "<text x='1'>a &lt; b</text>",
        "viewBox='0 0 9 9' role='presentation' version='1.1'",
    )
    assert html == (
        '<svg role="img" aria-label="a &quot;b&quot;" viewBox="0 0 9 9"><defs>'
        '<linearGradient id="p-g"></linearGradient></defs>'
        '<rect fill="url(#p-g)" stroke="var(--ink, #000)" transform="rotate(3)"></rect>'
        '<text x="1">a &lt; b</text></svg>'
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<image href='https://x.example/a.png'/>",
        "<a href='javascript:alert(1)'><text>x</text></a>",
        "<style>*{}</style>",
        "<animate attributeName='href' values='javascript:x'/>",
        "<set attributeName='onload' to='x'/>",
        "<rect onclick='x'/>",
        "<rect style='fill:red'/>",
        "<rect fill='url(https://x.example/#a)'/>",
        "<rect fill='url(//x.example/#a)'/>",
        "<rect fill='var(--x, url(https://x.example))'/>",
        "<rect fill='image-set(x)'/>",
        "<rect fill='red;x:y'/>",
        "<rect fill='ur\\6c(x)'/>",
        "<use href='data:image/svg+xml,x#y'/>",
        "<use href='/berkas/x#y'/>",
        "<rect id='a b'/>",
        "<svg:rect/>",
        "&x;",
        "<g>" * 40 + "</g>" * 40,
        "<g/>" * 5000,
    ],
)
def test_what_could_run_or_reach_out_is_refused(inner: str) -> None:
    assert isinstance(drawn(inner), Fault)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * 200_000 + b"</svg>",
    ],
)
def test_what_is_no_drawing_is_refused(content: bytes) -> None:
    assert isinstance(sanitise(content, prefix="p-", label="x"), Fault)


def test_the_same_drawing_twice_shares_no_id() -> None:
    asset = AssetFile("m/assets/a.svg", f"<svg {SVG}><g id='a'/></svg>".encode())
    text = MarkdownText({}, {asset.file: asset})
    figure = ':::figure{src="assets/a.svg" alt="x" licence="CC0"}\nKapsi.\n:::\n'
    html = text.page(f"{figure}\n{figure}", file="m/x.md", line=1, language="id").html
    html += text.block(figure, file="m/y.yaml", line=1)
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 5
    assert text.findings == []


def test_an_author_cannot_write_the_place_of_a_drawing() -> None:
    asset = AssetFile("m/assets/a.svg", f"<svg {SVG}/>".encode())
    text = MarkdownText({}, {asset.file: asset})
    slot = '<i data-slot="0"></i>'
    markdown = f':::figure{{src="assets/a.svg" alt="{slot.replace(chr(34), "”")}" licence="x"}}\n'
    html = text.page(f"{markdown}{slot}\n:::\n", file="m/x.md", line=1, language="id").html
    assert html.count("<svg") == 1


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480)
JPEG = b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 480, 640)
VP8X = b"RIFF\x00\x00\x00\x00WEBPVP8X" + b"\x00" * 8 + b"\x7f\x02\x00\xdf\x01\x00"
VP8L = b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f" + (639 | 479 << 14).to_bytes(4, "little")
VP8 = b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\x00" * 10 + struct.pack("<HH", 640, 480)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (VP8X, "image/webp"),
        (VP8L, "image/webp"),
        (VP8, "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_bytes(content: bytes, media_type: str) -> None:
    assert picture(content) == Picture(media_type, 640, 480)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", PNG[:20], JPEG[:9], b"<svg/>", PNG[:16] + struct.pack(">II", 99999, 1)],
)
def test_other_bytes_are_no_picture(content: bytes) -> None:
    assert picture(content) is None
