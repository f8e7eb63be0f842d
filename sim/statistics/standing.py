"""Which of several configs are clearly apart, run by run, and which luck could have put there.

Two configs are clearly apart where the interval of their paired difference leaves 0 out and the
exact sign test (McNemar 1947, Psychometrika 12:153) agrees, which keeps a handful of runs from
claiming much. "The highest" needs a clear difference to every other config; as all of these must
hold at once, each may be tested at 5% (intersection-union, Berger 1982, Technometrics 24:295).
"They differ" asks the two ends of many, so there the 5% are shared out over all pairs (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from scipy import special

from sim.statistics.interval import mean_interval, paired_share_interval

ALPHA = 0.05

Sign = Callable[[str, str, float], int]
"""`sign(one, other, alpha)`: 1 where `other` is clearly higher than `one`, -1 where it is clearly
lower, 0 where there is no clear difference."""


class Standing(NamedTuple):
    """Where configs stand on one number, from their estimates and paired differences."""

    value: dict[str, float]
    """of every config that has one, in their order"""
    lowest: list[str]
    """the config with the lowest value, then those that are not clearly higher"""
    highest: list[str]
    """the config with the highest value, then those that are not clearly lower"""
    is_clear: bool
    """whether the two ends are clearly apart, for so many configs"""

    @property
    def is_tie(self) -> bool:
        """Whether all have the very same value."""
        return self.low == self.high

    @property
    def low(self) -> float:
        """The lowest value."""
        return self.value[self.lowest[0]]

    @property
    def high(self) -> float:
        """The highest value."""
        return self.value[self.highest[0]]


def standing(value: Mapping[str, float], sign: Sign) -> Standing:
    """Where configs (label → estimate, not empty) stand, by their paired differences."""
    ordered = sorted(value, key=lambda label: value[label])
    least, most = ordered[0], ordered[-1]
    low = [label for label in ordered[1:] if sign(least, label, ALPHA) <= 0]
    high = [label for label in reversed(ordered[:-1]) if sign(label, most, ALPHA) <= 0]
    pairs = len(ordered) * (len(ordered) - 1) / 2
    is_clear = least != most and sign(least, most, ALPHA / max(1.0, pairs)) > 0
    return Standing(dict(value), [least, *low], [most, *high], is_clear)


def share_sign(before: np.ndarray, after: np.ndarray, alpha: float = ALPHA) -> int:
    """Whether flags (one per run, paired) come clearly more or less often in `after`."""
    before, after = before.astype(bool), after.astype(bool)
    higher, lower = np.count_nonzero(after & ~before), np.count_nonzero(before & ~after)
    return pairs_sign(int(higher), int(lower), len(before), alpha)


def pairs_sign(higher: int, lower: int, n: int, alpha: float = ALPHA) -> int:
    """Whether `higher` of `n` pairs are clearly more, or fewer, than `lower` of them."""
    if n == 0 or _sign_test(higher, lower) > alpha:
        return 0
    return _sign(*paired_share_interval(higher, lower, n, _z(alpha)))


def mean_sign(before: np.ndarray, after: np.ndarray, alpha: float = ALPHA) -> int:
    """Whether the mean of `after` is clearly above that of `before`, by Student's t on the pairs.

    Pairs that lack a value are left out; where all differ by the same, the sign test decides.
    """
    deltas = after.astype(float) - before.astype(float)
    deltas = deltas[~np.isnan(deltas)]
    if len(deltas) < 2:
        return 0
    if np.ptp(deltas) == 0:
        higher, lower = np.count_nonzero(deltas > 0), np.count_nonzero(deltas < 0)
        return pairs_sign(int(higher), int(lower), len(deltas), alpha)
    t = float(special.stdtrit(len(deltas) - 1, 1.0 - alpha / 2.0))
    return _sign(*mean_interval(deltas, t))


def median_sign(before: np.ndarray, after: np.ndarray, alpha: float = ALPHA) -> int:
    """Whether the median of `after` is clearly above that of `before`, by the paired median test.

    Were the medians equal, as many runs of both would lie above the middle between them. Pairs
    that lack a value are left out.
    """
    both = ~(np.isnan(before) | np.isnan(after))
    before, after = before[both], after[both]
    if len(before) == 0:
        return 0
    middle = (float(np.median(before)) + float(np.median(after))) / 2.0
    return share_sign(before > middle, after > middle, alpha)


def _sign_test(higher: int, lower: int) -> float:
    """The two-sided p of so uneven a split of pairs that differ, if both ways were as likely."""
    fewer, pairs = min(higher, lower), higher + lower
    return min(1.0, 2.0 * float(special.bdtr(fewer, pairs, 0.5))) if pairs else 1.0


def _z(alpha: float) -> float:
    return float(special.ndtri(1.0 - alpha / 2.0))


def _sign(low: float, high: float) -> int:
    if math.isnan(low):
        return 0
    return int(low > 0) - int(high < 0)
