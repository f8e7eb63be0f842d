"""How long kit stays: mandates run out and are renewed, or not, by owners that tire and quarrel.

A deployment is for a term. At its end the owner reviews it: the strain on its budget, the years
it has lasted and a public that doubts count against renewal, the alliance's cohesion for it. So an
election that splits the alliance, a budget that is spent or a campaign of lies brings kit home.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.alliance.vote import NEUTRAL_COHESION
from sim.core.arithmetic import logistic
from sim.core.kernel import kernel
from sim.core.layout.setup import NOBODY, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import CHOSEN, NOT_RENEWED, OPERATION_OVER, Trace, add_event
from sim.core.means.accounting import DAYS_PER_YEAR
from sim.core.means.deployment import send_home
from sim.core.means.reset import count_kits

MOST_REVIEWS = 1000
MOST_OF_A_KIND = 100


@kernel
def renewal(state: State, setup: Setup, owner: int, years: float) -> float:
    """Return the log-odds that an owner renews a deployment that has lasted so many years."""
    parameters, fixed = setup.parameters, setup.actors[owner]
    doubt = state.actors[owner].doubt
    tired = (
        parameters.mandate_strain * state.actors[owner].strain
        + parameters.mandate_weariness * years
    )
    mood = 0.0
    if fixed.alliance != NOBODY:
        mood = parameters.mandate_cohesion * (state.system.cohesion - NEUTRAL_COHESION)
    return (
        parameters.mandate_v0
        + mood
        - parameters.fatigue_scale * tired
        - doubt
        + fixed.resolve
        + state.disposition[owner]
    )


@kernel
def review_mandates(state: State, trace: Trace, setup: Setup, whole_run: np.uint64) -> None:
    """Bring home every unit whose operation is over or whose mandate is not renewed."""
    came_home = False
    for u in range(setup.n_units):
        unit = state.units[u]
        if unit.host == NOBODY or unit.review_day > state.system.day:
            continue
        owner = setup.units[u].owner
        note = OPERATION_OVER
        if unit.in_operation == 0:
            years = (unit.review_day - unit.sent_day) / DAYS_PER_YEAR
            luck = draws.uniform(whole_run, draws.MANDATE, _key(setup, u, unit.reviews))
            unit.reviews += 1
            if luck < logistic(renewal(state, setup, owner, years)):
                unit.review_day += setup.parameters.mandate_days
                continue
            state.actors[owner].withdrawn += 1
            note = NOT_RENEWED
        action = setup.kits[setup.units[u].kit].action
        add_event(state, trace, owner, unit.host, action, 0, CHOSEN, 1, 0, 1.0, note, NOBODY)
        send_home(state, setup, u)
        came_home = True
    if came_home:
        count_kits(state, setup)


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
