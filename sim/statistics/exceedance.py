"""Exceedance: how many of the runs reach each rung at least."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.statistics.interval import wilson


def exceedance(highest: np.ndarray, top: int = 11) -> pd.DataFrame:
    """Rows rung 0..`top` with n, events, share and its Wilson interval `ci_low`, `ci_high`.

    `highest` is the highest rung of every run. This, not a mean rung, is what an ordinal peak
    can honestly be summed up by.
    """
    n = len(highest)
    rows = []
    for rung in range(top + 1):
        events = int(np.count_nonzero(highest >= rung))
        low, high = wilson(events, n)
        rows.append((rung, n, events, events / n if n else np.nan, low, high))
    return pd.DataFrame(rows, columns=["rung", "n", "events", "share", "ci_low", "ci_high"])
