"""What one act comes to, and what a sighting that nobody ordered does."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.accident import move_on_the_brink, risk_accident
from sim.core.act.chance import BACKGROUND_CASE, open_case
from sim.core.act.climb import climb
from sim.core.act.incident import act_covertly, act_openly
from sim.core.act.scale import score
from sim.core.act.sighting import BY_HOBBYIST, BY_NOBODY, fly_drone, report_false_sighting
from sim.core.alliance.motion import put_motion
from sim.core.answer.book import ask
from sim.core.answer.crisis import talk
from sim.core.belief.perception import believe, show
from sim.core.kernel import kernel
from sim.core.layout.ladder import SHOTS
from sim.core.layout.setup import (
    ALERT,
    ATTRIBUTION,
    COUNTER_NARRATIVE,
    COVERT,
    DEPLOY,
    DISINFORMATION,
    MILITARISED_LEVEL,
    MOTION,
    NOBODY,
    OFFER,
    RECALL,
    REQUEST,
    SIGHTING,
    STANDING_ORDER,
    TALKS,
    Setup,
)  # fmt: skip
from sim.core.layout.state import NEVER, State
from sim.core.layout.trace import NO_NOTE, Trace, add_event
from sim.core.means.accounting import charge, cost_of_act, damage
from sim.core.means.deployment import bring_home, deploy
from sim.turn.calendar import EMPTY, HOBBY


@kernel
def adjudicate_background(state: State, trace: Trace, setup: Setup, turn: np.uint64) -> None:
    """Weigh this turn's hobby drones and empty reports as each host sees them.

    What is fresh is what this turn brings, and a false report that is believed is part of it: the
    host cannot tell.
    """
    for i in range(setup.n_actors):
        for j in range(setup.n_actors):
            pair = state.pairs[i, j]
            pair.fresh_rung = 0
            pair.fresh_acts = 0
            pair.fresh_drones = 0
    state.system.act_depth = 0
    action = setup.clock.sighting_action
    for h in range(setup.n_actors):
        for kind in range(HOBBY, EMPTY + 1):
            for number in range(state.false_sightings[h, kind]):
                key = draws.item(setup.name_keys[h], 2 * number + kind)
                truth = BY_HOBBYIST if kind == HOBBY else BY_NOBODY
                state.system.acts += 1
                open_case(trace, BACKGROUND_CASE - h, 2 * number + kind, state.system.acts, 0)
                report_false_sighting(state, trace, setup, turn, key, h, action, truth)


@kernel
def carry_out(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64, key: np.uint64,
    o: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one act by its effect; what it costs is charged, what it shows is read."""
    menu = setup.menu
    i, j, action = menu.actor[o], menu.target[o], menu.action[o]
    act = setup.actions[action]
    done = True
    if act.effect == SIGHTING:
        fly_drone(state, trace, setup, turn, key, i, j, action, cause)
    elif act.effect == COVERT or act.effect == DISINFORMATION:
        act_covertly(state, trace, setup, turn, key, i, j, action, cause)
    elif act.effect == DEPLOY:
        done = deploy(state, trace, setup, turn, key, i, j, action, cause)
        if done:
            climb(state, setup, i, j, act.rung, cause)
    elif act.effect == RECALL:
        done = bring_home(state, trace, setup, i, action, cause)
        if done:
            show(state, trace, setup, turn, key, i, action)
    elif act.effect == MOTION:
        done = put_motion(state, trace, setup, turn, whole_run, i, j, action, cause)
    elif setup.pairs[i, j].is_adversary == 1:
        act_openly(state, trace, setup, turn, key, i, j, action, cause)
        if act.rung >= SHOTS:
            move_on_the_brink(state, trace, setup, turn, key, i, j, act.rung, cause)
    else:
        act_at_home(state, trace, setup, turn, key, i, j, action, cause)
    if not done:
        return
    score(state, setup, i, j, action, cause)
    if act.effect != MOTION:  # members have paid for what they agreed on
        charge(state, i, cost_of_act(setup, action))
    state.worn[o] += 1.0
    side_effects(state, setup, i, j, action)
    if setup.pairs[i, j].is_adversary == 1:
        damage(state, j, act.harm_meur)
        pair = state.pairs[i, j]
        pair.momentum += max(0.0, act.response_mark)
        pair.acts += 1
        if act.mid_level >= MILITARISED_LEVEL:
            pair.last_level = act.mid_level
        risk_accident(state, trace, setup, turn, key, i, j, action)


@kernel
def act_at_home(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate a visible act on own soil or among allies."""
    act, system = setup.actions[action], state.system
    climb(state, setup, i, j, act.rung, cause)
    add_event(state, trace, i, j, action, act.rung, cause, 1, 0, 1.0, NO_NOTE, NOBODY)
    show(state, trace, setup, turn, key, i, action)
    if act.effect == REQUEST:
        state.pairs[j, i].request = 1.0
        ask(state, setup, i, j, action, key)
        if state.actors[i].first_request_day == NEVER:
            state.actors[i].first_request_day = system.day
    elif act.effect == STANDING_ORDER:
        state.actors[i].order_days_left = act.duration_days
    elif act.effect == ALERT:
        state.actors[i].alert_days_left = act.duration_days


@kernel
def side_effects(state: State, setup: Setup, i: int, j: int, action: int) -> None:
    """Apply what some acts do beyond being felt: to cohesion, publics, beliefs and tension."""
    act, parameters, system = setup.actions[action], setup.parameters, state.system
    effect = act.effect
    if effect == DISINFORMATION:
        system.cohesion = max(0.0, system.cohesion - parameters.cohesion_disinformation)
        state.actors[j].doubt += parameters.public_disinformation
    elif effect == COUNTER_NARRATIVE:
        system.cohesion = min(1.0, system.cohesion + parameters.cohesion_counter_narrative)
        won_back = parameters.public_counter_narrative
        state.actors[i].doubt = max(0.0, state.actors[i].doubt - won_back)
    elif effect in (TALKS, OFFER):
        talk(state, i, j, system.day + act.duration_days)
    elif effect == ATTRIBUTION:
        for ally in range(setup.n_actors):
            if setup.pairs[i, ally].is_ally == 1 and setup.pairs[ally, j].is_adversary == 1:
                believe(state, setup, ally, j, parameters.attribution_public_weight)
