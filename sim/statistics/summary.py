"""The summary of a study: one row per cell and outcome, each kind read as it may be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.statistics.interval import (
    BOUNDED,
    UNKNOWN,
    Interval,
    bounded_interval,
    count_interval,
    mean_interval,
    wilson,
)
from sim.statistics.quantile import censored_quantiles, quantiles
from sim.statistics.source import Declared, Runs

SUMMARY_COLUMNS = (
    "cell", "outcome", "unit", "n", "mean", "ci_low", "ci_high", "q05", "q50", "q95",
)  # fmt: skip
LEVELS = (0.05, 0.5, 0.95)


def summarise(runs: Runs, columns: Sequence[Declared]) -> pd.DataFrame:
    """The summary frame with the columns of `summary.csv`.

    A share comes with its Wilson interval and a count with that of its mean (no event: an upper
    bound), a quantity with the normal interval of its mean; a rung and a day have no mean, only
    quantiles. Runs in which a quantity does not apply are left out of its `n`; runs in which a day
    never came count.
    """
    rows = [
        {"cell": cell, **summary_row(runs.values(cell, column.name), column)}
        for cell in runs.cells()
        for column in columns
        if column.name in runs.names(cell)
    ]
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))


def summary_row(values: np.ndarray, column: Declared) -> dict[str, Any]:
    """One row of the summary without its cell; `values` has one entry per run."""
    if column.kind == "quantity":
        values = values[~np.isnan(values)]
    mean, interval = _centre(values, column)
    spread = censored_quantiles if column.kind == "day" else quantiles
    q05, q50, q95 = spread(values, LEVELS)
    return {
        "outcome": column.name,
        "unit": column.unit,
        "n": len(values),
        "mean": mean,
        "ci_low": interval.low,
        "ci_high": interval.high,
        "q05": q05,
        "q50": q50,
        "q95": q95,
    }


def _centre(values: np.ndarray, column: Declared) -> tuple[float, Interval]:
    if column.kind in ("rung", "day") or len(values) == 0:
        return math.nan, UNKNOWN
    if column.kind == "share":
        events = int(np.count_nonzero(values))
        return events / len(values), wilson(events, len(values))
    interval = mean_interval
    if column.kind == "count":
        interval = count_interval
    elif column.unit in BOUNDED:
        interval = bounded_interval
    return float(np.mean(values)) + 0.0, interval(values)  # never a negative zero
