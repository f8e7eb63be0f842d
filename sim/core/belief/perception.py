"""How acts are felt and read: grievance, readings, and belief about the other's intent.

A visible act is read as offensive or as defensive with a chance that depends on what it is, on the
reader's bias and on what it already believes (Jervis 1976); the reading then moves belief by
Bayes' rule. Standing kit is read again for as long as it stands.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.chance import happens
from sim.core.answer.book import provoke, provoke_guarantors
from sim.core.arithmetic import clip, log, logistic
from sim.core.belief.attribution import threshold
from sim.core.kernel import kernel
from sim.core.layout.setup import MILITARISED_LEVEL, NOBODY, SIGHTING, Setup
from sim.core.layout.state import State
from sim.core.layout.trace import Trace
from sim.core.means.accounting import DAYS_PER_MONTH


@kernel
def reading_logodds(
    setup: Setup, observer: int, belief: float, offensive: float, defensive: float
) -> float:
    """Return the log-odds that an observer of this belief reads an act as offensive."""
    parameters = setup.parameters
    return (
        parameters.reading_slope
        * (
            setup.policies[observer].bias * offensive
            - parameters.reading_defensive_weight * defensive
        )
        + parameters.belief_confirmation * belief
    )


@kernel
def believe(state: State, setup: Setup, i: int, j: int, change: float) -> None:
    """Move the log-odds, in i's eyes, that j is aggressive; held within the declared limit."""
    limit = setup.parameters.belief_limit
    pair = state.pairs[i, j]
    pair.belief = clip(pair.belief + change, -limit, limit)


@kernel
def shown_logodds(setup: Setup, offensive: float, defensive: float) -> float:
    """Return the log-odds that a reader without bias or belief takes an act as offensive."""
    parameters = setup.parameters
    return parameters.reading_slope * (offensive - parameters.reading_defensive_weight * defensive)


@kernel
def read(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    observer: int, actor: int, offensive: float, defensive: float,
) -> float:  # fmt: skip
    """Let one observer read one act of `actor`; return the log-likelihood ratio it took from it.

    Positive where the act was read as offensive. Bias and belief colour what is seen, but the
    observer does not know that and does not discount it: it takes what it saw for what was shown
    (Jervis 1976, chapter 4). An unbiased reader without prejudice learns nothing on average from
    what an aggressive and a peaceful state would show alike; a biased one learns what it fears.
    """
    parameters = setup.parameters
    z = reading_logodds(setup, observer, state.pairs[observer, actor].belief, offensive, defensive)
    shown = shown_logodds(setup, offensive, defensive)
    if_aggressive = logistic(shown + parameters.reading_diagnosticity)
    if_not = logistic(shown - parameters.reading_diagnosticity)
    item = draws.joined(key, setup.name_keys[observer])
    if happens(trace, turn, draws.READING, item, logistic(z)):
        return log(if_aggressive / if_not)
    return log((1.0 - if_aggressive) / (1.0 - if_not))


@kernel
def feel(state: State, setup: Setup, i: int, j: int, mark: float, posterior: float) -> None:
    """Attribute a mark to j, as far as i believes that j did it; negative marks soothe."""
    pair = state.pairs[i, j]
    weight = mark * posterior
    pair.felt_fast = max(0.0, pair.felt_fast + weight)
    pair.felt_slow = max(0.0, pair.felt_slow + weight)
    pair.harm = max(pair.felt_fast, pair.harm + max(0.0, mark))


@kernel
def suffer(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    i: int, j: int, action: int, mark: float, rung: int, posterior: float, is_true: bool,
) -> None:  # fmt: skip
    """Let i take in an act that it attributes to j with this posterior.

    Above i's threshold for the rung the act counts as attributed: it provokes i and its guarantors
    and is evidence of intent (the more, the harder it was felt); the alliance feels part of it,
    and its cohesion rises.
    """
    feel(state, setup, i, j, mark, posterior)
    if posterior < threshold(setup, i, float(rung)):
        return
    parameters = setup.parameters
    pair = state.pairs[i, j]
    provoke(state, setup, i, j, i, action, float(rung), posterior, key, is_true)
    provoke_guarantors(state, setup, i, j, action, posterior, key, is_true)
    pair.fresh_rung = max(pair.fresh_rung, rung)
    act = setup.actions[action]
    pair.fresh_acts += 1
    pair.fresh_drones += int(act.effect == SIGHTING)
    if act.mid_level >= MILITARISED_LEVEL:
        pair.last_level = act.mid_level
    change = read(state, trace, setup, turn, key, i, j, act.offensive, act.defensive)
    believe(state, setup, i, j, posterior * min(1.0, abs(mark)) * change)
    alliance = setup.actors[i].alliance
    if alliance != NOBODY:
        share = mark * parameters.alliance_shared_feeling
        feel(state, setup, alliance, j, share, posterior)
        system = state.system
        gain = parameters.cohesion_provocation * max(0.0, mark)
        system.cohesion = min(1.0, system.cohesion + gain)


@kernel
def show(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, key: np.uint64,
    actor: int, action: int,
) -> None:  # fmt: skip
    """Let every adversary of `actor` read an act that all can see.

    One that looks like a threat provokes them; as it is aimed at none of them, an alliance speaks
    for its members.
    """
    act = setup.actions[action]
    for observer in range(setup.n_actors):
        if setup.pairs[observer, actor].is_adversary == 0:
            continue
        change = read(state, trace, setup, turn, key, observer, actor, act.offensive, act.defensive)
        believe(state, setup, observer, actor, change)
        alliance = setup.actors[observer].alliance
        speaks = alliance == NOBODY or setup.pairs[alliance, actor].is_adversary == 0
        if change > 0.0 and speaks:
            rung = float(setup.rungs[observer, action])
            provoke(state, setup, observer, actor, observer, action, rung, 1.0, key, True)


@kernel
def dwell(state: State, trace: Trace, setup: Setup, turn: np.uint64) -> None:
    """Let standing kit be read on, turn by turn: a reading's worth of evidence a month, times the
    flow.

    However many kits an owner has out, they are one presence, as offensive as their mean. Kit in
    an operation of the alliance was read with the operation.
    """
    rate = setup.parameters.reading_presence_flow * state.system.days / DAYS_PER_MONTH
    for owner in range(setup.n_actors):
        offensive, defensive, standing = 0.0, 0.0, 0.0
        for u in range(setup.n_units):
            unit = state.units[u]
            if setup.units[u].owner == owner and unit.arrived > unit.in_operation:
                act = setup.actions[setup.kits[setup.units[u].kit].action]
                offensive += act.offensive
                defensive += act.defensive
                standing += 1.0
        if standing == 0.0:
            continue
        key, o, d = setup.name_keys[owner], offensive / standing, defensive / standing
        for observer in range(setup.n_actors):
            if setup.pairs[observer, owner].is_adversary == 1:
                change = read(state, trace, setup, turn, key, observer, owner, o, d)
                believe(state, setup, observer, owner, rate * change)
