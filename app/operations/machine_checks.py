"""Checks of the doctor that need no database: the machine, the data folder, the settings."""

import ipaddress
import json
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from app.operations import places
from app.operations.access import TrustedPeers
from app.operations.findings import Finding, fail, ok, warn

DIST = Path(__file__).resolve().parents[2] / "frontend" / "dist"
MIN_SQLITE = (3, 35, 0)  # RETURNING
WARN_FREE_BYTES = 1024**3
FAIL_FREE_BYTES = 100 * 1024**2
BACKUP_AGE = timedelta(hours=48)
MIN_TOKEN = 16


def python(_setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    # An older one could not even have read this module.
    yield ok("python", f"Python {found}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield warn("user", "Running as root", "Run Lentera as a user of its own")


def sqlite(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    if setup.database_url:
        return
    found = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < MIN_SQLITE:
        yield fail("sqlite", f"SQLite {found}", "Install a Python built with SQLite 3.35 or newer")
    else:
        yield ok("sqlite", f"SQLite {found}")


def data_folder(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    folder = setup.data_dir
    if not folder.is_dir():
        yield fail("data", f"{folder} is not there", "Check LENTERA_DATA_DIR, run: lentera migrate")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield fail("data", f"{folder} cannot be written", "Give it to the user that runs Lentera")
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        yield warn("data", f"{folder} is open to others ({mode:o})", f"chmod 700 {folder}")
    else:
        yield ok("data", f"{folder} is writable and private")
    free = shutil.disk_usage(folder).free
    said = f"{free / 1024**3:.1f} GiB free"
    if free < FAIL_FREE_BYTES:
        yield fail("disk", said, "Free space now: writes will fail")
    elif free < WARN_FREE_BYTES:
        yield warn("disk", said, "Free space or enlarge the disk")
    else:
        yield ok("disk", said)
    for left in sorted(folder.glob("replaced-*")):
        yield warn("data", f"{left} is left from a restore", "Delete it when you miss nothing")


def keys(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    folder = places.keys_folder(setup.data_dir)
    found = sorted(path for path in folder.glob("*") if not path.name.startswith("."))
    if not found:
        yield warn(
            "keys", f"No keys in {folder}", "They are made at the first start: lentera serve"
        )
        return
    loose = [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
    foreign = [path for path in found if not os.access(path, os.R_OK)]
    if loose:
        names = ", ".join(path.name for path in loose)
        yield fail("keys", f"Others may read {names}", f"chmod 600 {folder}/*")
    if foreign:
        names = ", ".join(path.name for path in foreign)
        yield fail("keys", f"{names} cannot be read", "Give them to the user that runs Lentera")
    if not loose and not foreign:
        yield ok("keys", f"{len(found)} keys, readable by their owner alone")


def frontend(_setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    if (DIST / ".vite" / "manifest.json").is_file():
        yield ok("frontend", "Built")
    else:
        yield fail("frontend", "The frontend is not built", "npm --prefix frontend run build")


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def public_url(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    name = "public_url"
    if not setup.public_url:
        if _is_loopback(setup.host):
            yield ok(name, "Unset: for this machine only")
        else:
            yield fail(
                name,
                f"Listening on {setup.host} without LENTERA_PUBLIC_URL",
                "Set the address people use, e.g. https://lentera.example.go.id",
            )
        return
    parts = urlsplit(setup.public_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        yield fail(name, "Not an address of a site", "Write it like https://lentera.example.go.id")
    elif parts.scheme == "https":
        yield ok(name, "HTTPS: session cookies are Secure and __Host-")
    elif _is_loopback(parts.hostname):
        yield ok(name, "Loopback: for this machine only")
    else:
        yield warn(
            name,
            "Plain HTTP: passwords and cookies can be read on the way, offline use is off",
            "Put Caddy in front and use https:// (docs/operations.md)",
        )


def proxies(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    name = "proxies"
    try:
        trusted = TrustedPeers(setup.trusted_proxies)
    except ValueError as error:
        yield fail(name, f"LENTERA_TRUSTED_PROXIES: {error}", "Write addresses or networks")
        return
    if (
        "198.51.100.1" in trusted or "2001:db8::1" in trusted
    ):  # addresses of nobody (RFC 5737, 3849)
        yield fail(name, "The whole internet is trusted", "Name your proxy's address alone")
    elif not trusted and (setup.public_url or "").startswith("https:"):
        yield warn(
            name,
            "HTTPS without LENTERA_TRUSTED_PROXIES: all clients seem to have the proxy's address",
            "Set it to the proxy's address, e.g. 127.0.0.1",
        )
    else:
        yield ok(name, "Trusted by address" if trusted else "None, and none needed")


def workers(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    if setup.workers > 1 and not setup.database_url:
        yield fail(
            "workers",
            f"{setup.workers} workers on SQLite",
            "Set LENTERA_WORKERS=1, or LENTERA_DATABASE_URL to PostgreSQL",
        )
    else:
        yield ok("workers", f"{setup.workers}")


def metrics(setup: places.Setup, _now: datetime) -> Iterator[Finding]:
    token = setup.metrics_token.get_secret_value() if setup.metrics_token else ""
    if token and len(token) < MIN_TOKEN:
        yield warn("metrics", "LENTERA_METRICS_TOKEN is short", "openssl rand -hex 32")
    else:
        yield ok("metrics", "/metrics asks for the token" if token else "/metrics is off")


def backup_age(setup: places.Setup, now: datetime) -> Iterator[Finding]:
    note, todo = places.last_backup_note(setup.data_dir), "Run lentera backup daily, by a timer"
    try:
        said = json.loads(note.read_text("utf-8"))
        made, file = datetime.fromisoformat(said["at"]), Path(said["file"])
    except (OSError, ValueError, KeyError, TypeError):
        yield warn("backup", "No backup was made yet", todo)
        return
    age = now - made
    if age > BACKUP_AGE:
        yield warn("backup", f"The last backup is {age.days} days old", todo)
    elif file.is_relative_to(setup.data_dir.absolute()):
        yield warn(
            "backup",
            "The last backup lies in the data folder: one broken disk takes both",
            "Copy it to another machine, or give --to a place there",
        )
    else:
        yield ok("backup", f"Made {age.total_seconds() / 3600:.0f} hours ago")


CHECKS: tuple[Callable[[places.Setup, datetime], Iterator[Finding]], ...] = (
    python,
    sqlite,
    data_folder,
    keys,
    frontend,
    public_url,
    proxies,
    workers,
    metrics,
    backup_age,
)
