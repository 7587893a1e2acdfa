"""Load on one address and the server's CPU for it: wrk if it is there, else a client of our own."""

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 16
NANOSECONDS = 1e9


@dataclass(frozen=True, slots=True)
class Request:
    """A GET and the status it must have."""

    url: str
    headers: Mapping[str, str]
    status: int


@dataclass(frozen=True, slots=True)
class Burst:
    requests: int
    cpu_us: float  # of the server, per request
    p99_ms: float = 0.0  # of the answers, where it was asked for


def cpu_seconds(pid: int) -> float:
    """CPU time of a process with all its threads, in nanosecond steps where the kernel has them."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text("ascii").split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / NANOSECONDS


def burst(pid: int, request: Request, seconds: float) -> Burst:
    """Ask as fast as the server answers; raises if an answer has another status."""
    before = cpu_seconds(pid)
    send = _by_wrk if shutil.which("wrk") else _by_ourselves
    requests = send(request, seconds)
    used = cpu_seconds(pid) - before
    return Burst(requests, used / requests * 1e6)


def script_burst(pid: int, url: str, script: Path, seconds: float, connections: int) -> Burst:
    """The same by a wrk script, which makes each request anew; every answer must be a 200."""
    before = cpu_seconds(pid)
    command = ["wrk", "-t1", f"-c{connections}", "-d", f"{max(1, round(seconds))}s"]
    command += ["--latency", "--timeout", "30s", "-s", str(script), url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    requests = _counted(said, url)
    cpu_us = (cpu_seconds(pid) - before) / max(1, requests) * 1e6
    return Burst(requests, cpu_us, _p99_ms(said))


def _p99_ms(said: str) -> float:
    found = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    if found is None:
        raise RuntimeError(said)
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[found[2]]


def _by_wrk(request: Request, seconds: float) -> int:
    headers = [f"-H{name}: {value}" for name, value in request.headers.items()]
    duration = f"{max(1, round(seconds))}s"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", "-d", duration, *headers, request.url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _counted(said, request.url)


def _counted(said: str, url: str) -> int:
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url} answered otherwise under load:\n{said}")
    found = re.search(r"(\d+) requests in", said)
    if found is None:
        raise RuntimeError(said)
    return int(found[1])


def _by_ourselves(request: Request, seconds: float) -> int:
    return asyncio.run(_many(request, seconds))


async def _many(request: Request, seconds: float) -> int:
    until = time.monotonic() + seconds
    return sum(await asyncio.gather(*(_one(request, until) for _ in range(CONNECTIONS))))


async def _one(request: Request, until: float) -> int:
    """One connection that stays open; how many answers it got."""
    parts = urlsplit(request.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    lines = [f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    message = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    answers = 0
    try:
        while time.monotonic() < until:
            writer.write(message)
            head = await reader.readuntil(b"\r\n\r\n")
            if int(head[9:12]) != request.status:
                raise RuntimeError(f"{request.url}: {head[:80]!r}")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if length is not None and request.status == 200:
                await reader.readexactly(int(length[1]))
            answers += 1
    finally:
        writer.close()
    return answers
