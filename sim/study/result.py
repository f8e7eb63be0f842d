"""What a study found: tables of a result folder, read when they are asked for."""

from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path

import pandas as pd

from sim.core.errors import ConfigError
from sim.outcomes.column import Column
from sim.statistics import exceedance, paired, summarise
from sim.store import Folder, Manifest, RunTable, open_folder


class Result:
    """A finished (or interrupted) study; all tables are DataFrames."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        manifest = self.manifest
        cells = len(manifest.config.get("cells", []))
        of = f" of {manifest.runs_total:,}" if not self.is_complete else ""
        configs = "1 config" if cells == 1 else f"{cells} configs"
        return f"<Result: {manifest.runs_done:,}{of} runs, {configs}, {self.path}>"

    @property
    def path(self) -> Path:
        """The result folder."""
        return self.folder.path

    @property
    def manifest(self) -> Manifest:
        """What made this result."""
        return self.folder.manifest

    @property
    def is_complete(self) -> bool:
        """Whether every run that was asked for is there."""
        return self.manifest.status == "done"

    @cached_property
    def columns(self) -> list[Column]:
        """The declared outcome columns."""
        return self.folder.read_columns()

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run: `cell`, `run`, then one column per outcome."""
        return RunTable(self.folder).frame()

    @cached_property
    def turns(self) -> pd.DataFrame:
        """Series by turn: `cell, turn, day, outcome, n, mean, q05 .. q95`."""
        return self.folder.read_table("turns.parquet")

    @cached_property
    def events(self) -> pd.DataFrame:
        """Acts and incidents of the traced runs."""
        return self.folder.read_table("events.parquet")

    @cached_property
    def cells(self) -> pd.DataFrame:
        """One row per cell, with its label and overrides."""
        return self.folder.read_table("cells.parquet")

    def summary(self) -> pd.DataFrame:
        """One row per cell and outcome; of an interrupted study, over its finished runs."""
        if self.is_complete:
            return self.folder.read_table("summary.csv")
        return summarise(RunTable(self.folder), self.columns)

    def exceedance(self, cell: int = 0, outcome: str = "highest_rung") -> pd.DataFrame:
        """How many runs of a cell reach each rung at least, with Wilson intervals."""
        return exceedance(RunTable(self.folder).values(cell, outcome))

    def comparison(self, baseline: int = 0) -> pd.DataFrame:
        """Paired differences of every other cell from `baseline`, for every outcome.

        Raises ConfigError where the study is not complete: pairs need all runs of both cells.
        """
        if not self.is_complete:
            raise ConfigError(
                f"{self.path}: not complete, so runs have no partners; "
                f"first: countermove resume {self.path}"
            )
        return paired(RunTable(self.folder), self.columns, baseline)

    def save(self, folder: str | Path) -> Path:
        """Copy the result folder to `folder`, which must not exist or be empty."""
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise ConfigError(f"{target}: exists and is not an empty folder")
        shutil.copytree(self.path, target, dirs_exist_ok=True)
        return target


def open_result(path: str | Path) -> Result:
    """Open a result folder that a study has written.

    Raises ConfigError where `path` is none.
    """
    return Result(open_folder(Path(path)))
