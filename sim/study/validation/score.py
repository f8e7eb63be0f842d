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

from sim.statistics.interval import Interval

CONFIDENCE = 0.95


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


def row(
    question: str,
    null: str,
    score: Score,
    agents: np.ndarray,
    other: np.ndarray,
    interval: Callable[[np.ndarray], Interval],
) -> dict[str, str | float | int]:
    """Return the comparison of the agents' scores with a null's, case by case, as one row."""
    difference = interval(agents - other)
    return {
        "pattern": f"{question}: agents v. {null} ({score.name})",
        "target": float(np.mean(other)),
        "low": difference.low,
        "high": difference.high,
        "simulated": float(np.mean(agents)),
        "verdict": verdict(score, difference),
        "n": len(agents),
    }
