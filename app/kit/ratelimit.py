"""Token buckets in the process: enough for one process, and a bound per process for several."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from app.kit.problems import TooManyRequests


class RateLimit:
    """At most ``burst`` at once and ``per_minute`` on average, for each key.

    Keys are forgotten, least recently used first, beyond ``max_keys``: memory stays bounded
    whatever addresses a stranger makes up.
    """

    def __init__(
        self,
        *,
        burst: int,
        per_minute: float,
        max_keys: int = 10_000,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._burst, self._rate = burst, per_minute / 60
        self._max_keys, self._monotonic = max_keys, monotonic
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Use one token of ``key``; raises ``TooManyRequests`` when there is none."""
        now = self._monotonic()
        tokens, at = self._buckets.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        if tokens < 1:
            self._buckets[key] = (tokens, now)
            raise TooManyRequests(math.ceil((1 - tokens) / self._rate))
        self._buckets[key] = (tokens - 1, now)
        if len(self._buckets) > self._max_keys:
            self._buckets.popitem(last=False)
