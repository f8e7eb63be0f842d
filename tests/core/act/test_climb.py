"""Where everybody stands: highest rung, first passage, and by what road."""

import pytest

from sim.core.act.climb import climb
from sim.core.layout.state import NEVER
from sim.core.layout.trace import BY_ACCIDENT, BY_INJECT, BY_VOTE, CHOSEN, MISATTRIBUTION
from tests.core.known_crisis import Crisis


def step(crisis: Crisis, one: str, other: str, rung: int, cause: int = CHOSEN) -> None:
    climb(crisis.state, crisis.setup, crisis.who(one), crisis.who(other), rung, cause)


def test_rungs_are_passed_in_order_and_dated_once(crisis: Crisis) -> None:
    state = crisis.state
    for day, rung in [(7.0, 5), (14.0, 3), (21.0, 7)]:
        state.system.day = day
        step(crisis, "Russia", "UK", rung)
    # A leap passes the rungs between: who stands on 5 has passed 1 to 4.
    assert state.first_day[1:6].tolist() == [7.0] * 5
    assert state.first_day[6:8].tolist() == [21.0] * 2
    assert state.first_day[8:].tolist() == [NEVER] * 4
    assert state.system.highest_rung == 7


def test_injected_acts_are_remembered_but_stand_on_no_rung(crisis: Crisis) -> None:
    """They are the same in every run: counted, every run would stand on theirs."""
    step(crisis, "Russia", "UK", 8, BY_INJECT)
    assert crisis.state.system.highest_rung == 0
    assert crisis.actor("Russia").highest_rung == 0
    assert crisis.state.first_day[1] == NEVER
    pair = crisis.pair("Russia", "UK")
    assert pair.highest_rung == 0
    assert pair.own_rung == 8.0
    # Shots were fired all the same: both know it.
    assert pair.high_rung == crisis.pair("UK", "Russia").high_rung == 1.0


@pytest.mark.parametrize(
    ("cause", "counted"),
    [
        (CHOSEN, "climbs_chosen"),
        (BY_VOTE, "climbs_chosen"),
        (BY_ACCIDENT, "climbs_accidental"),
        (MISATTRIBUTION, "climbs_misattributed"),
    ],
)
def test_each_new_high_counts_once_under_its_cause(
    crisis: Crisis, cause: int, counted: str
) -> None:
    for rung in (3, 3, 2, 6, 7):  # three new highs
        step(crisis, "Russia", "UK", rung, cause)
    names = ("climbs_chosen", "climbs_accidental", "climbs_misattributed")
    counts = {name: int(crisis.state.system[name]) for name in names}
    assert counts == dict.fromkeys(names, 0) | {counted: 3}


def test_what_others_do_to_each_other_is_not_the_focus_states_crisis(crisis: Crisis) -> None:
    step(crisis, "Russia", "Allies", 7)
    assert crisis.state.system.highest_rung == 0
    assert crisis.pair("Russia", "Allies").highest_rung == 7
    step(crisis, "Russia", "Allies", 11)  # but war is everybody's
    assert crisis.state.system.highest_rung == 11


def test_help_for_an_ally_is_a_rung_but_no_climb_against_anybody(crisis: Crisis) -> None:
    step(crisis, "UK", "Belgium", 5)
    assert crisis.state.system.highest_rung == 5
    assert crisis.state.system.climbs_chosen == 0


@pytest.mark.parametrize(("rung", "high"), [(7, 0.0), (8, 1.0), (9, 1.0)])
def test_from_shots_on_both_sides_remember_it(crisis: Crisis, rung: int, high: float) -> None:
    step(crisis, "Russia", "UK", rung)
    assert crisis.pair("Russia", "UK").high_rung == high
    assert crisis.pair("UK", "Russia").high_rung == high
    assert crisis.pair("Russia", "Belgium").high_rung == 0.0


def test_a_lower_act_lowers_nothing(crisis: Crisis) -> None:
    for rung in (6, 2):
        step(crisis, "Russia", "UK", rung)
    pair = crisis.pair("Russia", "UK")
    assert (pair.own_rung, pair.turn_rung, pair.highest_rung) == (6.0, 6, 6)
    assert (crisis.actor("Russia").turn_rung, crisis.actor("Russia").highest_rung) == (6, 6)
    assert (crisis.state.system.turn_rung, crisis.state.system.highest_rung) == (6, 6)
    mirrored = crisis.pair("UK", "Russia")
    assert (mirrored.own_rung, mirrored.turn_rung, mirrored.highest_rung) == (0.0, 0, 0)
    assert crisis.actor("UK").highest_rung == 0


@pytest.mark.parametrize(("one", "other"), [("UK", "Russia"), ("Russia", "Belgium")])
def test_what_a_focus_state_does_or_suffers_is_the_crisis(
    crisis: Crisis, one: str, other: str
) -> None:
    step(crisis, one, other, 5)
    assert crisis.state.system.highest_rung == 5
    assert crisis.state.system.turn_rung == 5
