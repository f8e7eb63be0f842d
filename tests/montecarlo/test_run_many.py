"""Many runs: shapes, counts that add up, and edges."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.layout.ladder import N_RUNGS
from sim.montecarlo import Batch, is_compiled, run_many
from sim.montecarlo.executor import join
from sim.scenario import Scenario, load_scenario
from sim.scenario.load import scenario_names

RUNS = 300


@pytest.fixture(scope="module", params=scenario_names())
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


@pytest.fixture(scope="module")
def batch(scenario: Scenario) -> Batch:
    return run_many(scenario.setup, 7, 0, RUNS, series_runs=40)


def test_shapes_follow_the_scenario(scenario: Scenario, batch: Batch) -> None:
    assert batch.outcomes.shape == (RUNS, len(scenario.columns))
    assert batch.on_rung.shape == (scenario.turns, N_RUNGS)
    assert batch.series.shape == (40, scenario.turns, len(scenario.series))
    assert batch.outcomes.dtype == batch.series.dtype == np.float64
    assert batch.on_rung.dtype == np.int64


def test_every_run_stands_on_one_rung_in_every_turn(batch: Batch) -> None:
    assert (batch.on_rung >= 0).all()
    assert (batch.on_rung.sum(axis=1) == RUNS).all()


def test_the_last_turn_of_a_series_is_the_outcome(scenario: Scenario, batch: Batch) -> None:
    names = [column.name for column in scenario.columns]
    assert scenario.series
    for s, name in enumerate(scenario.series):
        ended = batch.outcomes[:40, names.index(name)]
        np.testing.assert_array_equal(batch.series[:, -1, s], ended, err_msg=name)


def test_the_rung_of_the_last_turn_is_the_final_rung(scenario: Scenario, batch: Batch) -> None:
    names = [column.name for column in scenario.columns]
    final = batch.outcomes[:, names.index("final_rung")].astype(int)
    np.testing.assert_array_equal(np.bincount(final, minlength=N_RUNGS), batch.on_rung[-1])


def test_incursions_never_fall_from_turn_to_turn(scenario: Scenario, batch: Batch) -> None:
    rising = [s for s, name in enumerate(scenario.series) if name.startswith("incursions.")]
    assert bool(rising) == bool(scenario.sites)
    assert (np.diff(batch.series[:, :, rising], axis=1) >= 0).all()


def test_counts_are_whole_and_shares_are_zero_or_one(scenario: Scenario, batch: Batch) -> None:
    for k, column in enumerate(scenario.columns):
        values = batch.outcomes[:, k]
        if column.kind in ("count", "rung"):
            assert (values >= 0).all(), column.name
            assert (values == values.astype(int)).all(), column.name
        elif column.kind == "share":
            assert np.isin(values, (0.0, 1.0)).all(), column.name
        if column.kind == "rung":
            assert (values < N_RUNGS).all(), column.name


def test_one_run_is_that_run_of_the_many(scenario: Scenario, batch: Batch) -> None:
    alone = run_many(scenario.setup, 7, 123, 1, series_runs=5)
    np.testing.assert_array_equal(alone.outcomes, batch.outcomes[123:124])
    assert alone.series.shape == (1, scenario.turns, len(scenario.series))
    assert alone.on_rung.sum() == scenario.turns


def test_another_seed_is_other_luck(scenario: Scenario, batch: Batch) -> None:
    other = run_many(scenario.setup, 8, 0, RUNS)
    same = (other.outcomes == batch.outcomes) | (
        np.isnan(other.outcomes) & np.isnan(batch.outcomes)
    )
    assert same.all(axis=1).mean() < 0.05


def test_no_runs_leave_no_rows(scenario: Scenario) -> None:
    nothing = run_many(scenario.setup, 7, 0, 0, series_runs=5)
    assert nothing.outcomes.shape == (0, len(scenario.columns))
    assert nothing.series.shape == (0, scenario.turns, len(scenario.series))
    assert nothing.on_rung.sum() == 0


def test_no_runs_still_have_turns_and_rungs(scenario: Scenario) -> None:
    nothing = run_many(scenario.setup, 7, 0, 0)
    assert nothing.on_rung.shape == (scenario.turns, N_RUNGS)


def test_batches_join_in_the_order_they_are_given(scenario: Scenario, batch: Batch) -> None:
    parts = [
        run_many(scenario.setup, 7, first, 100, series_runs=40 if first == 0 else 0)
        for first in (0, 100, 200)
    ]
    joined = join(parts)
    for field in Batch._fields:
        np.testing.assert_array_equal(getattr(joined, field), getattr(batch, field))


def test_after_a_run_the_kernels_are_compiled(batch: Batch) -> None:
    assert len(batch.outcomes) == RUNS
    assert is_compiled()
