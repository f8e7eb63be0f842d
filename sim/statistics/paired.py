"""Paired differences: two configs that use common random numbers, run by run.

Because run k of both configs shares every draw, the difference of a run carries far less noise
than the difference of two independent sweeps; `variance_ratio` says how much less. Rungs are
ordinal and days may be censored ("never" is later than any day), so for them only the shares of
runs that come out higher, lower or the same are given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.statistics.interval import (
    UNKNOWN,
    Interval,
    mean_interval,
    paired_count_interval,
    paired_share_interval,
    wilson,
)
from sim.statistics.source import Declared, Runs

PAIRED_COLUMNS = (
    "cell", "baseline", "outcome", "unit", "kind", "direction", "n",
    "mean_baseline", "mean", "difference", "ci_low", "ci_high", "variance_ratio",
    "higher", "higher_low", "higher_high",
    "lower", "lower_low", "lower_high",
    "same", "same_low", "same_high",
)  # fmt: skip


def paired(runs: Runs, columns: Sequence[Declared], baseline: int = 0) -> pd.DataFrame:
    """Differences of every other cell from the cell `baseline`, for every column both have.

    Raises ValueError where `baseline` is not a cell, or two cells have different numbers of runs.
    """
    cells = runs.cells()
    if baseline not in cells:
        raise ValueError(f"cell {baseline} is not one of {cells}")
    rows = []
    for column in columns:
        if column.name not in runs.names(baseline):
            continue
        before = runs.values(baseline, column.name)
        for cell in cells:
            if cell != baseline and column.name in runs.names(cell):
                row = paired_row(before, runs.values(cell, column.name), column)
                rows.append({"cell": cell, "baseline": baseline, **row})
    frame = pd.DataFrame(rows, columns=list(PAIRED_COLUMNS))
    return frame.sort_values("cell", kind="stable", ignore_index=True)


def paired_row(before: np.ndarray, after: np.ndarray, column: Declared) -> dict[str, Any]:
    """One row without its cells: `after` − `before`, both with one entry per run, paired."""
    if len(before) != len(after):
        raise ValueError(f"{column.name}: {len(before)} runs against {len(after)}")
    before, after = _comparable(before, after, column.kind)
    n = len(before)
    higher = int(np.count_nonzero(after > before))
    lower = int(np.count_nonzero(after < before))
    row: dict[str, Any] = {
        "outcome": column.name,
        "unit": column.unit,
        "kind": column.kind,
        "direction": column.direction,
        "n": n,
        **_difference(before, after, column.kind, higher, lower),
    }
    for name, events in (("higher", higher), ("lower", lower), ("same", n - higher - lower)):
        low, high = wilson(events, n)
        row |= {name: events / n if n else math.nan, f"{name}_low": low, f"{name}_high": high}
    return row


def _comparable(before: np.ndarray, after: np.ndarray, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Both sides as floats: "never" is +inf, pairs where a quantity does not apply are left out."""
    before, after = before.astype(np.float64), after.astype(np.float64)
    if kind == "day":
        return np.nan_to_num(before, nan=np.inf), np.nan_to_num(after, nan=np.inf)
    both = ~(np.isnan(before) | np.isnan(after))
    return before[both], after[both]


def _difference(
    before: np.ndarray, after: np.ndarray, kind: str, higher: int, lower: int
) -> dict[str, float]:
    mean_before = mean_after = difference = ratio = math.nan
    interval: Interval = UNKNOWN
    if kind not in ("rung", "day") and len(before):
        deltas = after - before
        mean_before, mean_after = float(before.mean()), float(after.mean())
        difference = float(deltas.mean()) + 0.0  # never a negative zero
        ratio = variance_ratio(before, after)
        if kind == "share":
            interval = paired_share_interval(higher, lower, len(deltas))
        elif kind == "count":
            interval = paired_count_interval(deltas)
        else:
            interval = mean_interval(deltas)
    return {
        "mean_baseline": mean_before,
        "mean": mean_after,
        "difference": difference,
        "ci_low": interval.low,
        "ci_high": interval.high,
        "variance_ratio": ratio,
    }


def variance_ratio(before: np.ndarray, after: np.ndarray) -> float:
    """Variance of the paired difference over that of an unpaired one.

    1 is no gain from common random numbers, 0 is a difference without noise; NaN where nothing
    varies.
    """
    if len(before) < 2:
        return math.nan
    unpaired = float(np.var(before, ddof=1) + np.var(after, ddof=1))
    return float(np.var(after - before, ddof=1)) / unpaired if unpaired > 0 else math.nan
