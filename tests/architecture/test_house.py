"""The house's own rules, read from the source: what a reviewer would say twice is a test here."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from app import main  # noqa: F401 - imports every module, so that every Problem is defined
from app.kit import problems

ROOT = Path(__file__).resolve().parents[2]
FEATURES = (
    "identity",
    "catalogue",
    "learning",
    "assessment",
    "practice",
    "worksheets",
    "certificates",
    "banks",
    "gradebook",
    "media",
    "inbox",
    "studio",
    "insight",
    "workshop",
    "interop",
    "delivery",
)
MAX_LINES = 400


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).exists()]


SOURCES = tracked("app/*.py", "tests/*.py", "bench/*.py", "frontend/src/*.js", "frontend/src/*.jsx")
APP = [path for path in SOURCES if path.is_relative_to(ROOT / "app")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", APP, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_lives_in_it(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def _statements_of(path: Path) -> set[str]:
    """Names of SQL statements a module imports from SQLAlchemy."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found |= {alias.name for alias in node.names}
    return found & {"select", "insert", "update", "delete"}


@pytest.mark.parametrize("feature", FEATURES)
def test_sql_stands_in_queries_alone(feature: str) -> None:
    for path in (ROOT / "app" / feature).rglob("*.py"):
        if path.stem == "queries" or path.parent.name == "queries":
            continue
        assert not _statements_of(path), f"{path.relative_to(ROOT)} holds SQL"


@pytest.mark.parametrize("path", APP, ids=lambda p: str(p.relative_to(ROOT)))
def test_nobody_commits_but_the_database_kit(path: Path) -> None:
    if path.match("app/kit/*.py") or path.match("app/operations/*.py"):
        return
    assert not re.search(r"\b\w*session\w*\.commit\(", path.read_text("utf-8"))


def _all_problems() -> list[type[problems.Problem]]:
    found, queue = [], [problems.Problem]
    while queue:
        kind = queue.pop()
        found.append(kind)
        queue.extend(kind.__subclasses__())
    return found


def test_every_problem_has_its_own_type() -> None:
    kinds = _all_problems()
    assert len({kind.slug() for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("kind", _all_problems(), ids=lambda kind: kind.slug())
def test_every_problem_speaks_both_languages(kind: type[problems.Problem]) -> None:
    assert kind.title
    assert set(kind.message) >= {"id", "en"}
    for forbidden in ("gagal", "error", "login", "password", "user "):
        assert forbidden not in kind.message["id"].lower()


def test_features_never_write_a_status_number() -> None:
    for feature in FEATURES:
        for path in (ROOT / "app" / feature).rglob("errors.py"):
            assert not re.search(r"^\s+status\s*=", path.read_text("utf-8"), re.MULTILINE), path


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\bTODO\b|\bFIXME\b|\b[Ii]ssue #?\d+\b")
    for path in tracked("*.py", "*.js", "*.jsx", "*.md", "*.yaml", "*.toml", "*.html", "*.css"):
        if path == Path(__file__):
            continue
        found = words.search(path.read_text("utf-8"))
        assert not found, f"{path.relative_to(ROOT)}: {found and found[0]}"
