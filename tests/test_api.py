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
from sim.cli.main import main
from sim.core.errors import ConfigError, ScenarioError
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


def test_a_comparison_made_here_resumes_as_a_comparison(tmp_path: Path) -> None:
    configs = {
        policy: load_scenario("belgium_2025", policies={"UK": policy})
        for policy in ("restrained", "firm")
    }
    saved = compare(configs, runs=10, seed=3, traced_runs=0).save(tmp_path / "kept")
    assert main(["resume", str(saved), "output.format=json"]) == 0
    assert load_result(saved).manifest.study == "comparison"
    assert (saved / "comparison.csv").is_file()


def test_numbers_of_numpy_are_numbers() -> None:
    scenario = load_scenario("belgium_2025", parameters={"attribution.prior": np.float32(0.25)})
    plain = sweep(scenario, runs=3, seed=3, traced_runs=0)
    found = sweep(scenario, runs=np.int64(3), seed=np.uint8(3), threads=np.int32(1), traced_runs=0)
    pd.testing.assert_frame_equal(found.runs, plain.runs)
    assert type(found.manifest.config["seed"]) is int


WRONG = {
    "a fraction": ({"runs": 2.0}, "runs: 2.0 is not allowed; expected a whole number"),
    "a text": ({"runs": "10"}, "runs: '10'"),
    "a truth": ({"runs": True}, "runs: True"),
    "a seed that is a fraction": ({"seed": 1.5}, "seed: 1.5"),
    "a seed below 0": ({"seed": -1}, "seed: -1"),
    "a seed too large": ({"seed": 2**63}, "seed: 9223372036854775808"),
    "nothing as a seed": ({"seed": None}, "seed: None"),
    "a number of 400 digits": ({"seed": 10**400}, "seed: 1000"),
    "threads below 1": ({"threads": -1}, "threads: -1"),
    "no threads": ({"threads": 0}, "threads: 0"),
    "threads in words": ({"threads": "all"}, "threads: 'all'"),
    "a scenario by its name": ({"scenario": "belgium_2025"}, "scenario: 'belgium_2025'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_sweep_cannot_take_is_one_clear_error(case: str) -> None:
    changed, said = WRONG[case]
    arguments = {"scenario": load_scenario("generic_dyad"), "runs": 2} | changed
    with pytest.raises(ConfigError) as refusal:
        sweep(**arguments)  # type: ignore[arg-type]
    assert said in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_what_compare_cannot_take_is_one_clear_error() -> None:
    scenario = load_scenario("generic_dyad")
    for scenarios, said in [
        ([scenario, scenario], "scenarios: .*expected a mapping of labels to scenarios"),
        ({"a": scenario}, "at least two configs"),
        ({}, "at least two configs|number of cells"),
        ({"a": scenario, "b": "firm"}, r"scenarios\['b'\]: 'firm'"),
        ({1: scenario, 2: scenario}, "scenarios: label: 1"),
    ]:
        with pytest.raises(ConfigError, match=said):
            compare(scenarios, runs=2)  # type: ignore[arg-type]


def test_what_load_scenario_cannot_take_is_one_clear_error() -> None:
    for arguments, said in [
        (
            {"policies": {"StateA": lambda view: 1}},
            "policies.StateA: <function .*expected the name",
        ),
        ({"policies": {"StateA": 3}}, "policies.StateA: 3"),
        ({"policies": ["firm"]}, "policies: \\['firm'\\].*a mapping of names"),
        ({"parameters": {"belief.limit": "4"}}, "parameters.belief.limit: '4'"),
        ({"parameters": {"belief.limit": 10**400}}, "parameters.belief.limit: 1000"),
        ({"parameters": [4]}, "parameters: \\[4\\]"),
    ]:
        with pytest.raises(ConfigError, match=said):
            load_scenario("generic_dyad", **arguments)
    for name in (3, None, ["generic_dyad"]):
        with pytest.raises(ScenarioError, match="the name of a scenario or the path"):
            load_scenario(name)  # type: ignore[arg-type]


def test_the_package_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sim", "--help"], capture_output=True, text=True, cwd=PACKAGE.parent
    )
    assert done.returncode == 0
    assert "countermove sweep" in done.stdout


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
