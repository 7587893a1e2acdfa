"""A restore takes nothing from a tar that its manifest does not name, and nothing by halves."""

import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.operations import backup, migrating, revisions
from app.operations.archive import is_safe_name
from app.operations.errors import Refused
from tests.operations.make import Setup, put_files

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def made(tmp_path: Path, migrated_sqlite: Path) -> Path:
    old = tmp_path / "old"
    old.mkdir()
    (old / "lentera.db").write_bytes(migrated_sqlite.read_bytes())
    put_files(old)
    return backup.create(Setup(old), tmp_path / "b.tar")


def rewritten(made: Path, change: Callable[[Members], object]) -> Path:
    """The tar with its list of members changed."""
    with tarfile.open(made) as tar:
        members = [(m, tar.extractfile(m).read()) for m in tar]  # type: ignore[union-attr]
    change(members)
    path = made.with_name("changed.tar")
    with tarfile.open(path, "w") as tar:
        for member, body in members:
            member.size = 0 if member.issym() or member.islnk() else len(body)
            tar.addfile(member, io.BytesIO(body))
    return path


def edit_manifest(tar: Members, **changes: Any) -> None:
    member, body = tar[-1]
    tar[-1] = (member, json.dumps(json.loads(body) | changes).encode())


def named(members: Members, name: str, body: bytes) -> None:
    """Add a member and name it in the manifest, hash and all."""
    entries = json.loads(members[-1][1])["members"]
    entries[name] = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
    edit_manifest(members, members=entries)
    members.insert(0, (tarfile.TarInfo(name), body))


def link(kind: bytes) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        member = tarfile.TarInfo("files/link")
        member.type, member.linkname = kind, "/etc/passwd"
        members.insert(0, (member, b""))

    return change


def change_a_byte(members: Members) -> None:
    at = next(n for n, (m, body) in enumerate(members) if m.name.startswith("files/") and body)
    member, body = members[at]
    members[at] = (member, bytes([body[0] ^ 1]) + body[1:])


def alter_a_table(rows: bytes) -> Callable[[Members], None]:
    """Put other rows into ``agencies``, with every hash right."""

    def change(members: Members) -> None:
        body = gzip.compress(rows)
        at = next(n for n, (m, _) in enumerate(members) if m.name == "tables/agencies.jsonl.gz")
        entries = json.loads(members[-1][1])["members"]
        entries["tables/agencies.jsonl.gz"] = {
            "sha256": hashlib.sha256(body).hexdigest(),
            "bytes": len(body),
        }
        edit_manifest(members, members=entries)
        members[at] = (members[at][0], body)

    return change


def rename_a_table(members: Members) -> None:
    tables = json.loads(members[-1][1])["tables"]
    tables[0]["name"] = "sqlite_master; DROP TABLE people"
    edit_manifest(members, tables=tables)


def count_one(members: Members) -> None:
    tables = json.loads(members[-1][1])["tables"]
    for table in tables:
        if table["name"] == "agencies":
            table["rows"] = 1
    edit_manifest(members, tables=tables)


CASES: dict[str, Callable[[Members], object]] = {
    "a path out": lambda m: named(m, "files/../../out", b"x"),
    "an absolute path": lambda m: named(m, "/tmp/out", b"x"),
    "a key folder's subfolder": lambda m: named(m, "keys/a/b", b"x"),
    "another place": lambda m: named(m, "lentera.db", b"x"),
    "a member nobody names": lambda m: m.insert(0, (tarfile.TarInfo("files/extra"), b"x")),
    "a name twice": lambda m: m.insert(0, m[0]),
    "a symbolic link": link(tarfile.SYMTYPE),
    "a hard link": link(tarfile.LNKTYPE),
    "a device": link(tarfile.CHRTYPE),
    "a changed byte": change_a_byte,
    "a missing member": lambda m: m.pop(0),
    "no manifest": lambda m: m.pop(),
    "something after the manifest": lambda m: m.append(m.pop(0)),
    "another format": lambda m: edit_manifest(m, format=2),
    "a newer schema": lambda m: edit_manifest(m, revision="9999"),
    "an unknown field": lambda m: edit_manifest(m, more=1),
    "a table of another name": rename_a_table,
    "a count that is wrong": count_one,
    "rows of another shape": alter_a_table(b"[1,2]\n"),
    "no rows at all": alter_a_table(b"not json\n"),
    "rows that are no arrays": alter_a_table(b"{}\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_and_nothing_changes(case: str, made: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "new"
    changed = rewritten(made, CASES[case])
    with pytest.raises(Refused):
        backup.restore(Setup(data_dir), changed)
    assert list(data_dir.iterdir()) == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("keep", [0, 100, 5_000, -1024])
def test_a_cut_off_file_is_refused(keep: int, made: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.tar"
    cut.write_bytes(made.read_bytes()[: keep if keep >= 0 else -20_000 + keep])
    with pytest.raises(Refused):
        backup.restore(Setup(tmp_path / "new"), cut)


def test_a_link_in_the_data_folder_stops_the_backup(made: Path, tmp_path: Path) -> None:
    (tmp_path / "old" / "files" / "link").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="not a plain file"):
        backup.create(Setup(tmp_path / "old"), tmp_path / "c.tar")
    assert not (tmp_path / "c.tar").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("files/a", True),
        ("files/a/b c é.pdf", True),
        ("keys/tokens-1.key", True),
        ("tables/people.jsonl.gz", True),
        ("files", False),
        ("files/", False),
        ("files//a", False),
        ("files/./a", False),
        ("files/a/../../b", False),
        ("files/a\\b", False),
        ("files/a\nb", False),
        ("files/" + "a" * 300, False),
        ("files/" + "a/" * 600 + "b", False),
        ("keys/.hidden", False),
        ("keys/a/b", False),
        ("tables/../x.jsonl.gz", False),
        ("tables/People.jsonl.gz", False),
        ("manifest.json", False),
        ("", False),
    ],
)
def test_names(name: str, safe: bool) -> None:
    assert is_safe_name(name) is safe


def test_an_older_backup_is_migrated_forward(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program moved on by one migration since the backup was made."""
    newer = tmp_path / "newer"
    shutil.copytree(migrating.ROOT / "migrations", newer / "migrations")
    shutil.copy(migrating.ROOT / "alembic.ini", newer)
    (newer / "migrations" / "versions" / "2099-01-01-0000_next.py").write_text(
        '"""Next."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
        f'revision = "next"\ndown_revision = "{revisions.head()}"\n\n\ndef upgrade() -> None:\n'
        '    op.add_column("agencies", sa.Column("motto", sa.Text(), nullable=True))\n'
    )
    monkeypatch.setattr(migrating, "ROOT", newer)
    monkeypatch.setattr(revisions, "FOLDER", newer / "migrations" / "versions")

    backup.restore(Setup(tmp_path / "new"), made)

    connection = sqlite3.connect(tmp_path / "new" / "lentera.db")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(agencies)")]
    assert "motto" in columns
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("next",)
    connection.close()
    assert len(list((tmp_path / "new" / "keys").iterdir())) == 2
