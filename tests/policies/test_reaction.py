"""Reaction: how much an actor has in it, who is sure enough, and which acts it comes out in."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim.policies.reaction import react, reaction
from tests.policies.desk import FOES, Desk

LN2 = math.log(2.0)
STOCKS = [
    # one mark sets off `branching` acts over its whole decay, half of them in a half-life
    ("felt_fast", "fast", 2.0, 2.0 * 0.3 / 5.0),
    ("felt_slow", "slow", 2.0, 2.0 * 0.3 / 5.0),
    ("momentum", "momentum", 1.0, 0.3 / 5.0),  # its own campaign: nobody made it feel that
]


@pytest.mark.parametrize(("stock", "name", "scaled", "expected"), STOCKS)
def test_what_is_felt_comes_out_as_its_branching_over_its_half_life(
    stock: str, name: str, scaled: float, expected: float
) -> None:
    desk = Desk(responsiveness=2.0)
    desk.foe[stock] = 1.0
    desk.parameters[f"response_{name}_branching"] = 0.3
    desk.parameters[f"response_{name}_half_life_days"] = 5.0
    rate = reaction(desk.foe, desk.policy, desk.parameters)
    assert rate == pytest.approx(LN2 * expected)
    desk.policy.responsiveness = 0.0
    calm = reaction(desk.foe, desk.policy, desk.parameters)
    assert calm == pytest.approx(0.0 if scaled > 1.0 else rate)


def test_the_stocks_add_up() -> None:
    desk = Desk(responsiveness=1.0)
    for stock, name, _, _ in STOCKS:
        desk.foe[stock] = 1.0
        desk.parameters[f"response_{name}_branching"] = 0.1
    assert reaction(desk.foe, desk.policy, desk.parameters) == pytest.approx(LN2 * 0.3)


def reacting(**seen: float) -> Desk:
    """Return a desk whose actor has one act a day of reaction in it, and wants each option once."""
    desk = Desk(responsiveness=1.0, threshold=0.5)
    desk.foe.felt_fast, desk.foe.certainty = 1.0 / LN2, 1.0
    desk.parameters.response_fast_branching = 1.0
    for name, value in seen.items():
        desk.foe[name] = value
    desk.state.intensity[:FOES] = 1.0
    desk.state.reactive[:FOES] = 8.0  # of last turn
    return desk


def answers(desk: Desk) -> list[float]:
    state: Any = desk.state
    react(
        desk.foe, desk.policy, desk.menu, desk.parameters, 0, FOES, state.intensity, state.reactive
    )
    return desk.reactive[:FOES]


def test_an_answer_is_shared_by_how_much_each_act_is_wanted_anyhow() -> None:
    desk = reacting()
    desk.state.intensity[:FOES] = [4.0, 3.0, 2.0, 1.0]
    assert answers(desk) == pytest.approx([0.4, 0.3, 0.2, 0.1])
    # It comes on top of what was wanted.
    assert desk.state.intensity[:FOES].tolist() == pytest.approx([4.4, 3.3, 2.2, 1.1])


def test_a_reaction_is_as_strong_where_little_was_wanted() -> None:
    desk = reacting()
    desk.state.intensity[:FOES] = 0.001
    assert answers(desk) == pytest.approx([0.25] * FOES)


def test_acts_near_the_rung_of_the_provocation_come_first() -> None:
    desk = reacting(answered_rung=4.0)
    desk.menu.rung[:FOES] = [2.0, 4.0, 5.0, 4.0]
    desk.parameters.choice_inkind_rung = LN2  # each rung away halves it
    assert answers(desk) == pytest.approx([x / 2.75 for x in (0.25, 1.0, 0.5, 1.0)])


def test_acts_near_its_own_last_rung_come_first_by_habit() -> None:
    desk = reacting(own_rung=4.0)
    desk.menu.rung[:FOES] = [2.0, 4.0, 5.0, 4.0]
    desk.parameters.choice_habit_rung = LN2
    assert answers(desk) == pytest.approx([x / 2.75 for x in (0.25, 1.0, 0.5, 1.0)])


@pytest.mark.parametrize(("own_rung", "has_habit"), [(0.9, False), (1.0, True)])
def test_who_has_hardly_acted_has_no_habit(own_rung: float, has_habit: bool) -> None:
    desk = reacting(own_rung=own_rung)
    desk.menu.rung[:FOES] = [1.0, 3.0, 3.0, 3.0]
    desk.parameters.choice_habit_rung = LN2
    first = 1.0 / 1.75 if has_habit else 0.25
    assert answers(desk)[0] == pytest.approx(first)


def test_only_acts_it_is_sure_enough_for_are_answers() -> None:
    """Rung 1 asks for 0.5, rung 6 for 0.5 and five elevenths of the slope; equal is enough."""
    desk = reacting(certainty=0.75)
    desk.policy.threshold_slope = 0.55
    desk.menu.rung[:FOES] = [1.0, 6.0, 7.0, 11.0]
    assert answers(desk) == pytest.approx([0.5, 0.5, 0.0, 0.0])
    assert desk.state.intensity[:FOES].tolist() == pytest.approx([1.5, 1.5, 1.0, 1.0])


def test_who_is_not_sure_at_all_leaves_everything_as_it_was() -> None:
    desk = reacting(certainty=0.4)
    assert answers(desk) == [0.0] * FOES
    assert desk.state.intensity[:FOES].tolist() == [1.0] * FOES


def test_what_is_not_wanted_at_all_is_no_answer() -> None:
    desk = reacting()
    desk.state.intensity[:FOES] = 0.0
    assert answers(desk) == [0.0] * FOES
    assert desk.state.intensity[:FOES].tolist() == [0.0] * FOES
