"""The life of a result folder: made, refused to strangers, verified."""

import json
import math
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.core.errors import ConfigError
from sim.outcomes.column import Column
from sim.store import Folder, Manifest, RunTable, claim, create, open_folder, shards_of

COLUMNS = [
    Column("highest_rung", "highest_rung", "rung", "rung", "int8", "lower", True, "Peak."),
    Column("climbs_chosen", "climbs_chosen", "climbs", "count", "int32", "lower", False, "Chosen."),
    Column("first_day.rung_6", "first_day", "day", "day", "float64", "higher", True, "First day."),
]


def manifest(seed: int = 7) -> Manifest:
    return Manifest({"seed": seed, "runs": 5}, command="countermove sweep seed=7")


def outcomes(first: int, n: int) -> np.ndarray:
    run = np.arange(first, first + n, dtype=float)
    return np.stack([run % 12, 100 * run, np.where(run % 2, np.nan, run)], axis=1)


def fill(folder: Folder) -> None:
    for shard in shards_of(0, 5, 2):
        folder.write_shard(shard, COLUMNS, outcomes(shard.first_run, shard.n_runs))


def test_shards_come_back_as_one_table_in_the_order_of_runs(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", manifest())
    for shard in reversed(shards_of(0, 5, 2)):
        folder.write_shard(shard, COLUMNS, outcomes(shard.first_run, shard.n_runs))
    runs = RunTable(folder)
    frame = runs.frame()
    assert frame["run"].tolist() == [0, 1, 2, 3, 4]
    assert frame.dtypes.astype(str).to_dict() == {
        "cell": "int32",
        "run": "int64",
        "highest_rung": "int8",
        "climbs_chosen": "int32",
        "first_day.rung_6": "float64",
    }
    days = runs.values(0, "first_day.rung_6")
    assert days[[0, 2, 4]].tolist() == [0, 2, 4]
    assert all(math.isnan(day) for day in days[[1, 3]])
    assert runs.names(0) == {column.name for column in COLUMNS}


def test_the_same_runs_are_the_same_bytes_in_every_folder(tmp_path: Path) -> None:
    one, other = create(tmp_path / "a", manifest()), create(tmp_path / "b", manifest())
    fill(one)
    fill(other)
    for mine, theirs in zip(one.shard_files(), other.shard_files(), strict=True):
        assert mine.read_bytes() == theirs.read_bytes()
    text = one.shard_files()[0].read_bytes()
    assert str(tmp_path).encode() not in text
    assert b"pandas" not in text
    assert pq.ParquetFile(one.shard_files()[0]).schema_arrow.metadata is None


def test_a_torn_or_short_shard_does_not_count_as_finished(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", manifest())
    whole, _, last = shards_of(0, 5, 2)
    fill(folder)
    assert folder.has_shard(whole)
    assert not folder.has_shard(last._replace(n_runs=2))
    path = folder.shard_files()[0]
    path.write_bytes(path.read_bytes()[:100])
    assert not folder.has_shard(whole)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    with pytest.raises(ConfigError, match="not empty, and not a result folder"):
        create(tmp_path, manifest())
    assert os.listdir(tmp_path) == ["thesis.txt"]


def test_an_equal_config_goes_on_and_another_one_is_refused(tmp_path: Path) -> None:
    fill(create(tmp_path / "out", manifest()))
    again = create(tmp_path / "out", manifest())
    assert len(again.shard_files()) == 3
    with pytest.raises(ConfigError, match="results of another config"):
        create(tmp_path / "out", manifest(seed=8))


def test_a_file_in_the_way_and_a_locked_parent_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="is a file, not a folder"):
        create(tmp_path / "file", manifest())
    with pytest.raises(ConfigError, match="cannot be written"):
        create(tmp_path / "file" / "below", manifest())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "not a result folder"),
        ("{", "cannot be read"),
        ("[]", "not a manifest of this version"),
        ('{"format": 99, "config": {}, "status": "done"}', "not a manifest of this version"),
        ('{"format": 1, "config": {}, "status": "won"}', "missing or damaged"),
    ],
)
def test_a_folder_without_a_sound_manifest_is_refused(
    tmp_path: Path, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ConfigError, match=message):
        open_folder(tmp_path)


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such result folder"):
        open_folder(tmp_path / "nowhere")


def test_verify_finds_what_was_changed_after_the_end(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", manifest())
    fill(folder)
    folder.write_columns(COLUMNS)
    folder.write_table("summary.csv", pd.DataFrame({"outcome": ["war"], "mean": [0.001]}))
    folder.mark("done", 5)
    reopened = open_folder(tmp_path / "out")
    assert reopened.manifest.status == "done"
    assert reopened.verify() == []
    (tmp_path / "out" / "summary.csv").write_text("outcome,mean\nwar,0.0\n")
    folder.shard_files()[1].unlink()
    assert reopened.verify() == [
        "runs/cell=0000-shard=00001.parquet: missing",
        "summary.csv: changed since it was written",
    ]


def test_a_later_report_is_recorded_without_blessing_changed_tables(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", manifest())
    fill(folder)
    folder.mark("done", 5)
    folder.shard_files()[0].write_bytes(b"tampered")
    (tmp_path / "out" / "report.html").write_text("<p>")
    folder.record(["report.html"])
    assert open_folder(tmp_path / "out").verify() == [
        "runs/cell=0000-shard=00000.parquet: changed since it was written"
    ]


def test_the_manifest_names_versions_but_no_person_and_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "jane"))
    command = f"countermove sweep output.dir={tmp_path}/jane/results scenario=belgium_2025"
    folder = create(tmp_path / "out", Manifest({"seed": 7}, command=command))
    text = (folder.path / "manifest.json").read_text()
    assert "jane" not in text
    assert "output.dir=~/results" in text
    raw = json.loads(text)
    assert {"python", "numpy", "numba", "pandas", "pyarrow", "mesa"} <= raw["versions"].keys()
    assert raw["status"] == "running"


def test_columns_are_kept_for_programs_and_for_people(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", manifest())
    folder.write_columns(COLUMNS)
    assert folder.read_columns() == COLUMNS
    text = (folder.path / "data_dictionary.md").read_text()
    for column in COLUMNS:
        assert f"`{column.name}`" in text
        assert column.meaning in text
    assert "Exploration, not prediction" in text


def test_a_table_that_is_not_there_yet_points_to_resume(tmp_path: Path) -> None:
    folder = create(tmp_path / "out", manifest())
    with pytest.raises(ConfigError, match="countermove resume"):
        folder.read_table("summary.csv")


def test_a_claimed_folder_is_empty_and_belongs_to_nobody_else(tmp_path: Path) -> None:
    claim(tmp_path / "a" / "b")
    claim(tmp_path / "a" / "b")  # still empty
    (tmp_path / "a" / "b" / ".part-x").write_text("left by a killed process")
    claim(tmp_path / "a" / "b")
    (tmp_path / "a" / "b" / "notes.txt").write_text("mine")
    with pytest.raises(ConfigError, match="not empty"):
        claim(tmp_path / "a" / "b")
    with pytest.raises(ConfigError, match="is a file"):
        claim(tmp_path / "a" / "b" / "notes.txt")
    with pytest.raises(ConfigError, match="cannot be written"):
        claim(tmp_path / "a" / "b" / "notes.txt" / "c")
    assert (tmp_path / "a" / "b" / "notes.txt").read_text() == "mine"
