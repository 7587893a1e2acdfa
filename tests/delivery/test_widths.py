"""One width of a picture for one screen."""

import json
import math
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.compiler.figures import AssetFile, Photograph, figure_of
from app.delivery.widths import STEPS, left_out, step_of, with_one_width
from tests.media.sending import picture


@cache
def figure() -> Photograph:
    """As the compiler makes it, so that the two cannot drift apart."""
    copies = {width: AssetFile(f"x.w{width}.webp", picture(width, 90, "WEBP")) for width in STEPS}
    made = figure_of(
        copies[1280],
        name="assets/x.webp",
        alt='Loket "3" <rekaan>',
        number=1,
        narrower=[copies[320], copies[640]],
    )
    assert isinstance(made, Photograph)
    return made


@pytest.mark.parametrize(
    ("width", "step"),
    [(1, 320), (452, 320), (453, 640), (677, 640), (905, 640), (906, 1280), (9999, 1280)],
)
def test_a_step_is_chosen_as_browsers_choose(width: int, step: int) -> None:
    assert step_of(width) == step
    below = [one for one in STEPS if one < step]
    if below:
        assert width > math.sqrt(below[-1] * step)
    assert step_of(step) == step


def test_a_real_figure_keeps_one_address_and_all_else() -> None:
    html = figure().html
    for step in STEPS:
        shown = with_one_width(f"<p>{html}</p>", step)
        assert shown.count("/berkas/") == 1
        assert "srcset" not in shown
        assert "sizes" not in shown
        assert shown[shown.index(" alt=") :] == html[html.index(" alt=") :] + "</p>"
        [kept] = [one for one in figure().files if one in shown]
        assert left_out([html], step) == set(figure().files) - {kept}


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_inside_json_it_is_the_same(before: str, after: str) -> None:
    html = before + figure().html + after
    inside = with_one_width(json.dumps({"body": html}), 640)
    assert json.loads(inside) == {"body": before + with_one_width(figure().html, 640) + after}


def test_what_one_picture_leaves_another_may_need() -> None:
    html = figure().html
    small = html.replace(" 1280w", " 200w").replace(" 640w", " 100w")
    assert left_out([html], 320) & left_out([small], 320)
    both = left_out([html, small], 320)
    assert all(one not in with_one_width(html + small, 320) for one in both)
