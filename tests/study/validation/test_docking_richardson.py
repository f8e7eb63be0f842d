"""Docking: reduced to a race of two, the engine runs away where Richardson's states do."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.layout.setup import Setup
from sim.scenario import load_scenario
from tests.study.validation.richardson import (
    branching_matrix,
    excess,
    reduce_to_race,
    run_race,
    settled_acts_day,
)

TEMPO = (0.4, 0.2)


@pytest.fixture(scope="module")
def dyad() -> Setup:
    return load_scenario("generic_dyad").setup


def race(
    dyad: Setup,
    kappa: tuple[float, float],
    rho: tuple[float, float],
    tempo: tuple[float, float] = TEMPO,
) -> Setup:
    """Return the race in which one act sets off exactly these, over all later turns.

    Momentum branching is common to both sides, so what differs is how heavy an act is.
    """
    days = float(dyad.clock.days_per_turn)
    marks = (1.0, rho[1] / rho[0]) if rho[0] else (1.0, 1.0)
    reduced = reduce_to_race(dyad, kappa, tempo, marks)
    parameters = reduced.parameters
    parameters.response_momentum_half_life_days = 3.0
    parameters.answer_expectation = 0.0  # Richardson's sides do not look ahead
    reduced.decays["response_momentum"] = 0.5 ** (days / 3.0)
    parameters.response_momentum_branching = rho[0]
    return reduced


BELOW = [
    ((0.3, 0.3), (0.0, 0.0)),
    ((0.2, 0.9), (0.0, 0.0)),
    ((0.4, 0.5), (0.3, 0.3)),
    ((0.3, 0.2), (0.5, 0.25)),
]


@pytest.mark.parametrize(("kappa", "rho"), BELOW)
def test_below_the_threshold_acts_settle_where_theory_says(
    dyad: Setup, kappa: tuple[float, float], rho: tuple[float, float]
) -> None:
    reduced = race(dyad, kappa, rho)
    matrix = branching_matrix(reduced)
    assert matrix == pytest.approx(np.array([[rho[0], kappa[0]], [kappa[1], rho[1]]]))
    late = run_race(reduced, turns=600, runs=40, seed=5)[:, 200:].mean(axis=1)
    expected = settled_acts_day(matrix, TEMPO)
    error = late.std(axis=0, ddof=1) / np.sqrt(len(late))
    assert np.all(error < 0.04 * expected), "too few runs to tell"
    assert np.all(np.abs(late.mean(axis=0) - expected) < 3.5 * error)
    assert np.any(np.abs(late.mean(axis=0) - np.array(TEMPO)) > 10 * error), "nobody reacted"


# Around kappa_i kappa_j = (1 - rho_i)(1 - rho_j), approached from both sides along each line.
THRESHOLDS = [
    ((0.6, 0.6), (0.4, 0.4)),
    ((0.5, 0.75), (0.5, 0.25)),
    ((0.3, 0.8), (0.6, 0.4)),
]


@pytest.mark.parametrize(("kappa", "rho"), THRESHOLDS)
def test_the_sign_of_growth_changes_at_the_threshold(
    dyad: Setup, kappa: tuple[float, float], rho: tuple[float, float]
) -> None:
    growth = {}
    for factor in (0.85, 0.92, 1.0, 1.08, 1.15):
        scaled = (kappa[0] * factor, kappa[1] * factor)
        reduced = race(dyad, scaled, rho, tempo=(1e-9, 1e-9))
        assert np.sign(round(excess(branching_matrix(reduced)), 9)) == np.sign(factor - 1.0)
        acts = run_race(reduced, turns=80, runs=150, seed=7, first=10).sum(axis=(0, 2))
        growth[factor] = np.log(acts[50:80].sum() / acts[20:50].sum())
    assert list(growth.values()) == sorted(growth.values())
    assert growth[0.85] < growth[0.92] < -0.1
    assert abs(growth[1.0]) < 0.15
    assert 0.1 < growth[1.08] < growth[1.15]


def test_above_the_threshold_acts_pass_any_bound(dyad: Setup) -> None:
    reduced = race(dyad, (0.9, 0.9), (0.4, 0.4), tempo=(0.05, 0.05))
    assert excess(branching_matrix(reduced)) > 0.0
    with pytest.raises(ValueError, match="runs away"):
        settled_acts_day(branching_matrix(reduced), TEMPO)
    acts = run_race(reduced, turns=60, runs=20, seed=8).sum(axis=2)
    first, second = acts[:, :30].sum(axis=1), acts[:, 30:].sum(axis=1)
    assert np.all(second > 5 * first)
    calm = run_race(race(dyad, (0.4, 0.4), (0.1, 0.1)), turns=60, runs=20, seed=8).sum(axis=2)
    assert calm[:, 30:].sum() < 2 * calm[:, :30].sum()
