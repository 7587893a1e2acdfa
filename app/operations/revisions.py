"""Schema revisions as the migration scripts name them, read without importing Alembic.

Importing Alembic costs a second of CPU, which a serving process need not pay to know the newest
revision.
"""

import ast
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def _assignments(path: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        targets: list[ast.expr] = []
        value: ast.expr | None = None
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign):
            targets, value = [node.target], node.value
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                found[target.id] = value.value
    return found


def lineage() -> tuple[str, ...]:
    """All revisions, oldest first. Raises ValueError unless they form one line."""
    return lineage_in(FOLDER)


@cache
def lineage_in(folder: Path) -> tuple[str, ...]:
    """The revisions of the scripts in a folder; read once."""
    after: dict[object, str] = {}
    scripts = sorted(folder.glob("*.py"))
    for path in scripts:
        names = _assignments(path)
        revision, parent = names.get("revision"), names.get("down_revision")
        if not isinstance(revision, str) or parent in after:
            raise ValueError(f"{path.name} does not continue one line of migrations")
        after[parent] = revision
    line: list[str] = []
    step: object = None
    while step in after:
        step = after[step]
        line.append(str(step))
    if len(line) != len(scripts):
        raise ValueError("The migrations do not form one line")
    return tuple(line)


def head() -> str:
    """The newest revision this code knows."""
    return lineage()[-1]
