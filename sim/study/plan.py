"""What a study computes: cells with common random numbers, and how their runs are cut up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.core.number import MAX_SEED, whole_number
from sim.outcomes.column import Column
from sim.scenario import Scenario
from sim.scenario.engine import engine_hash
from sim.store.shard import Shard, shards_of
from sim.study.kept import scenario_config

MAX_RUNS = 100_000_000
MAX_CELLS = 10_000
MAX_THREADS = 1024
SHARD_SIZE = 20_000
SERIES_RUNS = 10_000
"""The turn quantiles of a cell come from its first this many runs."""
MOST_SERIES_NUMBERS, FEWEST_SERIES_RUNS = 25_000_000, 100
"""Series are held in memory: 200 MB at most, but at least this many runs."""
TRACED_RUNS = 10
"""The events of this many first runs of a cell are kept."""
BOUNDS = {
    "runs": (1, MAX_RUNS),
    "seed": (0, MAX_SEED),
    "shard_size": (1, 1_000_000),
    "series_runs": (0, 100_000),
    "traced_runs": (0, 10_000),
}
"""What the numbers of a plan may be."""


@dataclass(frozen=True)
class Cell:
    """One config of a study; `overrides` is what was typed, `label` what figures show."""

    label: str
    overrides: str
    scenario: Scenario


@dataclass(frozen=True)
class Plan:
    """All cells of a study; each runs the same seed and run numbers.

    Raises ConfigError where runs, seed or the sizes are out of bounds.
    """

    cells: tuple[Cell, ...]
    runs: int
    seed: int
    shard_size: int = SHARD_SIZE
    series_runs: int = SERIES_RUNS
    traced_runs: int = TRACED_RUNS

    def __post_init__(self) -> None:
        whole_number("number of cells", len(self.cells), 1, MAX_CELLS)
        for name, (low, high) in BOUNDS.items():
            # A number of numpy is a number; what is kept is Python's own.
            object.__setattr__(self, name, whole_number(name, getattr(self, name), low, high))

    @property
    def total(self) -> int:
        """Runs of all cells together."""
        return self.runs * len(self.cells)

    def shards(self, cell: int) -> list[Shard]:
        """The shards of one cell."""
        return shards_of(cell, self.runs, self.shard_size)

    def traced_in(self, shard: Shard) -> int:
        """How many runs of a shard leave their series: fewer where turns are many."""
        longest = max(cell.scenario.turns * len(cell.scenario.series) for cell in self.cells)
        room = max(FEWEST_SERIES_RUNS, MOST_SERIES_NUMBERS // max(1, longest))
        return min(max(min(self.series_runs, room) - shard.first_run, 0), shard.n_runs)

    @cached_property
    def columns(self) -> list[Column]:
        """The outcome columns of all cells, each once, in the order of their declaration."""
        found: dict[str, Column] = {}
        for cell in self.cells:
            for column in cell.scenario.columns:
                found.setdefault(column.name, column)
        return list(found.values())

    def bytes_needed(self) -> int:
        """The disk space of the runs, an upper estimate."""
        width = {"int8": 1, "int32": 4, "float64": 8}
        row = 12 + sum(width[column.dtype] for column in self.columns)
        return row * self.total

    def config(self) -> dict[str, Any]:
        """What decides the runs, for the manifest; `resume` reads it back."""
        return {
            "seed": self.seed,
            "runs": self.runs,
            "shard_size": self.shard_size,
            "series_runs": self.series_runs,
            "traced_runs": self.traced_runs,
            "engine": engine_hash(),
            "cells": [_cell_config(cell) for cell in self.cells],
        }


def _cell_config(cell: Cell) -> dict[str, Any]:
    return {"label": cell.label, "overrides": cell.overrides, **scenario_config(cell.scenario)}
