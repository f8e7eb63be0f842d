"""Who is for a motion and who holds out: consensus needs every member."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.alliance.vote import is_in_favour
from sim.core.kernel import kernel
from sim.core.layout.setup import ARTICLE_5, NOBODY, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import BY_VOTE, HELD_OUT, Trace, add_event


@kernel
def alliance_of(setup: Setup, actor: int) -> int:
    """Return the alliance that an actor is, or is a member of."""
    return actor if setup.actors[actor].is_alliance == 1 else setup.actors[actor].alliance


@kernel
def motion_key(setup: Setup, alliance: int, action: int) -> np.uint64:
    """Return the luck of a motion: the same whenever and by whomever it is put."""
    return draws.item(setup.name_keys[alliance], action)


@kernel
def agrees(
    state: State,
    trace: Trace,
    setup: Setup,
    whole_run: np.uint64,
    motion: np.record,
    member: int,
    pressure: float,
) -> bool:
    """Tell whether a member is in favour; nobody holds out on an operation for its own soil."""
    act = setup.actions[motion.action]
    alliance = alliance_of(setup, motion.proposer)
    suspect = setup.actors[alliance].main_adversary
    if suspect == NOBODY or (act.motion != ARTICLE_5 and member == motion.target):
        return True
    key = motion_key(setup, alliance, motion.action)
    return is_in_favour(
        state,
        trace,
        setup,
        whole_run,
        key,
        member,
        suspect,
        motion.action,
        motion.provoked_rung,
        pressure,
    )


@kernel
def count_against(
    state: State,
    trace: Trace,
    setup: Setup,
    whole_run: np.uint64,
    motion: np.record,
    pressure: float,
    note: int,
) -> int:
    """Return how many members are against a motion, and note each of them in the log."""
    alliance = alliance_of(setup, motion.proposer)
    against = 0
    for member in range(setup.n_actors):
        if setup.actors[member].alliance != alliance:
            continue
        if agrees(state, trace, setup, whole_run, motion, member, pressure):
            continue
        against += 1
        if note == HELD_OUT:
            state.actors[member].hold_outs += 1
        add_event(
            state, trace, member, motion.target, motion.action, 0, BY_VOTE, 1, 0, 1.0, note, NOBODY
        )
    return against


@kernel
def weight_in_favour(
    state: State, trace: Trace, setup: Setup, whole_run: np.uint64, motion: np.record
) -> float:
    """Return the part of the alliance, by weight, that is in favour without being pressed."""
    alliance = alliance_of(setup, motion.proposer)
    total = 0.0
    for member in range(setup.n_actors):
        if setup.actors[member].alliance == alliance and agrees(
            state, trace, setup, whole_run, motion, member, 0.0
        ):
            total += setup.actors[member].weight
    return total
