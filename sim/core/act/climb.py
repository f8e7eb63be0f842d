"""Where everybody stands on the ladder: rung of this turn, highest so far, first passage, cause."""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.layout.ladder import SHOTS, WAR
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.core.layout.trace import BY_ACCIDENT, BY_INJECT, MISATTRIBUTION


@kernel
def climb(state: State, setup: Setup, i: int, j: int, rung: int, cause: int) -> None:
    """Record that an act of i toward j stood on this rung.

    Injected acts are felt and answered like any other, but they are the same in every run: they
    count for no rung, or every run would stand on theirs.
    """
    actor, pair, system = state.actors[i], state.pairs[i, j], state.system
    pair.own_rung = max(pair.own_rung, float(rung))
    if rung >= SHOTS:
        pair.high_rung = 1.0
        state.pairs[j, i].high_rung = 1.0
    if cause == BY_INJECT:
        return
    # War is everybody's: it counts wherever it breaks out.
    in_focus = setup.actors[i].is_focus == 1 or setup.actors[j].is_focus == 1 or rung == WAR
    actor.turn_rung = max(actor.turn_rung, rung)
    actor.highest_rung = max(actor.highest_rung, rung)
    pair.turn_rung = max(pair.turn_rung, rung)
    if in_focus:
        system.turn_rung = max(system.turn_rung, rung)
        if rung > pair.highest_rung and setup.pairs[i, j].is_adversary == 1:
            count_climb(state, cause)
        while system.highest_rung < rung:
            system.highest_rung += 1
            state.first_day[system.highest_rung] = system.day
    pair.highest_rung = max(pair.highest_rung, rung)


@kernel
def count_climb(state: State, cause: int) -> None:
    """Count a new high of one state toward another under its cause.

    A vote is a choice of those who vote.
    """
    system = state.system
    if cause == BY_ACCIDENT:
        system.climbs_accidental += 1
    elif cause == MISATTRIBUTION:
        system.climbs_misattributed += 1
    else:
        system.climbs_chosen += 1
