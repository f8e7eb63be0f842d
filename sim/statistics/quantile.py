"""Quantiles as order statistics: always a value that some run really had.

The definition is the inverse of the empirical distribution (Hyndman and Fan 1996, type 1), which
suits ordinal rungs and censored days: nothing is interpolated between two rungs, or between a day
and "never".
"""

from __future__ import annotations

import math

import numpy as np


def ranks(n: int, levels: np.ndarray) -> np.ndarray:
    """Indices into `n` sorted values of the quantiles at `levels` (each in 0..1)."""
    # The rounding keeps 0.05 × 20 at 1: products such as 0.95 × 20 land a hair above a whole.
    whole = np.ceil(np.round(np.asarray(levels) * n, 9)).astype(np.int64)
    return np.clip(whole - 1, 0, n - 1)


def quantiles(values: np.ndarray, levels: tuple[float, ...]) -> list[float]:
    """Quantiles of `values` (no NaN; +inf allowed) at `levels`; NaN where there is no value."""
    if len(values) == 0:
        return [math.nan] * len(levels)
    at = ranks(len(values), np.asarray(levels))
    return [float(value) for value in np.partition(values, np.unique(at))[at]]


def censored_quantiles(days: np.ndarray, levels: tuple[float, ...]) -> list[float]:
    """Quantiles of first-passage days, NaN standing for "never": a censored quantile is NaN."""
    never_last = np.where(np.isnan(days), np.inf, days)
    return [q if math.isfinite(q) else math.nan for q in quantiles(never_last, levels)]
