"""Docking: reduced to brinkmanship, the engine moves with resolve and risk as theory has it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.layout.setup import Setup
from sim.scenario import load_scenario
from tests.study.validation.brinkmanship import (
    LARGEST_RISK,
    STEPS,
    Crisis,
    in_theory,
    reduce_to_brinkmanship,
    simulate,
)

RISKS = (0.002, 0.005, 0.01, 0.02)
CRISES = 1500
BOLD, WARY = 0.06, 0.02


@pytest.fixture(scope="module")
def dyad() -> Setup:
    return load_scenario("generic_dyad").setup


def far_from(found: float, expected: float, n: int) -> float:
    """Return how many binomial standard errors lie between a share and its expectation."""
    return abs(found - expected) / math.sqrt(max(expected * (1.0 - expected), 1.0 / n) / n)


def agree(found: Crisis, expected: Crisis, n: int) -> bool:
    """Tell whether every share is within what luck explains."""
    pairs = zip(
        [found.p_disaster, *found.p_quits, *found.p_steps],
        [expected.p_disaster, *expected.p_quits, *expected.p_steps],
        strict=True,
    )
    return all(far_from(one, other, n) < 3.5 for one, other in pairs)


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("risk", RISKS)
def test_disaster_steps_and_who_quits_are_those_of_theory(
    dyad: Setup, risk: float, first: int
) -> None:
    brink = reduce_to_brinkmanship(dyad, (BOLD, WARY), risk)
    found = simulate(brink, CRISES, seed=21, first=first)
    assert agree(found, in_theory(brink, first), CRISES)
    # and the comparison can tell: with the sides' resolve swapped it fails
    swapped = reduce_to_brinkmanship(dyad, (WARY, BOLD), risk)
    assert not agree(found, in_theory(swapped, first), CRISES)


def test_disaster_is_as_likely_as_theory_says_where_it_is_likely(dyad: Setup) -> None:
    brink = reduce_to_brinkmanship(dyad, (0.2, 0.2), 0.02)
    expected = in_theory(brink)
    assert expected.p_disaster > 0.15
    found = simulate(brink, 2 * CRISES, seed=22)
    assert agree(found, expected, 2 * CRISES)
    assert far_from(found.p_disaster, 0.8 * expected.p_disaster, 2 * CRISES) > 3.5


@pytest.mark.parametrize("first", [0, 1])
def test_the_less_resolute_side_backs_down_more_often_whoever_opens(
    dyad: Setup, first: int
) -> None:
    brink = reduce_to_brinkmanship(dyad, (BOLD, WARY), 0.01)
    bold, wary = simulate(brink, CRISES, seed=23, first=first).p_quits
    assert wary > bold + 0.1
    bold, wary = in_theory(brink, first).p_quits
    assert wary > bold


def test_a_more_resolute_side_quits_less_and_equal_sides_alike(dyad: Setup) -> None:
    quits = []
    for resolve in (0.015, 0.03, 0.09):
        brink = reduce_to_brinkmanship(dyad, (resolve, 0.03), 0.01)
        both = [simulate(brink, CRISES // 4, seed=24, first=first).p_quits[0] for first in (0, 1)]
        quits.append(float(np.mean(both)))
    assert quits == sorted(quits, reverse=True)
    assert quits[0] - quits[-1] > 0.15
    equal = reduce_to_brinkmanship(dyad, (0.03, 0.03), 0.01)
    assert in_theory(equal, 0).p_quits[0] == pytest.approx(in_theory(equal, 1).p_quits[1])


def test_greater_autonomous_risk_a_step_means_fewer_steps(dyad: Setup) -> None:
    found, expected = [], []
    for risk in RISKS:
        brink = reduce_to_brinkmanship(dyad, (BOLD, WARY), risk)
        found.append(simulate(brink, CRISES // 2, seed=25).mean_steps)
        expected.append(in_theory(brink).mean_steps)
    assert expected == sorted(expected, reverse=True)
    assert found == sorted(found, reverse=True)
    assert found[0] - found[-1] > 1.5


def test_disaster_is_likeliest_at_a_middling_risk_a_step(dyad: Setup) -> None:
    """Small risks are run often, great ones hardly: the total first rises, then falls."""
    p = [
        in_theory(reduce_to_brinkmanship(dyad, (BOLD, WARY), risk)).p_disaster
        for risk in (0.0005, 0.005, 0.02)
    ]
    assert p[0] < p[1] > p[2]


def test_without_noise_each_side_steps_until_the_risk_is_its_critical_risk(dyad: Setup) -> None:
    brink = reduce_to_brinkmanship(dyad, (0.045, 0.025), 0.01, step_day=1.0, quit_day=1e-60)
    crisis = in_theory(brink, first=0)
    # steps of 0.01, 0.02, 0.03 by sides 0, 1, 0; the fourth, of 0.04, is too risky for side 1
    calm = 0.99 * 0.98 * 0.97
    assert crisis.p_quits == pytest.approx([0.0, calm], abs=1e-9)
    assert crisis.p_disaster == pytest.approx(1.0 - calm)


def test_all_crises_end_somehow(dyad: Setup) -> None:
    crisis = in_theory(reduce_to_brinkmanship(dyad, (BOLD, WARY), 0.01))
    assert crisis.p_disaster + crisis.p_quits.sum() == pytest.approx(1.0)
    assert crisis.p_steps.sum() == pytest.approx(1.0)


def test_a_risk_that_no_longer_looks_greater_is_refused(dyad: Setup) -> None:
    with pytest.raises(ValueError, match="go beyond"):
        reduce_to_brinkmanship(dyad, (BOLD, WARY), 1.1 * LARGEST_RISK / len(STEPS))
