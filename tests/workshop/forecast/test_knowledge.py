"""What a seat's forecast is made of: only what the seat can know, proven by poisoning the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.core.act.legality import open_menu
from sim.core.arithmetic import logistic
from sim.core.belief.observation import observe
from sim.core.layout.setup import Setup
from sim.core.layout.state import STATE, State
from sim.core.means.reset import count_kits
from sim.policies.decision import ASK_POLICY
from sim.scenario import load_scenario
from sim.scenario.preset import preset_names
from sim.workshop.forecast.forecast import forecast_from
from sim.workshop.forecast.knowledge import (
    OF_ITS_DYADS,
    OF_ITSELF,
    OF_OTHERS,
    PUBLIC,
    state_as_seen,
)
from sim.workshop.forecast.place import Place
from tests.core.known_crisis import Crisis, action_number

SEATS = ("UK", "Belgium", "Russia", "NATO", "Allies", "Flank")
TURN = 6


@pytest.fixture(scope="module")
def crisis() -> Crisis:
    """The Belgian crisis in its seventh week, nobody having decided."""
    crisis = Crisis(load_scenario("belgium_2025"), seed=3, run=1)
    for _ in range(TURN):
        crisis.take_turn()
    crisis.brief()
    # A kit of London's is on its way, and a motion waits: both have dates that nobody knows.
    kit, motion, day = crisis.state.units[0], crisis.state.motions[2], crisis.state.system.day
    kit.host, kit.arrived, kit.sent_day, kit.ready_day = crisis.who("Belgium"), 0, day - 7, day + 9
    kit.review_day = day + 90
    motion.is_pending, motion.proposer, motion.target = 1, crisis.who("NATO"), crisis.who("UK")
    motion.action, motion.decide_day = action_number("vigilance_activity"), day + 3
    count_kits(crisis.state, crisis.setup)
    observe(crisis.state, crisis.setup)
    open_menu(crisis.state, crisis.setup)
    return crisis


def copy_of(state: State) -> State:
    return np.array([state], STATE)[0]


def fan_of(crisis: Crisis, state: State, setup: Setup, seat: str) -> str:
    """Everything that a seat's forecast says, as one text."""
    nothing = np.full(int(setup.n_options), ASK_POLICY, np.int64)
    place = Place(state, setup, nothing, TURN + 1, 52)
    options: list[dict[str, Any]] = [{}, {"label": "Hold", "orders": []}]
    return json.dumps(forecast_from(crisis.scenario, place, seat, options, 300))


def poison(record: Any, names: Any, luck: np.random.Generator) -> None:
    """Put other numbers, of any size, into fields of a record or of an array of them."""
    for name in names:
        values = np.asarray(record[name])
        drawn = luck.integers(0, 9, values.shape)
        record[name] = drawn if values.dtype.kind in "iu" else drawn * luck.random(values.shape)


def poisoned(crisis: Crisis, seat: str, seed: int) -> State:
    """The same state for this seat: all that it cannot know is other."""
    luck, state, i = np.random.default_rng(seed), copy_of(crisis.state), crisis.who(seat)
    fields = STATE.fields
    assert fields is not None
    poison(state.system, set(state.system.dtype.names) - set(PUBLIC), luck)
    for j in range(int(crisis.setup.n_actors)):
        hidden = set(state.actors.dtype.names) - (set(OF_ITSELF) if j == i else set())
        poison(state.actors[j], sorted(hidden), luck)
        for k in range(int(crisis.setup.n_actors)):
            hidden = set(state.pairs.dtype.names) - (set(OF_OTHERS) if j == i else set())
            hidden -= set(OF_ITS_DYADS) if i in (j, k) else set()
            poison(state.pairs[j, k], sorted(hidden), luck)
            if j != i:
                poison(state.views[j, k], state.views.dtype.names, luck)
                state.memory[j, k] = luck.random(state.memory.shape[-1])
        if j != i:
            poison(state.selves[j], state.selves.dtype.names, luck)
            poison(state.book[j], state.book.dtype.names, luck)
    poison(state.origins, state.origins.dtype.names, luck)
    whole = ["nerve", "answered", "weight", "disposition", "forced", "false_sightings", "tempo",
             "intensity", "taste", "exact", "stock", "on_soil", "first_day", "scale_total",
             "scale_highest"]  # fmt: skip
    if crisis.setup.actors[i].is_alliance == 0 and crisis.setup.actors[i].alliance < 0:
        poison(state.motions, state.motions.dtype.names, luck)
    poison(state.motions, ["decide_day"], luck)
    for u in range(int(crisis.setup.n_units)):
        is_hostile = crisis.setup.pairs[i, crisis.setup.units[u].owner].is_adversary == 1
        if is_hostile and state.units[u].arrived == 0:
            poison(state.units[u], ["ready_day"], luck)
    poison(state, whole, luck)
    options = crisis.options_of(seat)
    own_menu, own_worn = state.is_open[options].copy(), state.worn[options].copy()
    state.is_open[:] = luck.integers(0, 2, len(state.is_open))
    state.is_open[options] = own_menu
    state.worn[:] = luck.random(len(state.worn))
    state.worn[options] = own_worn
    return state


