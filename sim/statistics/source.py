"""Where the values of the runs come from: a table in memory, or files read column by column."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd


class Declared(Protocol):
    """What the statistics need to know of an outcome column (see `sim.outcomes.column.Column`)."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def direction(self) -> str: ...


class Runs(Protocol):
    """The runs of a study, one column of one cell at a time."""

    def cells(self) -> list[int]:
        """The numbers of the cells, ascending."""
        ...

    def names(self, cell: int) -> set[str]:
        """The columns that the runs of `cell` have: another scenario has other actors."""
        ...

    def values(self, cell: int, name: str) -> np.ndarray:
        """Column `name` of the runs of `cell`, in the order of the run numbers."""
        ...


class FrameRuns:
    """A runs table held in memory as a DataFrame with the columns `cell`, `run` and outcomes."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._by_cell = {
            int(str(cell)): part.sort_values("run") for cell, part in frame.groupby("cell")
        }

    def cells(self) -> list[int]:
        """The numbers of the cells, ascending."""
        return sorted(self._by_cell)

    def names(self, cell: int) -> set[str]:
        """The outcome columns of the table."""
        frame = self._by_cell[cell]
        return {str(name) for name in frame.columns if name not in ("cell", "run")}

    def values(self, cell: int, name: str) -> np.ndarray:
        """Column `name` of the runs of `cell`, in the order of the run numbers."""
        return self._by_cell[cell][name].to_numpy()
