"""Momentum: one's own acts bring forth more of them, as many in daily turns as in weekly ones."""

from __future__ import annotations

import math

import pytest

from sim.policies.momentum import momentum_rate, roll_on
from tests.policies.desk import FOES, Desk


def rolling(momentum: float = 1.0, branching: float = 0.3, half_life: float = 5.0) -> Desk:
    desk = Desk()
    desk.foe.momentum = momentum
    desk.parameters.response_momentum_branching = branching
    desk.parameters.response_momentum_half_life_days = half_life
    return desk


@pytest.mark.parametrize("days", [1.0, 7.0, 31.0])
def test_a_mark_sets_off_its_branching_whatever_the_length_of_a_turn(days: float) -> None:
    """Turn by turn: the stock fades, then the actor decides; all turns together make 0.3 acts."""
    desk = rolling(momentum=1.0)
    total = 0.0
    for _ in range(200):
        desk.foe.momentum *= 0.5 ** (days / 5.0)
        total += days * momentum_rate(desk.foe, desk.parameters, days)
    assert total == pytest.approx(0.3)


def test_in_short_turns_it_is_the_rate_of_a_process_in_continuous_time() -> None:
    desk = rolling(momentum=2.0)
    expected = math.log(2.0) * 0.3 * 2.0 / 5.0
    assert momentum_rate(desk.foe, desk.parameters, 1e-6) == pytest.approx(expected, rel=1e-4)


def roll(desk: Desk) -> list[float]:
    roll_on(desk.foe, desk.parameters, 1.0, 0, FOES, desk.state.intensity)
    return desk.state.intensity[:FOES].tolist()


def test_it_is_shared_by_how_much_each_act_is_wanted_anyhow() -> None:
    desk = rolling()
    rate = momentum_rate(desk.foe, desk.parameters, 1.0)
    desk.state.intensity[:FOES] = [4.0, 3.0, 2.0, 1.0]
    shares = [0.4, 0.3, 0.2, 0.1]
    expected = [n + rate * p for n, p in zip([4.0, 3.0, 2.0, 1.0], shares, strict=True)]
    assert roll(desk) == pytest.approx(expected)


def test_what_is_not_wanted_at_all_does_not_roll_on() -> None:
    desk = rolling()
    desk.state.intensity[:FOES] = 0.0
    assert roll(desk) == [0.0] * FOES


def test_without_momentum_all_stays_as_it_was() -> None:
    desk = rolling(momentum=0.0)
    desk.state.intensity[:FOES] = 1.0
    assert roll(desk) == [1.0] * FOES
