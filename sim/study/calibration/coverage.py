"""Does the method find what it is given? Coverage of intervals on data of known parameters.

Points are drawn from a box, simulated, and each in turn is taken for the data: an approximate
posterior from the others (rejection with local-linear regression, Beaumont, Zhang and Balding
2002) must hold the true value as often as it claims (Prangle et al. 2014).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.statistics import wilson
from sim.study.calibration.problem import Problem, draw_uniformly

LEVELS = (0.5, 0.9)
FEWEST_POINTS = 50
"""Fewer simulations than this are too few to take each in turn for the data."""
COLUMNS = ("parameter", "level", "covered", "low", "high", "n", "narrowing")
KEPT = 0.3
"""Share of the other points, the nearest, that an approximate posterior is made of."""


def simulate_box(
    problem: Problem, box: Mapping[str, tuple[float, float]], points: int, seed: int
) -> pd.DataFrame:
    """Return `points` simulations from a box: parameters, then figures, one row each."""
    rows = []
    for number in range(points):
        values = draw_uniformly(box, seed, number)
        rows.append({**values, **problem.simulate(values)})
    return pd.DataFrame(rows)


def coverage(table: pd.DataFrame, parameters: list[str], figures: list[str]) -> pd.DataFrame:
    """Return, per parameter, how often central intervals held the truth, and what was learnt.

    Columns: parameter, level, covered, low, high (Wilson 95%), n, and `narrowing`: the mean
    spread of the posteriors over that of the box (1: nothing was learnt). No row where half of
    FEWEST_POINTS or fewer have all their figures.
    """
    theta = table[parameters].to_numpy(float)
    stats = table[figures].to_numpy(float)
    good = np.isfinite(stats).all(axis=1)
    theta, stats = theta[good], stats[good]
    if len(theta) <= FEWEST_POINTS // 2:
        return pd.DataFrame(columns=COLUMNS)
    stats = (stats - stats.mean(axis=0)) / np.maximum(stats.std(axis=0), 1e-12)
    n = len(theta)
    held = np.zeros((len(LEVELS), len(parameters)))
    spread = np.zeros(len(parameters))
    for i in range(n):
        others = np.arange(n) != i
        found = adjusted(theta[others], stats[others], stats[i])
        spread += found.std(axis=0)
        for k, level in enumerate(LEVELS):
            low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], axis=0)
            held[k] += (low <= theta[i]) & (theta[i] <= high)
    narrowing = spread / n / theta.std(axis=0)
    rows = []
    for p, name in enumerate(parameters):
        for k, level in enumerate(LEVELS):
            interval = wilson(int(held[k, p]), n)
            rows.append(
                {
                    "parameter": name, "level": level, "covered": held[k, p] / n,
                    "low": interval.low, "high": interval.high, "n": n,
                    "narrowing": float(narrowing[p]),
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def adjusted(theta: np.ndarray, stats: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Return draws (kept, parameters) of the approximate posterior at figures `seen`.

    A regression on many figures follows some of the noise of the points it is fitted to, and its
    value at `seen` is uncertain itself: residuals are widened by what both hide, or intervals
    would claim more than they know.
    """
    distance = np.sqrt(((stats - seen) ** 2).mean(axis=1))
    kept = np.argsort(distance)[: max(2 * stats.shape[1] + 10, int(KEPT * len(stats)))]
    away = stats[kept] - seen
    weight = np.maximum(1.0 - (distance[kept] / (distance[kept].max() + 1e-12)) ** 2, 0.0)
    design = np.column_stack([np.ones(len(kept)), away])
    root = np.sqrt(weight)[:, None]
    slopes, _, rank, _ = np.linalg.lstsq(design * root, theta[kept] * root, rcond=None)
    moved = theta[kept] - away @ slopes[1:]
    wider = _widening(design, weight, int(rank))
    return (slopes[0] + (moved - slopes[0]) * wider)[weight > 0.0]


def _widening(design: np.ndarray, weight: np.ndarray, rank: int) -> float:
    """Return what residuals of a weighted regression are short by, for a new point at its origin.

    The square root of n / (n - rank) for the degrees of freedom, times 1 + leverage for the
    uncertainty of the fit (n: how many equal weights these are worth).
    """
    squares = (weight**2).sum()
    n = weight.sum() ** 2 / squares
    spread = np.linalg.pinv((design * weight[:, None]).T @ design)
    leverage = spread[0, 0] * squares / weight.sum()
    return float(np.sqrt(n / max(n - rank, 1.0) * (1.0 + leverage)))
