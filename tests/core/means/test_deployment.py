"""Kit is scarce: what stands in Belgium does not stand at home, and none is made or lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.layout.setup import COUNTER_DRONE, EW_SUITE, N_KITS, NOBODY
from sim.core.layout.state import NEVER
from sim.core.layout.trace import CHOSEN
from sim.core.means.deployment import arrive, bring_home, deploy, p_defeat
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, action_number


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
