"""A course's texts over a line that drops: taken up again after each of three cuts.

``python -m bench.downloads prepare FOLDER``, then ``serve FOLDER --port N`` behind a slow line and
``fetch FOLDER --port N`` before it, e.g. in two network namespaces joined by ``tc netem`` with
75 kbit/s, 800 ms and 2 % loss. ``fetch`` reads what the course weighs, asks for its gzip file,
hangs up after each quarter, goes on with a range, and checks the hashes. Without a line between
them it shows that resuming works; with one, how long it takes. Ends with one line:
``download <bytes> <seconds> <cuts> ok|short``.
"""

import argparse
import gzip
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.crowd import seat_crowd
from bench.reads import ROOT, prepare

LEAST_LESSONS = 20
CUTS = 3
WAIT_SECONDS = 120
TOKEN = "token.json"
MANIFEST = "/api/v1/offline/courses/{slug}"


def make(folder: Path) -> None:
    """A database with the shipped content and a signed-in learner."""
    url = f"sqlite:///{(folder / 'lentera.db').absolute()}"
    prepare({"LENTERA_DATA_DIR": str(folder), "LENTERA_DATABASE_URL": url})
    seats = seat_crowd(folder, url, 1)
    (folder / TOKEN).write_text(json.dumps(seats[0].token), "utf-8")


def serve(folder: Path, port: int) -> None:
    environment = os.environ | {"LENTERA_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "uvicorn", "bench.apps:product", "--factory"]
    subprocess.run(
        [*command, "--port", str(port), "--no-access-log"], cwd=ROOT, env=environment, check=True
    )


class Line:
    """HTTP by hand: a client of a library would not hang up in the middle of an answer."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token

    def get(
        self, path: str, most: int | None = None, **headers: str
    ) -> tuple[dict[str, str], bytes]:
        """Headers (names in lower case, ``:status`` too) and the body, cut after ``most`` bytes."""
        lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: lentera={self._token}"]
        lines += ["Connection: close", "Accept-Encoding: identity"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        with socket.create_connection(("127.0.0.1", self._port), WAIT_SECONDS) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            told = b""
            while b"\r\n\r\n" not in told:
                told += self._more(line)
            head, _, body = told.partition(b"\r\n\r\n")
            first, *rest = head.decode("latin-1").split("\r\n")
            found = {":status": first.split()[1]}
            for one in rest:
                name, _, value = one.partition(":")
                found[name.lower()] = value.strip()
            wanted = int(found["content-length"])
            stop = wanted if most is None else min(most, wanted)
            while len(body) < stop:
                body += self._more(line)
        return found, body[:stop]

    @staticmethod
    def _more(line: socket.socket) -> bytes:
        part = line.recv(16_384)
        if not part:
            raise ConnectionError("The line closed before the answer was whole")
        return part


def fetch(folder: Path, port: int) -> bool:
    line = Line(port, json.loads((folder / TOKEN).read_text("utf-8")))
    began = time.monotonic()
    cards = json.loads(line.get("/api/v1/courses")[1])["items"]
    courses = [one for one in cards if one["status"] == "active"]
    slug = max(courses, key=lambda one: one["activities"])["slug"]
    told: dict[str, Any] = json.loads(line.get(MANIFEST.format(slug=slug))[1])
    file = told["pack"]["gzip"]
    print(f"# {slug}: {file['bytes']} bytes, told after {time.monotonic() - began:.1f} s")
    body, etag = b"", ""
    for cut in range(CUTS + 1):
        most = None if cut == CUTS else file["bytes"] // (CUTS + 1)
        more = {"Range": f"bytes={len(body)}-"} | ({"If_Range": etag} if etag else {})
        headers, part = line.get(file["link"], most, **more)
        if headers[":status"] != "206":
            raise RuntimeError(f"Answered {headers[':status']} to a range")
        etag = headers["etag"]
        body += part
        print(f"# {len(body)} bytes after {time.monotonic() - began:.1f} s", flush=True)
    seconds = time.monotonic() - began
    pack = gzip.decompress(body)
    whole = (hashlib.sha256(body).hexdigest(), hashlib.sha256(pack).hexdigest())
    lessons = sum(one["kind"] == "lesson" for one in json.loads(pack)["activities"])
    good = whole == (file["sha256"], told["pack"]["sha256"]) and lessons >= LEAST_LESSONS
    print(f"# {lessons} lessons, {len(pack)} bytes of JSON")
    print(f"download {len(body)} {seconds:.1f} {CUTS} {'ok' if good else 'short'}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.downloads", description="Over a line that drops")
    parser.add_argument("act", choices=["prepare", "serve", "fetch"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    if arguments.act == "prepare":
        make(arguments.folder)
    elif arguments.act == "serve":
        serve(arguments.folder, arguments.port)
    else:
        return 0 if fetch(arguments.folder, arguments.port) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
