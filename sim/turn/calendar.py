"""Phase 1: what the scenario forces on this turn, and sightings that no state causes."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State

HOBBY, EMPTY = 0, 1
HALF_EXCITED = 5.0
"""Sightings on people's minds at which half of the contagion shows."""


@kernel
def schedule_injects(state: State, setup: Setup) -> None:
    """Note which acts injects force this turn: those whose day lies in it."""
    state.system.n_forced = 0
    for k in range(setup.n_injects):
        inject = setup.injects[k]
        if 0.0 <= inject.day - state.system.day < setup.clock.days_per_turn:
            force(state, inject.option, inject.day)


@kernel
def force(state: State, option: int, day: float) -> None:
    """Let an act be forced this turn, on this day or at the turn's beginning if that is later."""
    if state.system.n_forced < len(state.forced):
        forced = state.forced[state.system.n_forced]
        forced.option, forced.day = option, max(day, state.system.day)
        state.system.n_forced += 1


@kernel
def times_forced(state: State, option: int) -> int:
    """Return how many acts with an option injects force this turn."""
    times = 0
    for k in range(state.system.n_forced):
        times += int(state.forced[k].option == option)
    return times


@kernel
def draw_background(state: State, setup: Setup, turn: np.uint64) -> None:
    """Draw how many hobby drones and empty reports each host meets this turn.

    False alarms are catching: they come more often while drones are on people's minds.
    """
    parameters, days = setup.parameters, setup.clock.days_per_turn
    for h in range(setup.n_actors):
        state.false_sightings[h, HOBBY] = 0
        state.false_sightings[h, EMPTY] = 0
        if setup.actors[h].first_site == setup.actors[h].end_site:
            continue
        excited = state.actors[h].attention / (state.actors[h].attention + HALF_EXCITED)
        scale = days * (1.0 + parameters.sightings_contagion * excited)
        key = setup.name_keys[h]
        u = draws.uniform(turn, draws.HOBBY_COUNT, key)
        state.false_sightings[h, HOBBY] = draws.poisson(
            u, days * parameters.sightings_hobby_per_day
        )
        u = draws.uniform(turn, draws.FALSE_ALARM_COUNT, key)
        mean = scale * parameters.sightings_nothing_per_day
        state.false_sightings[h, EMPTY] = draws.poisson(u, mean)
