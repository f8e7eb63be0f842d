"""The result folder of a study: its files, and the promise that each is whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.core.errors import ConfigError
from sim.outcomes.column import Column
from sim.store import table
from sim.store.atomic import TEMPORARY, explain_os_error, replacing, sweep_temporary, write_text
from sim.store.checksum import Checksums
from sim.store.dictionary import data_dictionary
from sim.store.manifest import FILE_NAME, Manifest, read_manifest
from sim.store.provenance import file_hash, now
from sim.store.shard import Shard, cell_of

_CHANGED = "changed since it was written"
_UNHASHED = re.compile(r"(manifest\.json|.*\.log|\.part-.*)$")


class Folder:
    """A result folder at `path`; make one with `create` or `open_folder`."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.checksums = Checksums(path)
        self._checked: set[tuple[Path, int, int]] = set()

    @property
    def runs(self) -> Path:
        """Where the shards of runs lie."""
        return self.path / "runs"

    @property
    def figures(self) -> Path:
        """Where figures lie."""
        return self.path / "figures"

    # Shards

    def has_shard(self, shard: Shard) -> bool:
        """Whether the shard is there, just as it was written, with all of its runs."""
        path = self.shard_path(shard)
        if not self.checksums.is_sound(path) or table.count_rows(path) != shard.n_runs:
            return False
        runs = np.arange(shard.first_run, shard.first_run + shard.n_runs)
        has_runs = np.array_equal(table.read_column(path, "run"), runs)
        return has_runs and bool(np.all(table.read_column(path, "cell") == shard.cell))

    def write_shard(self, shard: Shard, columns: Iterable[Column], outcomes: np.ndarray) -> None:
        """Write the outcomes, shape (n_runs, columns), of a shard.

        Raises ConfigError where the disk is full or the folder cannot be written.
        """
        first = shard.first_run
        data: dict[str, np.ndarray] = {
            "cell": np.full(shard.n_runs, shard.cell, dtype=np.int32),
            "run": np.arange(first, first + shard.n_runs, dtype=np.int64),
        }
        for index, column in enumerate(columns):
            data[column.name] = outcomes[:, index].astype(column.dtype)
        table.write_columns(self.shard_path(shard), data)
        self.checksums.add(self.shard_path(shard))

    def shard_files(self) -> list[Path]:
        """The finished shards, in the order of cells and runs.

        Raises ConfigError where a finished study lacks one.
        """
        found = sorted(
            path for path in self.runs.glob("*.parquet") if cell_of(path.name) is not None
        )
        if self.manifest.status == "done":
            names = {path.name for path in found}
            for output in self.manifest.outputs:
                if output.startswith("runs/") and output.removeprefix("runs/") not in names:
                    raise ConfigError(f"{self.path / output}: is missing; {self._mend()}")
        return found

    def shard_path(self, shard: Shard) -> Path:
        """Where the runs of a shard lie."""
        return self.runs / f"{shard.name}.parquet"

    def check(self, path: Path) -> Path:
        """Return the path of a shard whose content is what was written, once it is read.

        Raises ConfigError where it was damaged, or does not belong to a finished study.
        """
        try:
            seen = path.stat()
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
        key = (path, seen.st_mtime_ns, seen.st_size)
        if key not in self._checked:
            is_written = self.checksums.is_known(path) or self.manifest.status == "done"
            if is_written and not self.checksums.is_sound(path):
                raise ConfigError(f"{path}: {_CHANGED}; {self._mend()}")
            self._checked.add(key)
        return path

    def _mend(self) -> str:
        return f"compute it again with: countermove resume {self.path}"

    # Single files

    def write_table(self, name: str, frame: pd.DataFrame) -> None:
        """Write `frame` as `name`: CSV or Parquet by its ending."""
        path = self.path / name
        if path.suffix == ".csv":
            with replacing(path) as temporary:
                frame.to_csv(temporary, index=False, lineterminator="\n")
        else:
            table.write_frame(path, frame)

    def read_table(self, name: str) -> pd.DataFrame:
        """Read a table written by `write_table`.

        Raises ConfigError where it is not there, cannot be read, or was changed since.
        """
        path = self.path / name
        if not path.is_file():
            raise ConfigError(
                f"{path}: no such file; `countermove resume {self.path}` may finish it"
            )
        expected = self.manifest.outputs.get(name)
        if expected is not None and file_hash(path) != expected:
            raise ConfigError(f"{path}: {_CHANGED}; {self._mend()}")
        try:
            return pd.read_csv(path) if path.suffix == ".csv" else table.read_frame(path)
        except (OSError, ValueError) as error:  # ArrowInvalid is a ValueError
            raise ConfigError(f"{path}: cannot be read; {self._mend()}") from error

    def write_columns(self, columns: Sequence[Column]) -> None:
        """Write the declared columns: `columns.csv` for programs, `data_dictionary.md` to read."""
        self.write_table("columns.csv", pd.DataFrame(columns, columns=list(Column._fields)))
        write_text(self.path / "data_dictionary.md", data_dictionary(columns))

    def read_columns(self) -> list[Column]:
        """The columns as `write_columns` kept them."""
        rows = self.read_table("columns.csv").fillna("").to_dict("records")
        return [Column(**{str(name): value for name, value in row.items()}) for row in rows]

    # Status

    def mark(self, status: str, runs_done: int) -> None:
        """Record how far the study got; `done` also records the hashes of all outputs."""
        self.manifest.status = status
        self.manifest.runs_done = runs_done
        self.manifest.finished = now() if status != "running" else ""
        self.manifest.outputs = self.hashes() if status == "done" else {}
        self.manifest.write(self.path)

    def record(self, names: Iterable[str]) -> None:
        """Add outputs that were made after the study was done (a report) to the manifest."""
        hashes = {name: file_hash(self.path / name) for name in names}
        self.manifest.outputs = dict(sorted((self.manifest.outputs | hashes).items()))
        self.manifest.write(self.path)

    def hashes(self) -> dict[str, str]:
        """sha256 of every output by its path relative to the folder."""
        files = sorted(
            path
            for path in self.path.rglob("*")
            if path.is_file() and not _UNHASHED.match(path.name)
        )
        return {path.relative_to(self.path).as_posix(): file_hash(path) for path in files}

    def verify(self) -> list[str]:
        """Compare a finished folder with the hashes in its manifest.

        Returns one line per output that is missing or changed; an empty list is good news.
        """
        problems = []
        for name, expected in self.manifest.outputs.items():
            path = self.path / name
            if not path.is_file():
                problems.append(f"{name}: missing")
            elif file_hash(path) != expected:
                problems.append(f"{name}: {_CHANGED}")
        return problems


