"""The runs of a result folder, read one column of one cell at a time."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from sim.store import table
from sim.store.folder import Folder
from sim.store.shard import cell_of


class RunTable:
    """The finished runs of a folder; memory never holds more than what is asked for."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._files: dict[int, list[Path]] = defaultdict(list)
        for path in folder.shard_files():
            cell = cell_of(path.name)
            if cell is not None:
                self._files[cell].append(path)

    def cells(self) -> list[int]:
        """The numbers of the cells that have finished runs, ascending."""
        return sorted(self._files)

    def names(self, cell: int) -> set[str]:
        """The outcome columns of the runs of `cell`."""
        return set(table.read_names(self._folder.check(self._files[cell][0]))) - {"cell", "run"}

    def values(self, cell: int, name: str) -> np.ndarray:
        """Column `name` of the finished runs of `cell`, in the order of the run numbers."""
        return np.concatenate([table.read_column(path, name) for path in self._paths(cell)])

    def frame(self) -> pd.DataFrame:
        """All runs as one DataFrame: convenient, and as large as they are."""
        files = [path for cell in self.cells() for path in self._paths(cell)]
        if not files:
            return pd.DataFrame({"cell": [], "run": []})
        return pd.concat([table.read_frame(path) for path in files], ignore_index=True)

    def _paths(self, cell: int) -> list[Path]:
        """The shards of a cell; ConfigError where one is not what was written."""
        return [self._folder.check(path) for path in self._files[cell]]
