"""How a member votes: its own threat, the alliance's mood, what it pays, what it stands to lose.

Consensus: a motion carries where every member is in favour. A member's luck is drawn once for a
motion in a run; drawn anew each time, putting the motion again would make consensus certain. So a
hold-out comes round only where something changed: the threat, the mood, its purse, or that all
others press it.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.accounting import DAYS_PER_YEAR
from sim.core.arithmetic import logistic
from sim.core.attribution import certainty, threshold
from sim.core.chance import happens
from sim.core.kernel import kernel
from sim.core.ladder import MANNED_ENGAGED
from sim.core.setup import Setup
from sim.core.world import World

NEUTRAL_COHESION = 0.6
NEUTRAL_RUNG = 5.0
ATTACK_FADES = 2.0
"""An attack counts until its rung has faded by this much: for ten days to three weeks."""
LEAST_LEFT = 0.1
"""Share of a year's budget that a member can always find."""


@kernel
def provoked_rung(world: World, setup: Setup, alliance: int, suspect: int) -> float:
    """Return the highest rung, at least the neutral one, that members know they were hit on."""
    rung = NEUTRAL_RUNG
    for member in range(setup.n_actors):
        if setup.actors[member].alliance == alliance:
            rung = max(rung, world.pairs[member, suspect].answered_rung)
    return rung


@kernel
def cost_of(setup: Setup, action: int) -> float:
    """Return what a motion costs all members together, with upkeep, in million euros."""
    act = setup.actions[action]
    return act.cost_meur + act.upkeep_meur_week * act.duration_days / 7.0


@kernel
def burden(world: World, setup: Setup, member: int, action: int) -> float:
    """Return a member's part of a motion's cost, over what is left of its year's budget; 0-1."""
    fixed = setup.actors[member]
    if fixed.budget_meur_day <= 0.0:
        return 0.0
    left = fixed.budget_meur_day * DAYS_PER_YEAR
    left *= max(LEAST_LEFT, 1.0 - world.actors[member].strain)
    return min(1.0, fixed.weight * cost_of(setup, action) / left)


@kernel
def support(
    world: World, setup: Setup, member: int, suspect: int, action: int, provoked: float
) -> float:
    """Return the log-odds that a member is in favour of a motion.

    Perceived threat is its own: how sure it is of the suspect, above its own threshold; an armed
    attack on any member leaves no doubt. Members shrink from going further up than they were
    provoked, from cost, and from quarrelling with one they depend on.
    """
    rates, pair, fixed = setup.rates, world.pairs[member, suspect], setup.actors[member]
    rung = float(setup.actions[action].rung)
    sure = certainty(pair.felt_fast, pair.harm, pair.campaign)
    if provoked > MANNED_ENGAGED - ATTACK_FADES:
        sure = 1.0
    return (
        rates.alliance_v0
        + rates.alliance_threat * (sure - threshold(setup, member, rung))
        + rates.alliance_cohesion * (world.system.cohesion - NEUTRAL_COHESION)
        - rates.alliance_rung * (rung - provoked)
        - rates.alliance_cost * burden(world, setup, member, action)
        - rates.alliance_dependence * fixed.dependence
        + fixed.resolve
        + world.disposition[member]
    )


@kernel
def is_in_favour(
    world: World, setup: Setup, once: np.uint64, key: np.uint64,
    member: int, suspect: int, action: int, provoked: float, pressure: float,
) -> bool:  # fmt: skip
    """Tell whether one member is in favour; `pressure` of the others adds to its log-odds."""
    odds = support(world, setup, member, suspect, action, provoked) + pressure
    item = draws.joined(key, setup.name_keys[member])
    return happens(world, once, draws.VOTE, item, logistic(odds))
