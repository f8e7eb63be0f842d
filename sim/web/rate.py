"""How often something may be asked: a bucket that refills."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

MOST_KEYS = 10_000


class Limit(NamedTuple):
    """So many at once, and so many a second after that."""

    burst: float
    per_second: float


COMMANDS = Limit(60, 15)
FORECASTS = Limit(6, 1)
STRANGERS = Limit(20, 0.5)
"""Wrong links from one address. Secrets have 256 bits: this bounds noise, not luck."""


class Buckets:
    """One bucket a key; the longest unused are forgotten first."""

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._filled: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> float:
        """Take one; return 0, or how many seconds to wait where none is left."""
        now = self._clock()
        level, then = self._filled.pop(key, (self._limit.burst, now))
        level = min(self._limit.burst, level + (now - then) * self._limit.per_second)
        wait = 0.0 if level >= 1 else (1 - level) / self._limit.per_second
        self._filled[key] = (level if wait else level - 1, now)
        while len(self._filled) > MOST_KEYS:
            self._filled.popitem(last=False)
        return wait
