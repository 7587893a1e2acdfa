"""Sets text on a PDF page: our fonts, lines broken to a width, sizes that shrink until it fits.

Lengths are millimetres, sizes points. A PDF measures what it writes, so nothing is ever cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro as sans  # type: ignore[import-untyped]
import font_source_serif_pro as serif  # type: ignore[import-untyped]
from fpdf import FPDF

from app.certificates.ornament import Colour

POINT = 25.4 / 72
SERIF, SANS, BOLD = "lentera-serif", "lentera-sans", "lentera-bold"
_FONTS = {
    SERIF: Path(serif.font_directory) / "SourceSerifPro-Regular.ttf",
    SANS: Path(sans.font_directory) / "SourceSansPro-Regular.ttf",
    BOLD: Path(sans.font_directory) / "SourceSansPro-Semibold.ttf",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines ready to be set at one size."""

    lines: tuple[str, ...]
    font: str
    size: float
    leading: float  # line height as a multiple of the size
    width: float = 0.0  # of the longest line, where measured

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * POINT * self.leading


def new_document() -> FPDF:
    """An A4 landscape document with our fonts and no margins of its own."""
    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    for family, path in _FONTS.items():
        pdf.add_font(family, fname=path)
    return pdf


def fitted(
    pdf: FPDF,
    text: str,
    width: float,
    *,
    font: str,
    sizes: Sequence[float],
    most_lines: int,
    leading: float = 1.2,
) -> Block:
    """The text at the largest of ``sizes`` that needs at most so many lines, else at the last."""
    for size in sizes:
        lines = broken(pdf, text, width, font, size)
        if len(lines) <= most_lines:
            break
    width = max(pdf.get_string_width(line) for line in lines)
    return Block(tuple(lines), font, size, leading, width)


def broken(pdf: FPDF, text: str, width: float, font: str, size: float) -> list[str]:
    """Lines of whole words no wider than ``width``; a longer word is broken where it must be."""
    pdf.set_font(font, size=size)
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if pdf.get_string_width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while pdf.get_string_width(line) > width:
            cut = len(line) - 1
            while cut > 1 and pdf.get_string_width(line[:cut]) > width:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def put(
    pdf: FPDF, block: Block, x: float, y: float, colour: Colour, *, right: float | None = None
) -> float:
    """Set a block with its top at ``y``; flush left at ``x``, or flush right at ``right``.

    The y below it.
    """
    pdf.set_font(block.font, size=block.size)
    pdf.set_text_color(*colour)
    line_height = block.size * POINT * block.leading
    for line in block.lines:
        # The baseline sits so that capitals are in the middle of the line's height.
        baseline = y + line_height / 2 + block.size * POINT * 0.33
        left = x if right is None else right - pdf.get_string_width(line)
        pdf.text(left, baseline, line)
        y += line_height
    return y
