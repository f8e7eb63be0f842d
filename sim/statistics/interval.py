"""95% intervals: of a share, of a mean, of a paired difference of shares.

Sources: Wilson, E. B. (1927), JASA 22:209; the bound for zero events is the exact one-sided
binomial one ("rule of three", Hanley and Lippman-Hand 1983, JAMA 249:1743); paired shares are
Bonett, D. G. and Price, R. M. (2012), J. Educ. Behav. Stat. 37:479.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

Z95 = 1.959963984540054
"""The 97.5% point of the standard normal distribution."""


class Interval(NamedTuple):
    """A closed interval in the unit of what it bounds; NaN where nothing is known."""

    low: float
    high: float


UNKNOWN = Interval(math.nan, math.nan)


def upper_bound_of_none(n: int) -> float:
    """The largest share that still shows no event in `n` runs with a chance of 5%."""
    return 1.0 - 0.05 ** (1.0 / n)


def wilson(events: int, n: int) -> Interval:
    """The Wilson 95% interval of a share.

    No event, or only events, gives the exact one-sided 95% bound on the open side instead.

    Raises ValueError unless 0 <= events <= n.
    """
    if not 0 <= events <= n:
        raise ValueError(f"{events} events in {n} runs")
    if n == 0:
        return UNKNOWN
    if events == 0:
        return Interval(0.0, upper_bound_of_none(n))
    if events == n:
        return Interval(1.0 - upper_bound_of_none(n), 1.0)
    share = events / n
    scale = 1.0 + Z95**2 / n
    centre = (share + Z95**2 / (2 * n)) / scale
    half = Z95 * math.sqrt(share * (1 - share) / n + Z95**2 / (4 * n * n)) / scale
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def mean_interval(values: np.ndarray) -> Interval:
    """The normal 95% interval of the mean of `values` (finite); unknown below two of them."""
    if len(values) < 2:
        return UNKNOWN
    mean = float(np.mean(values))
    half = Z95 * float(np.std(values, ddof=1)) / math.sqrt(len(values))
    return Interval(mean - half, mean + half)


def paired_share_interval(higher: int, lower: int, n: int) -> Interval:
    """The 95% interval of a difference of two shares that were seen on the same `n` runs.

    `higher` runs have the event only in the second config, `lower` only in the first. Unlike the
    plain normal interval this one stays honest (not empty) where no run differs.

    Raises ValueError where the counts do not fit into `n`.
    """
    if higher < 0 or lower < 0 or higher + lower > n:
        raise ValueError(f"{higher} higher and {lower} lower of {n} runs")
    if n == 0:
        return UNKNOWN
    p_higher, p_lower = (higher + 1) / (n + 2), (lower + 1) / (n + 2)
    centre = p_higher - p_lower
    half = Z95 * math.sqrt((p_higher + p_lower - centre**2) / (n + 2))
    estimate = (higher - lower) / n
    return Interval(
        max(-1.0, min(centre - half, estimate)),
        min(1.0, max(centre + half, estimate)),
    )
