"""The doctor finds what is wrong and says what to do."""

import io
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from app.operations import backup, doctor, machine_checks, service_checks
from app.operations.findings import Grade
from tests.operations.make import Setup, put_files

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def grades(setup: Setup) -> dict[str, Grade]:
    """The gravest finding of each check."""
    order = [Grade.OK, Grade.WARN, Grade.FAIL]
    found: dict[str, Grade] = {}
    out = io.StringIO()
    doctor.run(setup, as_json=True, out=out)
    for finding in json.loads(out.getvalue()):
        grade = Grade(finding["grade"])
        assert (grade is Grade.OK) == (finding["todo"] == "")
        name = finding["check"]
        found[name] = max(found.get(name, Grade.OK), grade, key=order.index)
    return found


@pytest.fixture
def installed(tmp_path: Path, migrated_sqlite: Path) -> Setup:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o700)
    (folder / "lentera.db").write_bytes(migrated_sqlite.read_bytes())
    put_files(folder)
    return Setup(folder)


def changed(setup: Setup, **changes: Any) -> Setup:
    return Setup(**{**vars(setup), **changes})


def test_it_works(installed: Setup, tmp_path: Path) -> None:
    backup.create(installed, tmp_path / "elsewhere.tar")
    found = grades(installed)
    assert found["content"] is Grade.FAIL  # nothing is published here
    for name in ("python", "sqlite", "keys", "database", "backup", "workers", "mail", "clock"):
        assert found[name] is Grade.OK, name


def test_the_exit_code_and_the_lines(installed: Setup) -> None:
    out = io.StringIO()
    assert doctor.run(installed, out=out) == 1
    assert "fail content     Nothing is published\n                 → lentera content publish" in (
        out.getvalue()
    )


def test_an_empty_machine(tmp_path: Path) -> None:
    found = grades(Setup(tmp_path / "none"))
    assert found["data"] is Grade.FAIL
    assert found["database"] is Grade.FAIL
    assert found["backup"] is Grade.WARN
    assert not (tmp_path / "none").exists(), "the doctor only looks"


def test_on_postgres(installed: Setup, postgres_database_url: str) -> None:
    found = grades(changed(installed, database_url=postgres_database_url, workers=4))
    assert found["database"] is Grade.OK
    assert found["clock"] is Grade.OK
    assert found["workers"] is Grade.OK
    gone = grades(changed(installed, database_url="postgresql://x@127.0.0.1:1/none"))
    assert gone["database"] is Grade.FAIL


def test_open_keys_fail(installed: Setup) -> None:
    (installed.data_dir / "keys" / "tokens-1.key").chmod(0o644)
    assert grades(installed)["keys"] is Grade.FAIL


@pytest.mark.parametrize(
    ("changes", "check", "grade"),
    [
        ({"workers": 2}, "workers", Grade.FAIL),
        ({"host": "0.0.0.0"}, "public_url", Grade.FAIL),
        ({"public_url": "https://lentera.example"}, "public_url", Grade.OK),
        ({"public_url": "https://lentera.example"}, "proxies", Grade.WARN),
        ({"public_url": "http://lentera.example"}, "public_url", Grade.WARN),
        ({"public_url": "http://127.0.0.1:8000"}, "public_url", Grade.OK),
        ({"public_url": "lentera.example"}, "public_url", Grade.FAIL),
        ({"public_url": "https://lentera.example/app"}, "public_url", Grade.FAIL),
        ({"trusted_proxies": "127.0.0.1, 10.0.0.0/8"}, "proxies", Grade.OK),
        ({"trusted_proxies": "*"}, "proxies", Grade.FAIL),
        ({"trusted_proxies": "0.0.0.0/0"}, "proxies", Grade.FAIL),
        ({"metrics_token": SecretStr("pendek")}, "metrics", Grade.WARN),
        ({"smtp_url": SecretStr("smtp://127.0.0.1:1"), "mail_from": "a@b"}, "mail", Grade.FAIL),
        ({"smtp_url": SecretStr("smtp://127.0.0.1:1")}, "mail", Grade.FAIL),
        ({"smtp_url": SecretStr("http://x"), "mail_from": "a@b"}, "mail", Grade.FAIL),
    ],
)
def test_settings(changes: dict[str, Any], check: str, grade: Grade, installed: Setup) -> None:
    assert grades(changed(installed, **changes))[check] is grade


@pytest.fixture
def smtp_port() -> Iterator[int]:
    """A mail server that greets, and takes no mail."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rwb") as lines:
                lines.write(b"220 siap\r\n")
                lines.flush()
                for line in lines:
                    lines.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 ok\r\n")
                    lines.flush()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


def test_a_mail_server_that_answers(installed: Setup, smtp_port: int) -> None:
    url = SecretStr(f"smtp://127.0.0.1:{smtp_port}")
    assert grades(changed(installed, smtp_url=url, mail_from="a@b"))["mail"] is Grade.OK


def test_the_age_of_the_backup(installed: Setup, tmp_path: Path) -> None:
    backup.create(installed)
    inside = list(machine_checks.backup_age(installed, datetime.now(UTC)))
    assert [finding.grade for finding in inside] == [Grade.WARN]
    backup.create(installed, tmp_path / "elsewhere.tar")
    later = datetime.now(UTC) + timedelta(days=3)
    assert [f.grade for f in machine_checks.backup_age(installed, datetime.now(UTC))] == [Grade.OK]
    assert [f.grade for f in machine_checks.backup_age(installed, later)] == [Grade.WARN]


def test_public_banks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = tmp_path / "content" / "banks"
    own = tmp_path / "own" / "banks"
    for folder in (shipped / "layanan", shipped / "waktu", own / "waktu"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(service_checks, "SHIPPED_BANKS", shipped)
    assert service_checks.open_banks(str(tmp_path / "content")) == {"layanan", "waktu"}
    both = f"{tmp_path / 'content'}, {tmp_path / 'own'}"
    assert service_checks.open_banks(both) == {"layanan"}
    document = {"activities": {"x": {"questions": [{"id": "waktu.q1", "kind": "numeric"}]}}}
    assert set(service_checks.banks_in(document)) == {"waktu"}
