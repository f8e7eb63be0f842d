"""What was observed, as counted by this project: the tables in `data/`, see its README."""

from __future__ import annotations

import csv
import math
from importlib import resources
from typing import NamedTuple

import numpy as np

LEVELS = (2, 3, 4, 5)
"""MID's levels of hostility: threat, display, use of force, war."""
DISPUTES = 667
SINGLE_INCIDENT_SHARE = 0.4753
"""MID 5.0, 1993-2014: disputes, and the share of them that are one incident."""
DISPUTES_WITH_TRANSITIONS = round(DISPUTES * (1.0 - SINGLE_INCIDENT_SHARE))


class Answer(NamedTuple):
    """An act of 2022-2026 and the days until the other side answered; inf where it did not."""

    date: str
    target: str
    mid_action: int
    lag_days: float
    lag_militarised_days: float
    source: str


def _rows(name: str) -> list[dict[str, str]]:
    file = resources.files("sim.study.validation").joinpath("data", name)
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def level_transitions() -> np.ndarray:
    """Return counts (previous level, next level) of successive incidents, in order of LEVELS."""
    rows = _rows("level_transitions.csv")
    return np.array([[int(row[str(level)]) for level in LEVELS] for row in rows])


def answers() -> list[Answer]:
    """Return the acts whose answers are known, in the order of their dates."""
    return [
        Answer(
            row["date"], row["target"], int(row["mid_action"]),
            _lag(row["lag_days"]), _lag(row["lag_militarised_days"]), row["source"],
        )
        for row in _rows("answers.csv")
    ]  # fmt: skip


def _lag(text: str) -> float:
    return float(text) if text else math.inf
