"""The benchmark measures every driver in one invocation."""

import shutil

import pytest

from sim.scenario import Scenario
from sim.study.benchmark import Speed, benchmark


@pytest.mark.slow
def test_every_driver_has_a_number_and_they_are_in_their_order(scenario: Scenario) -> None:
    told: list[Speed] = []
    speeds = {speed.name: speed.runs_per_s for speed in benchmark(scenario, 0.2, told.append)}
    assert list(speeds) == [
        "montecarlo_1", "montecarlo_2", "mesa_jit", "mesa_plain", "c_limit_1",
    ]  # fmt: skip
    assert [speed.name for speed in told] == list(speeds)
    monte_carlo, mesa, plain = (speeds[name] for name in ("montecarlo_1", "mesa_jit", "mesa_plain"))
    assert monte_carlo is not None
    assert mesa is not None
    assert plain is not None
    assert monte_carlo > mesa > plain > 0
    if shutil.which("gcc"):
        limit = speeds["c_limit_1"]
        assert limit is not None
        assert limit > monte_carlo


def test_without_a_compiler_the_loop_is_skipped_with_a_word(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.study import benchmark as module

    monkeypatch.setenv("PATH", "")
    speed = module._c_limit(scenario, 0.1)
    assert speed.runs_per_s is None
    assert speed.note == "no C compiler here"
