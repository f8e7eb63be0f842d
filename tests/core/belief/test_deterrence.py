"""Firmness is learned, and so is boldness; both stay within their bounds."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.belief.deterrence import embolden, expose, resist
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis


@settings(max_examples=100, deadline=None, database=None)
@given(st.lists(st.booleans(), max_size=200))
def test_firmness_and_boldness_stay_shares(belgium: Scenario, is_resisted: list[bool]) -> None:
    crisis = Crisis(belgium)
    pair = crisis.pair("Russia", "Belgium")
    for resisted in is_resisted:
        before = pair.firmness
        meet = resist if resisted else embolden
        meet(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("Belgium"))
        assert 0.0 <= pair.firmness <= 1.0
        assert 0.0 <= pair.boldness <= 1.0
        assert bool(pair.firmness > before) == resisted or pair.firmness > 1.0 - 1e-9


def test_each_resisted_act_teaches_less_than_the_one_before(crisis: Crisis) -> None:
    pair, gain = crisis.pair("Russia", "Belgium"), crisis.scenario.parameters["firmness.gain"]
    learned = []
    for _ in range(40):
        before = pair.firmness
        resist(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("Belgium"))
        learned.append(pair.firmness - before)
    assert learned[0] == pytest.approx(gain)
    assert all(later < earlier for earlier, later in itertools.pairwise(learned))
    assert 0.99 < pair.firmness < 1.0


def test_boldness_is_won_slowly_and_lost_fast(crisis: Crisis) -> None:
    pair = crisis.pair("Russia", "Belgium")
    for _ in range(5):
        embolden(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("Belgium"))
    bold = pair.boldness
    resist(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("Belgium"))
    assert bold - pair.boldness > bold / 5
    # The lesson is Belgium's: nobody else is taken for firm.
    assert crisis.pair("Russia", "UK").firmness == 0.0


@pytest.mark.parametrize(
    ("met", "firmness", "boldness"),
    [
        (resist, 0.2 + 0.12 * 0.8, 0.5 * 0.7),  # firmer by a gain of what is left, less bold
        (expose, 0.2 + 0.4 * 0.12 * 0.8, 0.5 * (1.0 - 0.4 * 0.3)),  # to be found out is a part
        (embolden, 0.2, 0.54),
    ],
)
def test_what_the_attacker_learns_of_this_defender(
    crisis: Crisis, met: Any, firmness: float, boldness: float
) -> None:
    pair, mirrored = crisis.pair("Russia", "Belgium"), crisis.pair("Belgium", "Russia")
    for side in (pair, mirrored):
        side.firmness, side.boldness = 0.2, 0.5
    met(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("Belgium"))
    assert (pair.firmness, pair.boldness) == pytest.approx((firmness, boldness))
    assert (mirrored.firmness, mirrored.boldness) == (0.2, 0.5)


def test_nobody_is_bolder_than_bold(crisis: Crisis) -> None:
    pair = crisis.pair("Russia", "Belgium")
    pair.boldness = 0.99
    embolden(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("Belgium"))
    assert pair.boldness == 1.0
