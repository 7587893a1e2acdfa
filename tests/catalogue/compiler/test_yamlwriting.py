"""What is written as YAML is read back as the same values, whatever the texts hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.compiler.yamltext import CONTROL, parse
from app.catalogue.compiler.yamlwriting import written

TEXTS = st.text(max_size=60).filter(lambda text: not CONTROL.search(text))
LEAVES = (
    TEXTS
    | st.booleans()
    | st.none()
    | st.integers(min_value=-(10**14), max_value=10**14)
    | st.decimals(min_value=-10_000, max_value=10_000, places=4).map(float)
)
KEYS = st.text(max_size=20).filter(lambda text: not CONTROL.search(text))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_it_comes_back(value: dict[str, Any]) -> None:
    parsed = parse(written(value), file="x.yaml")
    assert parsed.findings == []
    assert parsed.value == value


@pytest.mark.parametrize(
    "text",
    [
        "089",
        "1,5",
        "no",
        "2026-11-22",
        "null",
        "~",
        "",
        " a",
        "a: b",
        "- x",
        "0x1f",
        "1e5",
        "'\"",
        "a\n",
        "a\n\nb\n",
    ],
)
def test_words_stay_words(text: str) -> None:
    parsed = parse(written({"k": text, "l": [text]}), file="x.yaml")
    assert (parsed.value, parsed.findings) == ({"k": text, "l": [text]}, [])


def test_each_value_has_a_line_of_its_own() -> None:
    value = {
        "text": {"id": {"title": "Judul", "intro": "Satu\nDua\n"}},
        "draw": [{"bank": "b", "count": 2}],
    }
    lines = parse(written(value), file="x.yaml").lines
    leaves: list[tuple[str | int, ...]] = [
        ("text", "id", "title"),
        ("text", "id", "intro"),
        ("draw", 0, "bank"),
        ("draw", 0, "count"),
    ]
    assert len({lines[path] for path in leaves}) == len(leaves)
