"""The turns table: how series spread over the runs, and on which rung the runs stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.statistics.quantile import ranks

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
QUANTILE_NAMES = ("q05", "q25", "q50", "q75", "q95")
TURN_COLUMNS = ("cell", "turn", "day", "outcome", "n", "mean", *QUANTILE_NAMES)


def rung_shares(cell: int, on_rung: np.ndarray, days_per_turn: float) -> pd.DataFrame:
    """Rows `on_rung.0` .. `on_rung.11` of one cell.

    `on_rung` counts runs, shape (turns, rungs); `mean` is their share, the quantiles are NaN.
    """
    turns, rungs = on_rung.shape
    runs = on_rung.sum(axis=1)
    turn = np.tile(np.arange(1, turns + 1), rungs)
    frame = pd.DataFrame(
        {
            "cell": np.int32(cell),
            "turn": turn.astype(np.int32),
            "day": turn * float(days_per_turn),
            "outcome": np.repeat([f"on_rung.{rung}" for rung in range(rungs)], turns),
            "n": np.tile(runs, rungs).astype(np.int64),
            "mean": (on_rung / np.maximum(runs, 1)[:, None]).T.ravel(),
        }
    )
    return frame.assign(**dict.fromkeys(QUANTILE_NAMES, np.nan))


def series_quantiles(
    cell: int, names: Sequence[str], series: np.ndarray, days_per_turn: float
) -> pd.DataFrame:
    """Rows of every series of one cell; `series` has shape (runs, turns, len(names))."""
    runs, turns, _ = series.shape
    turn = np.arange(1, turns + 1, dtype=np.int32)
    blocks = []
    for index, name in enumerate(names):
        values = np.sort(series[:, :, index], axis=0)
        block = {
            "cell": np.full(turns, cell, dtype=np.int32),
            "turn": turn,
            "day": turn * float(days_per_turn),
            "outcome": [name] * turns,
            "n": np.full(turns, runs, dtype=np.int64),
            "mean": values.mean(axis=0) if runs else np.full(turns, np.nan),
        }
        spread = values[ranks(runs, np.asarray(LEVELS))] if runs else np.full((5, turns), np.nan)
        block.update(zip(QUANTILE_NAMES, spread, strict=True))
        blocks.append(pd.DataFrame(block))
    if not blocks:
        return pd.DataFrame(columns=list(TURN_COLUMNS))
    return pd.concat(blocks, ignore_index=True)
