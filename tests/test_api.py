"""The Python interface, as the documentation shows it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import sim
from sim import CrisisModel, compare, load_result, load_scenario, sweep
from sim.core.errors import ConfigError
from sim.scenario.shipped import PACKAGE


@pytest.fixture(scope="module")
def result() -> sim.Result:
    return sweep(load_scenario("belgium_2025"), runs=60, seed=1, traced_runs=1)


def test_a_result_has_runs_turns_and_a_summary(result: sim.Result) -> None:
    assert result.runs["run"].tolist() == list(range(60))
    assert set(result.summary()["cell"]) == {0}
    assert max(result.turns["turn"]) == 52
    assert len(result.events) > 0


def test_row_7_of_a_sweep_is_run_7_of_the_mesa_model(result: sim.Result) -> None:
    model = CrisisModel(load_scenario("belgium_2025"), seed=1, run=7)
    while model.running:
        model.step()
    row = result.runs.set_index("run").loc[7]
    outcomes = model.outcomes()
    assert outcomes.keys() == set(row.index) - {"cell"}
    for name, value in outcomes.items():
        assert (np.isnan(value) and np.isnan(row[name])) or value == row[name], name


def test_plots_are_figures(result: sim.Result) -> None:
    assert isinstance(result.plot.exceedance(), Figure)
    assert isinstance(result.plot.cost(), Figure)


def test_a_saved_result_opens_again(result: sim.Result, tmp_path: Path) -> None:
    saved = result.save(tmp_path / "kept")
    again = load_result(saved)
    pd.testing.assert_frame_equal(again.runs, result.runs)
    assert again.folder.verify() == []
    with pytest.raises(ConfigError, match="not an empty folder"):
        result.save(saved)


def test_the_folder_of_an_unsaved_result_goes_with_it() -> None:
    held = sweep(load_scenario("belgium_2025"), runs=2, traced_runs=0)
    path = held.path
    assert path.is_dir()
    del held
    assert not path.exists()


def test_compare_takes_labels_and_puts_the_first_first() -> None:
    configs = {
        policy: load_scenario("belgium_2025", policies={"UK": policy})
        for policy in ("restrained", "firm")
    }
    found = compare(configs, runs=30, seed=3, traced_runs=0)
    assert found.cells["label"].tolist() == ["restrained", "firm"]
    frame = found.comparison()
    assert set(frame["cell"]) == {1}
    cost = frame.set_index("outcome").loc["cost_meur.UK"]
    assert cost["difference"] == pytest.approx(cost["mean"] - cost["mean_baseline"])


def test_a_sweep_into_a_folder_leaves_it_there(tmp_path: Path) -> None:
    scenario = load_scenario("belgium_2025")
    sweep(scenario, runs=3, folder=tmp_path / "out", traced_runs=0)
    assert load_result(tmp_path / "out").is_complete
    with pytest.raises(ConfigError, match="runs: 0"):
        sweep(scenario, runs=0)


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, sim; print('numba' in sys.modules or 'pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=PACKAGE.parent,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
    assert set(sim.__all__) <= set(dir(sim))
    with pytest.raises(AttributeError, match="no attribute 'Sesion'"):
        _ = sim.Sesion  # type: ignore[attr-defined]
