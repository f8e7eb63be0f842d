"""How a member votes: its own threat, the alliance's mood, what it pays, what it stands to lose.

Consensus: a motion carries where every member is in favour. A member's luck is drawn once for a
motion in a run; drawn anew each time, putting the motion again would make consensus certain. So a
hold-out comes round only where something changed: the threat, the mood, its budget, or that all
others press it.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.chance import happens
from sim.core.arithmetic import logistic
from sim.core.belief.attribution import certainty, threshold
from sim.core.kernel import kernel
from sim.core.layout.ladder import MANNED_ENGAGED
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.core.layout.trace import Trace
from sim.core.means.accounting import cost_of_act, year_budget

NEUTRAL_COHESION = 0.6
NEUTRAL_RUNG = 5.0
ATTACK_FADES = 2.0
"""An attack counts until its rung has faded by this much: for ten days to three weeks."""
LEAST_LEFT = 0.1
"""Share of a year's budget that a member can always find."""


@kernel
def provoked_rung(state: State, setup: Setup, alliance: int, suspect: int) -> float:
    """Return the highest rung, at least the neutral one, that members know they were hit on."""
    rung = NEUTRAL_RUNG
    for member in range(setup.n_actors):
        if setup.actors[member].alliance == alliance:
            rung = max(rung, state.pairs[member, suspect].provoked_rung)
    return rung


@kernel
def burden(state: State, setup: Setup, member: int, action: int) -> float:
    """Return a member's part of a motion's cost, over what is left of its year's budget; 0-1."""
    fixed = setup.actors[member]
    if fixed.budget_meur_day <= 0.0:
        return 0.0
    left = year_budget(setup, member) * max(LEAST_LEFT, 1.0 - state.actors[member].strain)
    return min(1.0, fixed.weight * cost_of_act(setup, action) / left)


@kernel
def support(
    state: State, setup: Setup, member: int, suspect: int, action: int, provoked: float
) -> float:
    """Return the log-odds that a member is in favour of a motion.

    Perceived threat is its own: how sure it is of the suspect, above its own threshold; an armed
    attack on any member leaves no doubt. Against it speak a step above the rung they were
    provoked on, cost, dependence on the adversary, and a public that doubts.
    """
    parameters, pair, fixed = setup.parameters, state.pairs[member, suspect], setup.actors[member]
    rung = float(setup.actions[action].rung)
    sure = certainty(pair.felt_fast, pair.harm, pair.campaign)
    if provoked > MANNED_ENGAGED - ATTACK_FADES:
        sure = 1.0
    return (
        parameters.alliance_v0
        + parameters.alliance_threat * (sure - threshold(setup, member, rung))
        + parameters.alliance_cohesion * (state.system.cohesion - NEUTRAL_COHESION)
        - parameters.alliance_rung * (rung - provoked)
        - parameters.alliance_cost * burden(state, setup, member, action)
        - parameters.alliance_dependence * fixed.dependence
        - state.actors[member].doubt
        + fixed.resolve
        + state.disposition[member]
    )


@kernel
def is_in_favour(
    state: State, trace: Trace, setup: Setup, whole_run: np.uint64, key: np.uint64,
    member: int, suspect: int, action: int, provoked: float, pressure: float,
) -> bool:  # fmt: skip
    """Tell whether one member is in favour; `pressure` of the others adds to its log-odds."""
    odds = support(state, setup, member, suspect, action, provoked) + pressure
    item = draws.joined(key, setup.name_keys[member])
    return happens(trace, whole_run, draws.VOTE, item, logistic(odds))
