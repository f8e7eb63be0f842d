"""A policy, scenario or experiment file is data by whatever door it comes in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.cells import scenario_of
from sim.cli.compose import compose

CALL = "{_target_: pathlib.Path.touch, self: {_target_: pathlib.Path, _args_: [RAN]}}"
CALLBACK = """\
_target_: sim.cli.log.keep_traceback
"""
FILES = {
    "policy/by_defaults.yaml": "defaults:\n  - /hydra/callbacks: evil\n  - _self_\nfamily: hold\n",
    "policy/by_package.yaml": "# @package _global_\nhydra: {callbacks: {x: " + CALL + "}}\n",
    "policy/by_header.yaml": "# @package hydra.callbacks\nx: " + CALL + "\n",
    "policy/by_key.yaml": "family: hold\nhydra: {callbacks: {x: " + CALL + "}}\n",
    "policy/by_target.yaml": "family: hold\n_target_: os.system\n",
    "scenario/by_package.yaml": "# @package _global_\nhydra: {callbacks: {x: " + CALL + "}}\n",
    "scenario/by_defaults.yaml": "defaults: [/hydra/callbacks: evil]\n",
    "experiment/evil.yaml": "# @package _global_\nhydra: {callbacks: {x: " + CALL + "}}\n",
    "hydra/callbacks/evil.yaml": "x: " + CALL + "\n",
    "hydra/launcher/evil.yaml": CALL + "\n",
    "hydra/job_logging/evil.yaml": "handlers: {x: {(): pathlib.Path}}\n",
    "countermove.yaml": "hydra: {callbacks: {x: " + CALL + "}}\n",
    "config.yaml": "hydra: {callbacks: {x: " + CALL + "}}\n",
}
DOORS = {
    "a policy that pulls a callback": ["policy@policies.UK=by_defaults"],
    "a policy in another package": ["policy@policies.UK=by_package"],
    "a policy in Hydra's package": ["policy@policies.UK=by_header"],
    "a policy with a hydra key": ["policy@policies.UK=by_key"],
    "a policy with a target": ["policy@policies.UK=by_target"],
    "the same by path": ["policy@policies.UK=own/policy/by_package.yaml"],
    "a policy added with +": ["+policy@hydra.callbacks.x=by_target"],
    "a policy in a new package": ["+policy@_global_=by_package"],
    "a scenario": ["scenario=by_package"],
    "a scenario with defaults": ["scenario=by_defaults"],
    "a scenario by path": ["scenario=own/scenario/by_package.yaml"],
    "an experiment": ["+experiment=evil"],
    "a callback": ["+hydra/callbacks=evil"],
    "a launcher": ["hydra/launcher=evil"],
    "a logger": ["hydra/job_logging=evil"],
    "a callback typed": ["+hydra.callbacks.x._target_=pathlib.Path"],
    "a callback typed whole": ["+hydra.callbacks={x: {_target_: pathlib.Path}}"],
    "a logger typed": ["hydra.job_logging.handlers={x: {'()': pathlib.Path}}"],
    "another primary config": ["--config-name=config"],
    "the same, cut short": ["--config-n", "config"],
    "another primary directory": ["--config-path", "own"],
    "a pickled run": ["--experimental-rerun=own/run.pickle"],
}


@pytest.fixture
def ran(place: Path) -> Path:
    """A file that is there once something ran."""
    for name, text in FILES.items():
        path = place / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("RAN", str(place / "ran")))
    return place / "ran"


@pytest.mark.parametrize("way", [["--config-dir=own"], ["hydra.searchpath=[own]"], ["-cd", "own"]])
@pytest.mark.parametrize("door", DOORS)
def test_nothing_runs_and_the_error_is_clear(
    countermove: Callable, ran: Path, door: str, way: list[str]
) -> None:
    said = countermove("sweep", *way, "runs=5", *DOORS[door])
    assert not ran.exists()
    assert said.code in (2, 3), said.err
    assert said.err.startswith("error: ")
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) <= 8
    assert sorted(path.name for path in ran.parent.iterdir()) == ["own"]


def test_a_folder_beside_the_evil_ones_stays_of_use(ran: Path) -> None:
    own = ran.parent / "own" / "policy" / "stern.yaml"
    own.write_text("family: utility\nparameters: {ceiling: 4}\ndescribes: '${oc.env:HOME} ???'\n")
    for way in (
        "--config-dir=own",
        "hydra.searchpath=[own]",
        f"hydra.searchpath=[file://{own.parents[1]}]",
    ):
        (job,) = compose("sweep", [way, "policy@policies.UK=stern"])
        preset = scenario_of(job).presets["UK"]
        assert (preset.name, preset.parameters["ceiling"]) == ("stern", 4)
        assert preset.describes == "${oc.env:HOME} ???"
    assert not ran.exists()


def test_a_name_that_is_shipped_and_ones_own_is_not_guessed(
    countermove: Callable, ran: Path
) -> None:
    (ran.parent / "own" / "policy" / "firm.yaml").write_text("family: hold\n")
    said = countermove("sweep", "--config-dir=own", "policy@policies.UK=firm")
    assert said.code == 2
    assert "is the name of a shipped policy and of own/policy/firm.yaml" in said.err
    said = countermove("sweep", "--config-dir=own", "policy@policies.UK=strn")
    assert "'strn' is not known" in said.err


@pytest.mark.parametrize(
    "flags",
    [["--cfg", "job"], ["-c", "job"], ["--cfg=hydra"], ["--help"],
     ["--hydra-help"], ["--cfg", "job", "--package", "output"], ["--cfg", "job", "--resolve"]],
)  # fmt: skip
def test_hydras_own_flags_go_on_working(
    countermove: Callable, place: Path, flags: list[str]
) -> None:
    said = countermove("sweep", *flags)
    assert said.code == 0, said.err
    assert said.out
    assert list(place.iterdir()) == []
