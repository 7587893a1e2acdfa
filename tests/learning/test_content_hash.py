"""Device and server name what was said by the same hash: both are held to the same vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.learning.schemas import CommandIn
from app.learning.sync import content_hash

VECTORS = json.loads((Path(__file__).parent / "content_hash_vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["command"]["occurred_at"])
def test_the_hash_is_that_of_the_vector(vector: dict[str, Any]) -> None:
    said = CommandIn.model_validate(vector["command"])
    assert content_hash(vector["device"], said) == vector["sha256"]
