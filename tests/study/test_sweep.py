"""A sweep with the real rules: what it leaves, and that stopping it changes nothing."""

import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.core.errors import ConfigError, PartialFailure
from sim.core.layout.setup import Setup
from sim.montecarlo import Batch, run_many
from sim.montecarlo.executor import ThreadExecutor
from sim.scenario import load_scenario
from sim.statistics import FrameRuns, summarise
from sim.store import RunTable, open_folder
from sim.study import Plan, Progress, Result, open_result, resume, run_sweep
from sim.study.plan import Cell


@pytest.fixture(scope="module")
def whole(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The plan in one go."""
    return run_sweep(plan, tmp_path_factory.mktemp("whole") / "out")


def runs_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "runs").iterdir())}


class FailsOnce(ThreadExecutor):
    """Real runs, but something happens when a certain run is asked for."""

    step = 20

    def __init__(self, at_run: int, event: object, in_cell: int = 0) -> None:
        super().__init__(1)
        self.at_run = at_run
        self.event = event
        self.before = in_cell

    def run(self, setup: Setup, seed: int, first_run: int, n_runs: int, series_runs: int) -> Batch:
        if first_run == self.at_run and self.before:
            self.before -= 1
        elif first_run == self.at_run and isinstance(self.event, BaseException):
            raise self.event
        elif first_run == self.at_run:
            os.kill(os.getpid(), signal.SIGTERM)
        return super().run(setup, seed, first_run, n_runs, series_runs)


def test_it_leaves_every_file_of_the_contract_and_nothing_unfinished(whole: Result) -> None:
    names = {path.relative_to(whole.path).as_posix() for path in whole.path.rglob("*")}
    assert {
        "manifest.json", "cells.parquet", "turns.parquet", "events.parquet", "summary.csv",
        "columns.csv", "data_dictionary.md", "runs",
    } <= names  # fmt: skip
    assert sum(name.startswith("runs/") for name in names) == 10
    assert not any(".part-" in name or name.startswith("turns/") for name in names)
    assert whole.manifest.status == "done"
    assert whole.folder.verify() == []


def test_a_run_in_the_table_is_that_run_of_the_engine(whole: Result, plan: Plan) -> None:
    batch = run_many(plan.cells[1].scenario.setup, 7, 130, 5, threads=1)
    rows = whole.runs.query("cell == 1 and 130 <= run < 135")
    for index, column in enumerate(plan.cells[1].scenario.columns):
        expected = batch.outcomes[:, index].astype(column.dtype)
        np.testing.assert_array_equal(rows[column.name].to_numpy(), expected)


def test_neither_shards_nor_threads_nor_steps_change_a_run(
    whole: Result, plan: Plan, tmp_path: Path
) -> None:
    other = Plan(plan.cells, 250, 7, shard_size=250, series_runs=100, traced_runs=0)
    result = run_sweep(other, tmp_path / "out", ThreadExecutor(2))
    pd.testing.assert_frame_equal(result.runs, whole.runs)
    pd.testing.assert_frame_equal(result.turns, whole.turns)
    pd.testing.assert_frame_equal(result.summary(), whole.summary())


def test_the_summary_is_the_summary_of_the_table(whole: Result) -> None:
    from_table = summarise(FrameRuns(whole.runs), whole.columns)
    pd.testing.assert_frame_equal(whole.summary(), from_table, check_dtype=False)


def test_turns_tell_on_which_rung_the_runs_stand(whole: Result) -> None:
    turns = whole.turns
    on_rung = turns[turns["outcome"].str.startswith("on_rung.")]
    assert np.allclose(on_rung.groupby(["cell", "turn"]).agg({"mean": "sum"}).to_numpy(), 1)
    assert set(on_rung["n"]) == {250}
    series = turns[~turns["outcome"].str.startswith("on_rung.")]
    assert set(series["n"]) == {100}
    assert set(series["turn"]) == set(range(1, 9))
    assert np.all(series["q05"] <= series["q50"])
    assert np.all(series["q50"] <= series["q95"])


def test_the_last_turn_of_a_series_is_the_outcome_of_the_run(whole: Result) -> None:
    turns = whole.turns.query("cell == 0 and turn == 8").set_index("outcome")
    runs = whole.runs.query("cell == 0 and run < 100")
    mean = float(np.mean(runs["incursions.Belgium"]))
    assert turns["mean"].to_dict()["incursions.Belgium"] == pytest.approx(mean)


def test_events_are_those_of_the_first_runs(whole: Result) -> None:
    events = whole.events
    assert set(events["run"]) == {0, 1}
    assert set(events["cell"]) == {0, 1}
    causes = {"chosen", "accident", "misattribution", "inject", "vote", "background"}
    assert set(events["cause"]) <= causes


def test_an_interrupted_sweep_keeps_its_shards_and_ends_byte_identical(
    whole: Result, plan: Plan, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        run_sweep(plan, path, FailsOnce(140, "a polite request to stop"))
    assert signal.getsignal(signal.SIGTERM) is before
    stopped = open_result(path)
    assert stopped.manifest.status == "partial"
    assert stopped.manifest.runs_done == 120
    assert set(stopped.summary()["n"]) <= set(range(121))
    with pytest.raises(ConfigError, match="countermove resume"):
        stopped.comparison()
    kept = runs_bytes(path)
    times = {name: (path / "runs" / name).stat().st_mtime_ns for name in kept}

    reports: list[Progress] = []
    finished = resume(path, listener=reports.append)

    assert runs_bytes(path) == runs_bytes(whole.path)
    assert (path / "turns.parquet").read_bytes() == (whole.path / "turns.parquet").read_bytes()
    assert (path / "summary.csv").read_bytes() == (whole.path / "summary.csv").read_bytes()
    assert finished.folder.verify() == []
    # Nothing that was there was computed again.
    assert {name: (path / "runs" / name).stat().st_mtime_ns for name in kept} == times
    assert reports[0].done == 120
    assert (reports[-1].done, reports[-1].total) == (500, 500)


def test_a_kill_between_two_files_leaves_a_folder_that_resumes(
    whole: Result, plan: Plan, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_sweep(plan, path, FailsOnce(140, "stop"))
    # As a kill -9 would leave it: an unfinished file, and a manifest that still says "running".
    (path / "runs" / ".part-xyz.parquet").write_bytes(b"PAR1")
    folder = open_folder(path)
    folder.manifest.status = "running"
    folder.manifest.write(path)
    (path / "runs" / "cell=0000-shard=00001.parquet").unlink()
    resume(path)
    assert runs_bytes(path) == runs_bytes(whole.path)


def test_a_shard_that_fails_costs_nobody_else_anything(
    whole: Result, plan: Plan, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    with pytest.raises(PartialFailure, match=r"2 shards failed.*a worker died") as caught:
        run_sweep(plan, path, FailsOnce(60, RuntimeError("a worker died")))
    assert caught.value.exit_code == 4
    assert open_result(path).manifest.runs_done == 380
    assert "RuntimeError" in (path / "errors.log").read_text()
    resume(path)
    assert runs_bytes(path) == runs_bytes(whole.path)


def flip(path: Path) -> None:
    """One bit, in the middle: the footer stays whole."""
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def zero(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(len(content) // 2) + content[4 + len(content) // 2 :])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def swap(path: Path) -> None:
    """Another shard with as many runs."""
    other = "cell=0001-shard=00001" + path.name.removeprefix("cell=0000-shard=00001")
    path.write_bytes((path.parent / other).read_bytes())


RUNS = "runs/cell=0000-shard=00001.parquet"
DAMAGE = {
    "a flipped bit": (flip, RUNS),
    "zeroed data": (zero, RUNS),
    "cut short": (cut, RUNS),
    "the shard of another cell": (swap, RUNS),
    "turns with a flipped bit": (flip, "turns/cell=0001-shard=00000-rungs.parquet"),
    "series cut short": (cut, "turns/cell=0001-shard=00000-series.parquet"),
    "rows of a finished cell": (cut, "turns/cell=0000.parquet"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_what_was_damaged_in_a_stopped_sweep_is_told_and_computed_again(
    whole: Result, plan: Plan, tmp_path: Path, case: str
) -> None:
    spoil, name = DAMAGE[case]
    path = tmp_path / "out"
    # 8 of 10 shards are there: those of cell 0, and 3 of cell 1.
    with pytest.raises(KeyboardInterrupt):
        run_sweep(plan, path, FailsOnce(180, KeyboardInterrupt(), in_cell=1))
    spoil(path / name)
    told: list[str] = []
    resume(path, tell=told.append)
    assert len(told) == 1
    assert told[0].startswith(f"{path / name}: changed since it was written")
    assert runs_bytes(path) == runs_bytes(whole.path)
    for file in ("turns.parquet", "summary.csv", "shards.sha256"):
        assert (path / file).read_bytes() == (whole.path / file).read_bytes()


@pytest.mark.parametrize(
    ("spoil", "name"),
    [(flip, RUNS), (swap, RUNS), (Path.unlink, RUNS), (flip, "turns.parquet"), (cut, "summary.csv"),
     (cut, "events.parquet"), (Path.unlink, "shards.sha256")],
)  # fmt: skip
def test_what_was_damaged_in_a_finished_sweep_is_not_read_and_mended(
    whole: Result, tmp_path: Path, spoil: Callable[[Path], None], name: str
) -> None:
    path = whole.save(tmp_path / "out")
    spoil(path / name)
    damaged = open_result(path)
    with pytest.raises(ConfigError, match="countermove resume"):
        _ = damaged.runs, damaged.turns, damaged.summary(), damaged.events
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        resume(path)
    assert open_result(path).folder.verify() == []
    assert runs_bytes(path) == runs_bytes(whole.path)
    for file in ("turns.parquet", "summary.csv", "events.parquet", "shards.sha256"):
        assert (path / file).read_bytes() == (whole.path / file).read_bytes()


def test_provocations_that_find_no_room_are_told_by_cell(tmp_path: Path) -> None:
    """Eight threats a day for a month are more than an actor can have on its mind."""
    loud = tmp_path / "loud.yaml"
    loud.write_text(
        "extends: belgium_2025\ntitle: Threats without end\n"
        "actors: {Russia: {tempo: [{action: threat_of_force, toward: {UK: 8}}]}}\n"
    )
    cells = tuple(
        Cell(label, "", load_scenario(name))
        for label, name in (("as shipped", "belgium_2025"), ("loud", loud))
    )
    told: list[str] = []
    result = run_sweep(Plan(cells, runs=5, seed=7), tmp_path / "out", tell=told.append)
    table = result.summary().set_index(["cell", "outcome"])
    assert table.loc[(0, "forgotten"), "mean"] == 0.0
    assert table.loc[(1, "forgotten"), "mean"] > 100.0
    assert len(told) == 1
    assert told[0].startswith("loud: ")
    assert "found no room (128 an actor)" in told[0]


def test_two_equal_sweeps_at_once_are_one_sweep_and_one_error(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "out"

    class Beside(ThreadExecutor):
        """While the first computes, a second one starts."""

        def run(self, *arguments: Any) -> Batch:
            with pytest.raises(ConfigError, match="another process is writing here"):
                run_sweep(plan, path, ThreadExecutor(1))
            return super().run(*arguments)

    assert run_sweep(plan, path, Beside(1)).is_complete


def test_the_same_config_again_computes_nothing(plan: Plan, whole: Result) -> None:
    again = run_sweep(plan, whole.path, FailsOnce(0, AssertionError("nothing to compute")))
    assert again.is_complete
    other = Plan(plan.cells, 251, 7, shard_size=60)
    with pytest.raises(ConfigError, match="another config"):
        run_sweep(other, whole.path)


def test_resume_needs_the_same_rules_and_the_same_scenario(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_sweep(plan, path, FailsOnce(60, KeyboardInterrupt()))
    folder = open_folder(path)
    engine = folder.manifest.config["engine"]
    folder.manifest.config["engine"] = "0" * 16
    folder.manifest.write(path)
    with pytest.raises(ConfigError, match="different model version"):
        resume(path)
    folder.manifest.config["engine"] = engine
    folder.manifest.write(path)
    kept = next((path / "scenarios").iterdir())
    kept.write_text(kept.read_text().replace('"turns": 8', '"turns": 9'))
    with pytest.raises(ConfigError, match="has changed"):
        resume(path)
    with pytest.raises(ConfigError, match="no such result folder"):
        resume(tmp_path / "nowhere")


def test_a_scenario_of_the_users_own_resumes_without_its_file(
    plan: Plan, short_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_sweep(plan, path, FailsOnce(60, KeyboardInterrupt()))
    text = (path / "manifest.json").read_text()
    assert str(short_file.parent) not in text
    moved = path.rename(tmp_path / "elsewhere")
    assert resume(moved).is_complete


def test_cells_meet_the_same_luck(plan: Plan, tmp_path: Path) -> None:
    twice = Plan((plan.cells[0], plan.cells[0]), 40, 3, traced_runs=0)
    runs = RunTable(run_sweep(twice, tmp_path / "out").folder)
    for column in plan.cells[0].scenario.columns:
        one, other = runs.values(0, column.name), runs.values(1, column.name)
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("field", "value"),
    [("runs", 0), ("runs", -5), ("runs", 10**9), ("seed", -1), ("seed", 2**63), ("shard_size", 0)],
)
def test_numbers_out_of_bounds_are_refused_before_anything_is_written(
    plan: Plan, field: str, value: int
) -> None:
    sizes = {"runs": 10, "seed": 1, "shard_size": 10} | {field: value}
    with pytest.raises(ConfigError, match=field):
        Plan(plan.cells, **sizes)


def test_more_runs_than_the_disk_holds_are_refused(plan: Plan, tmp_path: Path) -> None:
    many = Plan(plan.cells * 5_000, 100_000_000, 7)
    with pytest.raises(ConfigError, match=r"may need .* GB"):
        run_sweep(many, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_empty_study_is_refused() -> None:
    with pytest.raises(ConfigError, match="number of cells"):
        Plan((), 10, 1)


def test_cells_keep_what_was_typed(whole: Result, plan: Plan) -> None:
    cells = whole.cells
    assert cells["overrides"].tolist() == [cell.overrides for cell in plan.cells]
    assert cells["label"].tolist() == ["UK restrained", "UK firm"]
    assert set(cells["runs"]) == {250}
    assert isinstance(plan.cells[0], Cell)
