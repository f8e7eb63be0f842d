"""One set of rules: Mesa, Monte Carlo, traces, threads and plain Python agree to the bit."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from sim.crisis import CrisisModel, trace
from sim.montecarlo import run_many
from sim.scenario import Scenario, load_scenario
from sim.scenario.load import scenario_names
from sim.scenario.preset import preset_names

ROOT = Path(__file__).resolve().parent.parent
DRONES = ("recon_drone_incursion", "drone_swarm_incursion")
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))

PLAIN_PYTHON = """
import sys
from sim.core.kernel import JIT_IS_ON
from sim.montecarlo import run_many
from sim.scenario import load_scenario

assert not JIT_IS_ON
scenario = load_scenario(sys.argv[1])
batch = run_many(scenario.setup, 7, 0, 2, threads=1, series_runs=1)
for value in [*batch.outcomes.ravel(), *batch.series.ravel()]:
    print(float(value).hex())
"""


SHORT = [name for name in scenario_names() if load_scenario(name).turns <= 200]
"""Years of daily turns would take minutes; the dyad of MID's years has a test of its own below."""


@st.composite
def configured(draw: st.DrawFn) -> Scenario:
    """One of the shipped scenarios, with any shipped preset for every actor."""
    name = draw(st.sampled_from(SHORT))
    actors = load_scenario(name).actors
    presets = preset_names()
    return load_scenario(name, {actor: draw(st.sampled_from(presets)) for actor in actors})


seeds = st.integers(0, 2**62)
runs = st.integers(0, 10**6)


@few
@given(configured(), seeds, runs)
def test_mesa_gives_the_row_of_the_sweep(scenario: Scenario, seed: int, run: int) -> None:
    assert_mesa_is_the_sweep(scenario, seed, run)


def test_mesa_gives_the_row_of_the_sweep_for_a_policy_with_memory() -> None:
    actors = load_scenario("belgium_2025").actors
    scenario = load_scenario("belgium_2025", dict.fromkeys(actors, "graduated"))
    assert_mesa_is_the_sweep(scenario, seed=1, run=0)


def assert_mesa_is_the_sweep(scenario: Scenario, seed: int, run: int) -> None:
    mesa_row = CrisisModel(scenario, seed=seed, run=run).run_to_end().outcomes()
    row = run_many(scenario.setup, seed, run, 1).outcomes[0]
    assert list(mesa_row) == [column.name for column in scenario.columns]
    assert bits(np.array(list(mesa_row.values()))) == bits(row)


@few
@given(configured(), seeds, runs, st.integers(1, 599))
def test_threads_and_cuts_change_nothing(
    scenario: Scenario, seed: int, first: int, cut: int
) -> None:
    whole = run_many(scenario.setup, seed, first, 600, threads=1, series_runs=600)
    threaded = run_many(scenario.setup, seed, first, 600, threads=2, series_runs=600)
    left = run_many(scenario.setup, seed, first, cut, threads=2, series_runs=cut)
    right = run_many(scenario.setup, seed, first + cut, 600 - cut, series_runs=600 - cut)
    for field in ("outcomes", "on_rung", "series"):
        assert bits(getattr(threaded, field)) == bits(getattr(whole, field))
    assert bits(np.concatenate([left.outcomes, right.outcomes])) == bits(whole.outcomes)
    assert bits(np.concatenate([left.series, right.series])) == bits(whole.series)
    np.testing.assert_array_equal(left.on_rung + right.on_rung, whole.on_rung)


@few
@given(configured(), seeds, runs)
def test_the_story_agrees_with_the_outcomes(scenario: Scenario, seed: int, run: int) -> None:
    events = trace(scenario, seed, run)
    row = run_many(scenario.setup, seed, run, 1).outcomes[0].tolist()
    found = dict(zip([column.name for column in scenario.columns], row, strict=True))
    # What goes wrong with an act is told as an event of its own, with cause accident.
    acts = [event for event in events if event.cause != "accident"]
    drones = [event for event in acts if event.action in DRONES and event.actor]
    counted = {
        "incursions": Counter(event.target for event in drones),
        "detected": Counter(event.target for event in drones if event.detected),
        "defeated": Counter(event.target for event in drones if event.defeated),
        "airport_closures": Counter(
            event.target for event in drones if event.note == "airport closed"
        ),
        "false_alarms": Counter(
            event.target for event in events if event.note in ("hobbyist", "nothing there")
        ),
    }
    for outcome, count in counted.items():
        for name, value in found.items():
            if name.startswith(f"{outcome}."):
                assert count[name.partition(".")[2]] == value, name
    days = [event.day for event in events]
    assert days == sorted(days)
    assert all(event.run == run and 1 <= event.turn <= scenario.turns for event in events)
    assert any(event.note == "war" for event in events) == (found["war"] == 1)


@pytest.mark.parametrize("name", scenario_names())
def test_plain_python_gives_the_bits_of_the_compiled_kernels(name: str, tmp_path: Path) -> None:
    content = load_scenario(name).file.model_dump(exclude_unset=True)
    content["turns"] = 8
    last = content["start"] + timedelta(days=8 * content["days_per_turn"])
    content["injects"] = [row for row in content.get("injects", []) if row["date"] < last]
    path = tmp_path / "short.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    plain = subprocess.run(
        [sys.executable, "-c", PLAIN_PYTHON, str(path)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert plain.returncode == 0, plain.stderr
    batch = run_many(load_scenario(path).setup, 7, 0, 2, threads=1, series_runs=1)
    compiled = [float(value).hex() for value in [*batch.outcomes.ravel(), *batch.series.ravel()]]
    assert plain.stdout.split() == compiled


def test_every_machine_gives_these_bits(file_regression: FileRegressionFixture) -> None:
    """The bits of 20 runs, kept in a text file that every Python and machine is checked against.

    A change to a rule, a parameter or the scenario changes them on purpose: then refresh with
    `pytest tests/test_equivalence.py --force-regen` and say why in the CHANGELOG.
    """
    scenario = load_scenario("belgium_2025")
    outcomes = run_many(scenario.setup, 7, 0, 20).outcomes
    lines = ["belgium_2025, seed 7, runs 0 to 19: sha256 of each row of outcomes (little-endian)"]
    lines += [
        f"{run:2} {hashlib.sha256(bits(row)).hexdigest()}" for run, row in enumerate(outcomes)
    ]
    file_regression.check("\n".join(lines) + "\n")


def bits(values: np.ndarray) -> bytes:
    """Return the bytes of an array; every NaN counts as the same one."""
    if values.dtype.kind == "f":
        values = np.where(np.isnan(values), np.nan, values)
    return values.astype(values.dtype.newbyteorder("<")).tobytes()
