"""Hostile acts other than drones: deniable ones, and those that everybody sees."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.chance import happens
from sim.core.act.climb import climb
from sim.core.act.episode import militarise, offer_terms
from sim.core.arithmetic import exp, logit
from sim.core.belief.attribution import evidence, is_sure
from sim.core.belief.deterrence import embolden, expose, resist
from sim.core.belief.perception import suffer
from sim.core.kernel import kernel
from sim.core.layout.setup import NOBODY, OFFER, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import INTERCEPTED, NO_NOTE, Trace, add_event
from sim.core.means.deployment import miss_intercept


@kernel
def act_covertly(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one deniable act: noticed or not, and how far j attributes it to i.

    A line blown up, jammed flights and a campaign in public are noticed by definition.
    """
    act, parameters = setup.actions[action], setup.parameters
    climb(state, setup, i, j, act.rung, cause)
    state.actors[j].severity += act.severity
    noticed = 1.0 - parameters.attribution_covert_concealment * act.deniability
    if act.is_evident == 0 and not happens(trace, turn, draws.DETECTION, key, noticed):
        embolden(state, setup, i, j)
        add_event(state, trace, i, j, action, act.rung, cause, 0, 0, 0.0, NO_NOTE, NOBODY)
        return
    dprime = parameters.attribution_covert_dprime * (
        parameters.attribution_covert_openness - act.deniability
    )
    likelihood = evidence(turn, draws.EVIDENCE, key, dprime, True)
    odds = likelihood + logit(parameters.attribution_covert_prior)
    p = 1.0 / (1.0 + exp(-odds))
    rung = setup.rungs[j, action]
    if is_sure(setup, j, p, rung):
        expose(state, setup, i, j)
    else:
        embolden(state, setup, i, j)
    mark = act.response_mark
    suffer(state, trace, setup, turn, key, j, i, action, mark, rung, p, True)
    add_event(state, trace, i, j, action, act.rung, cause, 1, 0, p, NO_NOTE, NOBODY)


@kernel
def act_openly(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, action: int, cause: int,
) -> None:  # fmt: skip
    """Adjudicate one act that j sees and knows to be i's; fighters over j may meet it."""
    act = setup.actions[action]
    climb(state, setup, i, j, act.rung, cause)
    met = False
    if act.is_air == 1 and act.is_hostile == 1:
        p_met = 1.0 - exp(-miss_intercept(state, setup, j))
        met = happens(trace, turn, draws.DEFEAT_PHYSICAL, key, p_met)
        if met:
            resist(state, setup, i, j)
        else:
            embolden(state, setup, i, j)
    if act.effect == OFFER:
        offer_terms(state, trace, setup, i, j, action)
    if act.is_hostile == 1:
        state.actors[j].severity += act.severity
    militarise(state, trace, setup, turn, key, i, j, action)
    mark = act.response_mark
    suffer(state, trace, setup, turn, key, j, i, action, mark, setup.rungs[j, action], 1.0, True)
    note = INTERCEPTED if met else NO_NOTE
    add_event(state, trace, i, j, action, act.rung, cause, 1, 0, 1.0, note, NOBODY)
    if act.is_air == 1:
        state.pairs[j, i].contact += 1.0
