"""Militarised incidents, and the disputes they make up, by the rule of the MID data.

An act counts where it threatens, shows or uses force (level 2 or above) and its target attributes
it to the actor. It belongs to the running dispute of its dyad unless half a year has passed
since the last act ended; then it opens a new one (Palmer et al. 2022, MID 5.0).
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import log
from sim.core.kernel import kernel
from sim.core.layout.capacity import MAX_INCIDENTS
from sim.core.layout.setup import MILITARISED_LEVEL, Setup
from sim.core.layout.state import NEVER, State
from sim.core.layout.trace import Trace

SETTLED_LEVEL = 0
"""How the incident log marks that a dispute was settled by mutual offers."""


@kernel
def militarise(
    state: State,
    trace: Trace,
    setup: Setup,
    turn: np.uint64,
    key: np.uint64,
    i: int,
    j: int,
    action: int,
) -> None:
    """Count an act of i toward j, known to be i's, to the running dispute of the two."""
    level = setup.actions[action].mid_level
    if level >= MILITARISED_LEVEL:
        day = state.system.day
        enlist(state, trace, setup, i, j, action, level, day + spell(setup, turn, key))


@kernel
def spell(setup: Setup, turn: np.uint64, key: np.uint64) -> float:
    """Return for how many days an act goes on: most are over at once, some last for weeks."""
    parameters = setup.parameters
    if draws.uniform(turn, draws.SPELL, key) >= parameters.spell_share_long:
        return 0.0
    return -parameters.spell_mean_days * log(draws.uniform(turn, draws.SPELL_DAYS, key))


@kernel
def enlist(
    state: State, trace: Trace, setup: Setup, i: int, j: int, action: int, level: int, until: float
) -> None:
    """Add an incident that goes on `until` a day to the dispute of the two, or open one."""
    system = state.system
    dispute = state.pairs[min(i, j), max(i, j)]
    last = dispute.dispute_end
    if last == NEVER or system.day - last > setup.parameters.episode_gap_days:
        dispute.disputes += 1
        dispute.dispute_start = system.day
        dispute.dispute_end = until
    dispute.dispute_end = max(dispute.dispute_end, until)
    dispute.incidents += 1
    length = dispute.dispute_end - dispute.dispute_start
    dispute.longest_dispute_days = max(dispute.longest_dispute_days, length)
    log_incident(state, trace, i, j, action, level, until)


@kernel
def offer_terms(state: State, trace: Trace, setup: Setup, i: int, j: int, action: int) -> None:
    """Note an offer of i to j; where j has made one lately, their running dispute is settled.

    A settlement lays to rest what both sides felt of late; a later act may open the dispute again.
    """
    system, parameters = state.system, setup.parameters
    mine, theirs = state.pairs[i, j], state.pairs[j, i]
    mine.offer_day = system.day
    dispute = state.pairs[min(i, j), max(i, j)]
    is_running = dispute.dispute_end != NEVER and (
        system.day - dispute.dispute_end <= parameters.episode_gap_days
    )
    if not is_running or theirs.offer_day == NEVER:
        return
    if system.day - theirs.offer_day <= parameters.episode_settlement_window_days:
        for side in (mine, theirs):
            side.felt_fast = 0.0
            side.momentum = 0.0
        if dispute.settled < dispute.disputes:
            dispute.settled = dispute.disputes
            dispute.settlements += 1
            log_incident(state, trace, i, j, action, SETTLED_LEVEL, system.day)


@kernel
def log_incident(
    state: State, trace: Trace, i: int, j: int, action: int, level: int, until: float
) -> None:
    """Write one line of the incident log, where the run is traced and the log is not full."""
    system = state.system
    if trace.is_on == 0 or trace.n_incidents >= MAX_INCIDENTS:
        return
    incident = trace.incidents[trace.n_incidents]
    trace.n_incidents += 1
    incident.day = system.day
    incident.until = until
    incident.actor = i
    incident.target = j
    incident.action = action
    incident.level = level
    incident.dispute = state.pairs[min(i, j), max(i, j)].disputes
    incident.deaths = 0
    incident.answering = int(trace.case_answers > 0)


@kernel
def note_deaths(trace: Trace, i: int, j: int) -> None:
    """Mark the last incident of i toward j in this turn as deadly."""
    for n in range(trace.n_incidents - 1, -1, -1):
        incident = trace.incidents[n]
        if incident.actor == i and incident.target == j:
            incident.deaths = 1
            return
