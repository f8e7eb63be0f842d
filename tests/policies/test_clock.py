"""Competing clocks: tempo, motives within a cap, open options, momentum against foes alone."""

from __future__ import annotations

import math

import pytest

from sim.policies.clock import set_clocks
from tests.policies.desk import AGAINST, AMONG, FOES, ME, N_OPTIONS, Desk


def ring(desk: Desk) -> list[float]:
    """Turn the utilities that stand in the intensities into rates."""
    set_clocks(
        desk.view, desk.policy, desk.menu, desk.parameters, desk.state.is_open, ME, desk.rates
    )
    return desk.state.intensity[:N_OPTIONS].tolist()


def test_a_rate_is_the_tempo_times_e_to_the_utility() -> None:
    desk = Desk()
    desk.state.tempo[:N_OPTIONS] = [1.0, 2.0, 3.0, 1.0, 1.0, 0.5]
    desk.state.intensity[:N_OPTIONS] = [0.0, math.log(2.0), -math.log(3.0), 1.0, 0.0, 2.0]
    expected = [1.0, 4.0, 1.0, math.e, 1.0, 0.5 * math.e**2]
    assert ring(desk) == pytest.approx(expected)


def test_no_motive_counts_beyond_the_cap_for_or_against() -> None:
    desk = Desk()
    desk.parameters.choice_utility_cap = 2.0
    desk.state.intensity[:N_OPTIONS] = [1.9, 2.1, 9.0, -1.9, -2.1, -9.0]
    expected = [math.exp(u) for u in (1.9, 2.0, 2.0, -1.9, -2.0, -2.0)]
    assert ring(desk) == pytest.approx(expected)


def test_what_is_closed_never_rings() -> None:
    desk = Desk()
    desk.state.is_open[:N_OPTIONS] = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]
    assert ring(desk) == [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]


def test_a_campaign_against_a_foe_rolls_on_and_one_among_friends_does_not() -> None:
    """A half-life of a day and turns of a week: a mark left now was worth 2**7 when they began."""
    desk = Desk()
    desk.parameters.response_momentum_branching = 1.0
    desk.foe.momentum = desk.friend.momentum = 7.0 * 4.0 / (2.0**7 - 1.0)
    assert ring(desk) == pytest.approx([2.0] * FOES + [1.0] * 2)


def test_what_is_liked_is_liked_as_an_answer_too_within_the_cap() -> None:
    desk = Desk()
    desk.parameters.choice_utility_cap = 2.0
    desk.state.intensity[:N_OPTIONS] = [1.0, -9.0, 0.0, 9.0, 0.5, 0.0]
    ring(desk)
    assert desk.taste == [1.0, -2.0, 0.0, 2.0, 0.5, 0.0]


def test_each_side_is_weighed_by_its_own_motives() -> None:
    """Toward the foe a step down costs the audience; to the friend goes what it asked for."""
    desk = Desk(audience=11.0, resolve=2.0)
    desk.foe.own_rung, desk.foe.request = 1.0, 1.0
    desk.friend.own_rung, desk.friend.request = 1.0, 0.5
    desk.menu.is_aid[:N_OPTIONS] = 1.0
    found = desk.decide()
    assert found[AGAINST] == pytest.approx([math.exp(-1.0)] * FOES)
    assert found[AMONG] == pytest.approx([math.exp(1.0)] * 2)


def test_who_is_neither_foe_nor_ally_is_treated_like_a_friend() -> None:
    desk = Desk(audience=11.0)
    desk.friend.is_ally, desk.friend.own_rung = 0, 1.0
    assert desk.decide()[AMONG] == [1.0, 1.0]
