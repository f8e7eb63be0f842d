"""Money and time: outlays, upkeep, strain, fading memories, cohesion, kit on its way."""

from __future__ import annotations

import math

import numpy as np

from sim.core import draws
from sim.core.arithmetic import clip
from sim.core.kernel import kernel
from sim.core.layout.setup import NOBODY, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import BACKGROUND, ELECTION_HELD, Trace, add_event

DAYS_PER_WEEK = 7.0
DAYS_PER_YEAR = 365.0
DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0
STRAIN_DAYS = 30.0
"""The days to which `cohesion.strain` refers."""


@kernel
def charge(state: State, actor: int, cost_meur: float) -> None:
    """Book an outlay in million euros."""
    state.actors[actor].spent_meur += cost_meur
    state.actors[actor].spent_window_meur += cost_meur


@kernel
def damage(state: State, actor: int, harm_meur: float) -> None:
    """Book what an act has cost its target, in million euros: it strains a budget as outlays do."""
    state.actors[actor].damage_meur += harm_meur
    state.actors[actor].spent_window_meur += harm_meur


@kernel
def cost_of_act(setup: Setup, action: int) -> float:
    """Return what one act costs, with upkeep for as long as it lasts, in million euros."""
    act = setup.actions[action]
    return act.cost_meur + act.upkeep_meur_week * act.duration_days / DAYS_PER_WEEK


@kernel
def year_budget(setup: Setup, actor: int) -> float:
    """Return an actor's budget of a year, in million euros."""
    return setup.actors[actor].budget_meur_day * DAYS_PER_YEAR


@kernel
def pay_upkeep(state: State, setup: Setup) -> None:
    """Charge every owner for the kit it has sent, count its days, and work out the strain."""
    weeks = state.system.days / DAYS_PER_WEEK
    for u in range(setup.n_units):
        unit, fixed = state.units[u], setup.units[u]
        if unit.host == NOBODY:
            continue
        if unit.in_operation == 0:  # the operation pays for its own
            charge(state, fixed.owner, setup.kits[fixed.kit].upkeep_meur_week * weeks)
        if unit.arrived == 1:
            owner = state.actors[fixed.owner]
            owner.kit_days += state.system.days
            stay = state.system.day + state.system.days - unit.ready_day
            owner.longest_stay_days = max(owner.longest_stay_days, stay)
    for i in range(setup.n_actors):
        budget = year_budget(setup, i)
        if budget > 0.0:
            state.actors[i].strain = state.actors[i].spent_window_meur / budget


@kernel
def fade(state: State, setup: Setup) -> None:
    """Let a turn, or a day of one, pass for everything that is remembered."""
    decays = setup.decays[state.system.by_day]
    for i in range(setup.n_actors):
        actor = state.actors[i]
        actor.attention *= decays.sightings_attention
        actor.harm_rate *= decays.rung
        actor.spent_window_meur *= decays.cost_window
        actor.order_days_left = max(0.0, actor.order_days_left - state.system.days)
        actor.alert_days_left = max(0.0, actor.alert_days_left - state.system.days)
        actor.doubt *= decays.doubt
        if state.system.part == 0:
            actor.turn_rung = 0
        actor.policy_decides = 0
        for j in range(setup.n_actors):
            _fade_pair(state, setup, i, j)
    for o in range(setup.n_options):
        state.worn[o] *= decays.answer_wear
    if state.system.part == 0:
        state.system.turn_rung = 0


@kernel
def _fade_pair(state: State, setup: Setup, i: int, j: int) -> None:
    decays = setup.decays[state.system.by_day]
    pair = state.pairs[i, j]
    pair.felt_fast *= decays.response_fast
    pair.harm *= decays.response_fast
    pair.felt_slow *= decays.response_slow
    pair.momentum *= decays.response_momentum
    start = setup.pairs[i, j].belief
    pair.belief = start + (pair.belief - start) * decays.belief
    pair.hardness *= decays.belief
    prior = setup.pairs[i, j].campaign
    pair.campaign = prior + (pair.campaign - prior) * decays.attribution
    pair.provoked_rung *= decays.rung
    pair.unanswered *= decays.rung
    pair.own_rung *= decays.rung
    pair.high_rung *= decays.rung
    pair.attacked *= decays.rung
    pair.contact *= decays.rung
    pair.drones *= decays.rung
    pair.firmness *= decays.firmness
    pair.request *= decays.request
    if state.system.part == 0:
        pair.turn_rung = 0


@kernel
def drift_cohesion(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64
) -> None:
    """Move the alliance's cohesion: back to its start, with noise that grows toward an election.

    On election day it jumps either way, and after a jump down every owner reviews what it has
    sent; strain of the members lowers it.
    """
    parameters, system = setup.parameters, state.system
    days = state.system.days
    ramp, jump = 0.0, 0.0
    for k in range(setup.n_elections):
        left = setup.election_days[k] - system.day
        if 0.0 <= left < parameters.election_lead_days:
            ramp = max(ramp, 1.0 - left / parameters.election_lead_days)
        if 0.0 <= left < days:
            key = draws.item(draws.EVERYBODY, k)
            jump += parameters.election_jump * draws.normal(whole_run, draws.ELECTION, key)
            add_event(state, trace, 0, 0, 0, 0, BACKGROUND, 1, 0, 0.0, ELECTION_HELD, NOBODY)
    volatility = parameters.cohesion_volatility * (
        1.0 + (parameters.election_volatility_ratio - 1.0) * ramp
    )
    step = volatility * math.sqrt(days) * draws.normal(turn, draws.COHESION_NOISE, draws.EVERYBODY)
    start = parameters.cohesion_start
    reversion = setup.decays[system.by_day].cohesion_reversion
    cohesion = start + (system.cohesion - start) * reversion + step + jump
    if jump < 0.0:
        bring_reviews_forward(state, setup)
    for i in range(setup.n_actors):
        if setup.actors[i].alliance != NOBODY:
            cohesion -= (
                parameters.cohesion_strain
                * max(0.0, state.actors[i].strain - 1.0)
                * days
                / STRAIN_DAYS
            )
    system.cohesion = clip(cohesion, 0.0, 1.0)


@kernel
def bring_reviews_forward(state: State, setup: Setup) -> None:
    """Let every mandate come up for renewal today, however long it was to run."""
    for u in range(setup.n_units):
        unit = state.units[u]
        if unit.host != NOBODY and unit.in_operation == 0:
            unit.review_day = min(unit.review_day, state.system.day)
