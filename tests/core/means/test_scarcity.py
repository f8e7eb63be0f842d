"""A kit sent to Belgium is not in Denmark."""

import numpy as np
import pytest

from sim.core.act.legality import is_legal
from sim.core.layout.setup import COUNTER_DRONE, NOBODY
from sim.core.layout.trace import CHOSEN
from sim.core.means.deployment import arrive, deploy
from sim.core.means.scarcity import claim, movable_unit
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, action_number

KIT = "deploy_counter_drone"


@pytest.fixture(scope="module")
def years() -> Scenario:
    return load_scenario("belgium_years")


def send(crisis: Crisis, host: str) -> bool:
    return deploy(
        crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), np.uint64(3), crisis.who("UK"),
        crisis.who(host), action_number(KIT), CHOSEN,
    )  # fmt: skip


def hosts(crisis: Crisis) -> list[int]:
    fixed = crisis.setup.units[: crisis.setup.n_units]
    mine = (fixed["owner"] == crisis.who("UK")) & (fixed["kit"] == COUNTER_DRONE)
    return sorted(crisis.state.units["host"][: crisis.setup.n_units][mine])


@pytest.fixture
def both_in_belgium(years: Scenario) -> Crisis:
    """Both British kits stand in Belgium, which no longer asks; Denmark does."""
    crisis = Crisis(years).brief()
    assert send(crisis, "Belgium")
    assert send(crisis, "Belgium")
    crisis.state.system.day = 40.0
    arrive(crisis.state, crisis.trace, crisis.setup)
    crisis.view("UK", "Belgium").request = 0.1
    crisis.view("UK", "Denmark").request = 1.0
    return crisis


def test_the_stronger_claim_takes_a_kit_when_none_is_left(both_in_belgium: Crisis) -> None:
    crisis = both_in_belgium
    belgium, denmark = crisis.who("Belgium"), crisis.who("Denmark")
    assert hosts(crisis) == [belgium, belgium]
    assert is_legal(crisis.state, crisis.setup, crisis.option("UK", KIT, "Denmark"))
    assert send(crisis, "Denmark")
    assert hosts(crisis) == sorted([belgium, denmark])
    assert crisis.actor("Belgium").left_without == 1
    assert crisis.state.on_soil[belgium, COUNTER_DRONE] == 1.0  # the other one is on its way
    assert crisis.state.on_soil[denmark, COUNTER_DRONE] == 0.0


def test_a_claim_that_is_hardly_stronger_takes_nothing(both_in_belgium: Crisis) -> None:
    crisis = both_in_belgium
    margin = crisis.scenario.parameters["request.move_margin"]
    crisis.view("UK", "Belgium").request = 1.0 - margin + 0.01
    assert not is_legal(crisis.state, crisis.setup, crisis.option("UK", KIT, "Denmark"))
    assert not send(crisis, "Denmark")
    assert crisis.actor("Belgium").left_without == 0


def test_kit_on_its_way_or_in_an_operation_stays_where_it_goes(both_in_belgium: Crisis) -> None:
    for field, value in (("arrived", 0), ("in_operation", 1)):
        crisis = both_in_belgium
        out = crisis.state.units["host"] != NOBODY
        before = crisis.state.units[field].copy()
        crisis.state.units[field][out] = value
        assert not is_legal(crisis.state, crisis.setup, crisis.option("UK", KIT, "Denmark"))
        crisis.state.units[field] = before


def test_what_a_host_cannot_stop_adds_to_its_claim(years: Scenario) -> None:
    crisis = Crisis(years).brief()
    ask = (crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Denmark"))
    view = crisis.view("UK", "Denmark")
    view.request, view.harm_rate, view.defence = 0.4, 0.0, 0.0
    assert claim(*ask) == pytest.approx(0.4)
    view.harm_rate = 2.0
    weight = crisis.scenario.parameters["request.threat"]
    assert claim(*ask) == pytest.approx(0.4 + weight / 2)
    view.defence = 1.0  # it copes
    assert claim(*ask) == pytest.approx(0.4)


def test_a_claim_weighs_the_request_and_the_harm_that_gets_through(years: Scenario) -> None:
    """Harm of 6 shows three quarters of the threat; a defence of 0.4 lets 0.6 through."""
    crisis = Crisis(years).brief()
    crisis.but(request_threat=0.5)
    view = crisis.view("UK", "Denmark")
    view.request, view.harm_rate, view.defence = 0.25, 6.0, 0.4
    ask = (crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Denmark"))
    assert claim(*ask) == pytest.approx(0.25 + 0.5 * 0.75 * 0.6)


def test_the_weakest_claim_gives_and_the_first_unit_of_two_equal_ones(years: Scenario) -> None:
    crisis = Crisis(years).brief()
    uk = crisis.who("UK")
    mine = [
        u
        for u in range(crisis.setup.n_units)
        if (crisis.setup.units[u].owner, crisis.setup.units[u].kit) == (uk, COUNTER_DRONE)
    ]
    others = [name for name in crisis.scenario.actors if name not in ("UK", "Denmark", "Russia")]
    for name in crisis.scenario.actors:
        view = crisis.view("UK", name)
        view.request = view.harm_rate = 0.0
    crisis.view("UK", "Denmark").request = 1.0
    ask = (crisis.state, crisis.setup, uk, COUNTER_DRONE, crisis.who("Denmark"))
    assert movable_unit(*ask) == NOBODY  # all at home
    for u, name in zip(mine, others, strict=False):
        crisis.state.units[u].host, crisis.state.units[u].arrived = crisis.who(name), 1
    assert movable_unit(*ask) == mine[0]
    crisis.view("UK", others[0]).request = 0.2
    assert movable_unit(*ask) == mine[1]
    crisis.state.units[mine[1]].host = crisis.who("Denmark")  # it is there already
    assert movable_unit(*ask) == mine[0]
    crisis.but(request_move_margin=0.8)  # 0.2 is not below 1.0 - 0.8
    assert movable_unit(ask[0], crisis.setup, *ask[2:]) == NOBODY


def test_nobody_moves_anothers_kit_or_kit_of_another_kind(years: Scenario) -> None:
    crisis = Crisis(years).brief()
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    crisis.view("UK", "Denmark").request = 1.0
    crisis.view("UK", "Belgium").request = 0.0
    for u in range(crisis.setup.n_units):
        fixed = crisis.setup.units[u]
        if (fixed.owner == uk) != (fixed.kit == COUNTER_DRONE):
            crisis.state.units[u].host, crisis.state.units[u].arrived = belgium, 1
    ask = (crisis.state, crisis.setup, uk, COUNTER_DRONE, crisis.who("Denmark"))
    assert movable_unit(*ask) == NOBODY
