"""The one turn that every driver takes: Monte Carlo, Mesa and the workshop.

    1 world        calendar, injects, background sightings; kit that arrives or goes home,
                   motions that waited
    2 observe      every actor's View and legal menu
    3 decide       all at once, sealed
    4 adjudicate   every act: seen, attributed, stopped, harm, accident
    5 perceive     acts are read and felt as they are adjudicated; standing kit is read on
    6 account      money, strain, cohesion
    7 record       rungs, end of the run

`brief` is phases 1 and 2: after it, people or agents can see their Views and write orders.
`resolve` is phases 3 to 7.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core import accounting, draws
from sim.core.alliance import decide_motions
from sim.core.attribution import hear_from_intelligence
from sim.core.chance import MATTERS, open_case
from sim.core.deployment import arrive
from sim.core.kernel import kernel
from sim.core.legality import open_menu
from sim.core.mandate import review_mandates
from sim.core.observation import observe
from sim.core.perception import dwell
from sim.core.setup import Setup
from sim.core.tempo import draw_tempos
from sim.core.world import World, reset
from sim.policies.decision import ASK_POLICY, give_orders
from sim.turn.adjudication import adjudicate_acts, adjudicate_background, note_false_shares
from sim.turn.calendar import draw_background, schedule_injects
from sim.turn.record import record

ONCE = -1
"""The turn number whose key holds what is drawn once a run."""


class Luck(NamedTuple):
    """The keys on which one turn of one run hangs; see `sim.core.draws`."""

    once: np.uint64
    turn: np.uint64


@kernel
def luck_of(run: np.uint64, turn: int) -> Luck:
    """Return the keys of a turn, from the key of its run."""
    return Luck(draws.turn_key(run, ONCE), draws.turn_key(run, turn))


@kernel
def start(world: World, setup: Setup, run: np.uint64) -> None:
    """Put a world on the scenario's first day and draw what is drawn once a run."""
    reset(world, setup)
    once = draws.turn_key(run, ONCE)
    draw_tempos(world, setup, once)
    for i in range(setup.n_actors):
        spread = setup.rates.alliance_disposition_sd
        world.disposition[i] = spread * draws.normal(once, draws.DISPOSITION, setup.name_keys[i])


@kernel
def brief(world: World, setup: Setup, run: np.uint64) -> None:
    """Phases 1 and 2: let time pass, then fill every actor's View and legal menu."""
    world.system.n_events = 0
    world.system.n_incidents = 0
    world.system.n_rolls = 0
    open_case(world, MATTERS, 0)
    luck = luck_of(run, world.system.turn)
    accounting.fade(world, setup)
    accounting.drift_cohesion(world, setup, luck.turn, luck.once)
    arrive(world, setup)
    review_mandates(world, setup, luck.once)
    decide_motions(world, setup, luck.turn, luck.once)
    schedule_injects(world, setup)
    draw_background(world, setup, luck.turn)
    hear_from_intelligence(world, setup, luck.turn)
    observe(world, setup)
    open_menu(world, setup)


@kernel
def decide_for(world: World, setup: Setup, run: np.uint64, i: int, orders: np.ndarray) -> None:
    """Phase 3 for one actor: its policy fills in whatever its orders leave to it."""
    give_orders(world, setup, draws.turn_key(run, world.system.turn), i, orders)


@kernel
def resolve(world: World, setup: Setup, run: np.uint64, orders: np.ndarray) -> None:
    """Phases 3 to 7: fill in what orders leave to policies, then carry all of them out.

    `orders` (options) holds how many acts of each option are ordered, or ASK_POLICY. It is
    changed in place: afterwards it says what was decided.
    """
    luck = luck_of(run, world.system.turn)
    for i in range(setup.n_actors):
        decide_for(world, setup, run, i, orders)
    note_false_shares(world, setup)
    adjudicate_background(world, setup, luck.turn)
    adjudicate_acts(world, setup, luck.turn, luck.once, orders)
    open_case(world, MATTERS, 0)
    dwell(world, setup, luck.turn)
    accounting.pay_upkeep(world, setup)
    record(world, setup)


@kernel
def take_turn(world: World, setup: Setup, run: np.uint64, orders: np.ndarray) -> None:
    """Take one whole turn of the run with this key."""
    brief(world, setup, run)
    resolve(world, setup, run, orders)


@kernel
def leave_to_policies(orders: np.ndarray) -> None:
    """Set every order to ASK_POLICY."""
    orders[:] = ASK_POLICY
