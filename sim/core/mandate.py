"""How long kit stays: mandates run out and are renewed, or not, by owners that tire and quarrel.

A deployment is for a term. At its end the owner goes over it: the strain on its budget and the
years it has lasted count against renewal, the alliance's cohesion for it. So an election that
splits the alliance, or a budget that is spent, brings kit home.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.accounting import DAYS_PER_YEAR
from sim.core.arithmetic import logistic
from sim.core.deployment import send_home
from sim.core.kernel import kernel
from sim.core.setup import NOBODY, Setup
from sim.core.vote import NEUTRAL_COHESION
from sim.core.world import CHOSEN, NOT_RENEWED, OPERATION_OVER, World, add_event, muster

MOST_REVIEWS = 1000
MOST_OF_A_KIND = 100


@kernel
def renewal(world: World, setup: Setup, owner: int, years: float) -> float:
    """Return the log-odds that an owner renews a deployment that has lasted so many years."""
    rates, fixed = setup.rates, setup.actors[owner]
    tired = rates.mandate_strain * world.actors[owner].strain + rates.mandate_weariness * years
    mood = 0.0
    if fixed.alliance != NOBODY:
        mood = rates.mandate_cohesion * (world.system.cohesion - NEUTRAL_COHESION)
    return (
        rates.mandate_v0
        + mood
        - rates.fatigue_scale * tired
        + fixed.resolve
        + world.disposition[owner]
    )


@kernel
def review_mandates(world: World, setup: Setup, once: np.uint64) -> None:
    """Bring home every unit whose operation is over or whose mandate is not renewed."""
    came_home = False
    for u in range(setup.n_units):
        unit = world.units[u]
        if unit.host == NOBODY or unit.review_day > world.system.day:
            continue
        owner = setup.units[u].owner
        note = OPERATION_OVER
        if unit.in_operation == 0:
            years = (unit.review_day - unit.sent_day) / DAYS_PER_YEAR
            luck = draws.uniform(once, draws.MANDATE, _key(setup, u, unit.reviews))
            unit.reviews += 1
            if luck < logistic(renewal(world, setup, owner, years)):
                unit.review_day += setup.rates.mandate_days
                continue
            world.actors[owner].withdrawn += 1
            note = NOT_RENEWED
        action = setup.kits[setup.units[u].kit].action
        add_event(world, owner, unit.host, action, 0, CHOSEN, 1, 0, 1.0, note, NOBODY)
        send_home(world, setup, u)
        came_home = True
    if came_home:
        muster(world, setup)


@kernel
def _key(setup: Setup, u: int, review: int) -> np.uint64:
    """Return the luck of one review, named after owner, kind and number, not place in the list."""
    fixed = setup.units[u]
    before = 0
    while (
        before < u
        and setup.units[u - before - 1].owner == fixed.owner
        and (setup.units[u - before - 1].kit == fixed.kit)
    ):
        before += 1
    number = (fixed.kit * MOST_OF_A_KIND + before) * MOST_REVIEWS + review
    return draws.item(setup.name_keys[fixed.owner], number)
