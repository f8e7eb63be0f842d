"""Everything that changes during a run, and the View: all that an actor may know of it.

No policy ever gets a `World`. It gets its own row of `views` and `selves`, which phase 2 fills
with what this actor can see or believe. The records are laid out in `sim.core.state`.
"""

from __future__ import annotations

import numpy as np

from sim.core.capacity import MAX_EVENTS
from sim.core.kernel import kernel
from sim.core.ladder import N_RUNGS
from sim.core.setup import N_KITS, NOBODY, Setup
from sim.core.state import MEMORY_SLOTS, N_MOTIONS, N_SCALES, NEVER, WORLD

CAUSES = ("chosen", "accident", "misattribution", "inject", "vote", "background")
CHOSEN, BY_ACCIDENT, MISATTRIBUTION, BY_INJECT, BY_VOTE, BACKGROUND = range(len(CAUSES))
NOTES = (
    "", "hobbyist", "nothing there", "captured", "airport closed", "debris fell", "near miss",
    "accident", "accident with deaths", "war", "motion carried", "motion blocked",
    "no kit left in stock", "sent", "brought home", "arrived", "intercepted", "election",
    "lives lost", "proven",
    "held out, and the decision waits", "moved on to another host", "mandate not renewed",
    "operation over",
)  # fmt: skip
(
    NO_NOTE, HOBBYIST, NOTHING_THERE, CAPTURED, AIRPORT_CLOSED, DEBRIS_FELL, NEAR_MISSED,
    HAD_ACCIDENT, HAD_DEATHS, WENT_TO_WAR, CARRIED, BLOCKED, NONE_LEFT, SENT, BROUGHT_HOME,
    ARRIVED, INTERCEPTED, ELECTION_HELD, LIVES_LOST, PROVEN,
    HELD_OUT, MOVED_ON, NOT_RENEWED, OPERATION_OVER,
) = range(len(NOTES))  # fmt: skip


World = np.record
"""A record laid out as `WORLD`."""


def new_world() -> np.ndarray:
    """Return a (1) array of WORLD; `[0]` is the world. Start it before the first turn."""
    return np.zeros(1, WORLD)


@kernel
def add_event(
    world: World, actor: int, target: int, action: int, rung: int, cause: int,
    detected: int, defeated: int, posterior: float, note: int, site: int,
) -> None:  # fmt: skip
    """Write one line of the event log, where this run is traced and the log is not full."""
    system = world.system
    if system.is_traced == 0 or system.n_events >= MAX_EVENTS:
        return
    event = world.events[system.n_events]
    system.n_events += 1
    event.turn = system.turn
    event.day = system.day
    event.actor = actor
    event.target = target
    event.action = action
    event.rung = rung
    event.cause = cause
    event.detected = detected
    event.defeated = defeated
    event.posterior = posterior
    event.note = note
    event.site = site
    event.option = system.case_option
    event.number = system.case_number


@kernel
def muster(world: World, setup: Setup) -> None:
    """Count the kits at home and those at work on each soil from the units' places.

    A kit in stock guards its owner's soil a little; one that was sent away no longer does.
    """
    for i in range(setup.n_actors):
        for k in range(N_KITS):
            world.stock[i, k] = 0.0
            world.on_soil[i, k] = 0.0
    for u in range(setup.n_units):
        unit = world.units[u]
        fixed = setup.units[u]
        if unit.host == NOBODY:
            world.stock[fixed.owner, fixed.kit] += 1.0
            world.on_soil[fixed.owner, fixed.kit] += setup.rates.kit_home_readiness
        elif unit.arrived == 1:
            world.on_soil[unit.host, fixed.kit] += 1.0


@kernel
def reset(world: World, setup: Setup) -> None:
    """Put a world back to the scenario's first day."""
    is_traced = world.system.is_traced
    world.system = setup.start_system
    world.system.is_traced = is_traced
    for i in range(setup.n_actors):
        world.actors[i] = setup.start_actors[i]
        for j in range(setup.n_actors):
            world.pairs[i, j] = setup.start_pairs[i, j]
            for slot in range(MEMORY_SLOTS):
                world.memory[i, j, slot] = 0.0
    for u in range(setup.n_units):
        world.units[u].host = NOBODY
        world.units[u].arrived = 0
        world.units[u].ready_day = NEVER
        world.units[u].in_operation = 0
        world.units[u].reviews = 0
    for m in range(N_MOTIONS):
        world.motions[m].first_put_day = NEVER
        world.motions[m].is_pending = 0
        world.motions[m].is_carried = 0
    for rung in range(N_RUNGS):
        world.first_day[rung] = NEVER
    for s in range(N_SCALES):
        world.scale_total[s] = 0.0
        world.scale_highest[s] = 0.0
    muster(world, setup)
