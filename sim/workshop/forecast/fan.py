"""A fan: the highest rung of each turn over many futures, and how often a rung is reached.

Rungs are ordinal: the fan shows a median and bands that are rungs some future really stood on,
never a mean.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.layout.ladder import N_RUNGS, RUNG_LABELS
from sim.statistics import quantiles, wilson
from sim.workshop.words import in_hundred

BANDS = {"band50": (0.25, 0.75), "band90": (0.05, 0.95), "band99": (0.005, 0.995)}
GRAVE = 7
"""The rung that words ask about first: people come close to each other."""


def fan(rungs: np.ndarray, first_turn: int) -> list[dict[str, Any]]:
    """Return median and bands of each turn; `rungs` is (runs, turns), turn numbers count up."""
    rows = []
    for place in range(rungs.shape[1]):
        column = rungs[:, place]
        row: dict[str, Any] = {
            "turn": first_turn + place,
            "median": int(quantiles(column, (0.5,))[0]),
        }
        for name, levels in BANDS.items():
            row[name] = [int(rung) for rung in quantiles(column, levels)]
        rows.append(row)
    return rows


def reach(rungs: np.ndarray) -> list[dict[str, Any]]:
    """Return the share of futures that reach each rung or a higher one, with its 95% interval."""
    highest = rungs.max(axis=1)
    rows = []
    for rung in range(1, N_RUNGS):
        count, n = int((highest >= rung).sum()), len(highest)
        low, high = wilson(count, n)
        rows.append({"rung": rung, "p": count / n, "low": low, "high": high})
    return rows


def in_words(rungs: np.ndarray, last_turn: int) -> str:
    """Return what a fan says in a sentence or two."""
    grave = reach(rungs)[GRAVE - 1]
    middle = int(quantiles(rungs.max(axis=1), (0.5,))[0])
    low, high = (round(100 * grave[name]) for name in ("low", "high"))
    return (
        f"{in_hundred(grave['p']).capitalize()}: rung {GRAVE} ({RUNG_LABELS[GRAVE].lower()}) or "
        f"higher by turn {last_turn} (range {low} to {high}). "
        f"Half of the futures go no higher than rung {middle} ({RUNG_LABELS[middle].lower()})."
    )
