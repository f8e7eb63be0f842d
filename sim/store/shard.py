"""A shard: consecutive runs of one cell, the unit that is computed, written and resumed."""

from __future__ import annotations

import re
from typing import NamedTuple


class Shard(NamedTuple):
    """Runs `first_run` .. `first_run + n_runs - 1` of `cell`; `index` counts within the cell."""

    cell: int
    index: int
    first_run: int
    n_runs: int

    @property
    def name(self) -> str:
        """The stem of its files, which sorts by cell and then by run."""
        return f"cell={self.cell:04d}-shard={self.index:05d}"


_NAME = re.compile(r"cell=(\d{4,})-shard=(\d{5,})\.parquet")


def cell_of(file_name: str) -> int | None:
    """The cell of a shard's file by its name; None where it is not named like a shard."""
    match = _NAME.fullmatch(file_name)
    return int(match.group(1)) if match else None


def shards_of(cell: int, runs: int, shard_size: int) -> list[Shard]:
    """Cut `runs` runs of `cell` into shards of at most `shard_size`."""
    return [
        Shard(cell, index, first, min(shard_size, runs - first))
        for index, first in enumerate(range(0, runs, shard_size))
    ]
