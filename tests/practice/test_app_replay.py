"""What presses do, as vectors that the page's script is held to as well."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice import app_rendering
from app.practice.app_replay import (
    Standing,
    Step,
    after,
    beginning,
    current_task,
    is_finished,
    replay,
)
from app.practice.app_shapes import fields_of
from tests.practice.make_app import DRAFT, WAY, app_practice

VECTORS = Path(__file__).with_name("app_vectors.json")
APP = app_practice()
PRESSES = [press.id for press, _, _ in APP.presses()]
VALUES = ["", "surat", " Surat ", "Undangan rapat", "camat", "warga", "2026-11-24", "1", "482915"]


def told(standing: Standing) -> dict[str, Any]:
    """A standing as both sides tell it, words in Indonesian."""
    said = standing.said
    return {
        "screen": standing.screen,
        "state": dict(standing.state),
        "values": dict(standing.values),
        "reached": list(standing.reached),
        "wrong": standing.wrong,
        "tries": standing.tries,
        "steps": standing.steps,
        "said": {
            "right": said.right,
            "at": said.at,
            "words": said.words["id"] if said.words else None,
            "fields": {name: words["id"] for name, words in said.fields.items()},
        }
        if said
        else None,
    }


def played() -> list[list[Step]]:
    """Ways that meet every kind of answer, and some at random."""
    ways = [
        [],
        list(WAY),
        [Step("lama"), Step("agenda-1"), Step("lama"), Step("buat"), Step("batal")],
        [Step("buat"), Step("simpan")],
        [Step("buat"), Step("simpan", DRAFT | {"perihal": "  SURAT ", "tujuan": "warga"})],
        [Step("buat"), Step("simpan", DRAFT | {"tanggal": "2026-11-28", "lampiran": "foto"})],
        [
            *WAY[:3],
            Step("kirim", {"kode": "1"}),
            Step("kirim", {"kode": " 482915 "}),
            Step("kirim"),
        ],
        [Step("tidak-ada"), Step("baris"), Step("simpan", DRAFT), *WAY],
        [Step("buat"), Step("simpan", DRAFT | {"kode": "482915"})],
    ]
    dice = random.Random(3)
    return ways + [[_any_step(dice) for _ in range(dice.randint(3, 14))] for _ in range(12)]


def _any_step(dice: random.Random) -> Step:
    if dice.random() < 0.5:
        return dice.choice(WAY)
    fields = {name: dice.choice(VALUES) for name in DRAFT if dice.random() < 0.7}
    return Step(dice.choice(PRESSES), fields)


def _as_on_the_page(before: Standing, step: Step) -> dict[str, Any]:
    """A press with every field that is on the screen."""
    screen = APP.screen(before.screen)
    assert screen is not None
    shown = [part.field for part in fields_of(screen)]
    return {"press": step.press, "fields": {name: step.fields.get(name, "") for name in shown}}


def vectors() -> dict[str, Any]:
    """Each way with what stands after every step."""
    cases = []
    for way in played():
        standing, steps = beginning(APP), []
        for step in way:
            before, standing = standing, after(APP, standing, step)
            if standing.misfits == before.misfits:  # no page offers the others
                steps.append(_as_on_the_page(before, step) | {"stands": told(standing)})
        cases.append(steps)
    return {
        "machine": app_rendering.machine(APP, "id"),
        "cases": cases,
    }


def test_the_vectors_are_what_we_do(request: pytest.FixtureRequest) -> None:
    text = json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--accept"):
        VECTORS.write_text(text, "utf-8")
    assert VECTORS.read_text("utf-8") == text


def test_the_shortest_way_reaches_every_goal() -> None:
    standing = replay(APP, WAY)
    assert is_finished(APP, standing)
    assert (standing.wrong, standing.steps, standing.misfits) == (0, 4, 0)
    assert current_task(APP, standing) is None


def test_a_wrong_press_says_why_and_changes_nothing() -> None:
    before = beginning(APP)
    standing = after(APP, before, Step("lama"))
    assert standing.said is not None
    assert standing.said.words == {"id": "Itu sudah selesai."}
    assert (standing.screen, standing.state, standing.wrong) == (before.screen, before.state, 1)


def test_every_wrong_field_is_explained_and_it_is_one_wrong_step() -> None:
    standing = replay(APP, [Step("buat"), Step("simpan", {"perihal": "surat", "tujuan": "warga"})])
    assert standing.said is not None
    assert {name: words["id"] for name, words in standing.said.fields.items()} == {
        "perihal": "Terlalu umum.",
        "tujuan": "Nota dinas untuk ke dalam.",
        "tanggal": "Pilih hari dalam pekan ini.",
        "setuju": "Baca lagi dahulu.",
        "lampiran": "Pilih berkas.",
    }
    assert standing.wrong == 1
    assert standing.values["perihal"] == "surat", "what was typed stays"


def test_tries_count_anew_after_a_goal() -> None:
    standing = replay(APP, [Step("lama"), Step("lama"), *WAY[:2]])
    assert (standing.wrong, standing.tries) == (2, 0)


def test_a_press_of_another_screen_changes_nothing() -> None:
    standing = replay(APP, [Step("kirim", {"kode": "482915"})])
    assert (standing.misfits, standing.steps, standing.wrong) == (1, 0, 0)


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from([*PRESSES, "tidak-ada"]),
        st.dictionaries(st.sampled_from([*DRAFT, "kode", "lain"]), st.sampled_from(VALUES)),
    )
    | st.sampled_from(WAY),
    max_size=25,
)


@given(STEPS)
def test_goals_are_never_lost_and_counts_add_up(steps: list[Step]) -> None:
    standing = beginning(APP)
    reached: tuple[str, ...] = ()
    for step in steps:
        standing = after(APP, standing, step)
        assert standing.reached[: len(reached)] == reached
        reached = standing.reached
        assert APP.screen(standing.screen) is not None
    assert standing.steps + standing.misfits == len(steps)
    assert standing.tries <= standing.wrong <= standing.steps
    assert is_finished(APP, standing) is (len(reached) == len(APP.tasks))


@given(STEPS)
def test_any_standing_can_be_shown(steps: list[Step]) -> None:
    standing = replay(APP, steps)
    html = app_rendering.fragment(APP, "id", action="/x", standing=standing)
    shown = [part for part in html.split("<form ")[1:] if " hidden novalidate" not in part[:200]]
    assert len(shown) == 1
    assert f'data-screen="{standing.screen}"' in shown[0]
