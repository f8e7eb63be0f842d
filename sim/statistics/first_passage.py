"""First passage: how many of the runs have reached something by each day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.statistics.interval import wilson


def first_passage(days: np.ndarray, ends: np.ndarray) -> pd.DataFrame:
    """Rows day, n, events, share and its Wilson interval `ci_low`, `ci_high`, one for each end.

    `days` is the day of first passage of every run, NaN where it never came (censored): such a
    run stays in the denominator. `ends` are the days up to and including which one counts.
    """
    n = len(days)
    came = np.sort(days[~np.isnan(days)])
    events = np.searchsorted(came, ends, side="right")
    bounds = [wilson(int(count), n) for count in events]
    return pd.DataFrame(
        {
            "day": np.asarray(ends, dtype=np.float64),
            "n": n,
            "events": events,
            "share": events / n if n else np.full(len(ends), np.nan),
            "ci_low": [bound.low for bound in bounds],
            "ci_high": [bound.high for bound in bounds],
        }
    )
