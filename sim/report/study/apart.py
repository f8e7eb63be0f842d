"""Which configs of a study are clearly apart on a number, from pairs of runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sim.report.study.reading import Reading
from sim.statistics.standing import (
    Sign,
    Standing,
    mean_sign,
    median_sign,
    share_sign,
    standing,
)

Test = Callable[[np.ndarray, np.ndarray, float], int]


def at_rung(reading: Reading, rung: int) -> Standing:
    """Where the configs stand on the share of runs that reach `rung` or a higher one."""
    share = {
        label: float(reading.exceedance(cell)["share"].iloc[rung])
        for cell, label in reading.labels.items()
    }
    return standing(share, rung_sign(reading, rung))


def rung_sign(reading: Reading, rung: int) -> Sign:
    """Whether one config reaches `rung` clearly more often than another."""
    return _sign(reading, "highest_rung", lambda a, b, p: share_sign(a >= rung, b >= rung, p))


def on_median(reading: Reading, name: str, value: Mapping[str, float]) -> Standing:
    """Where the configs stand on the median of a quantity; `value` has it by label."""
    return standing(value, _sign(reading, name, median_sign))


def mean_signs(reading: Reading, name: str) -> Sign:
    """Whether the mean of a quantity is clearly higher in one config than in another."""
    return _sign(reading, name, mean_sign)


def _sign(reading: Reading, name: str, test: Test) -> Sign:
    cell_of = {label: cell for cell, label in reading.labels.items()}

    def sign(one: str, other: str, alpha: float) -> int:
        return test(*reading.pair(cell_of[one], cell_of[other], name), alpha)

    return sign
