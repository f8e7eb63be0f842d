"""Crisis: shots between two states put them on the brink; each further move is decided, not drawn.

A side goes higher only where the risk of war that it perceives is one that it will bear: the
critical risk of Powell (1990) and Fearon (1994), from its policy, from a resolve drawn once a run,
and from what it would cost before its audience to leave things unanswered. Each move leaves
something to chance (Schelling 1966): war may come of it whatever both sides want, the likelier the
longer the crisis has lasted and the higher the move. Besides, collective defence is war.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import logistic, logit
from sim.core.kernel import kernel
from sim.core.layout.ladder import LIMITED_STRIKE, SHOTS
from sim.core.layout.setup import Setup
from sim.core.layout.state import NEVER, State

FIRST_EXCHANGE = 2
"""Moves of a crisis from which on a side may give way."""


@kernel
def is_in_crisis(state: State, setup: Setup, i: int, j: int) -> bool:
    """Tell whether shots, deaths or a blamed accident between the two are still fresh."""
    dyad = state.pairs[min(i, j), max(i, j)]
    if dyad.crisis_day == NEVER:
        return False
    return state.system.day - dyad.crisis_day <= setup.parameters.crisis_quiet_days


@kernel
def is_anybody_in_crisis(state: State, setup: Setup) -> bool:
    """Tell whether any two states are on the brink."""
    for i in range(setup.n_actors):
        for j in range(i + 1, setup.n_actors):
            if setup.pairs[i, j].is_adversary == 1 and is_in_crisis(state, setup, i, j):
                return True
    return False


@kernel
def moves_so_far(state: State, setup: Setup, i: int, j: int) -> int:
    """Return how many moves their crisis has seen; 0 where they are in none."""
    return state.pairs[min(i, j), max(i, j)].moves if is_in_crisis(state, setup, i, j) else 0


@kernel
def note_move(state: State, setup: Setup, i: int, j: int) -> None:
    """Count a move of i toward j in their crisis, or open one with it."""
    dyad = state.pairs[min(i, j), max(i, j)]
    if not is_in_crisis(state, setup, i, j):
        dyad.moves = 0
        dyad.crises += 1
    dyad.moves += 1
    dyad.crisis_day = state.system.day


@kernel
def chance_of_war(state: State, setup: Setup, i: int, j: int, rung: int) -> float:
    """Return the chance that the move of i just noted ends in war."""
    parameters = setup.parameters
    dyad = state.pairs[min(i, j), max(i, j)]
    steps = min(rung, LIMITED_STRIKE) - SHOTS
    p = parameters.crisis_autonomous * (dyad.moves - 1) * parameters.crisis_rung_ratio**steps
    return min(1.0, p * ease(state, setup, i, j))


@kernel
def talk(state: State, i: int, j: int, until: float) -> None:
    """Note that two sides talk until a day, or longer where they do already."""
    dyad = state.pairs[min(i, j), max(i, j)]
    dyad.talks_until = max(dyad.talks_until, until)


@kernel
def ease(state: State, setup: Setup, i: int, j: int) -> float:
    """Return the factor on the risk of war between two sides: 1, or less while they talk.

    A word in time tells accident from intent; both know it, so what they fear falls as well.
    """
    is_talking = state.pairs[min(i, j), max(i, j)].talks_until > state.system.day
    return setup.parameters.talks_risk_factor if is_talking else 1.0


@kernel
def feared_risk(setup: Setup, rung: float, moves: int, factor: float) -> float:
    """Return the risk of war that a side sees in a move on this rung, after so many moves.

    `factor` is that of `ease`.
    """
    parameters = setup.parameters
    return factor * logistic(
        parameters.crisis_feared
        + parameters.crisis_feared_rung * (rung - SHOTS)
        + parameters.crisis_feared_move * moves
    )


@kernel
def borne_risk(state: State, setup: Setup, i: int, j: int) -> float:
    """Return the risk of war that i will bear rather than back down before j."""
    parameters = setup.parameters
    nerve = parameters.crisis_resolve_sd * state.nerve[i]
    shame = parameters.crisis_audience * state.pairs[i, j].unanswered
    return logistic(logit(setup.policies[i].risk_borne) + nerve + shame)


@kernel
def dares(state: State, setup: Setup, i: int, j: int, rung: float) -> bool:
    """Tell whether i will take a step on this rung toward j; below shots it always may."""
    if rung < SHOTS:
        return True
    moves = moves_so_far(state, setup, i, j)
    feared = feared_risk(setup, rung, moves, ease(state, setup, i, j))
    return feared <= borne_risk(state, setup, i, j)


@kernel
def gives_way(state: State, setup: Setup, i: int, j: int) -> bool:
    """Tell whether i backs down: in a crisis whose next step is far beyond what it will bear.

    The first blow is answered, if below shots: nobody gives way before there was an exchange.
    """
    moves = moves_so_far(state, setup, i, j)
    if moves < FIRST_EXCHANGE:
        return False
    ratio = setup.parameters.crisis_give_way_ratio
    feared = feared_risk(setup, float(SHOTS), moves, ease(state, setup, i, j))
    return feared > ratio * borne_risk(state, setup, i, j)


@kernel
def draw_nerve(state: State, setup: Setup, whole_run: np.uint64) -> None:
    """Draw each actor's resolve for this run."""
    for i in range(setup.n_actors):
        state.nerve[i] = draws.normal(whole_run, draws.RESOLVE, setup.name_keys[i])
