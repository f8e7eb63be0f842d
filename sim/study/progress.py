"""How far a study is: runs done, runs a second, seconds left."""

from __future__ import annotations

import math
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


def line(report: Progress) -> str:
    """ "61,440 of 100,000 runs · 4,250 runs/s · 9 s left"."""
    parts = [f"{report.done:,} of {report.total:,} runs"]
    if report.runs_per_s > 0:
        parts.append(f"{report.runs_per_s:,.0f} runs/s")
    if math.isfinite(report.seconds_left):
        parts.append(f"{duration(report.seconds_left)} left")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """ "9 s", "2 min 05 s", "3 h 10 min"."""
    whole = math.ceil(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


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
