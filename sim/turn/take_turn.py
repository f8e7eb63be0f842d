"""The one turn that every driver takes: Monte Carlo, Mesa and the workshop.

    1 calendar     elections, injects, background sightings; kit that arrives or goes home
    2 observe      every actor's View and legal menu
    3 decide       all at once, sealed
    4 adjudicate   every act in the order of time, what it provokes and what that is answered
                   with; motions that waited
    5 perceive     acts are read and felt as they are adjudicated; standing kit is read on
    6 account      money, strain, cohesion
    7 record       rungs, end of the run

`brief` is phases 1 and 2: after it, people or agents can see their Views and write orders.
`resolve` is phases 3 to 7.

A turn that begins while two states are in a crisis is taken day by day: it has as many parts as it
has days, and everybody decides in each.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.act.campaign import change_campaigns, draw_campaigns
from sim.core.act.chance import MATTERS, open_case
from sim.core.act.legality import open_menu
from sim.core.act.tempo import draw_tempos
from sim.core.alliance.mandate import review_mandates
from sim.core.answer.book import let_lapse
from sim.core.answer.crisis import draw_nerve, is_anybody_in_crisis
from sim.core.belief.attribution import hear_from_intelligence
from sim.core.belief.observation import observe
from sim.core.belief.perception import dwell
from sim.core.kernel import kernel
from sim.core.layout.setup import BY_CRISIS, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import Trace, clear
from sim.core.means import accounting
from sim.core.means.deployment import arrive
from sim.core.means.reset import reset
from sim.policies.decision import ASK_POLICY, give_orders
from sim.turn.adjudication import adjudicate_background
from sim.turn.calendar import draw_background, schedule_injects
from sim.turn.moments import adjudicate_acts
from sim.turn.record import record

WHOLE_RUN = -1
"""The turn number whose key holds what is drawn once a run."""


class Luck(NamedTuple):
    """The keys of all that is drawn in one turn of one run; see `sim.core.draws`."""

    whole_run: np.uint64
    turn: np.uint64


@kernel
def luck_of(run: np.uint64, system: np.record) -> Luck:
    """Return the keys of the part of a turn that is now taken, from the key of its run.

    The first has the key of the turn: it is the same whether a turn has parts or not.
    """
    turn = draws.turn_key(run, system.turn)
    if system.part > 0:
        turn = draws.turn_key(turn, system.part)
    return Luck(draws.turn_key(run, WHOLE_RUN), turn)


@kernel
def open_part(state: State, setup: Setup) -> None:
    """Settle how long the part of the turn is that now begins: a day in a crisis, or all of it."""
    system, clock = state.system, setup.clock
    if system.part == 0:
        system.by_day = clock.by_day
        if clock.by_day == BY_CRISIS:
            system.by_day = int(is_anybody_in_crisis(state, setup))
    system.days = clock.days_per_turn / (clock.parts if system.by_day == 1 else 1)


@kernel
def start(state: State, setup: Setup, run: np.uint64) -> None:
    """Put a state on the scenario's first day and draw what is drawn once a run."""
    reset(state, setup)
    draw_whole_run(state, setup, run)


@kernel
def draw_whole_run(state: State, setup: Setup, run: np.uint64) -> None:
    """Draw what holds for a whole run: how often each actor acts, how each member leans."""
    whole_run = draws.turn_key(run, WHOLE_RUN)
    draw_tempos(state, setup, whole_run)
    draw_nerve(state, setup, whole_run)
    draw_campaigns(state, setup, whole_run)
    spread = setup.parameters.alliance_disposition_sd
    for i in range(setup.n_actors):
        leaning = draws.normal(whole_run, draws.DISPOSITION, setup.name_keys[i])
        state.disposition[i] = spread * leaning


@kernel
def brief(state: State, trace: Trace, setup: Setup, run: np.uint64) -> None:
    """Phases 1 and 2: let time pass, then fill every actor's View and legal menu.

    What a trace has of the earlier parts of a turn stays in it.
    """
    open_part(state, setup)
    if state.system.part == 0:
        clear(trace)
    state.system.act_depth = 0
    open_case(trace, MATTERS, 0, 0, 0)
    luck = luck_of(run, state.system)
    accounting.fade(state, setup)
    let_lapse(state, setup)
    accounting.drift_cohesion(state, trace, setup, luck.turn, luck.whole_run)
    arrive(state, trace, setup)
    review_mandates(state, trace, setup, luck.whole_run)
    change_campaigns(state, setup, luck.turn)
    schedule_injects(state, setup)
    draw_background(state, setup, luck.turn)
    hear_from_intelligence(state, setup, luck.turn)
    observe(state, setup)
    open_menu(state, setup)


@kernel
def decide_for(state: State, setup: Setup, run: np.uint64, i: int, orders: np.ndarray) -> None:
    """Phase 3 for one actor: its policy fills in whatever its orders leave to it."""
    give_orders(state, setup, luck_of(run, state.system).turn, i, orders)


@kernel
def resolve(state: State, trace: Trace, setup: Setup, run: np.uint64, orders: np.ndarray) -> None:
    """Phases 3 to 7: fill in what orders leave to policies, then carry all of them out.

    `orders` (options) holds how many acts of each option are ordered, or ASK_POLICY. It is
    changed in place: afterwards it says what was decided.
    """
    luck = luck_of(run, state.system)
    for i in range(setup.n_actors):
        decide_for(state, setup, run, i, orders)
    adjudicate_background(state, trace, setup, luck.turn)
    adjudicate_acts(state, trace, setup, luck.turn, luck.whole_run, orders)
    dwell(state, trace, setup, luck.turn)
    accounting.pay_upkeep(state, setup)
    record(state, setup)


@kernel
def take_turn(state: State, trace: Trace, setup: Setup, run: np.uint64, orders: np.ndarray) -> None:
    """Take one whole turn of the run with this key.

    Where it has parts, `orders` are those of the first; policies decide in the others.
    """
    is_first = True
    while is_first or (state.system.part > 0 and state.system.ended == 0):
        brief(state, trace, setup, run)
        if not is_first:
            leave_to_policies(orders)
        resolve(state, trace, setup, run, orders)
        is_first = False


@kernel
def leave_to_policies(orders: np.ndarray) -> None:
    """Set every order to ASK_POLICY."""
    orders[:] = ASK_POLICY
