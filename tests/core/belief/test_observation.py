"""What an actor can see: its own purse, what it believes of others, and forces in place."""

import math

import numpy as np
import pytest

from sim.core.belief.observation import look_again, observe, observe_self
from sim.core.layout.setup import AIR_POLICING, COUNTER_DRONE, EW_SUITE
from tests.core.known_crisis import Crisis

COPIED = (
    "belief", "felt_fast", "felt_slow", "momentum", "provoked_rung", "own_rung", "firmness",
    "boldness", "contact", "high_rung", "attacked", "request",
)  # fmt: skip
COUNTED = ("fresh_rung", "fresh_acts", "fresh_drones", "last_level")


def look(crisis: Crisis) -> Crisis:
    observe(crisis.state, crisis.setup)
    return crisis


def one_unit(crisis: Crisis, owner: str, kit: int) -> np.record:
    """Return the state of one unit of this owner and kind."""
    return next(
        crisis.state.units[u]
        for u in range(crisis.setup.n_units)
        if (crisis.setup.units[u].owner, crisis.setup.units[u].kit) == (crisis.who(owner), kit)
    )


@pytest.mark.parametrize("name", COPIED + COUNTED)
def test_an_actor_sees_its_own_side_of_what_lies_between_the_two(crisis: Crisis, name: str) -> None:
    crisis.pair("UK", "Russia")[name] = 3
    crisis.pair("Russia", "UK")[name] = 1
    look(crisis)
    assert crisis.view("UK", "Russia")[name] == 3
    assert crisis.view("Russia", "UK")[name] == 1


def test_belief_has_shifted_by_what_it_moved_since_the_first_day(crisis: Crisis) -> None:
    crisis.pair("UK", "Russia").belief = 1.5  # the scenario begins with 0.4
    look(crisis)
    assert crisis.view("UK", "Russia").belief_shift == pytest.approx(1.1)


def test_what_it_believes_of_a_campaign_and_what_it_is_sure_of(crisis: Crisis) -> None:
    pair = crisis.pair("UK", "Russia")
    pair.campaign, pair.felt_fast, pair.harm = math.log(3.0), 1.0, 4.0
    look(crisis)
    assert crisis.view("UK", "Russia").posterior == pytest.approx(0.75)
    assert crisis.view("UK", "Russia").certainty == pytest.approx(0.25)


def test_a_request_is_seen_by_both_sides_each_in_its_place(crisis: Crisis) -> None:
    crisis.pair("UK", "Belgium").request = 0.7  # Belgium asks the UK
    look(crisis)
    assert crisis.view("UK", "Belgium").request == 0.7
    assert crisis.view("UK", "Belgium").asked == 0.0
    assert crisis.view("Belgium", "UK").asked == 0.7
    assert crisis.view("Belgium", "UK").request == 0.0


def test_only_allies_tell_each_other_what_harm_was_done(crisis: Crisis) -> None:
    crisis.actor("Belgium").harm_rate = 6.0
    look(crisis)
    assert crisis.view("UK", "Belgium").harm_rate == 6.0
    assert crisis.view("Russia", "Belgium").harm_rate == 0.0
    assert crisis.view("Belgium", "UK").harm_rate == 0.0


def test_who_is_friend_and_who_is_foe(crisis: Crisis) -> None:
    look(crisis)
    seen = [
        (int(crisis.view("UK", other).is_adversary), int(crisis.view("UK", other).is_ally))
        for other in ("Belgium", "Russia")
    ]
    assert seen == [(0, 1), (1, 0)]


def test_an_actor_knows_its_purse_and_the_days(crisis: Crisis) -> None:
    crisis.actor("UK").spent_window_meur = 40.0  # of 100 a year
    crisis.actor("UK").strain = 0.4
    crisis.actor("UK").order_days_left = 12.0
    crisis.actor("Belgium").spent_window_meur = 60.0  # of 50 a year
    crisis.state.system.cohesion = 0.55
    crisis.state.system.day = 21.0
    look(crisis)
    own = crisis.state.selves[crisis.who("UK")]
    assert own.free_budget_meur == pytest.approx(60.0)
    assert crisis.state.selves[crisis.who("Belgium")].free_budget_meur == 0.0  # no debts
    assert (own.strain, own.order_days_left, own.cohesion) == (0.4, 12.0, 0.55)
    assert (own.day, own.days_per_turn, own.presence) == (21.0, 7.0, 0.0)


