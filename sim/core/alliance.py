"""Motions that need the members' votes: consultation, vigilance, reinforcement, defence."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.accident import go_to_war
from sim.core.arithmetic import logistic
from sim.core.attribution import certainty, threshold
from sim.core.climb import climb
from sim.core.deterrence import resist
from sim.core.kernel import kernel
from sim.core.ladder import MANNED_ENGAGED
from sim.core.perception import show
from sim.core.setup import ARTICLE_4, ARTICLE_5, NOBODY, REINFORCE, VIGILANCE, Setup
from sim.core.world import BLOCKED, BY_VOTE, CARRIED, World, add_event

NEUTRAL_COHESION = 0.6
NEUTRAL_RUNG = 5.0
ATTACK_FADES = 2.0
"""An attack counts until its rung has faded by this much: for ten days to three weeks."""


@kernel
def provoked_rung(world: World, setup: Setup, alliance: int, suspect: int) -> float:
    """Return the highest rung, at least the neutral one, that members know they were hit on."""
    rung = NEUTRAL_RUNG
    for member in range(setup.n_actors):
        if setup.actors[member].alliance == alliance:
            rung = max(rung, world.pairs[member, suspect].answered_rung)
    return rung


@kernel
def support(
    world: World, setup: Setup, member: int, suspect: int, rung: float, provoked: float
) -> float:
    """Return the log-odds that a member supports a motion at this rung.

    Perceived threat is its own: how sure it is of the suspect, above its own threshold; an armed
    attack on any member leaves no doubt. Members shrink from going further up than they were
    provoked.
    """
    rates, pair = setup.rates, world.pairs[member, suspect]
    sure = certainty(pair.felt_fast, pair.harm, pair.campaign)
    if provoked > MANNED_ENGAGED - ATTACK_FADES:
        sure = 1.0
    return (
        rates.alliance_v0
        + rates.alliance_threat * (sure - threshold(setup, member, rung))
        + rates.alliance_cohesion * (world.system.cohesion - NEUTRAL_COHESION)
        - rates.alliance_rung * (rung - provoked)
        + world.disposition[member]
    )


@kernel
def is_carried(
    world: World, setup: Setup, once: np.uint64, key: np.uint64, alliance: int, rung: float
) -> bool:
    """Tell whether every member supports a motion (consensus: one hold-out blocks it).

    A member's luck is drawn once for a motion in a run. Drawn anew each time, putting the motion
    again and again would make consensus certain.
    """
    suspect = setup.actors[alliance].main_adversary
    if suspect == NOBODY:
        return True
    provoked = provoked_rung(world, setup, alliance, suspect)
    for member in range(setup.n_actors):
        if setup.actors[member].alliance != alliance:
            continue
        luck = draws.uniform(once, draws.VOTE, draws.joined(key, setup.name_keys[member]))
        if luck >= logistic(support(world, setup, member, suspect, rung, provoked)):
            return False
    return True


@kernel
def put_motion(
    world: World, setup: Setup, turn: np.uint64, once: np.uint64, key: np.uint64,
    proposer: int, target: int, action: int, cause: int,
) -> bool:  # fmt: skip
    """Put a motion to the members and, where it carries, do what it says; tell which."""
    act, system = setup.actions[action], world.system
    alliance = proposer
    if setup.actors[proposer].is_alliance == 0:
        alliance = setup.actors[proposer].alliance
    # The motion is the same one when it is put again, so its luck hangs on the action alone.
    motion_key = draws.item(setup.name_keys[alliance], action)
    if not is_carried(world, setup, once, motion_key, alliance, float(act.rung)):
        add_event(world, proposer, target, action, act.rung, BY_VOTE, 1, 0, 1.0, BLOCKED, NOBODY)
        return False
    add_event(world, proposer, target, action, act.rung, cause, 1, 0, 1.0, CARRIED, NOBODY)
    climb(world, setup, proposer, target, act.rung, BY_VOTE)
    suspect = setup.actors[alliance].main_adversary
    if act.motion == ARTICLE_4:
        system.article_4 = 1
    elif act.motion == VIGILANCE or act.motion == REINFORCE:
        system.vigilance = 1
        for member in range(setup.n_actors):
            if setup.actors[member].alliance == alliance:
                resist(world, setup, suspect, member)
    elif act.motion == ARTICLE_5:
        system.article_5 = 1
        if draws.uniform(turn, draws.WAR, key) < setup.rates.war_given_article5:
            go_to_war(world, setup, suspect, target, BY_VOTE)
    show(world, setup, turn, key, alliance, act.offensive, act.defensive)
    return True
