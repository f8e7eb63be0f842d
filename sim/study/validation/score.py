"""Scores of probability forecasts, and whether two forecasters differ by more than luck.

Log score: the log of the probability given to what happened; higher is better (Good 1952). Brier
score: the squared distance of all probabilities from what happened; lower is better (Brier 1950).
Both are proper: honest probabilities score best.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import stats

from sim.statistics.interval import Z95, Interval

CONFIDENCE = 0.95
PARTS = 10
"""Into how many parts simulated dyads are put to see how far their forecast depends on the draw."""


class Score(NamedTuple):
    """A proper score; `of` takes forecasts (cases, classes) and the class that happened."""

    name: str
    is_better: int
    """1 where higher is better, -1 where lower is"""
    of: Callable[[np.ndarray, np.ndarray], np.ndarray]


def _log(forecast: np.ndarray, happened: np.ndarray) -> np.ndarray:
    return np.log(forecast[np.arange(len(happened)), happened])


def _brier(forecast: np.ndarray, happened: np.ndarray) -> np.ndarray:
    truth = np.eye(forecast.shape[1])[happened]
    return np.sum((forecast - truth) ** 2, axis=1)


SCORES = (Score("log score", 1, _log), Score("Brier", -1, _brier))


def interval_of_independent(differences: np.ndarray, effective: float) -> Interval:
    """Return the 95% interval of a mean of cases that are worth `effective` independent ones."""
    spread = float(np.std(differences)) / math.sqrt(effective)
    return _around(float(np.mean(differences)), spread, effective - 1.0)


def interval_by_cluster(differences: np.ndarray, cluster: np.ndarray) -> Interval:
    """Return the 95% interval of a mean of cases that come in clusters, few of them.

    The sandwich estimate over clusters with the small-sample factor G / (G - 1) and Student's t
    of G - 1 degrees (Cameron and Miller 2015).
    """
    mean = float(np.mean(differences))
    number = np.unique(cluster, return_inverse=True)[1]
    sums = np.bincount(number, differences - mean)
    clusters = len(sums)
    variance = float(np.sum(sums**2)) * clusters / (clusters - 1.0) / len(differences) ** 2
    return _around(mean, math.sqrt(variance), clusters - 1.0)


def _around(mean: float, error: float, freedom: float) -> Interval:
    half = float(stats.t.ppf(0.5 + CONFIDENCE / 2.0, freedom)) * error
    return Interval(mean - half, mean + half)


def verdict(score: Score, difference: Interval) -> str:
    """Return whether the first forecaster is better, worse, or not to be told from the other."""
    low, high = sorted((score.is_better * difference.low, score.is_better * difference.high))
    return "better" if low > 0.0 else "worse" if high < 0.0 else "no difference"


def widened(interval: Interval, error: float) -> Interval:
    """Return the interval when its centre has a further, independent standard error."""
    centre, half = (interval.low + interval.high) / 2.0, (interval.high - interval.low) / 2.0
    half = math.hypot(half, Z95 * error)
    return Interval(centre - half, centre + half)


def row(
    question: str,
    null: str,
    score: Score,
    agents: np.ndarray,
    other: np.ndarray,
    interval: Callable[[np.ndarray], Interval],
) -> dict[str, str | float | int]:
    """Return the comparison of the agents' scores with a null's, case by case, as one row.

    `agents` (1 + parts, cases) are the scores of all simulated dyads together, then of each part
    of them alone: a few busy dyads weigh much, and what that does to the mean score widens the
    interval.
    """
    means = agents[1:].mean(axis=1)
    simulation_error = float(np.std(means, ddof=1)) / math.sqrt(len(means))
    difference = widened(interval(agents[0] - other), simulation_error)
    return {
        "pattern": f"{question}: agents v. {null} ({score.name})",
        "target": float(np.mean(other)),
        "low": difference.low,
        "high": difference.high,
        "simulated": float(np.mean(agents[0])),
        "verdict": verdict(score, difference),
        "n": len(other),
    }