@pytest.mark.parametrize(("kit", "can"), [(COUNTER_DRONE, 1.0), (EW_SUITE, 0.0)])
def test_only_what_brings_a_drone_down_lets_it_defend(crisis: Crisis, kit: int, can: float) -> None:
    crisis.state.on_soil[:] = 0.0
    crisis.state.on_soil[crisis.who("Belgium"), kit] = 1.0
    observe_self(crisis.state, crisis.setup, crisis.who("Belgium"))
    assert crisis.state.selves[crisis.who("Belgium")].can_defend == can


def test_the_adversary_that_looks_least_secure_counts(crisis: Crisis) -> None:
    """Russia has four adversaries; what it thinks of nobody else matters."""
    russia = crisis.who("Russia")
    crisis.state.pairs["belief"][russia] = -9.0
    crisis.pair("Russia", "Belgium").belief = math.log(4.0)  # aggressive with 0.8
    crisis.pair("Russia", "UK").belief = 0.0
    crisis.state.pairs["belief"][russia, russia] = 9.0
    observe_self(crisis.state, crisis.setup, russia)
    assert crisis.state.selves[russia].p_adversary_secure == pytest.approx(0.2)


def test_without_an_adversary_there_is_none_who_might_be_aggressive(crisis: Crisis) -> None:
    crisis.but().setup.pairs["is_adversary"] = 0
    observe_self(crisis.state, crisis.setup, crisis.who("UK"))
    assert crisis.state.selves[crisis.who("UK")].p_adversary_secure == 1.0


def test_everybody_sees_how_well_everybody_is_defended(crisis: Crisis) -> None:
    crisis.state.on_soil[:] = 0.0
    crisis.state.on_soil[crisis.who("Belgium"), COUNTER_DRONE] = 1.0
    look(crisis)
    for observer in ("UK", "Belgium", "Russia"):
        assert crisis.view(observer, "Belgium").defence == pytest.approx(1.0 - math.exp(-0.4))
        assert crisis.view(observer, "UK").defence == 0.0


def test_kit_abroad_is_its_owners_and_in_place_it_is_seen_by_all(crisis: Crisis) -> None:
    """An EW suite looks offensive by 0.25, a fighter detachment by 0.4."""
    suite, fighters = one_unit(crisis, "UK", EW_SUITE), one_unit(crisis, "UK", AIR_POLICING)
    suite.host = fighters.host = crisis.who("Belgium")
    look(crisis)
    assert crisis.view("UK", "Belgium").own_kit == 2.0  # on its way
    assert crisis.view("Russia", "UK").presence == 0.0
    suite.arrived = fighters.arrived = fighters.in_operation = 1
    look(crisis)
    assert crisis.view("UK", "Belgium").own_kit == 1.0  # the operation is not its own
    assert crisis.view("Belgium", "UK").own_kit == 0.0
    assert crisis.state.selves[crisis.who("UK")].presence == pytest.approx(0.65)
    assert crisis.view("Russia", "UK").presence == pytest.approx(0.65)
    assert crisis.view("UK", "Russia").presence == 0.0
    assert crisis.view("Russia", "Belgium").presence == 0.0
    look(crisis)  # looked at again, it is not counted twice
    assert crisis.view("UK", "Belgium").own_kit == 1.0
    assert crisis.view("Russia", "UK").presence == pytest.approx(0.65)


def test_kit_at_home_is_nobodys_presence(crisis: Crisis) -> None:
    one_unit(crisis, "UK", EW_SUITE).arrived = 1
    look(crisis)
    assert crisis.state.selves[crisis.who("UK")].presence == 0.0


def test_looking_around_forgets_the_kit_of_last_turn_and_a_second_look_in_the_turn_keeps_it(
    crisis: Crisis,
) -> None:
    crisis.view("UK", "Belgium").own_kit = 5.0
    look_again(crisis.state, crisis.setup, crisis.who("UK"))
    assert crisis.view("UK", "Belgium").own_kit == 5.0
    assert look(crisis).view("UK", "Belgium").own_kit == 0.0
