"""Files of every kind and encoding, and what came out of each, as kept beside them.

``pytest tests/interop/questions/test_corpus.py --accept`` writes what came out; read the diff.
"""

from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from pprint import pformat

import pytest

from app.interop.questions.formats import format_of, parse
from app.interop.questions.model import Imported, UnreadableFileError

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(path for path in CORPUS.iterdir() if path.suffix != ".outcome")


def told(imported: Imported) -> str:
    """An import as text: questions, then refusals and notes with their lines."""
    lines = [
        f"{q.line}: {q.label} ({q.kind})\n{pformat(_said(asdict(q)), width=96)}"
        for q in imported.questions
    ]
    lines += [f"REFUSED {one.line}: {one.name}: {one.why.en}" for one in imported.refused]
    lines += [f"NOTE {one.line}: {one.name}: {one.what.en}" for one in imported.notes]
    lines += [f"ASSET {one.name} {one.media_type} {len(one.content)}" for one in imported.assets]
    return "\n".join([*lines, ""])


def _said(value: object) -> object:
    """Without fields that say nothing, so that a reader sees what came out."""
    if isinstance(value, dict):
        usual = {"difficulty": "medium", "line": value.get("line"), "points": 1, "weight": 1}
        return {
            name: _said(one)
            for name, one in value.items()
            if name == "is_true" or (one and one != usual.get(name))
        }
    if isinstance(value, tuple):
        return tuple(_said(one) for one in value)
    return str(value) if isinstance(value, Fraction) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_outcome(path: Path, request: pytest.FixtureRequest) -> None:
    content = path.read_bytes()
    try:
        outcome = told(parse(format_of(path.suffix, content), content))
    except UnreadableFileError as error:
        outcome = f"UNREADABLE {error.line}: {error.why.en}\n"
    kept = path.with_name(f"{path.name}.outcome")
    if request.config.getoption("--accept"):
        kept.write_text(outcome, "utf-8")
    assert outcome == kept.read_text("utf-8")
