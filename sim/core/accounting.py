"""Money and time: outlays, upkeep, strain, fading memories, cohesion, kit on its way."""

from __future__ import annotations

import math

import numpy as np

from sim.core import draws
from sim.core.kernel import kernel
from sim.core.setup import NOBODY, Setup
from sim.core.world import BACKGROUND, ELECTION_HELD, World, add_event

DAYS_PER_YEAR = 365.0
DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0


@kernel
def charge(world: World, actor: int, cost_meur: float) -> None:
    """Book an outlay in million euros."""
    world.actors[actor].spent_meur += cost_meur
    world.actors[actor].spent_window_meur += cost_meur


@kernel
def pay_upkeep(world: World, setup: Setup) -> None:
    """Charge every owner for the kit it has sent, count its days, and work out the strain."""
    weeks = setup.clock.days_per_turn / 7.0
    for u in range(setup.n_units):
        unit, fixed = world.units[u], setup.units[u]
        if unit.host == NOBODY:
            continue
        if unit.in_operation == 0:  # the operation pays for its own
            charge(world, fixed.owner, setup.kits[fixed.kit].upkeep_meur_week * weeks)
        if unit.arrived == 1:
            owner = world.actors[fixed.owner]
            owner.kit_days += setup.clock.days_per_turn
            stay = world.system.day + setup.clock.days_per_turn - unit.ready_day
            owner.longest_stay_days = max(owner.longest_stay_days, stay)
    for i in range(setup.n_actors):
        budget = setup.actors[i].budget_meur_day * DAYS_PER_YEAR
        if budget > 0.0:
            world.actors[i].strain = world.actors[i].spent_window_meur / budget


@kernel
def fade(world: World, setup: Setup) -> None:
    """Let one turn pass for everything that is remembered."""
    decays = setup.decays
    for i in range(setup.n_actors):
        actor = world.actors[i]
        actor.attention *= decays.sightings_attention
        actor.harm_rate *= decays.rung
        actor.spent_window_meur *= decays.cost_window
        actor.order_days_left = max(0.0, actor.order_days_left - setup.clock.days_per_turn)
        actor.turn_rung = 0
        for j in range(setup.n_actors):
            _fade_pair(world, setup, i, j)
    world.system.turn_rung = 0


@kernel
def _fade_pair(world: World, setup: Setup, i: int, j: int) -> None:
    decays = setup.decays
    pair = world.pairs[i, j]
    pair.felt_fast *= decays.response_fast
    pair.felt_false *= decays.response_fast
    pair.harm *= decays.response_fast
    pair.felt_slow *= decays.response_slow
    pair.momentum *= decays.response_momentum
    start = setup.pairs[i, j].belief
    pair.belief = start + (pair.belief - start) * decays.belief
    prior = setup.pairs[i, j].campaign
    pair.campaign = prior + (pair.campaign - prior) * decays.attribution
    pair.answered_rung *= decays.rung
    pair.own_rung *= decays.rung
    pair.high_rung *= decays.rung
    pair.attacked *= decays.rung
    pair.contact *= decays.rung
    pair.drones *= decays.rung
    pair.firmness *= decays.firmness
    pair.request *= decays.request
    pair.turn_rung = 0


@kernel
def drift_cohesion(world: World, setup: Setup, turn: np.uint64, once: np.uint64) -> None:
    """Move the alliance's cohesion: back to its start, with noise that grows toward an election.

    On election day it jumps either way, and after a jump down every owner goes over what it has
    sent; strain of the members wears at it.
    """
    rates, system = setup.rates, world.system
    days = setup.clock.days_per_turn
    ramp, jump = 0.0, 0.0
    for k in range(setup.n_elections):
        left = setup.election_days[k] - system.day
        if 0.0 <= left < rates.election_lead_days:
            ramp = max(ramp, 1.0 - left / rates.election_lead_days)
        if 0.0 <= left < days:
            key = draws.item(draws.WORLD, k)
            jump += rates.election_jump * draws.normal(once, draws.ELECTION, key)
            add_event(world, 0, 0, 0, 0, BACKGROUND, 1, 0, 0.0, ELECTION_HELD, NOBODY)
    volatility = rates.cohesion_volatility * (1.0 + (rates.election_volatility_ratio - 1.0) * ramp)
    step = volatility * math.sqrt(days) * draws.normal(turn, draws.COHESION_NOISE, draws.WORLD)
    start = rates.cohesion_start
    cohesion = start + (system.cohesion - start) * setup.decays.cohesion_reversion + step + jump
    if jump < 0.0:
        bring_reviews_forward(world, setup)
    for i in range(setup.n_actors):
        if setup.actors[i].alliance != NOBODY:
            cohesion -= rates.cohesion_strain * max(0.0, world.actors[i].strain - 1.0) * days / 30.0
    system.cohesion = min(max(cohesion, 0.0), 1.0)


@kernel
def bring_reviews_forward(world: World, setup: Setup) -> None:
    """Let every mandate come up for renewal today, however long it was to run."""
    for u in range(setup.n_units):
        unit = world.units[u]
        if unit.host != NOBODY and unit.in_operation == 0:
            unit.review_day = min(unit.review_day, world.system.day)
