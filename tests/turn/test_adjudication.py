"""Orders carried out: legal ones, as often as ordered, paid once, with what else they bring."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.chance import STRUCK
from sim.core.act.legality import IS_STANDING, bar_of
from sim.core.belief.observation import observe
from sim.core.layout.setup import ATTRIBUTION, EW_SUITE
from sim.core.layout.trace import BY_INJECT, CHOSEN
from sim.scenario import Scenario, load_scenario
from sim.turn.adjudication import (
    act_at_home,
    adjudicate_background,
    carry_out,
    side_effects,
)
from sim.turn.calendar import force
from sim.turn.moments import adjudicate_acts, is_once_a_turn
from tests.core.known_crisis import Crisis, Told, action_number

KEY = np.uint64(77)
PROTEST = ("UK", "diplomatic_protest", "Russia")


@pytest.fixture(scope="module")
def belgium() -> Scenario:
    return load_scenario("belgium_2025")


@pytest.fixture
def crisis(belgium: Scenario) -> Crisis:
    """Everything is open, nothing is ordered, and no chance decides a protest."""
    made = Crisis(belgium).but()
    made.trace.is_on = 1
    made.orders[:] = 0
    made.state.is_open[:] = 1.0
    return made


def order(crisis: Crisis, number: int, *option: str) -> None:
    crisis.orders[crisis.option(*option)] = number


def resolve(crisis: Crisis) -> None:
    adjudicate_acts(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), crisis.whole_run,
                    crisis.orders)  # fmt: skip


def do(crisis: Crisis, actor: str, action: str, target: str, cause: int = CHOSEN) -> None:
    carry_out(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), crisis.whole_run, KEY,
              crisis.option(actor, action, target), cause)  # fmt: skip


def protests(number: int, cause: str = "chosen") -> list[Told]:
    return [Told(*PROTEST[:1], PROTEST[2], PROTEST[1], 1, cause)] * number


def test_an_order_is_carried_out_as_often_as_it_was_given_and_paid_each_time(
    crisis: Crisis,
) -> None:
    order(crisis, 3, *PROTEST)
    resolve(crisis)
    assert crisis.told() == protests(3)
    assert crisis.pair("UK", "Russia").acts == 3
    assert crisis.actor("UK").spent_meur == pytest.approx(3 * 0.1)
    assert crisis.actor("Russia").spent_meur == 0.0
    assert crisis.orders.sum() == 3


def test_a_closed_option_is_struck_from_the_orders(crisis: Crisis) -> None:
    order(crisis, 3, *PROTEST)
    crisis.state.is_open[crisis.option(*PROTEST)] = 0.0
    resolve(crisis)
    assert crisis.told() == []
    assert crisis.orders.sum() == 0


def test_an_injected_act_needs_no_leave_and_is_no_choice(crisis: Crisis) -> None:
    crisis.state.is_open[:] = 0.0
    for _ in range(2):
        force(crisis.state, crisis.option(*PROTEST), 0.0)
    resolve(crisis)
    assert crisis.told() == protests(2, "inject")
    assert crisis.state.system.highest_rung == 0


def test_ordered_and_injected_acts_keep_their_numbers_whenever_they_happen(
    crisis: Crisis,
) -> None:
    order(crisis, 1, *PROTEST)
    force(crisis.state, crisis.option(*PROTEST), 0.0)
    resolve(crisis)
    events = crisis.trace.events[:2]
    told = sorted(
        (int(event.number), told.cause) for event, told in zip(events, crisis.told(), strict=True)
    )
    assert told == [(0, "chosen"), (1, "inject")]
    assert events["day"].tolist() == sorted(events["day"].tolist())


@pytest.mark.parametrize(
    ("ordered", "injected", "carried"), [(1, 0, 1), (5, 0, 1), (2, 1, 0), (1, 3, 0)]
)
def test_what_is_done_once_a_turn_is_ordered_once_or_not_at_all(
    crisis: Crisis, ordered: int, injected: int, carried: int
) -> None:
    option = crisis.option("Belgium", "request_support", "UK")
    crisis.orders[option] = ordered
    for _ in range(injected):
        force(crisis.state, option, 0.0)
    resolve(crisis)
    assert crisis.orders[option] == carried
    assert len(crisis.told()) == carried + injected


@pytest.mark.parametrize(
    ("actor", "action", "target", "is_once"),
    [
        ("Belgium", "request_support", "UK", True),
        ("Belgium", "article_4_consultation", "UK", True),
        ("Belgium", "shoot_down_drone", "Belgium", True),
        ("UK", "diplomatic_protest", "Russia", False),
        ("UK", "deploy_ew_suite", "Belgium", False),
    ],
)
def test_requests_votes_and_orders_say_nothing_new_the_second_time(
    crisis: Crisis, actor: str, action: str, target: str, is_once: bool
) -> None:
    assert is_once_a_turn(crisis.setup, crisis.option(actor, action, target)) == is_once


def test_a_struck_act_does_not_take_place_and_the_others_do(crisis: Crisis) -> None:
    order(crisis, 3, *PROTEST)
    ruling = crisis.trace.rulings[0]
    ruling.purpose = STRUCK
    ruling.key = draws.item(crisis.setup.menu.key[crisis.option(*PROTEST)], 1)
    crisis.trace.n_rulings = 1
    resolve(crisis)
    assert sorted(int(event.number) for event in crisis.trace.events[:2]) == [0, 2]
    assert crisis.told() == protests(2)


def test_after_war_nobody_acts_any_more(crisis: Crisis) -> None:
    order(crisis, 3, *PROTEST)
    crisis.state.system.ended = 1
    resolve(crisis)
    assert crisis.told() == []


def test_an_act_against_an_adversary_builds_momentum_and_is_remembered(crisis: Crisis) -> None:
    do(crisis, "UK", "threat_of_force", "Russia")  # a mark of 0.6, level 2
    pair = crisis.pair("UK", "Russia")
    assert (pair.momentum, pair.acts, pair.last_level) == (pytest.approx(0.6), 1, 2)
    assert (crisis.pair("Russia", "UK").acts, crisis.pair("Russia", "UK").momentum) == (0, 0.0)
    do(crisis, "UK", "quiet_diplomacy", "Russia")  # soothes: no momentum, and not militarised
    assert (pair.momentum, pair.acts, pair.last_level) == (pytest.approx(0.6), 2, 2)
    assert crisis.state.scale_total.tolist() == [4.0 - 2.0, 4.0, 1.0, 6.0 - 3.5]


def test_an_act_among_friends_is_no_act_against_them(crisis: Crisis) -> None:
    do(crisis, "Belgium", "request_support", "UK")
    pair = crisis.pair("Belgium", "UK")
    assert (pair.momentum, pair.acts, pair.last_level) == (0.0, 0, 0)
    assert crisis.trace.n_rolls == 1  # Russia reads it; nothing can go wrong


def test_a_drone_is_flown_and_a_covert_act_is_hidden(crisis: Crisis) -> None:
    do(crisis, "Russia", "recon_drone_incursion", "Belgium")
    assert crisis.actor("Belgium").incursions == 1
    for number, action in enumerate(("cyber_probe", "disinformation_campaign"), 1):
        before = float(crisis.pair("Russia", "UK").momentum)
        do(crisis, "Russia", action, "UK")
        assert crisis.pair("Russia", "UK").acts == number
        assert crisis.pair("Russia", "UK").momentum > before
    assert draws.DETECTION in crisis.trace.rolls["purpose"][: crisis.trace.n_rolls]
    assert crisis.actor("UK").incursions == 0


def test_kit_that_is_sent_is_a_rung_and_is_paid_for(crisis: Crisis) -> None:
    do(crisis, "UK", "deploy_ew_suite", "Belgium")
    assert crisis.actor("UK").deployments == 1
    assert crisis.pair("UK", "Belgium").highest_rung == 4
    assert crisis.actor("UK").spent_meur == 4.0
    crisis.state.stock[:] = 0.0
    crisis.state.units["host"] = crisis.who("Belgium")
    crisis.state.units["arrived"] = 0
    do(crisis, "UK", "deploy_ew_suite", "Belgium")  # none left: not done, not paid, not scored
    assert crisis.actor("UK").spent_meur == 4.0
    assert crisis.state.scale_total[1] == 5.0  # on Kahn, once


def test_who_brings_nothing_home_pays_and_shows_nothing(crisis: Crisis) -> None:
    do(crisis, "UK", "stand_down", "Russia")
    assert crisis.told() == []
    assert crisis.trace.n_rolls == 0
    assert crisis.actor("UK").spent_meur == 0.0
    unit = next(u for u in range(crisis.setup.n_units)
                if crisis.setup.units[u].owner == crisis.who("UK")
                and crisis.setup.units[u].kit == EW_SUITE)  # fmt: skip
    crisis.state.units[unit].host = crisis.who("Belgium")
    do(crisis, "UK", "stand_down", "Russia")
    assert crisis.told() == [Told("UK", "Belgium", "stand_down", 0, "chosen", note="brought home")]
    assert crisis.actor("UK").spent_meur == 0.5
    assert crisis.trace.rolls["purpose"][0] == draws.READING  # Moscow sees it


def test_a_motion_is_paid_by_the_members_and_not_by_who_puts_it(crisis: Crisis) -> None:
    crisis.state.disposition[:] = 200.0
    do(crisis, "Belgium", "article_4_consultation", "UK")
    assert crisis.state.system.article_4 == 1
    assert crisis.actor("Belgium").spent_meur == pytest.approx(0.2 * 0.03)
    assert crisis.actor("UK").spent_meur == pytest.approx(0.2 * 0.15)


@pytest.mark.parametrize(
    ("action", "moves", "kinetic"),
    [("shoot_down_manned", 1, 1), ("warning_shots", 1, 0), ("dangerous_intercept", 0, 0)],
)
def test_shots_put_the_two_on_the_brink_and_what_is_below_does_not(
    crisis: Crisis, action: str, moves: int, kinetic: int
) -> None:
    crisis.but(accident_scale=0.0)
    do(crisis, "Russia", action, "UK", BY_INJECT)
    assert crisis.state.pairs[crisis.who("UK"), crisis.who("Russia")].moves == moves
    assert (crisis.state.system.war, crisis.state.system.kinetic) == (0, kinetic)


def at_home(crisis: Crisis, actor: str, action: str, target: str) -> None:
    act_at_home(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY,
                crisis.who(actor), crisis.who(target), action_number(action), CHOSEN)  # fmt: skip


def test_a_request_stands_with_the_one_that_was_asked_and_the_first_is_dated(
    crisis: Crisis,
) -> None:
    for day in (9.0, 30.0):
        crisis.state.system.day = day
        at_home(crisis, "Belgium", "request_support", "UK")
    assert crisis.pair("UK", "Belgium").request == 1.0
    assert crisis.pair("Belgium", "UK").request == 0.0
    assert crisis.actor("Belgium").first_request_day == 9.0
    assert crisis.actor("UK").first_request_day == -1.0
    assert crisis.told() == [Told("Belgium", "UK", "request_support", 1, "chosen")] * 2
    assert crisis.pair("Belgium", "UK").highest_rung == 1


def test_a_standing_order_lasts_its_days_at_home(crisis: Crisis) -> None:
    at_home(crisis, "Belgium", "shoot_down_drone", "Belgium")
    assert crisis.actor("Belgium").order_days_left == 90.0
    assert crisis.actor("Belgium").first_request_day == -1.0
    assert crisis.actor("UK").order_days_left == 0.0


@pytest.mark.parametrize(
    ("action", "start", "after"),
    [
        ("disinformation_campaign", 0.5, 0.494),
        ("disinformation_campaign", 0.001, 0.0),  # no less than nothing
        ("strategic_communication", 0.5, 0.506),
        ("strategic_communication", 0.999, 1.0),
        ("cyber_probe", 0.5, 0.5),
    ],
)
def test_words_move_the_alliances_cohesion(
    crisis: Crisis, action: str, start: float, after: float
) -> None:
    crisis.state.system.cohesion = start
    side_effects(
        crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("UK"), action_number(action)
    )
    assert crisis.state.system.cohesion == pytest.approx(after)


def test_a_campaign_of_lies_moves_the_public_it_is_aimed_at_and_the_truth_wins_some_back(
    crisis: Crisis,
) -> None:
    ask = crisis.state, crisis.setup
    lie, truth = map(action_number, ("disinformation_campaign", "strategic_communication"))
    for _ in range(2):
        side_effects(*ask, crisis.who("Russia"), crisis.who("UK"), lie)
    assert crisis.actor("UK").doubt == pytest.approx(0.5)
    assert crisis.actor("Belgium").doubt == 0.0
    side_effects(*ask, crisis.who("UK"), crisis.who("UK"), truth)
    assert crisis.actor("UK").doubt == pytest.approx(0.4)
    for _ in range(9):
        side_effects(*ask, crisis.who("UK"), crisis.who("UK"), truth)
    assert crisis.actor("UK").doubt == 0.0  # no public is surer than sure


@pytest.mark.parametrize(
    ("action", "days"),
    [("quiet_diplomacy", 14.0), ("deconfliction_offer", 30.0), ("compensation", 14.0)],
)
def test_a_word_in_private_an_offer_and_regret_open_talks(
    crisis: Crisis, action: str, days: float
) -> None:
    number = action_number(action)
    crisis.state.system.day = 10.0
    side_effects(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"), number)
    assert crisis.pair("UK", "Russia").talks_until == 10.0 + days


@pytest.mark.parametrize(
    ("actor", "action", "target", "harm"),
    [
        ("Russia", "gnss_jamming", "UK", 0.5),
        ("Russia", "cyber_disruption", "UK", 2.0),
        ("Russia", "sabotage", "UK", 5.0),
        ("UK", "expulsions_sanctions", "Russia", 10.0),
        ("UK", "diplomatic_protest", "Russia", 0.0),
    ],
)
def test_what_an_act_costs_its_target_is_damage(
    crisis: Crisis, actor: str, action: str, target: str, harm: float
) -> None:
    do(crisis, actor, action, target)
    assert crisis.actor(target).damage_meur == harm
    assert crisis.actor(actor).damage_meur == 0.0


def test_an_alert_stands_for_four_weeks_and_is_pointed_to_meanwhile(crisis: Crisis) -> None:
    do(crisis, "UK", "air_defence_alert", "UK")
    assert crisis.actor("UK").alert_days_left == 28.0
    observe(crisis.state, crisis.setup)
    option = crisis.option("UK", "air_defence_alert", "UK")
    assert bar_of(crisis.state, crisis.setup, option) == IS_STANDING


def test_a_public_attribution_convinces_allies_and_nobody_else(crisis: Crisis) -> None:
    names = crisis.scenario.actors
    before = {name: float(crisis.pair(name, "Russia").belief) for name in names}
    action = action_number("public_attribution")
    assert crisis.setup.actions[action].effect == ATTRIBUTION
    side_effects(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"), action)
    moved = {name: float(crisis.pair(name, "Russia").belief) - before[name] for name in names}
    assert moved == pytest.approx(dict.fromkeys(names, 0.15) | {"UK": 0.0, "Russia": 0.0})


def test_false_reports_are_weighed_host_by_host_and_named_by_their_kind(crisis: Crisis) -> None:
    """Belgium meets one hobby drone and two empty reports, the UK one empty report."""
    crisis.state.false_sightings[:] = 0
    crisis.state.false_sightings[crisis.who("Belgium")] = [1, 2]
    crisis.state.false_sightings[crisis.who("UK")] = [0, 1]
    pair = crisis.pair("UK", "Russia")
    pair.fresh_rung = pair.fresh_acts = pair.fresh_drones = 9  # of the last turn
    for policy in crisis.setup.policies:
        policy.threshold, policy.threshold_slope = 2.0, 0.0  # nobody believes anything
    adjudicate_background(crisis.state, crisis.trace, crisis.setup, crisis.turn_key())
    assert (pair.fresh_rung, pair.fresh_acts, pair.fresh_drones) == (0, 0, 0)
    told = [(told.target, told.note) for told in crisis.told()]
    assert (
        told
        == [("UK", "nothing there"), ("Belgium", "hobbyist")] + [("Belgium", "nothing there")] * 2
    )
    cases = [(int(e.option), int(e.number)) for e in crisis.trace.events[:4]]
    assert cases == [(-2, 1), (-3, 0), (-3, 1), (-3, 3)]
    assert crisis.actor("Belgium").false_alarms == 3
    assert {told.cause for told in crisis.told()} == {"background"}
    assert math.isclose(float(crisis.actor("UK").false_alarms), 1.0)


def test_a_false_report_that_is_believed_is_fresh(crisis: Crisis) -> None:
    """The host cannot tell it from a true one."""
    crisis.but(inquiry_hobby=0.0, inquiry_nothing=0.0)
    crisis.state.false_sightings[:] = 0
    crisis.state.false_sightings[crisis.who("Belgium"), 0] = 1
    for policy in crisis.setup.policies:
        policy.threshold, policy.threshold_slope = 0.0, 0.0
    adjudicate_background(crisis.state, crisis.trace, crisis.setup, crisis.turn_key())
    pair = crisis.pair("Belgium", "Russia")
    # On Belgium's own ladder a drone stands on 4.
    assert (pair.fresh_rung, pair.fresh_acts, pair.fresh_drones) == (4, 1, 1)
