"""The quick writer and the library write the same bytes."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.compiler.canonical import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_it_is_what_the_library_writes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_every_sign_below_the_blank_is_written_alike() -> None:
    text = "".join(map(chr, range(0x200))) + "\u2028\u2029\ufeff\U0001f600"
    assert canonical([text]) == rfc8785.dumps([text])


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**30])
def test_what_json_cannot_hold_is_refused_as_before(number: int) -> None:
    with pytest.raises(rfc8785.IntegerDomainError):
        canonical({"n": number})
