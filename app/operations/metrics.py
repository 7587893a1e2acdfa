"""Metrics of one process, in Prometheus' text format.

Requests are counted in plain lists on the event loop and become Prometheus samples only when
somebody asks: the library's own counters take a lock each, thrice a request. Every process counts
for itself and says which it is by the label ``worker``; with several workers behind one port a
scrape meets one of them at a time (docs/operations.md says what to do about it).
"""

import os
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy.pool import QueuePool

from app.kit.database import Database

BUCKETS_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Series:
    """Requests with one route, method and status; ``counts`` has one place beyond the buckets."""

    __slots__ = ("counts", "method", "route", "seconds", "status")

    def __init__(self, route: str, method: str, status: int) -> None:
        self.route, self.method, self.status = route, method, status
        self.counts = [0] * (len(BUCKETS_SECONDS) + 1)
        self.seconds = 0.0

    def observe(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS_SECONDS, seconds)] += 1
        self.seconds += seconds


@dataclass(frozen=True)
class Gauges:
    """What only the database knows, read when somebody asks for the metrics."""

    jobs_waiting: int
    jobs_failed: int
    commands_stored: int
    # Engine → (connections in use, size of the pool; a burst may exceed it).
    pools: dict[str, tuple[int, int]]


class Traffic:
    """The requests of this process so far. Routes are templates, so the series are few."""

    def __init__(self) -> None:
        self.in_flight = 0
        self._series: dict[tuple[str, str, int], Series] = {}

    def series(self, route: str, method: str, status: int) -> Series:
        key = (route, method, status)
        found = self._series.get(key)
        if found is None:
            found = self._series[key] = Series(route, method, status)
        return found

    def all_series(self) -> list[Series]:
        return list(self._series.values())


def pool_use(database: Database) -> dict[str, tuple[int, int]]:
    """Connections in use and size of the pool, by engine."""
    engines = {"write": database.write_engine}
    if database.is_sqlite:
        engines["read"] = database.read_engine
    use: dict[str, tuple[int, int]] = {}
    for name, engine in engines.items():
        pool = engine.pool
        if isinstance(pool, QueuePool):
            use[name] = (pool.checkedout(), pool.size())
    return use


class _Snapshot(Collector):
    def __init__(self, traffic: Traffic, gauges: Gauges, worker: str) -> None:
        self._traffic, self._gauges, self._worker = traffic, gauges, worker

    def collect(self) -> Iterator[Metric]:
        labels = ["worker", "route", "method", "status"]
        requests = CounterMetricFamily(
            "lentera_requests", "Requests answered, by route template", labels=labels
        )
        durations = HistogramMetricFamily(
            "lentera_request_duration_seconds", "Until the last byte was handed on", labels=labels
        )
        for series in self._traffic.all_series():
            names = [self._worker, series.route, series.method, str(series.status)]
            total, buckets = 0, []
            for bound, count in zip(
                [*map(str, BUCKETS_SECONDS), "+Inf"], series.counts, strict=True
            ):
                total += count
                buckets.append((bound, total))
            requests.add_metric(names, total)
            durations.add_metric(names, buckets, series.seconds)
        yield requests
        yield durations
        yield self._gauge("lentera_requests_in_flight", "Being answered", self._traffic.in_flight)
        used = GaugeMetricFamily(
            "lentera_db_connections_in_use", "Of the pool", labels=["worker", "engine"]
        )
        size = GaugeMetricFamily(
            "lentera_db_pool_size", "Connections kept by the pool", labels=["worker", "engine"]
        )
        for engine, (in_use, kept) in self._gauges.pools.items():
            used.add_metric([self._worker, engine], in_use)
            size.add_metric([self._worker, engine], kept)
        yield used
        yield size
        # Facts of the database, the same from every worker: no worker label.
        yield GaugeMetricFamily(
            "lentera_jobs_waiting", "Jobs not finished", self._gauges.jobs_waiting
        )
        yield GaugeMetricFamily(
            "lentera_jobs_failed", "Jobs given up after all tries", self._gauges.jobs_failed
        )
        yield GaugeMetricFamily(
            "lentera_commands_stored", "Learning commands stored", self._gauges.commands_stored
        )

    def _gauge(self, name: str, words: str, value: float) -> GaugeMetricFamily:
        family = GaugeMetricFamily(name, words, labels=["worker"])
        family.add_metric([self._worker], value)
        return family


def exposition(traffic: Traffic, gauges: Gauges) -> bytes:
    """Everything this process knows, as Prometheus reads it."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Snapshot(traffic, gauges, str(os.getpid())))
    return generate_latest(registry)
