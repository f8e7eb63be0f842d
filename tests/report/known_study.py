"""Small result folders with known numbers, written by the real store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.outcomes.column import Column
from sim.statistics import rung_shares, summarise
from sim.store import Manifest, RunTable, create, shards_of

TITLE, QUESTION = "Belgium asks for help", "What should <London> send?"
RUNG_SHARES = (1, 1, 1, 1, 0.96, 0.74, 0.37, 0.18, 0.085, 0.031, 0.01, 0.0024)
"""How many of the runs reach each rung at least, by default."""


def column(name: str, kind: str, unit: str = "", headline: bool = True) -> Column:
    """A declared outcome column."""
    dtype = {"share": "int8", "rung": "int8", "count": "int32"}.get(kind, "float64")
    return Column(name, name.split(".")[0], unit, kind, dtype, "lower", headline, "as declared")


COLUMNS = [
    column("highest_rung", "rung", "rung"),
    *[column(f"first_day.rung_{rung}", "day", "day", False) for rung in range(1, 12)],
    column("deaths", "share", "share"),
    column("war", "share", "share"),
    column("incursions.Belgium", "count", "acts"),
    column("incursions_before_kit.Belgium", "quantity", "acts a month", False),
    column("incursions_after_kit.Belgium", "quantity", "acts a month", False),
    column("request_to_kit_days.Belgium", "quantity", "days"),
    column("cost_meur.UK", "quantity", "M EUR"),
]


def climbs(n: int, shares: Sequence[float] = RUNG_SHARES) -> np.ndarray:
    """`n` highest rungs of which exactly these shares reach each rung, in a fixed order."""
    reached = np.round(np.asarray(shares) * n).astype(int)
    highest = (np.arange(n)[:, None] < reached[None, :]).sum(axis=1) - 1
    return np.random.default_rng(7).permutation(highest)


def outcomes(highest: np.ndarray, turns: int, cost: float = 25.0, kit: bool = True) -> np.ndarray:
    """One row per run in the order of COLUMNS."""
    n = len(highest)
    draw = np.random.default_rng(11)
    passage = np.where(
        highest[:, None] >= np.arange(1, 12),
        np.sort(draw.integers(1, turns + 1, (n, 11)), axis=1) * 7.0,
        np.nan,
    )
    before = draw.poisson(15, n) / 10 if kit else np.full(n, np.nan)
    after = draw.poisson(6, n) / 10 if kit else np.full(n, np.nan)
    lag = draw.integers(5, 40, n) if kit else np.full(n, np.nan)
    money = np.round(cost * draw.lognormal(0, 0.35, n), 3)
    plain = [highest, *passage.T, highest >= 9, highest == 11, draw.poisson(8, n)]
    return np.column_stack([*plain, before, after, lag, money]).astype(float)


def write_study(
    path: Path,
    cells: dict[str, np.ndarray],
    policies: dict[str, dict[str, str]] | None = None,
    turns: int = 52,
    status: str = "done",
) -> Path:
    """Write a complete folder of one cell per entry of `cells` (label → outcomes)."""
    n = len(next(iter(cells.values())))
    plays = policies or {label: {"UK": "proportionate", "Russia": "prober"} for label in cells}
    config = {
        "seed": 7,
        "runs": n,
        "engine": "0" * 64,
        "cells": [
            {"label": label, "overrides": "", "scenario": "belgium_2025",
             "scenario_hash": "4f1c" + "0" * 56 + "a902", "policies": plays[label],
             "parameters": {}}
            for label in cells
        ],
    }  # fmt: skip
    command = "countermove sweep scenario=belgium_2025 seed=7"
    folder = create(path, Manifest(config, command=command, runs_total=n * len(cells)))
    folder.write_columns(COLUMNS)
    parts = []
    for cell, values in enumerate(cells.values()):
        for shard in shards_of(cell, n, 20_000):
            rows = values[shard.first_run : shard.first_run + shard.n_runs]
            folder.write_shard(shard, COLUMNS, rows)
        parts.append(rung_shares(cell, _on_rung(values[:, 0].astype(int), turns), 7.0))
    rows = [
        {"cell": cell, "overrides": "", "label": label, "scenario": "belgium_2025",
         "title": TITLE, "question": QUESTION, "seed": 7,
         "runs": n, "policies": json.dumps(plays[label])}
        for cell, label in enumerate(cells)
    ]  # fmt: skip
    folder.write_table("cells.parquet", pd.DataFrame(rows))
    folder.write_table("turns.parquet", pd.concat(parts, ignore_index=True))
    folder.write_table("summary.csv", summarise(RunTable(folder), COLUMNS))
    folder.mark(status, n * len(cells))
    return path


def _on_rung(highest: np.ndarray, turns: int) -> np.ndarray:
    """Runs stand on their highest rung in the middle turn and rise and fall around it."""
    distance = np.abs(np.arange(turns) - turns // 2)
    standing = np.maximum(highest[None, :] - distance[:, None], 0)
    return np.array([np.bincount(row, minlength=12) for row in standing])
