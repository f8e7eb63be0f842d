"""What Hydra makes of a command line; with its own flags and the user's own directory."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.cells import flat, plan_of, scenario_of
from sim.cli.compose import compose
from sim.scenario.parameter import PARAMETERS


@pytest.fixture(autouse=True)
def _in_an_empty_directory(place: Path) -> None:
    pass


def test_defaults_are_those_of_the_scenario_and_of_the_declarations() -> None:
    (job,) = compose("sweep", [])
    scenario = scenario_of(job)
    assert scenario.name == "belgium_2025"
    assert scenario.policies["UK"] == "proportionate"
    declared = {name: parameter.default for name, parameter in PARAMETERS.items()}
    own = scenario.file.parameters
    assert dict(flat(job.config["parameters"])) == declared | own
    assert os.listdir() == []


def test_policies_and_parameters_reach_the_scenario() -> None:
    (job,) = compose("sweep", ["policy@policies.UK=firm", "parameters.attribution.prior=0.4"])
    scenario = scenario_of(job)
    assert scenario.policies["UK"] == "firm"
    assert scenario.parameters["attribution.prior"] == 0.4


def test_a_changed_preset_does_not_pass_for_the_shipped_one() -> None:
    (job,) = compose("sweep", ["policies.UK.parameters.ceiling=3"])
    scenario = scenario_of(job)
    assert scenario.policies["UK"] == "proportionate*"
    assert scenario.presets["UK"].parameters["ceiling"] == 3


def test_multirun_spans_a_grid_of_labelled_cells() -> None:
    jobs = compose(
        "sweep",
        [
            "-m",
            "runs=10",
            "policy@policies.UK=restrained,firm",
            "policy@policies.Russia=prober,opportunist",
        ],
    )
    plan = plan_of(jobs)
    assert [cell.label for cell in plan.cells] == [
        "UK restrained · Russia prober",
        "UK restrained · Russia opportunist",
        "UK firm · Russia prober",
        "UK firm · Russia opportunist",
    ]
    assert plan.cells[3].overrides == "policy@policies.UK=firm policy@policies.Russia=opportunist"
    assert plan.cells[3].scenario.policies["Russia"] == "opportunist"
    assert plan.runs == 10
    assert os.listdir() == []


def test_what_all_cells_share_is_not_in_their_labels() -> None:
    plan = plan_of(
        compose("sweep", ["-m", "policy@policies.UK=firm", "parameters.attribution.prior=0.2,0.4"])
    )
    labels = [cell.label for cell in plan.cells]
    assert labels == ["attribution.prior 0.2", "attribution.prior 0.4"]


def test_a_single_cell_is_called_after_what_was_changed_or_after_the_scenario() -> None:
    assert plan_of(compose("sweep", ["policy@policies.UK=firm"])).cells[0].label == "UK firm"
    plain = plan_of(compose("sweep", []))
    assert plain.cells[0].label == plain.cells[0].scenario.title


def test_a_scenario_file_is_a_choice_like_the_shipped_ones(place: Path, belgium: str) -> None:
    (place / "mine.yaml").write_text(belgium.replace("policy: proportionate", "policy: firm"))
    jobs = compose("sweep", ["-m", "scenario=belgium_2025,./mine.yaml"])
    plan = plan_of(jobs)
    assert [cell.label for cell in plan.cells] == ["belgium_2025", "mine"]
    assert plan.cells[1].scenario.policies["UK"] == "firm"
    assert plan.cells[1].overrides == "scenario=mine.yaml"


def test_a_policy_of_ones_own_directory_is_found(place: Path) -> None:
    folder = place / "own" / "policy"
    folder.mkdir(parents=True)
    (folder / "stern.yaml").write_text(
        "family: utility\nparameters: {ceiling: 4}\ndescribes: mine\nsource: none\n"
    )
    (job,) = compose("sweep", ["--config-dir=own", "policy@policies.UK=stern"])
    scenario = scenario_of(job)
    assert scenario.policies["UK"] == "stern"
    assert scenario.presets["UK"].parameters["ceiling"] == 4


def test_cfg_job_prints_the_whole_config_and_runs_nothing(countermove: Callable) -> None:
    said = countermove("sweep", "--cfg", "job", "runs=5")
    assert said.code == 0
    assert "runs: 5" in said.out
    assert "attribution:" in said.out
    assert "hydra:" not in said.out
    assert os.listdir() == []


def test_info_is_hydras_own(process: Callable) -> None:
    out, err = process("sweep", "--info", "searchpath").communicate(timeout=300)
    assert "pkg://hydra.conf" in out
    assert err == ""
