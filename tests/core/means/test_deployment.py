"""Kit is scarce: what stands in Belgium does not stand at home, and none is made or lost."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core import draws
from sim.core.layout.setup import (
    ADVISERS,
    AIR_POLICING,
    COUNTER_DRONE,
    EW_SUITE,
    FRONTLINE_UNIT,
    N_KITS,
    NOBODY,
)
from sim.core.layout.state import NEVER
from sim.core.layout.trace import CHOSEN
from sim.core.means.deployment import (
    arrive,
    bring_home,
    contact_with,
    deploy,
    miss_ew,
    miss_intercept,
    miss_physical,
    p_defeat,
    send_home,
    send_in_operation,
    unit_at,
)
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, Told, action_number


@pytest.fixture(scope="module")
def reckless() -> Scenario:
    """Everybody acts at random and often: kit goes out and comes home all the time."""
    wild = {"family": "random", "parameters": {"acts_per_day": 1.0}}
    return load_scenario("belgium_2025", {"UK": wild, "Allies": wild, "Belgium": wild})


@settings(max_examples=12, deadline=None, database=None)
@given(st.integers(0, 10_000))
def test_units_never_vanish_and_never_double(reckless: Scenario, run: int) -> None:
    crisis = Crisis(reckless, run=run)
    state, setup = crisis.state, crisis.setup
    n = int(setup.n_units)
    owner, kit = setup.units["owner"][:n], setup.units["kit"][:n]
    while state.system.ended == 0:
        crisis.take_turn()
        host = state.units["host"][:n]
        assert not np.any(host == owner)
        for i in range(setup.n_actors):
            for k in range(N_KITS):
                mine = (owner == i) & (kit == k)
                assert state.stock[i, k] + np.sum(host[mine] != NOBODY) == mine.sum()
                working = (host == i) & (kit == k) & (state.units["arrived"][:n] == 1)
                ready = setup.parameters.kit_home_readiness * state.stock[i, k]
                assert state.on_soil[i, k] == pytest.approx(working.sum() + ready)


def test_the_wild_world_above_does_move_its_kit(reckless: Scenario) -> None:
    crisis = Crisis(reckless)
    hosts = set()
    while crisis.state.system.ended == 0:
        hosts.add(tuple(crisis.take_turn().state.units["host"][: crisis.setup.n_units]))
    assert len(hosts) > 5


def send(crisis: Crisis, action: str) -> bool:
    return deploy(
        crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), np.uint64(3), crisis.who("UK"),
        crisis.who("Belgium"), action_number(action), CHOSEN,
    )  # fmt: skip


def test_a_kit_is_sent_travels_works_and_comes_home(crisis: Crisis) -> None:
    state, setup = crisis.state, crisis.setup
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    at_home = state.stock[uk, EW_SUITE]
    ready = setup.parameters.kit_home_readiness
    assert send(crisis, "deploy_ew_suite")
    assert state.stock[uk, EW_SUITE] == at_home - 1
    assert state.on_soil[belgium, EW_SUITE] == 0.0  # on its way, guarding nobody
    assert state.on_soil[uk, EW_SUITE] == pytest.approx(ready * (at_home - 1))

    arrive(state, crisis.trace, setup)
    assert state.on_soil[belgium, EW_SUITE] == 0.0
    state.system.day = crisis.scenario.parameters["delay.kit_high_days"]
    arrive(state, crisis.trace, setup)
    assert state.on_soil[belgium, EW_SUITE] == 1.0
    low = crisis.scenario.parameters["delay.kit_low_days"]
    assert low <= crisis.actor("Belgium").first_kit_day <= state.system.day

    assert bring_home(state, crisis.trace, setup, uk, action_number("stand_down"), CHOSEN)
    assert state.stock[uk, EW_SUITE] == at_home
    assert state.on_soil[belgium, EW_SUITE] == 0.0
    assert not bring_home(state, crisis.trace, setup, uk, action_number("stand_down"), CHOSEN)


def test_when_the_stock_is_out_no_more_can_be_sent(crisis: Crisis) -> None:
    sent = [send(crisis, "deploy_counter_drone") for _ in range(4)]
    assert sent == [True, True, False, False]  # the UK has two
    assert crisis.actor("UK").deployments == 2


def test_moscow_reads_what_london_sends_and_allies_do_not(crisis: Crisis) -> None:
    send(crisis, "deploy_frontline_unit")
    at_front = crisis.pair("Russia", "UK").felt_slow
    assert crisis.actor("UK").read_as_offensive == int(at_front > 0.0)
    for ally in ("Belgium", "Allies"):
        assert crisis.pair(ally, "UK").felt_slow == 0.0
    assert crisis.actor("UK").readings == 1


@pytest.mark.parametrize("kit", [EW_SUITE, COUNTER_DRONE])
def test_more_kit_stops_more_drones_but_never_all(crisis: Crisis, kit: int) -> None:
    belgium = crisis.who("Belgium")
    chances = []
    for number in range(6):
        crisis.state.on_soil[belgium, kit] = number
        chances.append(p_defeat(crisis.state, crisis.setup, belgium))
    gains = np.diff(chances)
    assert chances[0] == 0.0
    assert np.all(gains > 0.0)
    assert np.all(np.diff(gains) < 0.0)  # the next kit mostly meets drones already stopped
    assert chances[-1] < 1.0


def test_an_order_to_shoot_helps_even_without_kit(crisis: Crisis) -> None:
    belgium = crisis.who("Belgium")
    crisis.actor("Belgium").order_days_left = 90.0
    with_order = p_defeat(crisis.state, crisis.setup, belgium)
    own = crisis.scenario.parameters["defeat.own_order"]
    assert with_order == pytest.approx(1.0 - np.exp(-own))
    assert crisis.actor("Belgium").first_kit_day == NEVER


def units(crisis: Crisis, owner: str, kit: int) -> list[int]:
    """Return the numbers of all units of this owner and kind."""
    fixed, who = crisis.setup.units, crisis.who(owner)
    return [u for u in range(crisis.setup.n_units) if (fixed[u].owner, fixed[u].kit) == (who, kit)]


def test_a_unit_is_found_by_owner_kind_and_place(crisis: Crisis) -> None:
    first, second = units(crisis, "UK", EW_SUITE)
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    ask = crisis.state, crisis.setup
    assert unit_at(*ask, uk, EW_SUITE, NOBODY) == first
    assert unit_at(*ask, uk, EW_SUITE, belgium) == NOBODY
    crisis.state.units[first].host = belgium
    assert unit_at(*ask, uk, EW_SUITE, NOBODY) == second
    assert unit_at(*ask, uk, EW_SUITE, belgium) == first
    assert unit_at(*ask, uk, NOBODY, belgium) == first  # any kit
    assert unit_at(*ask, uk, COUNTER_DRONE, belgium) == NOBODY
    assert unit_at(*ask, crisis.who("Allies"), EW_SUITE, belgium) == NOBODY


def test_a_unit_sets_out_for_a_term_and_is_ready_after_its_delay(crisis: Crisis) -> None:
    """Three to eight days by luck; a frontline unit takes three more."""
    crisis.trace.is_on, crisis.state.system.day = 1, 10.0
    (u,) = units(crisis, "UK", FRONTLINE_UNIT)
    unit = crisis.state.units[u]
    unit.arrived = unit.in_operation = 1
    assert send(crisis, "deploy_frontline_unit")
    luck = draws.uniform(crisis.turn_key(), draws.DELAY, np.uint64(3))
    assert unit.ready_day == pytest.approx(10.0 + 3.0 + 5.0 * luck + 3.0)
    assert (unit.host, unit.arrived, unit.in_operation) == (crisis.who("Belgium"), 0, 0)
    assert (unit.sent_day, unit.review_day) == (10.0, 190.0)
    assert crisis.told() == [
        Told("UK", "Belgium", "deploy_frontline_unit", 5, "chosen", note="sent")
    ]


def test_help_that_came_meets_half_of_the_request(crisis: Crisis) -> None:
    crisis.pair("UK", "Belgium").request = crisis.pair("Belgium", "UK").request = 0.8
    assert send(crisis, "deploy_ew_suite")
    assert crisis.pair("UK", "Belgium").request == pytest.approx(0.4)
    assert crisis.pair("Belgium", "UK").request == 0.8
    assert (crisis.actor("UK").deployments, crisis.actor("Belgium").kits_bilateral) == (1, 1)
    assert crisis.actor("Belgium").kits_by_alliance == 0


def test_with_none_left_the_order_fails_and_is_written_down(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    for u in units(crisis, "UK", EW_SUITE):
        crisis.state.units[u].host = crisis.who("Belgium")
    assert not send(crisis, "deploy_ew_suite")
    assert crisis.told() == [
        Told("UK", "Belgium", "deploy_ew_suite", 0, "chosen", note="no kit left in stock")
    ]


def test_kit_that_moves_on_leaves_a_host_without(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    crisis.brief()
    for u in units(crisis, "UK", EW_SUITE):
        crisis.state.units[u].host, crisis.state.units[u].arrived = crisis.who("Allies"), 1
    crisis.view("UK", "Belgium").request, crisis.view("UK", "Allies").request = 1.0, 0.0
    assert send(crisis, "deploy_ew_suite")
    assert crisis.actor("Allies").left_without == 1
    assert crisis.actor("Belgium").left_without == 0
    moved, sent = crisis.told()
    assert moved == Told(
        "UK", "Allies", "deploy_ew_suite", 0, "chosen", note="moved on to another host"
    )
    assert sent.note == "sent"


@pytest.mark.parametrize(("belief", "is_alarmed"), [(1e3, True), (-1e3, False)])
def test_who_takes_a_deployment_for_offensive_would_answer_on_its_own_ladder(
    crisis: Crisis, belief: float, is_alarmed: bool
) -> None:
    """The mark is 1.6 times how offensive it is; an EW suite is by 0.25."""
    pair = crisis.pair("Russia", "UK")
    pair.belief, pair.felt_fast = belief, 0.0
    crisis.but().setup.rungs[crisis.who("Russia"), action_number("deploy_ew_suite")] = 6
    send(crisis, "deploy_ew_suite")
    assert (crisis.actor("UK").readings, crisis.actor("UK").read_as_offensive) == (1, is_alarmed)
    assert pair.felt_fast == pytest.approx(1.6 * 0.25 * is_alarmed)
    assert crisis.actor("Russia").provocations == is_alarmed
    assert pair.provoked_rung == 6.0 * is_alarmed
    assert crisis.pair("UK", "Russia").provoked_rung == 0.0
    pair.provoked_rung = 9.0
    send(crisis, "deploy_ew_suite")
    assert pair.provoked_rung == 9.0  # what was worse is not forgotten


def test_a_reading_that_tells_nothing_is_not_offensive(crisis: Crisis) -> None:
    crisis.but(reading_diagnosticity=0.0)
    send(crisis, "deploy_ew_suite")
    assert (crisis.actor("UK").readings, crisis.actor("UK").read_as_offensive) == (1, 0)


def test_kit_arrives_when_its_day_has_come_and_the_first_dates_the_help(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    first, second = units(crisis, "UK", EW_SUITE)
    (third, *_) = units(crisis, "UK", COUNTER_DRONE)
    for u, ready in ((first, 7.0), (second, 4.0), (third, 7.1)):
        crisis.state.units[u].host, crisis.state.units[u].ready_day = crisis.who("Belgium"), ready
    crisis.state.system.day = 7.0
    arrive(crisis.state, crisis.trace, crisis.setup)
    assert [int(crisis.state.units[u].arrived) for u in (first, second, third)] == [1, 1, 0]
    assert crisis.actor("Belgium").first_kit_day == 7.0
    assert crisis.state.on_soil[crisis.who("Belgium"), EW_SUITE] == 2.0
    assert (
        crisis.told() == [Told("UK", "Belgium", "deploy_ew_suite", 0, "chosen", note="arrived")] * 2
    )
    arrive(crisis.state, crisis.trace, crisis.setup)  # nothing arrives twice
    assert len(crisis.told()) == 2
    assert crisis.actor("UK").first_kit_day == NEVER


def test_the_first_in_the_list_comes_home_and_an_operation_stays(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    (advisers, later) = units(crisis, "UK", ADVISERS)
    suite = units(crisis, "UK", EW_SUITE)[0]
    other = units(crisis, "Allies", ADVISERS)[0]
    for u in (advisers, later, suite, other):
        crisis.state.units[u].host, crisis.state.units[u].arrived = crisis.who("Belgium"), 1
    crisis.state.units[advisers].in_operation = 1
    action = action_number("stand_down")
    assert bring_home(crisis.state, crisis.trace, crisis.setup, crisis.who("UK"), action, CHOSEN)
    assert [int(crisis.state.units[u].host) for u in (advisers, later, suite, other)] == [
        crisis.who("Belgium"), NOBODY, crisis.who("Belgium"), crisis.who("Belgium"),
    ]  # fmt: skip
    assert crisis.told() == [Told("UK", "Belgium", "stand_down", 0, "chosen", note="brought home")]
    assert crisis.actor("UK").withdrawn == 1
    assert crisis.state.stock[crisis.who("UK"), ADVISERS] == 1.0


def test_kit_in_an_operation_is_the_alliances(crisis: Crisis) -> None:
    crisis.trace.is_on, crisis.state.system.day = 1, 5.0
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    key = crisis.turn_key()
    ask = (crisis.state, crisis.trace, crisis.setup, key, uk, belgium, AIR_POLICING, 56.0)
    send_in_operation(*ask)
    u = units(crisis, "UK", AIR_POLICING)[0]
    unit = crisis.state.units[u]
    item = np.uint64(draws.item(crisis.setup.name_keys[uk], AIR_POLICING))
    luck = draws.uniform(key, draws.DELAY, item)
    assert unit.ready_day == pytest.approx(5.0 + 3.0 + 5.0 * luck)
    assert (unit.host, unit.in_operation, unit.review_day) == (belgium, 1, 61.0)
    assert (crisis.actor("Belgium").kits_by_alliance, crisis.actor("UK").deployments) == (1, 0)
    assert crisis.told() == [Told("UK", "Belgium", "air_policing_surge", 0, "vote", note="sent")]
    assert crisis.state.stock[uk, AIR_POLICING] == 1.0
    send_in_operation(*ask)
    send_in_operation(*ask)  # the UK has two detachments, and no third
    assert crisis.actor("Belgium").kits_by_alliance == 2


def test_nobody_sends_kit_to_itself(crisis: Crisis) -> None:
    uk = crisis.who("UK")
    send_in_operation(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), uk, uk,
                      AIR_POLICING, 56.0)  # fmt: skip
    assert crisis.actor("UK").kits_by_alliance == 0


def test_a_unit_that_is_sent_home_is_nobodys_guest(crisis: Crisis) -> None:
    unit = crisis.state.units[0]
    unit.host, unit.arrived, unit.in_operation = 1, 1, 1
    send_home(crisis.state, crisis.setup, 0)
    assert (unit.host, unit.arrived, unit.in_operation) == (NOBODY, 0, 0)


def test_each_kit_adds_what_it_can_do_on_the_soil_it_is_on(crisis: Crisis) -> None:
    belgium, ask = crisis.who("Belgium"), (crisis.state, crisis.setup, crisis.who("Belgium"))
    crisis.state.on_soil[:] = 0.0
    crisis.state.on_soil[crisis.who("UK")] = 9.0
    crisis.state.on_soil[belgium, [EW_SUITE, COUNTER_DRONE, FRONTLINE_UNIT, AIR_POLICING]] = 2.0
    assert miss_ew(*ask) == pytest.approx(2 * 0.3)
    assert miss_physical(*ask) == pytest.approx(2 * 0.4 + 2 * 0.25)
    assert miss_intercept(*ask) == pytest.approx(2 * 0.4)
    assert p_defeat(*ask) == pytest.approx(1.0 - math.exp(-(0.6 + 1.3)))
    crisis.actor("Belgium").order_days_left = 0.5
    assert miss_physical(*ask) == pytest.approx(1.3 + 0.15)
    crisis.actor("Belgium").alert_days_left = 0.5
    assert miss_intercept(*ask) == pytest.approx(3 * 0.4)  # an alert is worth a detachment


def test_guests_who_fight_bring_forces_closer(crisis: Crisis) -> None:
    belgium, russia = crisis.who("Belgium"), crisis.who("Russia")
    crisis.but().setup.pairs[russia, belgium].contact = 1.5
    ask = crisis.state, crisis.setup, russia, belgium
    assert contact_with(*ask) == 1.5
    for kit in (FRONTLINE_UNIT, AIR_POLICING, EW_SUITE, ADVISERS, COUNTER_DRONE):
        u = units(crisis, "UK", kit)[0]
        crisis.state.units[u].host, crisis.state.units[u].arrived = belgium, 1
    u = units(crisis, "Allies", AIR_POLICING)[0]
    crisis.state.units[u].host = belgium  # on its way
    u = units(crisis, "Allies", AIR_POLICING)[1]
    crisis.state.units[u].host, crisis.state.units[u].arrived = crisis.who("UK"), 1
    assert contact_with(*ask) == pytest.approx(1.5 + 2 * 0.5)
