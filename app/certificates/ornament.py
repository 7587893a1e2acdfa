"""Draws what a certificate is dressed in: the woven band, the lantern, the thread of knots.

Lengths are millimetres. Plain geometry throughout, the same as on the screens: the band is
lozenges in steps of three by two, cut by upright threads; it depicts no named motif.
"""

import math

from fpdf import FPDF

Colour = tuple[int, int, int]

PAPER: Colour = (255, 253, 248)
INK: Colour = (22, 41, 43)
SOFT: Colour = (77, 92, 90)
TEAL: Colour = (13, 85, 88)
HEAD: Colour = (10, 63, 67)
ON_HEAD: Colour = (253, 246, 231)
WOVEN: Colour = (132, 159, 161)  # white at half strength on HEAD, flattened for print
AMBER: Colour = (240, 169, 59)
LINE: Colour = (225, 216, 198)
EDGE: Colour = (130, 119, 95)
REVOKED: Colour = (147, 54, 26)

BAND_HEIGHT = 9.4
_PIXEL = BAND_HEIGHT / 34  # the band is 34 px high on screens
_TILE_WIDTH = 48 * _PIXEL


def lozenge(pdf: FPDF, x: float, y: float, radius: float, style: str = "F") -> None:
    """A lozenge around a point, in the colours set."""
    pdf.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], style=style)


def woven_band(pdf: FPDF, y: float, width: float) -> None:
    """The band across ``width``, its top edge at ``y``, mirrored about the middle."""
    pdf.set_fill_color(*HEAD)
    pdf.rect(0, y, width, BAND_HEIGHT + 4 * _PIXEL, style="F")
    middle_y = y + BAND_HEIGHT / 2
    pdf.set_line_width(_PIXEL)
    tiles = math.ceil(width / _TILE_WIDTH / 2) + 1
    for tile in range(-tiles, tiles + 1):
        middle_x = width / 2 + tile * _TILE_WIDTH
        pdf.set_draw_color(*WOVEN)
        _steps(pdf, middle_x, middle_y, 6, "D")
        _steps(pdf, middle_x, middle_y, 4, "D")
        _steps(pdf, middle_x + _TILE_WIDTH / 2, middle_y, 2, "D")
        pdf.set_fill_color(*AMBER)
        _steps(pdf, middle_x, middle_y, 2, "F")
    pdf.set_draw_color(*HEAD)
    for thread in range(int(width / (3 * _PIXEL)) + 1):
        x = (3 * thread + 0.5) * _PIXEL
        pdf.line(x, y + _PIXEL, x, y + BAND_HEIGHT - _PIXEL)
    pdf.set_draw_color(*AMBER)
    for offset in (0.5, 33.5, 37.5):
        pdf.line(0, y + offset * _PIXEL, width, y + offset * _PIXEL)


def _steps(pdf: FPDF, x: float, y: float, steps: int, style: str) -> None:
    """A stepped lozenge around a point: ``steps`` steps of 3 by 2 pixels on each side."""
    quarter = [
        corner
        for i in range(steps)
        for corner in ((1.5 + 3 * i, 2.0 * (steps - i)), (1.5 + 3 * i, 2.0 * (steps - i - 1)))
    ][:-1]
    right = [(dx, -dy) for dx, dy in quarter] + list(reversed(quarter))
    left = [(-dx, -dy) for dx, dy in right]
    pdf.polygon([(x + dx * _PIXEL, y + dy * _PIXEL) for dx, dy in right + left], style=style)


def lantern(pdf: FPDF, x: float, y: float, size: float, stroke: Colour) -> None:
    """The lantern with its flame lit; ``x``, ``y`` are the corner of a square of ``size``."""
    unit = size / 24

    def line(*points: tuple[float, float]) -> None:
        pdf.polyline([(x + px * unit, y + py * unit) for px, py in points])

    pdf.set_draw_color(*stroke)
    pdf.set_line_width(1.75 * unit)
    handle = [
        (12 - 2.8 * math.cos(math.pi * i / 12), 5.2 - 2.8 * math.sin(math.pi * i / 12))
        for i in range(13)
    ]
    line(*handle)
    line((8, 5.5), (16, 5.5))
    line((8.4, 5.5), (5.5, 12), (8.5, 19), (15.5, 19), (18.5, 12), (15.6, 5.5))
    line((8, 19), (16, 19))
    line((10, 21.5), (14, 21.5))
    pdf.set_fill_color(*AMBER)
    flame = [(12, 8.4), (14.4, 12.4), (12, 16.6), (9.6, 12.4)]
    pdf.polygon([(x + px * unit, y + py * unit) for px, py in flame], style="F")


def thread(pdf: FPDF, x: float, y: float, width: float, knots: int) -> None:
    """A finished thread: one filled knot a module, the lit lantern at its end."""
    lantern_size = 8.5
    end = x + width - lantern_size
    pdf.set_draw_color(*TEAL)
    pdf.set_line_width(0.5)
    pdf.line(x, y, end + 1.6, y)
    pdf.set_fill_color(*TEAL)
    gap = (end - x) / max(knots, 1)
    radius = min(1.9, gap * 0.35)
    for knot in range(knots):
        lozenge(pdf, x + radius + knot * gap, y, radius)
    lantern(pdf, end, y - lantern_size / 2, lantern_size, TEAL)
