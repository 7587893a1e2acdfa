"""Folders of content in, the documents or the findings out, as kept beside them.

``pytest tests/catalogue/compiler/test_cases.py --accept`` writes what came out; read the diff.
"""

import json
from pathlib import Path

import pytest

from app.catalogue.compiler.compile import compile_all
from tests.catalogue.make_content import KINDS

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    report = compile_all(sorted(case.glob("content*")), KINDS)
    findings = "".join(f"{finding}\n" for finding in report.findings).replace(f"{case}/", "")
    documents = [
        {
            "id": course.sha256,
            "public": course.public.model_dump(mode="json"),
            "private": course.private.model_dump(mode="json"),
        }
        for course in report.courses
    ]
    written = json.dumps(documents, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    outcomes = {"findings.txt": findings, "expected.json": written if documents else ""}
    for name, outcome in outcomes.items():
        path = case / name
        if request.config.getoption("--accept"):
            path.unlink(missing_ok=True)
            if outcome:
                path.write_text(outcome, "utf-8")
        assert outcome == (path.read_text("utf-8") if path.exists() else "")
