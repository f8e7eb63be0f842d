"""When acts go wrong: near misses, accidents, deaths, falling debris, and war."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.chance import happens
from sim.core.climb import climb
from sim.core.deployment import contact_with
from sim.core.episode import enlist, note_deaths
from sim.core.kernel import kernel
from sim.core.ladder import MANNED_ENGAGED, SHOTS, WAR
from sim.core.perception import suffer
from sim.core.scale import score_war
from sim.core.setup import ENCOUNTER, NOBODY, WAR_LEVEL, Setup
from sim.core.world import (
    BY_ACCIDENT,
    CHOSEN,
    DEBRIS_FELL,
    HAD_ACCIDENT,
    HAD_DEATHS,
    LIVES_LOST,
    NEAR_MISSED,
    WENT_TO_WAR,
    World,
    add_event,
)  # fmt: skip


@kernel
def risk_accident(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, i: int, j: int, action: int
) -> None:
    """Draw near miss and accident for an act in which people or machines come close."""
    act, rates, system = setup.actions[action], setup.rates, world.system
    if act.rung >= MANNED_ENGAGED:  # an armed attack that kills is no accident
        if happens(world, turn, draws.DEATH, key, act.p_accident):
            lose_lives(world, i, j, action, act.rung)
        return
    p = act.p_accident * rates.accident_scale
    if act.effect == ENCOUNTER:
        p *= 1.0 + contact_with(world, setup, i, j)
    if p <= 0.0:
        return
    if happens(world, turn, draws.NEAR_MISS, key, p * rates.accident_near_miss_ratio):
        system.near_misses += 1
        add_event(world, i, j, action, act.rung, BY_ACCIDENT, 1, 0, 1.0, NEAR_MISSED, NOBODY)
    if happens(world, turn, draws.ACCIDENT, key, p):
        have_accident(world, setup, turn, key, i, j, action)


@kernel
def lose_lives(world: World, i: int, j: int, action: int, rung: int) -> None:
    """Note the deaths of an armed attack."""
    world.system.deaths = 1
    note_deaths(world, i, j)
    add_event(world, i, j, action, rung, CHOSEN, 1, 0, 1.0, LIVES_LOST, NOBODY)


@kernel
def have_accident(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, i: int, j: int, action: int
) -> None:
    """Let an act go wrong: a rung higher than anybody chose, perhaps deaths, perhaps blame."""
    act, rates, system = setup.actions[action], setup.rates, world.system
    system.accidents += 1
    died = happens(world, turn, draws.DEATH, key, rates.accident_death_given)
    rung = max(act.rung, MANNED_ENGAGED if died else SHOTS)
    system.deaths = max(system.deaths, int(died))
    if died:
        note_deaths(world, i, j)
    system.kinetic = max(system.kinetic, int(rung >= MANNED_ENGAGED))
    climb(world, setup, i, j, rung, BY_ACCIDENT)
    note = HAD_DEATHS if died else HAD_ACCIDENT
    add_event(world, i, j, action, rung, BY_ACCIDENT, 1, 0, 1.0, note, NOBODY)
    mark = rates.accident_mark * (2.0 if died else 1.0)
    blamed = happens(world, turn, draws.CULPABILITY, key, rates.accident_blame)
    if blamed:
        suffer(world, setup, turn, key, j, i, action, mark, rung, 1.0, True)
    risk_war(world, setup, turn, key, i, j, rung, BY_ACCIDENT, blamed)


@kernel
def risk_war(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, rung: int, cause: int, deliberate: bool,
) -> None:  # fmt: skip
    """Draw whether an armed clash becomes war; a clash that nobody is blamed for does not."""
    if rung < MANNED_ENGAGED or not deliberate:
        return
    rates, system = setup.rates, world.system
    system.kinetic = 1
    world.pairs[j, i].attacked = 1.0
    p = rates.war_per_kinetic * (rates.war_rung9_ratio if rung == MANNED_ENGAGED else 1.0)
    if happens(world, turn, draws.WAR, key, p):
        go_to_war(world, setup, i, j, cause)


@kernel
def go_to_war(world: World, setup: Setup, i: int, j: int, cause: int) -> None:
    """End the run on the top rung."""
    system = world.system
    system.war = 1
    system.kinetic = 1
    system.deaths = 1
    system.ended = 1
    climb(world, setup, i, j, WAR, cause)
    score_war(world)
    enlist(world, setup, i, j, 0, WAR_LEVEL, system.day)
    add_event(world, i, j, 0, WAR, cause, 1, 0, 1.0, WENT_TO_WAR, NOBODY)


@kernel
def let_debris_fall(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64, i: int, host: int, action: int
) -> None:
    """Bring a drone down on somebody's roof, now and then; electronic warfare avoids this."""
    if happens(world, turn, draws.DEBRIS, key, setup.rates.defeat_debris_accident):
        act = setup.actions[action]
        add_event(world, i, host, action, act.rung, BY_ACCIDENT, 1, 1, 1.0, DEBRIS_FELL, NOBODY)
        have_accident(world, setup, turn, key, i, host, action)
