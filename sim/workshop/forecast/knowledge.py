"""What one seat can know of a position: the state from which its own forecasts start.

A whitelist, over the scenario's first day. Only what is named here is copied from the true state;
all else is as the scenario file has it for everybody to read, or is drawn anew in every future:
tempos, dispositions, this turn's sightings, whether an adversary is aggressive and whether its
drones fly. The policies that others really play by are never looked at.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.core.act.campaign import expected_level
from sim.core.arithmetic import logistic
from sim.core.belief.observation import observe
from sim.core.draws import name_key
from sim.core.layout.setup import NOBODY, Setup, own_options
from sim.core.layout.state import State, new_state
from sim.core.means.reset import count_kits
from sim.montecarlo.roll_out import Doubt, deal
from sim.scenario.compile_policy import set_policies
from sim.scenario.preset import Preset, load_preset
from sim.scenario.scenario import Scenario
from sim.turn.take_turn import start

PUBLIC = ("day", "turn", "cohesion")
"""Of the system."""
OF_ITSELF = (
    "spent_meur", "spent_window_meur", "strain", "attention", "order_days_left",
    "alert_days_left", "doubt",
    "first_request_day", "first_kit_day", "harm_rate", "book_end", "n_new", "next_due",
)  # fmt: skip
"""Of the seat's own row; how many drones there really were is not among them."""
OF_OTHERS = (
    "felt_fast", "felt_slow", "harm", "momentum", "belief", "campaign", "provoked_rung",
    "own_rung", "firmness", "boldness", "hardness", "contact", "high_rung", "attacked", "request",
    "drones", "offer_day", "unanswered", "fresh_rung", "fresh_acts", "fresh_drones", "last_level",
)  # fmt: skip
"""Of the seat's own rows on others: what it felt, believes and did."""
OF_ITS_DYADS = ("crisis_day", "moves", "crises", "talks_until")
"""Of the crises that it is in, kept once for both sides."""
MIRRORED = {
    "felt_fast": "momentum",
    "harm": "momentum",
    "momentum": "felt_fast",
    "provoked_rung": "own_rung",
    "own_rung": "provoked_rung",
    "high_rung": "high_rung",
    "last_level": "last_level",
}
"""What a seat takes for an adversary's row on it, from its own: what it did, the other felt."""
TYPES = {
    "challenger": ("restrained", "opportunist"),
    "alliance": ("cautious_consensus", "vigilant"),
    "other": ("restrained", "firm"),
}
"""The presets of an adversary that only wants security, and of one that is aggressive."""
SECURE, AGGRESSIVE = 0, 1


class Known(NamedTuple):
    """A position as one seat sees it, and what stays in doubt."""

    state: State
    setups: np.ndarray
    """(2) adversaries play as SECURE, as AGGRESSIVE"""
    doubt: Doubt


def state_as_seen(
    scenario: Scenario, setup: Setup, state: State, seat: str, seed: int, n_runs: int
) -> Known:
    """Return what the forecasts of a seat start from; the beliefs are dealt to `n_runs` futures.

    `setup` and `state` are the true ones; of the policies in `setup` only the seat's own is used.
    """
    i = scenario.actors.index(seat)
    setups = np.array([_as_played_by(scenario, setup, i, kind) for kind in (SECURE, AGGRESSIVE)])
    known = new_state()[0]
    start(known, setups[0], np.uint64(0))
    for name in PUBLIC:
        known.system[name] = state.system[name]
    for name in OF_ITSELF:
        known.actors[i][name] = state.actors[i][name]
    _copy_rows(known, setup, state, i)
    known.units[:] = state.units
    if setup.actors[i].is_alliance == 1 or setup.actors[i].alliance >= 0:
        known.motions[:] = state.motions
    _expect_dates(known, setup, i)
    known.memory[i] = state.memory[i]
    known.book[i] = state.book[i]
    first, last = own_options(setup.menu, i)
    known.worn[first:last] = state.worn[first:last]
    count_kits(known, setups[0])
    observe(known, setups[0])
    known.selves[i] = state.selves[i]
    known.views[i] = state.views[i]
    return Known(known, setups, _doubt(scenario, setups[0], state, i, seed, n_runs))


