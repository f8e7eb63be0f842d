"""A result as the report reads it: a column at a time, every number from `sim.statistics`."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from sim.outcomes.column import Column
from sim.report.row import Row, rows
from sim.report.words import tidy
from sim.statistics import exceedance, quantiles
from sim.statistics.first_passage import first_passage
from sim.store import RunTable
from sim.study import Result

MOST_KEPT = 20
"""Columns held in memory: 160 MB at a million runs."""


class Reading:
    """What figures and tables ask of a `Result`; a million runs are never held as one table."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.runs = RunTable(result.folder)
        self.columns: dict[str, Column] = {column.name: column for column in result.columns}
        self._exceedance: dict[int, pd.DataFrame] = {}
        # Configs are compared with each other: a column is asked for again and again.
        self._column = lru_cache(MOST_KEPT)(self.runs.values)

    @cached_property
    def labels(self) -> dict[int, str]:
        """What every cell that has runs is called."""
        cells = self.result.cells
        named = [tidy(label) for label in cells["label"].astype(str)]
        labels = dict(zip(cells["cell"].astype(int), named, strict=True))
        twice = {label for label in labels.values() if list(labels.values()).count(label) > 1}
        return {
            cell: f"{labels[cell]} #{cell}" if labels[cell] in twice else labels[cell]
            for cell in self.runs.cells()
        }

    @cached_property
    def titles(self) -> list[str]:
        """The titles of the scenarios, each once; the file's name where a folder has no title."""
        cells = self.result.cells
        names = [str(name).replace("_", " ") for name in cells["scenario"]]
        titles = cells["title"] if "title" in cells else [""] * len(names)
        told = (
            str(title) or name[:1].upper() + name[1:]
            for title, name in zip(titles, names, strict=True)
        )
        return list(dict.fromkeys(told))

    @cached_property
    def question(self) -> str:
        """The question of the scenario; nothing where there are several."""
        cells = self.result.cells
        asked = set(cells["question"].astype(str)) if "question" in cells else {""}
        return asked.pop() if len(asked) == 1 else ""

    @cached_property
    def _summary(self) -> dict[tuple[int, str], Row]:
        return {(row["cell"], row["outcome"]): row for row in rows(self.result.summary())}

    def outcome(self, cell: int, name: str) -> Row:
        """The row of the summary on one outcome of one cell."""
        return self._summary[cell, name]

    @cached_property
    def turns(self) -> pd.DataFrame:
        """The turns table; empty where the study is not complete."""
        if not self.result.is_complete:
            return pd.DataFrame(columns=["cell", "turn", "day", "outcome", "n", "mean"])
        return self.result.turns

    @cached_property
    def days_per_turn(self) -> float:
        """Days from one turn to the next."""
        turns = self.turns
        return float(turns["day"].to_numpy().max() / self.n_turns) if len(turns) else 7.0

    @property
    def n_turns(self) -> int:
        """Turns of the horizon."""
        return int(self.turns["turn"].to_numpy().max()) if len(self.turns) else 0

    def policies(self, cell: int) -> dict[str, str]:
        """Who plays what in a cell: actor → name of the policy."""
        played = self.result.manifest.config["cells"][cell]["policies"]
        return {actor: _policy_name(policy) for actor, policy in played.items()}

    @cached_property
    def focus(self) -> set[str]:
        """The states from whose side the study looks: those for whom a dyad is declared."""
        names = self.with_outcome("highest_rung")
        return {one for one in names for other in names if f"{one}-{other}" in names}

    def exceedance(self, cell: int) -> pd.DataFrame:
        """How many runs of a cell reach each rung at least."""
        if cell not in self._exceedance:
            self._exceedance[cell] = exceedance(self.runs.values(cell, "highest_rung"))
        return self._exceedance[cell]

    def rung_turns(self, cell: int) -> pd.DataFrame:
        """The rows `on_rung.R` of a cell."""
        of_cell = (self.turns["cell"] == cell) & self.turns["outcome"].str.startswith("on_rung.")
        return pd.DataFrame(self.turns[of_cell])

    def passage(self, cell: int, rungs: list[int]) -> dict[int, pd.DataFrame]:
        """First passage curves of a cell, one row per turn."""
        ends = np.arange(1, self.n_turns + 1) * self.days_per_turn
        return {
            rung: first_passage(self.runs.values(cell, f"first_day.rung_{rung}"), ends)
            for rung in rungs
        }

    def spread(self, cell: int, name: str, levels: tuple[float, ...]) -> np.ndarray:
        """Order-statistic quantiles of an outcome, runs to which it does not apply left out."""
        values = self.runs.values(cell, name)
        return np.array(quantiles(values[~np.isnan(values)], levels))

    def pair(self, cell: int, other: int, name: str) -> tuple[np.ndarray, np.ndarray]:
        """An outcome in the runs that both cells have, in the order of the run numbers."""
        one, two = self._column(cell, name), self._column(other, name)
        if self.result.is_complete:
            return one, two
        common = np.intersect1d(
            self.runs.values(cell, "run"), self.runs.values(other, "run"), return_indices=True
        )
        return one[common[1]], two[common[2]]

    @cached_property
    def n_runs(self) -> int | None:
        """The runs of each cell; None where cells have different numbers of them."""
        counts = {len(self.runs.values(cell, "run")) for cell in self.labels}
        return counts.pop() if len(counts) == 1 else None

    def mean(self, cell: int, name: str) -> float:
        """Mean of an outcome, runs to which it does not apply left out."""
        return float(np.nanmean(self.runs.values(cell, name)))

    def with_outcome(self, outcome: str) -> list[str]:
        """The indices (actors, hosts) under which an outcome is declared, in order."""
        prefix = f"{outcome}."
        return [name.removeprefix(prefix) for name in self.columns if name.startswith(prefix)]


def _policy_name(policy: object) -> str:
    if isinstance(policy, dict):
        return str(policy.get("preset") or policy.get("name") or policy.get("family") or "own")
    return str(policy)
