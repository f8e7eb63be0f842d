"""Unfinished turn statistics, kept per shard so that a resumed sweep recomputes nothing.

A shard leaves how many of its runs stood on each rung, and the series of its traced runs. Once a
cell is complete its shards' parts become the rows of that cell, and once all cells are, the rows
become `turns.parquet` and the parts are removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.store import table
from sim.store.folder import Folder
from sim.store.shard import Shard

FILE_NAME = "turns.parquet"


class TurnParts:
    """The parts below `turns/` of a result folder."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._path = folder.path / "turns"

    def write(
        self, shard: Shard, on_rung: np.ndarray, names: Sequence[str], series: np.ndarray
    ) -> None:
        """Keep the counts, shape (turns, rungs), and series, shape (runs, turns, names)."""
        self._path.mkdir(exist_ok=True)
        counts = {str(rung): on_rung[:, rung] for rung in range(on_rung.shape[1])}
        table.write_columns(self._rungs(shard), counts)
        self._folder.checksums.add(self._rungs(shard))
        if len(series):
            values = {name: series[:, :, at].ravel() for at, name in enumerate(names)}
            table.write_columns(self._series(shard), values)
            self._folder.checksums.add(self._series(shard))

    def has(self, shard: Shard, traced: bool) -> bool:
        """Whether the shard, or already its whole cell, left its parts, just as written."""
        if self.has_cell(shard.cell):
            return True
        is_sound = self._folder.checksums.is_sound
        return is_sound(self._rungs(shard)) and (not traced or is_sound(self._series(shard)))

    def has_cell(self, cell: int) -> bool:
        """Whether the rows of a cell are finished."""
        is_sound = self._folder.checksums.is_sound
        return is_sound(self._cell(cell)) or is_sound(self._whole)

    def paths(self, shard: Shard) -> list[Path]:
        """Every file in which the turns of a shard may be."""
        return [self._rungs(shard), self._series(shard), self._cell(shard.cell), self._whole]

    def read_rungs(self, shards: Sequence[Shard]) -> np.ndarray:
        """The counts of runs on each rung, shape (turns, rungs), summed over shards."""
        counts = [table.read_frame(self._rungs(shard)).to_numpy() for shard in shards]
        return np.stack(counts).sum(axis=0, dtype=np.int64)

    def read_series(self, shards: Sequence[Shard], names: Sequence[str], turns: int) -> np.ndarray:
        """The traced runs of the shards, shape (runs, turns, names), in the order of runs."""
        paths = [path for shard in shards if (path := self._series(shard)).exists()]
        if not paths:
            return np.empty((0, turns, len(names)))
        blocks = [table.read_frame(path)[list(names)].to_numpy() for path in paths]
        return np.concatenate(blocks).reshape(-1, turns, len(names))

    def finish_cell(self, cell: int, rows: pd.DataFrame, shards: Sequence[Shard]) -> None:
        """Replace the parts of a cell's shards by the rows of the cell."""
        table.write_frame(self._cell(cell), rows)
        self._folder.checksums.add(self._cell(cell))
        for shard in shards:
            self._rungs(shard).unlink(missing_ok=True)
            self._series(shard).unlink(missing_ok=True)

    def merge(self, cells: int) -> None:
        """Write `turns.parquet` from the rows of all cells and remove the parts."""
        if not self._folder.checksums.is_sound(self._whole):
            rows = [table.read_frame(self._cell(cell)) for cell in range(cells)]
            table.write_frame(self._whole, pd.concat(rows, ignore_index=True))
            self._folder.checksums.add(self._whole)
        shutil.rmtree(self._path, ignore_errors=True)

    @property
    def _whole(self) -> Path:
        return self._folder.path / FILE_NAME

    def _rungs(self, shard: Shard) -> Path:
        return self._path / f"{shard.name}-rungs.parquet"

    def _series(self, shard: Shard) -> Path:
        return self._path / f"{shard.name}-series.parquet"

    def _cell(self, cell: int) -> Path:
        return self._path / f"cell={cell:04d}.parquet"