def _copy_rows(known: State, setup: Setup, state: State, i: int) -> None:
    for j in range(int(setup.n_actors)):
        for name in OF_OTHERS:
            known.pairs[i, j][name] = state.pairs[i, j][name]
        for name in OF_ITS_DYADS:
            known.pairs[min(i, j), max(i, j)][name] = state.pairs[min(i, j), max(i, j)][name]
        if setup.pairs[i, j].is_adversary == 1:
            for name, own in MIRRORED.items():
                known.pairs[j, i][name] = state.pairs[i, j][own]
        for h in range(int(setup.n_actors)):
            if setup.pairs[j, h].may_fly == 1:
                known.pairs[j, h].flying = expected_level(setup)
        if i != j:
            known.pairs[j, i].request = state.views[i, j].asked
            known.actors[j].harm_rate = state.views[i, j].harm_rate


def _expect_dates(known: State, setup: Setup, i: int) -> None:
    """Put expected dates for those that luck has drawn already and nobody has told the seat.

    When a motion that waits is voted on again; when kit arrives that an adversary has sent.
    """
    parameters, day = setup.parameters, known.system.day
    for motion in known.motions:
        if motion.is_pending == 1:
            motion.decide_day = day + parameters.alliance_hold_out_delay_days
    wait = 0.5 * (parameters.delay_kit_low_days + parameters.delay_kit_high_days)
    for u in range(int(setup.n_units)):
        unit, fixed = known.units[u], setup.units[u]
        is_on_its_way = unit.host != NOBODY and unit.arrived == 0
        if is_on_its_way and setup.pairs[i, fixed.owner].is_adversary == 1:
            unit.ready_day = unit.sent_day + wait + setup.kits[fixed.kit].delay_days


def _as_played_by(scenario: Scenario, setup: Setup, seat: int, kind: int) -> Setup:
    """Return the setup as a seat may imagine it: its own policy, allies by the scenario file."""
    played = setup.copy()
    played.n_injects = 0  # they are the facilitator's
    played.policies = np.zeros((), setup.dtype)["policies"]
    presets = {}
    for j, (name, actor) in enumerate(scenario.file.actors.items()):
        policy = actor.policy
        if setup.pairs[seat, j].is_adversary == 1:
            part = "challenger" if actor.is_challenger else "other"
            policy = TYPES["alliance" if actor.kind == "alliance" else part][kind]
        is_name = isinstance(policy, str)
        presets[name] = _preset(policy) if is_name else load_preset(policy, "policy")
    set_policies(played, scenario.actors, presets)
    played.policies[seat] = setup.policies[seat]
    return played


@lru_cache(maxsize=64)
def _preset(policy: str) -> Preset:
    return load_preset(policy, "policy")


def _doubt(
    scenario: Scenario, setup: Setup, state: State, seat: int, seed: int, n_runs: int
) -> Doubt:
    """Deal the seat's beliefs to the futures: is it aggressive, is there a campaign of drones?

    A campaign is one against the seat itself; against a member, where the seat is the alliance.
    """
    n, menu = int(setup.n_actors), setup.menu
    which = np.zeros((n_runs, n), np.int64)
    factor = np.ones((n_runs, n))
    group = np.full(int(setup.n_options), -1, np.int64)
    for j in range(n):
        if setup.pairs[seat, j].is_adversary == 0:
            continue
        pair, name = state.pairs[seat, j], scenario.actors[j]
        deal(seed, name_key("aggressive", name), logistic(pair.belief), which[:, j])
        is_on = np.zeros(n_runs, np.int64)
        deal(seed, name_key("campaign", name), logistic(pair.campaign), is_on)
        factor[:, j] = is_on
        for h in range(n):
            if h == seat or setup.actors[h].alliance == seat:
                toward = np.arange(menu.first[j, h], menu.first[j, h + 1])
                group[toward[menu.is_drone[toward] == 1.0]] = j
    return Doubt(which, group, factor)
