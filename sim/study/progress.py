"""How far a study is: runs done, runs a second, seconds left."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """One report; `seconds_left` is NaN until a rate is known."""

    done: int
    total: int
    runs_per_s: float
    seconds_left: float


Listener = Callable[[Progress], None]


def ignore(_: Progress) -> None:
    """A listener for those who do not want to know."""


class Meter:
    """Counts runs and tells a listener; runs found finished at the start do not count as speed."""

    def __init__(self, total: int, found: int, listener: Listener) -> None:
        self._total = total
        self._found = found
        self._listener = listener
        self._start = time.monotonic()
        self.done = found
        self._tell()

    def add(self, runs: int) -> None:
        """Count runs that were just computed (negative: thrown away again)."""
        self.done += runs
        self._tell()

    def _tell(self) -> None:
        seconds = time.monotonic() - self._start
        rate = (self.done - self._found) / seconds if seconds > 0 else 0.0
        left = (self._total - self.done) / rate if rate > 0 else float("nan")
        self._listener(Progress(self.done, self._total, rate, left))
