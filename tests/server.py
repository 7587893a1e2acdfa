"""The real server in a process of its own, on a data folder of its own: what people run."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres_cluster import memory

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account."""

    role: str
    name: str
    nip: str
    password: str


class Server:
    """One server process that can be killed and started again on the same data."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = 0
        self._environment = {
            key: value for key, value in os.environ.items() if not key.startswith("LENTERA_")
        } | {
            "LENTERA_DATA_DIR": str(data_dir),
            "LENTERA_CONTENT": str(ROOT / "content"),
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end; raises if it fails."""
        return subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=ROOT,
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
        )

    def start(self) -> None:
        """Ready when this returns; the port it gets at its first start it keeps."""
        if self.process is None:
            # Looked for at the last moment: others look for free ports too.
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        with (self.data_dir / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app", "serve"],
                cwd=ROOT,
                env=self._environment | {"PORT": str(self.port)},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log()[-4000:]}")

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, nothing is flushed."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def log(self) -> str:
        return (self.data_dir / "server.log").read_text("utf-8", "replace")

    def accounts(self) -> dict[str, Account]:
        """Demo accounts by role; the learner of another agency is ``stranger``."""
        found: dict[str, Account] = {}
        for entry in json.loads((self.data_dir / "demo-accounts.json").read_text("utf-8")):
            account = Account(**entry)
            found["stranger" if account.role in found else account.role] = account
        return found


# What ``lentera demo`` has made of a folder of content, once a run.
_made: dict[str, Path] = {}


def _remember(content: str, data_dir: Path) -> None:
    kept = Path(tempfile.mkdtemp(prefix="lentera-demo-", dir=memory()))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    shutil.copytree(data_dir, kept, dirs_exist_ok=True)
    _made[content] = kept


@contextmanager
def demo_server(data_dir: Path, **environment: str) -> Iterator[Server]:
    """A server with the shipped content and the demo accounts.

    Of the same content there is the same beginning: a second server takes a copy of it.
    """
    server = Server(data_dir, **environment)
    content = environment.get("LENTERA_CONTENT", "")
    is_usual = set(environment) <= {"LENTERA_CONTENT"}
    if is_usual and content in _made:
        shutil.copytree(_made[content], data_dir, dirs_exist_ok=True)
    else:
        server.command("demo")
        if is_usual:
            _remember(content, data_dir)
    server.start()
    try:
        yield server
    finally:
        server.stop()
