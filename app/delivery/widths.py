"""One width of each picture for one screen: what a device takes along of it. Pure.

A lesson offers a picture in up to three widths and the browser chooses. Without a network there is
nothing to choose, so a download holds the one width that the screen needs, and its pages name only
that.
"""

import re
from collections.abc import Iterable, Iterator

STEPS = (320, 640, 1280)
MAX_WIDTH = 10_000
# In HTML, and in HTML inside JSON.
_IMAGE = re.compile(
    r'<img src=(\\?)"/berkas/([0-9a-f]{64})\\?" '
    r'srcset=\\?"([^"\\]+)\\?" sizes=\\?"[^"\\]*\\?" '
)
_CHOICE = re.compile(r"/berkas/([0-9a-f]{64}) ([0-9]{1,5})w")


def step_of(width: int) -> int:
    """The step that a figure of so many device pixels is shown with.

    As browsers choose among ``srcset``: the smaller of two while what is needed is below their
    geometric mean.
    """
    return next((step for step in STEPS[:-1] if width * width <= 2 * step * step), STEPS[-1])


def _chosen(choices: str, step: int) -> tuple[str, list[str]]:
    """The hash to keep, and those that are left."""
    widths = sorted((int(width), sha256) for sha256, width in _CHOICE.findall(choices))
    kept = next((sha256 for width, sha256 in widths if width >= step), widths[-1][1])
    return kept, [sha256 for _, sha256 in widths if sha256 != kept]


def with_one_width(text: str, step: int) -> str:
    """HTML, or JSON that holds some, whose pictures have one address each."""

    def image(match: re.Match[str]) -> str:
        quote = f'{match[1]}"'
        return f"<img src={quote}/berkas/{_chosen(match[3], step)[0]}{quote} "

    return _IMAGE.sub(image, text)


def left_out(fragments: Iterable[str], step: int) -> frozenset[str]:
    """Hashes of the widths that no picture of these fragments is shown with."""
    kept: set[str] = set()
    left: set[str] = set()
    for choices in _choices(fragments):
        one, others = _chosen(choices, step)
        kept.add(one)
        left |= set(others)
    return frozenset(left - kept)


def _choices(fragments: Iterable[str]) -> Iterator[str]:
    for fragment in fragments:
        for match in _IMAGE.finditer(fragment):
            yield match[3]