@pytest.mark.parametrize("seat", SEATS)
def test_what_a_seat_cannot_know_does_not_touch_its_forecast(crisis: Crisis, seat: str) -> None:
    told = fan_of(crisis, crisis.state, crisis.setup, seat)
    for seed in range(3):
        assert fan_of(crisis, poisoned(crisis, seat, seed), crisis.setup, seat) == told


@pytest.mark.parametrize("seat", SEATS)
def test_nor_does_how_the_others_really_play(crisis: Crisis, seat: str) -> None:
    told = fan_of(crisis, crisis.state, crisis.setup, seat)
    own = crisis.scenario.policies[seat]
    for preset in ("spiral", "hold", "random", "firm"):
        assert preset in preset_names()
        policies = dict.fromkeys(crisis.scenario.actors, preset) | {seat: own}
        other = load_scenario("belgium_2025", policies).setup.copy()
        other.n_injects = 0
        assert fan_of(crisis, crisis.state, other, seat) == told


def changed(crisis: Crisis, change: Callable[[State], None]) -> str:
    state = copy_of(crisis.state)
    change(state)
    return fan_of(crisis, state, crisis.setup, "UK")


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("belief", lambda state: state.pairs[0, 2].__setattr__("belief", -3.0)),
        ("campaign", lambda state: state.pairs[0, 2].__setattr__("campaign", 3.0)),
        ("what it did", lambda state: state.pairs[0, 2].__setattr__("momentum", 9.0)),
        ("what it felt", lambda state: state.pairs[0, 2].__setattr__("felt_fast", 9.0)),
        ("its purse", lambda state: state.selves[0].__setattr__("free_budget_meur", 0.0)),
        ("cohesion", lambda state: state.system.__setattr__("cohesion", 0.0)),
    ],
)
def test_what_it_knows_does(crisis: Crisis, what: str, change: Callable[[State], None]) -> None:
    told = fan_of(crisis, crisis.state, crisis.setup, "UK")
    assert changed(crisis, change) != told, what


def test_beliefs_say_how_many_futures_meet_an_aggressor_and_a_campaign(crisis: Crisis) -> None:
    known = state_as_seen(crisis.scenario, crisis.setup, crisis.state, "UK", 7, 4000)
    pair, russia = crisis.pair("UK", "Russia"), crisis.who("Russia")
    aggressive = known.doubt.which[:, russia]
    assert aggressive.mean() == pytest.approx(logistic(pair.belief), abs=0.03)
    is_on = known.doubt.factor[:, russia]
    assert is_on.mean() == pytest.approx(logistic(pair.campaign), abs=0.03)
    # One says nothing of the other.
    assert abs(np.corrcoef(aggressive, is_on)[0, 1]) < 0.06
    others = [k for k in range(5) if k != russia]
    assert known.doubt.which[:, others].max() == 0


def test_a_campaign_is_one_against_the_seat_and_for_an_alliance_one_against_a_member(
    crisis: Crisis,
) -> None:
    menu, names = crisis.setup.menu, crisis.scenario.actors

    def targets(seat: str) -> set[str]:
        known = state_as_seen(crisis.scenario, crisis.setup, crisis.state, seat, 7, 10)
        return {names[menu.target[o]] for o in np.flatnonzero(known.doubt.group >= 0)}

    assert targets("UK") == {"UK"}
    assert targets("NATO") == {"UK", "Belgium", "Allies", "Flank"}
    assert targets("Russia") == set()


@pytest.mark.parametrize("seat", SEATS)
def test_a_seat_knows_its_own_views_and_menu(crisis: Crisis, seat: str) -> None:
    known = state_as_seen(crisis.scenario, crisis.setup, crisis.state, seat, 7, 10)
    i, options = crisis.who(seat), crisis.options_of(seat)
    assert known.state.views[i].tobytes() == crisis.state.views[i].tobytes()
    assert known.state.selves[i].tobytes() == crisis.state.selves[i].tobytes()
    open_menu(known.state, known.setups[0])
    assert list(known.state.is_open[options]) == list(crisis.state.is_open[options])


def test_whoever_belongs_to_no_alliance_does_not_know_what_waits_there(crisis: Crisis) -> None:
    state = copy_of(crisis.state)
    state.motions[2].is_pending = 1
    pending = {
        seat: int(
            state_as_seen(crisis.scenario, crisis.setup, state, seat, 7, 10)
            .state.motions[2].is_pending
        )
        for seat in SEATS
    }  # fmt: skip
    assert pending == dict.fromkeys(SEATS, 1) | {"Russia": 0}