def make(path: Path) -> None:
    """Make a folder where there is none.

    Raises ConfigError where `path` is a file or cannot be made.
    """
    if path.exists() and not path.is_dir():
        raise ConfigError(f"{path}: is a file, not a folder; choose another output.dir")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain_os_error(error, path) from error


def create(path: Path, manifest: Manifest) -> Folder:
    """Make a new result folder, or go on in one that an equal config began.

    Raises ConfigError where `path` holds something else, the results of another config, or
    cannot be written.
    """
    if _is_occupied(path):
        return _continue(path, manifest)
    manifest.started = now()
    make(path)
    try:
        # The manifest first: from here on, a killed process leaves a folder that is known as ours.
        manifest.write(path)
        (path / "runs").mkdir()
    except OSError as error:
        raise explain_os_error(error, path) from error
    return Folder(path, manifest)


def claim(path: Path) -> None:
    """Make an empty folder for a few files without a manifest; nothing there is ever replaced.

    Raises ConfigError where `path` is a file, holds anything, or cannot be written.
    """
    if _is_occupied(path):
        raise ConfigError(f"{path}: not empty; choose another output.dir")
    make(path)
    if not os.access(path, os.W_OK):
        raise ConfigError(f"{path}: cannot be written; choose another output.dir")


def open_folder(path: Path) -> Folder:
    """Open an existing result folder.

    Raises ConfigError where it is not one.
    """
    return Folder(path, read_manifest(path))


def _continue(path: Path, manifest: Manifest) -> Folder:
    if not (path / FILE_NAME).is_file():
        raise ConfigError(f"{path}: not empty, and not a result folder; choose another output.dir")
    folder = open_folder(path)
    if not folder.manifest.same_config(manifest):
        raise ConfigError(
            f"{path}: holds the results of another config; choose another output.dir "
            f"(or `countermove resume {path}` to go on with that one)"
        )
    sweep_temporary(path)
    folder.runs.mkdir(exist_ok=True)
    return folder


def _is_occupied(path: Path) -> bool:
    """Tell whether a folder holds anything. Raises ConfigError where `path` is a file."""
    if path.exists() and not path.is_dir():
        raise ConfigError(f"{path}: is a file, not a folder; choose another output.dir")
    try:
        return path.is_dir() and any(_not_left_over(item) for item in path.iterdir())
    except OSError as error:
        raise explain_os_error(error, path) from error


def _not_left_over(item: Path) -> bool:
    return not item.name.startswith(TEMPORARY)
