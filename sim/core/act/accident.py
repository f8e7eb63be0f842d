"""When acts go wrong: near misses, accidents, deaths, falling debris, and war."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.chance import happens
from sim.core.act.climb import climb
from sim.core.act.episode import enlist, note_deaths
from sim.core.act.scale import score_war
from sim.core.answer.crisis import chance_of_war, ease, note_move
from sim.core.belief.perception import suffer
from sim.core.kernel import kernel
from sim.core.layout.ladder import LIMITED_STRIKE, MANNED_ENGAGED, SHOTS, WAR
from sim.core.layout.setup import ENCOUNTER, NOBODY, WAR_LEVEL, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import (
    BY_ACCIDENT,
    CHOSEN,
    DEBRIS_FELL,
    HAD_ACCIDENT,
    HAD_DEATHS,
    LIVES_LOST,
    NEAR_MISSED,
    WENT_TO_WAR,
    Trace,
    add_event,
)
from sim.core.means.deployment import contact_with


@kernel
def risk_accident(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    key: np.uint64,
    i: int,
    j: int,
    action: int,
) -> None:
    """Draw near miss and accident for an act in which people or machines come close."""
    act, parameters, system = setup.actions[action], setup.parameters, state.system
    if act.rung >= MANNED_ENGAGED:  # deaths in an armed attack are not an accident
        if happens(trace, turn, draws.DEATH, key, act.p_accident):
            lose_lives(state, trace, i, j, action, act.rung)
        return
    p = act.p_accident * parameters.accident_scale
    if act.effect == ENCOUNTER:
        p *= 1.0 + contact_with(state, setup, i, j)
    if p <= 0.0:
        return
    if happens(trace, turn, draws.NEAR_MISS, key, p * parameters.accident_near_miss_ratio):
        system.near_misses += 1
        add_event(state, trace, i, j, action, act.rung, BY_ACCIDENT, 1, 0, 1.0, NEAR_MISSED, NOBODY)
    if happens(trace, turn, draws.ACCIDENT, key, p):
        have_accident(state, trace, setup, turn, key, i, j, action, False)


@kernel
def lose_lives(state: State, trace: Trace, i: int, j: int, action: int, rung: int) -> None:
    """Note the deaths of an armed attack."""
    state.system.deaths = 1
    note_deaths(trace, i, j)
    add_event(state, trace, i, j, action, rung, CHOSEN, 1, 0, 1.0, LIVES_LOST, NOBODY)


@kernel
def have_accident(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    key: np.uint64,
    i: int,
    j: int,
    action: int,
    is_debris: bool,
) -> None:
    """Let an act go wrong: a rung higher than anybody chose, perhaps deaths, perhaps blame.

    The debris of what one has shot down oneself is no clash: it stands on no higher rung, and
    nobody is blamed.
    """
    act, parameters, system = setup.actions[action], setup.parameters, state.system
    system.accidents += 1
    died = happens(trace, turn, draws.DEATH, key, parameters.accident_death_given)
    rung = act.rung if is_debris else max(act.rung, MANNED_ENGAGED if died else SHOTS)
    system.deaths = max(system.deaths, int(died))
    if died:
        note_deaths(trace, i, j)
    if not is_debris:
        system.kinetic = max(system.kinetic, int(rung >= MANNED_ENGAGED))
    climb(state, setup, i, j, rung, BY_ACCIDENT)
    note = HAD_DEATHS if died else HAD_ACCIDENT
    add_event(state, trace, i, j, action, rung, BY_ACCIDENT, 1, 0, 1.0, note, NOBODY)
    if is_debris:
        return
    mark = parameters.accident_mark * (parameters.accident_deaths_ratio if died else 1.0)
    p = parameters.accident_blame * ease(state, setup, i, j)
    blamed = happens(trace, turn, draws.CULPABILITY, key, p)
    if blamed:
        suffer(state, trace, setup, turn, key, j, i, action, mark, rung, 1.0, True)
        move_on_the_brink(state, trace, setup, turn, key, i, j, rung, BY_ACCIDENT)


@kernel
def move_on_the_brink(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, rung: int, cause: int,
) -> None:  # fmt: skip
    """Take in a move of i toward j on rung 8 or above that j takes for meant: it may be war."""
    system = state.system
    note_move(state, setup, i, j)
    if rung >= MANNED_ENGAGED:
        system.kinetic = 1
    if rung >= LIMITED_STRIKE:
        state.pairs[j, i].attacked = 1.0
    p = chance_of_war(state, setup, i, j, rung)
    if p > 0.0 and happens(trace, turn, draws.WAR, key, p):
        go_to_war(state, trace, setup, i, j, cause)


@kernel
def go_to_war(state: State, trace: Trace, setup: Setup, i: int, j: int, cause: int) -> None:
    """End the run on the top rung."""
    system = state.system
    system.war = 1
    system.kinetic = 1
    system.deaths = 1
    system.ended = 1
    climb(state, setup, i, j, WAR, cause)
    score_war(state)
    enlist(state, trace, setup, i, j, 0, WAR_LEVEL, system.day)
    add_event(state, trace, i, j, 0, WAR, cause, 1, 0, 1.0, WENT_TO_WAR, NOBODY)


@kernel
def let_debris_fall(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    key: np.uint64,
    i: int,
    host: int,
    action: int,
) -> None:
    """Draw whether a drone brought down by force causes an accident; jamming avoids it."""
    if happens(trace, turn, draws.DEBRIS, key, setup.parameters.defeat_debris_accident):
        act = setup.actions[action]
        add_event(
            state, trace, i, host, action, act.rung, BY_ACCIDENT, 1, 1, 1.0, DEBRIS_FELL, NOBODY
        )
        have_accident(state, trace, setup, turn, key, i, host, action, True)
