"""Answering: how often each family answers, and how high, by hand."""

from __future__ import annotations

import math

import pytest

from sim.core.arithmetic import logistic
from tests.policies.desk import FOE, ME, Desk


@pytest.mark.parametrize("family", ["utility", "doctrine", "opportunist", "spiral"])
def test_responsiveness_makes_answers_likelier_and_0_makes_none(family: str) -> None:
    chances = [Desk(family, responsiveness=r).respond(expected=0.6)[0] for r in (0.0, 1.0, 2.0)]
    assert chances == pytest.approx([1.0 - math.exp(-0.6 * r) for r in (0.0, 1.0, 2.0)])


@pytest.mark.parametrize("family", ["hold", "script", "random", "markov"])
def test_some_families_answer_nothing(family: str) -> None:
    assert Desk(family).respond(rung=9.0, expected=5.0) == (0.0, 0.0)


def test_a_firm_policy_answers_a_rung_higher_and_a_restrained_one_a_rung_lower() -> None:
    assert [Desk(step=step).respond()[1] for step in (1.0, 0.0, -1.0)] == [1.0, 0.0, -1.0]


def test_fear_makes_a_spiral_adversary_answer_higher_and_relief_does_not_lower_it() -> None:
    """From even odds to three to one, the other looks a quarter likelier to be aggressive."""
    desk = Desk("spiral", responsiveness=1.0, step=0.5, step_fear=4.0)
    assert desk.respond()[1] == pytest.approx(0.5)
    desk.foe.belief = desk.foe.belief_shift = math.log(3.0)
    assert logistic(math.log(3.0)) == pytest.approx(0.75)
    assert desk.respond()[1] == pytest.approx(0.5 + 4.0 * 0.25)
    desk.foe.belief = desk.foe.belief_shift = -2.0
    assert desk.respond()[1] == pytest.approx(0.5)


def test_firmness_makes_an_opportunist_answer_lower() -> None:
    desk = Desk("opportunist", responsiveness=1.0, step=0.0, step_firmness=2.0)
    assert desk.respond()[1] == 0.0
    desk.foe.firmness = 0.5
    assert desk.respond()[1] == pytest.approx(-1.0)


def test_a_graduated_response_answers_one_rung_above_where_it_stands_within_its_ceiling() -> None:
    desk = Desk("graduated", ceiling=4.0)
    desk.state.memory[ME, FOE, 0] = 2.0
    assert desk.respond(rung=6.0, expected=1.0) == pytest.approx((1.0 - math.exp(-1.0), -3.0))
    desk.state.memory[ME, FOE, 0] = 4.0
    assert desk.respond(rung=6.0)[1] == pytest.approx(-2.0)
