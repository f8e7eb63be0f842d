"""How far incidents set off further ones: a Hawkes process with one base rate a dyad, fitted.

On each day the dyad d has on average mu_d + n * sum_j k(t - t_j) incidents, over its earlier
incidents j; k(lag) = (e**b - 1) e**(-b lag) for lags of 1, 2, 3 .. days sums to 1, so that n is
the branching ratio: how many incidents one incident sets off (Hawkes 1971). Incidents are dated by
the day, so time is counted in days and incidents of one day do not set off each other. n and b are
common to all dyads, mu_d is each dyad's own: what dyads differ in is not taken for contagion. All
are found by maximum likelihood (Ozaki 1979), mu_d in closed loop by Newton steps.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy import optimize

GAP_IN_MEMORIES = 60.0
"""Dyads are laid one after the other on one time line, this many e-foldings apart."""
NEWTON_STEPS = 40
CLOSE_ENOUGH = 1e-9
"""Relative change of the base rates at which Newton steps end."""
START = (math.log(0.3 / 0.7), math.log(0.3))
FASTEST, SLOWEST = 0.05, 2000.0
"""Half-lives in days between which the memory is sought."""


class SelfExcitation(NamedTuple):
    """A fitted process: its branching ratio n (0-1), half-life in days, base rates a day."""

    branching: float
    half_life_days: float
    base_rate_day: np.ndarray
    """One a dyad that has incidents, in the order of the dyads' numbers."""


class _Record(NamedTuple):
    """Days with incidents: which dyad (0, 1 ..), which day, how many; days watched a dyad."""

    dyad: np.ndarray
    day: np.ndarray
    count: np.ndarray
    watched: np.ndarray


def fit_self_excitation(
    dyad: np.ndarray, day: np.ndarray, watched_days: float | np.ndarray
) -> SelfExcitation:
    """Return the self-exciting process under which these incidents are likeliest.

    `dyad` and `day` (incidents) number the dyad and the whole day of each incident, in any order;
    `watched_days` is how long the dyads were watched from day 0 on: one number, or one a dyad that
    has incidents, in the order of their numbers. NaN for both figures where no dyad has two.
    """
    record = _record(dyad, day, watched_days)
    if len(record.dyad) == len(record.watched):
        return SelfExcitation(math.nan, math.nan, np.empty(0))
    found = optimize.minimize(
        lambda point: -_log_likelihood(record, *_natural(point))[0],
        np.array(START),
        method="Nelder-Mead",
        options={"xatol": 2e-3, "fatol": 1e-2, "maxiter": 200},
    )
    branching, decay = _natural(found.x)
    base = _log_likelihood(record, branching, decay)[1]
    return SelfExcitation(branching, math.log(2.0) / decay, base)


def _natural(point: np.ndarray) -> tuple[float, float]:
    """Return n and b, from the scale on which they are unbounded."""
    decay = min(max(math.exp(point[1]), math.log(2.0) / SLOWEST), math.log(2.0) / FASTEST)
    return 1.0 / (1.0 + math.exp(-point[0])), decay


def _record(dyad: np.ndarray, day: np.ndarray, watched_days: float | np.ndarray) -> _Record:
    whole = np.floor(np.asarray(day, float))
    names, number = np.unique(dyad, return_inverse=True)
    cells, count = np.unique(np.stack([number, whole]), axis=1, return_counts=True)
    watched = np.broadcast_to(np.asarray(watched_days, float), (len(names),))
    return _Record(cells[0].astype(np.int64), cells[1], count.astype(float), watched)


def _log_likelihood(record: _Record, branching: float, decay: float) -> tuple[float, np.ndarray]:
    """Return the log-likelihood at n and b, and the base rates that make it largest there."""
    set_off = branching * _excitation(record, decay)
    base = _base_rates(record, set_off)
    left = np.maximum(0.0, record.watched[record.dyad] - 1.0 - record.day)
    seen = -np.expm1(-decay * left)  # the share of what an incident sets off that was watched
    each = np.log(base[record.dyad] + set_off) - branching * seen
    return float(np.sum(record.count * each) - np.sum(base * record.watched)), base


def _excitation(record: _Record, decay: float) -> np.ndarray:
    """Return the sum of k over the dyad's earlier incidents, on each day with incidents."""
    span = record.watched.max() + GAP_IN_MEMORIES / decay
    line = decay * (record.day + record.dyad * span)
    earlier = np.logaddexp.accumulate(np.log(record.count) + line)
    before = np.concatenate([[-np.inf], earlier[:-1]])
    return math.expm1(decay) * np.exp(before - line)


def _base_rates(record: _Record, set_off: np.ndarray) -> np.ndarray:
    """Return mu_d, at which the sum of 1 / (mu_d + set off) over incidents is the time watched.

    The sum is convex and falling in mu_d: Newton steps from below never overshoot. Where they
    start is below, as a mean of inverses is at least the inverse of the mean.
    """
    count = np.bincount(record.dyad, record.count)
    mean_set_off = np.bincount(record.dyad, record.count * set_off) / count
    base = np.maximum(1.0 / record.watched, count / record.watched - mean_set_off)
    for _ in range(NEWTON_STEPS):
        inverse = 1.0 / (base[record.dyad] + set_off)
        weighted = record.count * inverse
        total = np.bincount(record.dyad, weighted)
        slope = np.bincount(record.dyad, weighted * inverse)
        step = np.maximum(0.0, (total - record.watched) / slope)
        base += step
        if np.all(step <= CLOSE_ENOUGH * base):
            break
    return base
