"""Where runs are computed changes nothing about them."""

import numpy as np
import pytest

from sim.montecarlo.executor import Executor, ThreadExecutor, join
from sim.scenario import Scenario, load_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("belgium_2025")


def test_threads_and_steps_give_the_same_bits(scenario: Scenario) -> None:
    one: Executor = ThreadExecutor(1)
    two: Executor = ThreadExecutor(2)
    whole = one.run(scenario.setup, 7, 100, 60, 60)
    parts = [two.run(scenario.setup, 7, 100, 25, 25), two.run(scenario.setup, 7, 125, 35, 35)]
    joined = join(parts)
    np.testing.assert_array_equal(joined.outcomes, whole.outcomes)
    np.testing.assert_array_equal(joined.on_rung, whole.on_rung)
    np.testing.assert_array_equal(joined.series, whole.series)
    assert join(parts[:1]) is parts[0]


def test_only_the_first_runs_leave_their_series(scenario: Scenario) -> None:
    batch = ThreadExecutor().run(scenario.setup, 7, 0, 20, 5)
    assert len(batch.outcomes) == 20
    assert len(batch.series) == 5
