"""95% intervals: of a share, of a mean, of a mean count, of paired differences.

Sources: Wilson, E. B. (1927), JASA 22:209; the bound for zero events is the exact one-sided
binomial one ("rule of three", Hanley and Lippman-Hand 1983, JAMA 249:1743); paired shares are
Bonett, D. G. and Price, R. M. (2012), J. Educ. Behav. Stat. 37:479; counts are Garwood, F. (1936),
Biometrika 28:437, their differences by MOVER (Donner, A. and Zou, G. Y. 2012, Stat. Methods Med.
Res. 21:347).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy import special

Z95 = 1.959963984540054
"""The 97.5% point of the standard normal distribution."""
FEW_WITH_EVENTS = 10
"""Below this many runs with an event the normal interval of a mean count is too narrow."""
BOUNDED = ("share", "0-1")
"""Units of quantities that lie between 0 and 1."""


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


def mean_interval(values: np.ndarray, z: float = Z95) -> Interval:
    """The normal interval of the mean of `values` (finite); unknown below two of them."""
    if len(values) < 2:
        return UNKNOWN
    mean = float(np.mean(values))
    half = z * float(np.std(values, ddof=1)) / math.sqrt(len(values))
    return Interval(mean - half, mean + half)


def poisson_interval(events: int) -> Interval:
    """The exact 95% interval of an expected number of events, of which `events` were seen.

    No event gives the one-sided 95% upper bound, 3.0. Events are taken to come one by one.
    """
    if events == 0:
        return Interval(0.0, -math.log(0.05))
    low, high = special.gammaincinv((events, events + 1), (0.025, 0.975))
    return Interval(float(low), float(high))


def count_interval(values: np.ndarray) -> Interval:
    """The 95% interval of the mean of a count, one value per run.

    A count that was never seen has an upper bound, 3.0 / n: the Poisson counterpart of the rule of
    three. Where fewer than `FEW_WITH_EVENTS` runs have an event, the wider ends of the normal and
    the Poisson interval are taken. No end is below 0.
    """
    n = len(values)
    if n == 0:
        return UNKNOWN
    if np.count_nonzero(values) >= FEW_WITH_EVENTS:
        return _not_below_zero(mean_interval(values))
    poisson = Interval(*(end / n for end in poisson_interval(int(np.sum(values)))))
    return _not_below_zero(_wider(mean_interval(values), poisson))


def bounded_interval(values: np.ndarray) -> Interval:
    """The 95% interval of the mean of a quantity between 0 and 1.

    Where all values are equal, the share of other values is below that of an event that was never
    seen, and such values are 0 or 1 at worst.
    """
    if len(values) < 1 or np.ptp(values) > 0:
        low, high = mean_interval(values)
        return Interval(max(0.0, low), min(1.0, high)) if low == low else UNKNOWN
    value, other = float(values[0]), upper_bound_of_none(len(values))
    return Interval(value * (1.0 - other), value + other * (1.0 - value))


def paired_count_interval(deltas: np.ndarray) -> Interval:
    """The 95% interval of a mean difference of counts, one difference per pair of runs.

    Where fewer than `FEW_WITH_EVENTS` pairs differ, the wider ends of the normal interval and of
    the difference of two Poisson means are taken; so it is not empty where no pair differs.
    """
    n = len(deltas)
    if n == 0:
        return UNKNOWN
    if np.count_nonzero(deltas) >= FEW_WITH_EVENTS:
        return mean_interval(deltas)
    more, fewer = (int(np.maximum(0, sign * deltas).sum()) for sign in (1, -1))
    up, down = poisson_interval(more), poisson_interval(fewer)
    low = more - fewer - math.hypot(more - up.low, down.high - fewer)
    high = more - fewer + math.hypot(up.high - more, fewer - down.low)
    return _wider(mean_interval(deltas), Interval(low / n, high / n))


def _wider(one: Interval, other: Interval) -> Interval:
    """The interval that holds both; the second where the first is unknown."""
    if math.isnan(one.low):
        return other
    return Interval(min(one.low, other.low), max(one.high, other.high))


def _not_below_zero(interval: Interval) -> Interval:
    return Interval(max(0.0, interval.low), interval.high)


def paired_share_interval(higher: int, lower: int, n: int, z: float = Z95) -> Interval:
    """The interval (95%) of a difference of two shares that were seen on the same `n` runs.

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
    half = z * math.sqrt((p_higher + p_lower - centre**2) / (n + 2))
    estimate = (higher - lower) / n
    return Interval(
        max(-1.0, min(centre - half, estimate)),
        min(1.0, max(centre + half, estimate)),
    )
