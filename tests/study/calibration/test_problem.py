"""What is calibrated: declared parameters, fitted figures, and a distance with a meaning."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.errors import ConfigError
from sim.scenario.parameter import PARAMETERS
from sim.study.calibration.problem import (
    CALIBRATED,
    FITTED,
    WORST,
    Problem,
    declared,
    draw_uniformly,
)
from sim.study.validation.moment import MOMENTS
from sim.study.validation.target import Target, shipped_targets


def target(figure: str, value: float, half: float) -> Target:
    return Target(figure, figure, value, value - half, value + half, 100, "known")


@pytest.fixture
def problem() -> Problem:
    return Problem(shipped_targets(), dyads=20, seed=3)


def at_the_edge(problem: Problem, times: float) -> dict[str, float]:
    """Return figures that are so many half-widths off, now above and now below."""
    return {
        t.figure: t.value + (-1) ** k * times * (t.high - t.low) / 2.0
        for k, t in enumerate(problem.targets)
    }


def test_at_most_eight_parameters_all_declared_with_a_range_to_search() -> None:
    assert len(CALIBRATED) <= 8
    assert [parameter.name for parameter in declared()] == list(CALIBRATED)
    for parameter in declared():
        assert parameter.low < parameter.high
        assert parameter.low <= parameter.default <= parameter.high
        assert parameter.distribution in ("uniform", "log-uniform")
        assert parameter.distribution == "uniform" or parameter.low > 0.0


def test_fitted_figures_are_measured_and_have_targets() -> None:
    assert set(FITTED) <= {moment.name for moment in MOMENTS}
    assert set(FITTED) <= {found.figure for found in shipped_targets()}
    assert len(FITTED) > len(CALIBRATED), "fewer figures than parameters cannot tell them apart"


def test_only_fitted_figures_count(problem: Problem) -> None:
    assert set(problem.observed) == set(FITTED)
    assert problem.observed["reciprocated"] == pytest.approx(0.4156)


def test_the_data_are_at_no_distance_from_themselves(problem: Problem) -> None:
    assert problem.distance(problem.observed, problem.observed) == 0.0


@pytest.mark.parametrize("times", [0.5, 1.0, 3.0])
def test_the_edge_of_all_intervals_is_at_distance_one(times: float) -> None:
    targets = [target("reciprocated", 0.4, 0.05), target("dur_median_days", 26.0, 8.0)]
    known = Problem(targets, dyads=20, seed=3)
    found = at_the_edge(known, times)
    assert known.distance(found, known.observed) == pytest.approx(times)
    assert known.distance(known.observed, found) == pytest.approx(times)


def test_one_figure_far_off_counts_as_the_worst_and_no_more() -> None:
    targets = [target("reciprocated", 0.4, 0.05), target("dur_median_days", 26.0, 8.0)]
    known = Problem(targets, dyads=20, seed=3)
    expected = WORST / math.sqrt(2.0)
    for far in (0.4 + WORST * 0.05, 1e9, math.nan):
        found = known.observed | {"reciprocated": far}
        assert known.distance(found, known.observed) == pytest.approx(expected)


def test_targets_that_nothing_can_be_fitted_to_are_refused() -> None:
    with pytest.raises(ConfigError, match="none is fitted; allowed: hostlev_ge4"):
        Problem([target("deaths_clash", 0.5, 0.1)], dyads=20, seed=3)
    with pytest.raises(ConfigError, match="reciprocated: its interval has no width"):
        Problem([target("reciprocated", 0.4, 0.0)], dyads=20, seed=3)


def test_every_simulation_meets_fresh_luck_and_the_same_problem_repeats_it(
    problem: Problem,
) -> None:
    usual = {name: PARAMETERS[name].default for name in CALIBRATED}
    first, second = problem.simulate(usual), problem.simulate(usual)
    assert set(first) == set(FITTED)
    assert first != second
    assert Problem(shipped_targets(), dyads=20, seed=3).simulate(usual) == first


def test_parameters_reach_the_simulation(problem: Problem) -> None:
    """More reaction, more answers."""
    usual = {name: PARAMETERS[name].default for name in CALIBRATED}
    name = "answer.expected"
    weak, strong = (
        problem.simulate(usual | {name: at}) for at in (PARAMETERS[name].low, PARAMETERS[name].high)
    )
    assert strong["answer_show_of_force"] > weak["answer_show_of_force"] + 0.1


# Points of a box


BOX = {"dyad.tempo": (0.3, 3.0), "answer.per_rung": (0.3, 1.5)}


def test_points_lie_in_their_box_and_are_the_same_each_time() -> None:
    points = [draw_uniformly(BOX, 5, k) for k in range(400)]
    assert points == [draw_uniformly(BOX, 5, k) for k in range(400)]
    assert points[0] != draw_uniformly(BOX, 6, 0)
    for name, (low, high) in BOX.items():
        values = np.array([point[name] for point in points])
        assert low <= values.min() < values.max() <= high


@pytest.mark.parametrize("name", CALIBRATED)
def test_points_are_spread_as_declared(name: str) -> None:
    """Uniform, or uniform in the log: a quarter of the points in each quarter of the range."""
    p = PARAMETERS[name]
    values = np.array([draw_uniformly({name: (p.low, p.high)}, 5, k)[name] for k in range(800)])
    if p.distribution == "log-uniform":
        share = np.log(values / p.low) / np.log(p.high / p.low)
    else:
        share = (values - p.low) / (p.high - p.low)
    counts = np.histogram(share, bins=4, range=(0.0, 1.0))[0]
    assert counts.sum() == 800
    assert np.abs(counts - 200).max() < 3.5 * math.sqrt(800 * 0.25 * 0.75)


def test_a_box_within_a_box_is_filled_evenly_in_the_log() -> None:
    values = [draw_uniformly({"dyad.tempo": (1.0, 4.0)}, 5, k)["dyad.tempo"] for k in range(600)]
    middle = 2.0 if PARAMETERS["dyad.tempo"].distribution == "log-uniform" else 2.5
    assert np.mean(np.array(values) < middle) == pytest.approx(0.5, abs=0.07)
