"""Turn statistics survive an interruption shard by shard."""

from pathlib import Path

import numpy as np

from sim.statistics import rung_shares, series_quantiles
from sim.store import Manifest, create, shards_of
from sim.store.turn_parts import TurnParts

NAMES = ["incursions", "cohesion"]
TURNS = 3


def test_parts_of_shards_add_up_to_the_whole(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", Manifest({"seed": 1}))
    parts = TurnParts(folder)
    rng = np.random.default_rng(2)
    series = rng.normal(size=(5, TURNS, 2))
    rungs = rng.integers(0, 12, size=(9, TURNS))
    counts = np.stack([(rungs == rung).sum(axis=0) for rung in range(12)], axis=1)
    shards = shards_of(0, 9, 4)
    for shard, traced in zip(shards, (4, 1, 0), strict=True):
        first = shard.first_run
        mine = rungs[first : first + shard.n_runs]
        part = np.stack([(mine == rung).sum(axis=0) for rung in range(12)], axis=1)
        assert not parts.has(shard, traced > 0)
        parts.write(shard, part, NAMES, series[first : first + traced])
        assert parts.has(shard, traced > 0)
    np.testing.assert_array_equal(parts.read_rungs(shards), counts)
    np.testing.assert_array_equal(parts.read_series(shards, NAMES, TURNS), series)


def test_merging_leaves_one_table_and_no_parts(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", Manifest({"seed": 1}))
    parts = TurnParts(folder)
    for cell in range(2):
        shards = shards_of(cell, 2, 2)
        parts.write(shards[0], np.ones((TURNS, 12), np.int64), NAMES, np.zeros((2, TURNS, 2)))
        rows = rung_shares(cell, parts.read_rungs(shards), 7.0)
        parts.finish_cell(cell, rows, shards)
        assert parts.has(shards[0], traced=True)
    assert sorted(path.name for path in (folder.path / "turns").iterdir()) == [
        "cell=0000.parquet",
        "cell=0001.parquet",
    ]
    parts.merge(2)
    assert not (folder.path / "turns").exists()
    turns = folder.read_table("turns.parquet")
    assert turns.groupby("cell").size().tolist() == [TURNS * 12] * 2
    # A resumed study finds the cells finished.
    assert parts.has_cell(0)
    parts.merge(2)


def test_a_cell_without_traced_runs_has_rows_without_numbers(tmp_path: Path) -> None:
    parts = TurnParts(create(tmp_path / "out", Manifest({"seed": 1})))
    shards = shards_of(0, 2, 2)
    parts.write(shards[0], np.ones((TURNS, 12), np.int64), NAMES, np.empty((0, TURNS, 2)))
    series = parts.read_series(shards, NAMES, TURNS)
    assert series.shape == (0, TURNS, 2)
    assert set(series_quantiles(0, NAMES, series, 7.0)["n"]) == {0}
