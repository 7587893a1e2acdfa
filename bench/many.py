"""The ingest with 2,000 connections at once, against the same endpoint without a write.

``python -m bench.many [--connections 2000] [--rounds 5] [--seconds 8] [--database sqlite|pg]``

As ``bench.ingest``, with as many connections as an exam day has: what is judged is that the queue
before the writer costs no more than it does with a few, and that nobody waits much longer than
they would if nothing were written. Bursts alternate in one run; the figures are the server's CPU a
request (the lower quintile of the rounds) and the 99th percentile of the answers (the median of the
rounds' ratios). Ends with one line per budget: ``name measured budget ok|short``. Exit status 1 if
one falls short.
"""

import argparse
import asyncio
import resource
import shutil
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from app.kit.database import sqlite_url
from bench.crowd import lua_of
from bench.ingest import PUSH, Place, apart, create_database, place_of
from bench.load import Burst, script_burst
from bench.reads import lower_quintile, serving
from tests.postgres_cluster import cluster

CONNECTIONS = 2000
SPARE_FILES = 200
APPS = {"product": "product", "no_write": "not_writing"}
LEAST_CPU, MOST_P99 = 0.35, 1.5


def measure(
    place: Place, folder: Path, connections: int, rounds: int, seconds: float
) -> tuple[float, float]:
    """(CPU of no write ÷ the product's, p99 of the product ÷ that of no write)."""
    bursts: dict[str, list[Burst]] = {name: [] for name in APPS}
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(
                serving(f"bench.apps:{app}", apart(place, name), place.log, "/healthz")
            )
            for name, app in APPS.items()
        }
        for round_number in range(rounds + 1):
            for number, (name, server) in enumerate(servers.items()):
                script = folder / f"many-{name}.lua"
                script.write_text(lua_of(place.seats, 100 * round_number + number), "utf-8")
                burst = script_burst(server.pid, server.url + PUSH, script, seconds, connections)
                if burst.requests < connections:
                    raise RuntimeError(f"{name}: {burst.requests} answers; give it more --seconds")
                if round_number:  # the first one warms
                    bursts[name].append(burst)
    cpu = {name: lower_quintile([one.cpu_us for one in found]) for name, found in bursts.items()}
    for name, found in bursts.items():
        p99 = statistics.median(one.p99_ms for one in found)
        print(f"# {place.name} {name}: {cpu[name]:.0f} CPU µs a request, p99 {p99:.0f} ms")
    pairs = zip(bursts["product"], bursts["no_write"], strict=True)
    return (
        cpu["no_write"] / cpu["product"],
        statistics.median(ours.p99_ms / theirs.p99_ms for ours, theirs in pairs),
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.many", description="2,000 connections")
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each burst")
    parser.add_argument("--database", choices=["sqlite", "pg"], default="sqlite")
    arguments = parser.parse_args()
    if shutil.which("wrk") is None:
        print("bench.many needs wrk (apt-get install wrk)", file=sys.stderr)
        return 2
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = arguments.connections + SPARE_FILES
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
    with tempfile.TemporaryDirectory(prefix="lentera-bench-") as made, ExitStack() as stack:
        folder = Path(made)
        (folder / arguments.database).mkdir()
        if arguments.database == "pg":
            server = stack.enter_context(cluster(fsync=True))
            url = asyncio.run(create_database(server, "lentera"))
        else:
            url = sqlite_url(folder / "sqlite" / "lentera.db")
        place = place_of(arguments.database, url, folder)
        options = (arguments.connections, arguments.rounds, arguments.seconds)
        cpu, p99 = measure(place, folder, *options)
    good = [cpu >= LEAST_CPU, p99 <= MOST_P99]
    words = ["ok" if one else "short" for one in good]
    print(f"ingest_vs_nowrite_many_{place.name} {cpu:.2f} {LEAST_CPU:.2f} {words[0]}")
    print(f"p99_vs_nowrite_many_{place.name} {p99:.2f} {MOST_P99:.2f} {words[1]}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
