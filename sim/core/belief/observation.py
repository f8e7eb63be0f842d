"""Phase 2: fill every actor's View with what it can see or believe, and nothing else."""

from __future__ import annotations

from sim.core.arithmetic import logistic
from sim.core.belief.attribution import certainty
from sim.core.kernel import kernel
from sim.core.layout.setup import NOBODY, Setup
from sim.core.layout.state import State
from sim.core.means.accounting import year_budget
from sim.core.means.deployment import miss_physical, p_defeat


@kernel
def observe(state: State, setup: Setup) -> None:
    """Fill the views of all actors."""
    for i in range(setup.n_actors):
        look_again(state, setup, i)
        state.selves[i].presence = 0.0
        for j in range(setup.n_actors):
            state.views[i, j].own_kit = 0.0
    for j in range(setup.n_actors):
        defence = p_defeat(state, setup, j)
        for i in range(setup.n_actors):
            state.views[i, j].defence = defence
    for u in range(setup.n_units):
        unit, fixed = state.units[u], setup.units[u]
        if unit.host == NOBODY:
            continue
        if unit.in_operation == 0:
            state.views[fixed.owner, unit.host].own_kit += 1.0
        if unit.arrived == 1:
            offensive = setup.actions[setup.kits[fixed.kit].action].offensive
            state.selves[fixed.owner].presence += offensive
    for j in range(setup.n_actors):
        presence = state.selves[j].presence
        for i in range(setup.n_actors):  # kit in place is there for all to see
            state.views[i, j].presence = presence


@kernel
def look_again(state: State, setup: Setup, i: int) -> None:
    """Bring the views of one actor up to date; kit and defences as they stood at the start of the
    turn.
    """
    observe_self(state, setup, i)
    for j in range(setup.n_actors):
        if i != j:
            observe_other(state, setup, i, j)


@kernel
def observe_self(state: State, setup: Setup, i: int) -> None:
    """Fill what actor i knows of itself and of the alliance's public mood."""
    own, actor = state.selves[i], state.actors[i]
    own.strain = actor.strain
    budget = year_budget(setup, i)
    own.free_budget_meur = max(0.0, budget - actor.spent_window_meur)
    own.cohesion = state.system.cohesion
    own.order_days_left = actor.order_days_left
    own.days = state.system.days
    own.day = state.system.day
    own.alert_days_left = actor.alert_days_left
    own.harm_rate = actor.harm_rate
    own.doubt = actor.doubt
    own.can_defend = 1.0 if miss_physical(state, setup, i) > 0.0 else 0.0
    own.p_adversary_secure = 1.0
    for j in range(setup.n_actors):
        if setup.pairs[i, j].is_adversary == 1:
            secure = 1.0 - logistic(state.pairs[i, j].belief)
            own.p_adversary_secure = min(own.p_adversary_secure, secure)


@kernel
def observe_other(state: State, setup: Setup, i: int, j: int) -> None:
    """Fill what actor i knows or believes of actor j."""
    view, pair, fixed = state.views[i, j], state.pairs[i, j], setup.pairs[i, j]
    view.is_adversary = fixed.is_adversary
    view.is_ally = fixed.is_ally
    view.belief = pair.belief
    view.belief_shift = pair.belief - fixed.belief
    view.posterior = logistic(pair.campaign)
    view.certainty = certainty(pair.felt_fast, pair.harm, pair.campaign)
    view.felt_fast = pair.felt_fast
    view.felt_slow = pair.felt_slow
    view.momentum = pair.momentum
    view.provoked_rung = pair.provoked_rung
    view.fresh_rung = pair.fresh_rung
    view.fresh_acts = pair.fresh_acts
    view.fresh_drones = pair.fresh_drones
    view.last_level = pair.last_level
    view.own_rung = pair.own_rung
    view.firmness = pair.firmness
    view.boldness = pair.boldness
    view.hardness = 2.0 * logistic(pair.hardness) - 1.0
    view.contact = pair.contact
    view.high_rung = pair.high_rung
    view.attacked = pair.attacked
    view.request = pair.request
    view.asked = state.pairs[j, i].request
    view.harm_rate = state.actors[j].harm_rate if fixed.is_ally == 1 else 0.0
