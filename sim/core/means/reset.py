"""How a run begins: the state on the scenario's first day, and where its kits stand."""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.layout.capacity import MAX_PROVOCATIONS
from sim.core.layout.ladder import N_RUNGS
from sim.core.layout.setup import N_KITS, NOBODY, Setup
from sim.core.layout.state import EMPTY_ENTRY, MEMORY_SLOTS, N_MOTIONS, N_SCALES, NEVER, State


@kernel
def count_kits(state: State, setup: Setup) -> None:
    """Count the kits at home and those at work on each soil from the units' places.

    A kit in stock guards its owner's soil a little; one that was sent away no longer does.
    """
    for i in range(setup.n_actors):
        for k in range(N_KITS):
            state.stock[i, k] = 0.0
            state.on_soil[i, k] = 0.0
    for u in range(setup.n_units):
        unit = state.units[u]
        fixed = setup.units[u]
        if unit.host == NOBODY:
            state.stock[fixed.owner, fixed.kit] += 1.0
            state.on_soil[fixed.owner, fixed.kit] += setup.parameters.kit_home_readiness
        elif unit.arrived == 1:
            state.on_soil[unit.host, fixed.kit] += 1.0


@kernel
def reset(state: State, setup: Setup) -> None:
    """Put a state back to the scenario's first day."""
    state.system = setup.start_system
    for i in range(setup.n_actors):
        state.actors[i] = setup.start_actors[i]
        for j in range(setup.n_actors):
            state.pairs[i, j] = setup.start_pairs[i, j]
            for slot in range(MEMORY_SLOTS):
                state.memory[i, j, slot] = 0.0
        for place in range(MAX_PROVOCATIONS):
            state.book[i, place].status = EMPTY_ENTRY
            state.book[i, place].measures = 0
    for o in range(setup.n_options):
        state.worn[o] = 0.0
    for u in range(setup.n_units):
        state.units[u].host = NOBODY
        state.units[u].arrived = 0
        state.units[u].ready_day = NEVER
        state.units[u].in_operation = 0
        state.units[u].reviews = 0
    for m in range(N_MOTIONS):
        state.motions[m].first_put_day = NEVER
        state.motions[m].stands_until = NEVER
        state.motions[m].is_pending = 0
        state.motions[m].is_carried = 0
    for rung in range(N_RUNGS):
        state.first_day[rung] = NEVER
    for s in range(N_SCALES):
        state.scale_total[s] = 0.0
        state.scale_highest[s] = 0.0
    count_kits(state, setup)
