"""What an alliance does together: consultations, and motions that need every member.

One member may call a consultation (Article 4), and it takes place. What comes of it, a vigilance
operation, a reinforcement, collective defence (Article 5), needs consensus: a hold-out keeps the
others waiting for days, is pressed by them, and in the end comes round or blocks the motion.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.accident import go_to_war
from sim.core.act.chance import MATTERS, happens, open_case
from sim.core.act.climb import climb
from sim.core.alliance.consensus import alliance_of, count_against, motion_key, weight_in_favour
from sim.core.alliance.vote import is_in_favour, provoked_rung
from sim.core.arithmetic import log
from sim.core.belief.deterrence import resist
from sim.core.belief.perception import show
from sim.core.kernel import kernel
from sim.core.layout.setup import (
    AIR_POLICING,
    ARTICLE_4,
    ARTICLE_5,
    FRONTLINE_UNIT,
    MOTION,
    NOBODY,
    REINFORCE,
    VIGILANCE,
    Setup,
)  # fmt: skip
from sim.core.layout.state import N_MOTIONS, NEVER, State
from sim.core.layout.trace import BLOCKED, BY_VOTE, CARRIED, HELD_OUT, NO_NOTE, Trace, add_event
from sim.core.means.accounting import charge, cost_of_act
from sim.core.means.deployment import send_in_operation


@kernel
def put_motion(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64,
    proposer: int, target: int, action: int, cause: int,
) -> bool:  # fmt: skip
    """Call a consultation or put a motion to the members; tell whether it was done at once."""
    if setup.actions[action].motion == ARTICLE_4:
        return consult(state, trace, setup, turn, whole_run, proposer, target, action, cause)
    return put_to_vote(state, trace, setup, turn, whole_run, proposer, target, action, cause)


@kernel
def consult(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64,
    caller: int, target: int, action: int, cause: int,
) -> bool:  # fmt: skip
    """Hold a consultation, where the member that calls it feels threatened enough to ask.

    Nobody else has a say in that. It may end in a statement, or in a motion for a vigilance
    operation, on which every member has.
    """
    alliance = alliance_of(setup, caller)
    suspect = setup.actors[alliance].main_adversary
    key = motion_key(setup, alliance, action)
    if suspect != NOBODY:
        provoked = provoked_rung(state, setup, alliance, suspect)
        if not is_in_favour(
            state, trace, setup, whole_run, key, caller, suspect, action, provoked, 0.0
        ):
            return False
    act = setup.actions[action]
    add_event(state, trace, caller, target, action, act.rung, cause, 1, 0, 1.0, NO_NOTE, NOBODY)
    climb(state, setup, caller, target, act.rung, cause)
    state.system.article_4 = 1
    _pay(state, setup, alliance, action)
    show(state, trace, setup, turn, key, alliance, action)
    item = draws.joined(key, setup.name_keys[caller])
    if happens(trace, turn, draws.CONSULTATION, item, setup.parameters.alliance_consultation_leads):
        measure = _operation_for(setup, alliance, caller)
        if measure != NOBODY and is_wanting(state, VIGILANCE):
            put_to_vote(state, trace, setup, turn, whole_run, alliance, caller, measure, BY_VOTE)
    return True


@kernel
def is_wanting(state: State, m: int) -> bool:
    """Tell whether a measure is neither on the table nor standing already."""
    motion = state.motions[m]
    return motion.is_pending == 0 and motion.stands_until <= state.system.day


@kernel
def _operation_for(setup: Setup, alliance: int, member: int) -> int:
    """Return the vigilance operation on the alliance's menu for a member, or NOBODY."""
    menu = setup.menu
    for o in range(menu.first[alliance, member], menu.first[alliance, member + 1]):
        act = setup.actions[menu.action[o]]
        if act.effect == MOTION and act.motion == VIGILANCE:
            return menu.action[o]
    return NOBODY


@kernel
def put_to_vote(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64,
    proposer: int, target: int, action: int, cause: int,
) -> bool:  # fmt: skip
    """Let the members vote: a motion is carried at once, or waits for its hold-outs.

    Each hold-out has to be talked to, so the wait grows with their number.
    """
    system, motion = state.system, state.motions[setup.actions[action].motion]
    alliance = alliance_of(setup, proposer)
    suspect = setup.actors[alliance].main_adversary
    if motion.first_put_day == NEVER:
        motion.first_put_day = system.day
    motion.proposer = proposer
    motion.target = target
    motion.action = action
    motion.provoked_rung = 0.0
    if suspect != NOBODY:
        motion.provoked_rung = provoked_rung(state, setup, alliance, suspect)
    against = count_against(state, trace, setup, whole_run, motion, 0.0, HELD_OUT)
    if against == 0:
        enact(state, trace, setup, turn, action, system.day, cause)
        return True
    system.motions_delayed += 1
    key = motion_key(setup, alliance, action)
    luck = draws.uniform(whole_run, draws.HOLD_OUT_DELAY, key)
    mean = setup.parameters.alliance_hold_out_delay_days
    motion.is_pending = 1
    motion.decide_day = system.day - mean * against * log(luck)
    return False


@kernel
def next_decision(state: State, before: float) -> int:
    """Return the motion whose wait is over first, before a day; NOBODY for none."""
    found, first = NOBODY, before
    for m in range(N_MOTIONS):
        motion = state.motions[m]
        if motion.is_pending == 1 and motion.decide_day < first:
            found, first = m, motion.decide_day
    return found


@kernel
def decide_motion(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64, m: int
) -> None:
    """Vote again on a motion whose wait is over; whoever is still against it blocks it.

    What it was put for is not forgotten meanwhile, and those in favour press the others, by
    their weight.
    """
    system, motion = state.system, state.motions[m]
    motion.is_pending = 0
    system.acts += 1  # what members decide is an act of its own, and may be answered
    open_case(trace, MATTERS, 0, system.acts, 0)
    alliance = alliance_of(setup, motion.proposer)
    suspect = setup.actors[alliance].main_adversary
    now = provoked_rung(state, setup, alliance, suspect)
    motion.provoked_rung = max(motion.provoked_rung, now)
    agreed = weight_in_favour(state, trace, setup, whole_run, motion)
    pressure = setup.parameters.alliance_pressure * agreed
    if count_against(state, trace, setup, whole_run, motion, pressure, BLOCKED) > 0:
        system.motions_blocked += 1
    else:
        enact(state, trace, setup, turn, motion.action, motion.decide_day, BY_VOTE)


@kernel
def enact(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, action: int, day: float, cause: int
) -> None:
    """Do what a carried motion says, decided on this day; members pay for it by weight."""
    act, system = setup.actions[action], state.system
    motion = state.motions[act.motion]
    proposer, target = motion.proposer, motion.target
    alliance = alliance_of(setup, proposer)
    suspect = setup.actors[alliance].main_adversary
    key = motion_key(setup, alliance, action)
    system.motions_carried += 1
    motion.stands_until = day + act.duration_days
    if motion.is_carried == 0:
        motion.is_carried = 1
        system.decisions += 1
        system.decision_delay_days += day - motion.first_put_day
    add_event(state, trace, proposer, target, action, act.rung, cause, 1, 0, 1.0, CARRIED, NOBODY)
    climb(state, setup, proposer, target, act.rung, BY_VOTE)
    _pay(state, setup, alliance, action)
    if act.motion == VIGILANCE or act.motion == REINFORCE:
        _operate(state, trace, setup, turn, alliance, target, action)
    elif act.motion == ARTICLE_5:
        system.article_5 = 1
        go_to_war(state, trace, setup, suspect, target, BY_VOTE)
    show(state, trace, setup, turn, key, alliance, action)


@kernel
def _operate(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    alliance: int,
    target: int,
    action: int,
) -> None:
    """Start an operation: every member shows firmness, and sends what fits if it has one.

    Fighters for vigilance, a frontline unit for a reinforcement; the operation pays for them and
    they go home with it.
    """
    act = setup.actions[action]
    state.system.vigilance = 1
    suspect = setup.actors[alliance].main_adversary
    kit = AIR_POLICING if act.motion == VIGILANCE else FRONTLINE_UNIT
    for member in range(setup.n_actors):
        if setup.actors[member].alliance == alliance:
            if suspect != NOBODY:
                resist(state, setup, suspect, member)
            send_in_operation(state, trace, setup, turn, member, target, kit, act.duration_days)


@kernel
def _pay(state: State, setup: Setup, alliance: int, action: int) -> None:
    for member in range(setup.n_actors):
        if setup.actors[member].alliance == alliance:
            charge(state, member, setup.actors[member].weight * cost_of_act(setup, action))
