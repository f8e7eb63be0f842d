"""Docking with Richardson (1960): the engine, reduced to an arms race of two, and its theory.

Richardson's two states each arm in proportion to the other's arms, and tire in proportion to their
own: dx/dt = k y - a x + g. The race runs away where k l > a b. Here acts stand for arms: an act of
j is answered by kappa_i acts of i, an act of i sets off rho_i of its own (momentum), and mu_i acts
a day come by themselves (grievance g). The mean acts a day then obey the same linear law, with
1 - rho in the place of fatigue: below kappa_i kappa_j = (1 - rho_i)(1 - rho_j) they settle at
(I - B)^-1 mu, above it they grow without bound (Hawkes 1971; Bacry et al. 2015).

What is reduced: two actors, one kind of act each, no other motive, no grievance, no accident, no
crisis, no settlement, dyads that do not differ. An act is answered once at most, so kappa is a
chance. What is docked: the threshold, and the mean below it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.core import draws
from sim.core.layout.setup import Setup
from sim.core.layout.state import new_state
from sim.core.layout.trace import new_trace
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import leave_to_policies, start, take_turn

SIDES = (0, 1)
ARMS = ("show_of_force", "threat_of_force")
"""What each side does: acts of two kinds, so that each can be given a weight of its own."""
SPREADS = ("dyad_tempo_sd", "dyad_asymmetry_sd", "dyad_force_sd", "dyad_repertoire_sd")


def reduce_to_race(
    setup: Setup,
    kappa: Sequence[float],
    tempo: Sequence[float],
    marks: Sequence[float] = (1.0, 1.0),
) -> Setup:
    """Return a copy of a compiled dyad in which each side has one act, answers it, and no more.

    `kappa` is the chance that a side answers an act of the other, `tempo` is in acts a day, `marks`
    is how hard one act of each side weighs in its own momentum. Nothing is checked:
    `compile_setup` would refuse what explodes.
    """
    race = np.array([setup], setup.dtype)[0].copy()
    parameters = race.parameters
    for name in SPREADS:
        parameters[name] = 0.0
    for name in ("answer_growth", "answer_package", "answer_grievance", "answer_audience"):
        parameters[name] = 0.0
    parameters.dyad_tempo = 1.0
    parameters.accident_scale = 0.0
    parameters.answer_expected = 1.0
    race.menu.tempo[:] = 0.0
    race.menu.is_listed[:] = 0.0
    for i in SIDES:
        option = option_of_side(race, i)
        race.menu.tempo[option] = tempo[i]
        race.menu.is_listed[option] = 1.0
        act = race.actions[race.menu.action[option]]
        act.response_mark, act.provocation = marks[i], 1.0
        # the chance of at least one answer, where `responsiveness` are expected, is kappa
        race.policies[i].responsiveness = -np.log1p(-kappa[i])
    return race


def option_of_side(setup: Setup, i: int) -> int:
    """Return the number of the one option that side i keeps, out of those of the scenario."""
    menu, n = setup.menu, int(setup.n_options)
    action = ACTIONS.number(ARMS[i])
    return int(np.flatnonzero((menu.actor[:n] == i) & (menu.action[:n] == action))[0])


def branching_matrix(setup: Setup) -> np.ndarray:
    """Return B (2, 2): how many acts of the row's side one act of the column's side sets off."""
    own = setup.parameters.response_momentum_branching
    matrix = np.empty((2, 2))
    for j in SIDES:
        mark = setup.actions[setup.menu.action[option_of_side(setup, j)]].response_mark
        matrix[j, j] = own * mark
        matrix[1 - j, j] = -np.expm1(-setup.policies[1 - j].responsiveness)
    return matrix


def excess(matrix: np.ndarray) -> float:
    """Return kappa_i kappa_j - (1 - rho_i)(1 - rho_j): positive where the race runs away."""
    return float(matrix[0, 1] * matrix[1, 0] - (1.0 - matrix[0, 0]) * (1.0 - matrix[1, 1]))


def settled_acts_day(matrix: np.ndarray, tempo: Sequence[float]) -> np.ndarray:
    """Return the mean acts a day (2) at which a race settles: (I - B)^-1 mu.

    Raises ValueError where it does not settle.
    """
    if excess(matrix) >= 0.0 or matrix.diagonal().max() >= 1.0:
        raise ValueError("the race runs away: there is nothing at which it settles")
    return np.linalg.solve(np.eye(2) - matrix, np.asarray(tempo, float))


def run_race(setup: Setup, turns: int, runs: int, seed: int, first: int = 0) -> np.ndarray:
    """Return the acts of each side, turn by turn: an array (runs, turns, 2) of counts.

    `first` acts of each side are forced in the first turn, whatever anybody wants.
    """
    counts = np.zeros((runs, turns, 2), np.int64)
    orders = np.empty(int(setup.n_options), np.int64)
    state, trace = new_state()[0], new_trace()[0]
    kept = [option_of_side(setup, i) for i in SIDES]
    for run in range(runs):
        key = np.uint64(draws.run_key(seed, run))
        start(state, setup, key)
        for turn in range(turns):
            leave_to_policies(orders)
            if turn == 0 and first > 0:
                orders[kept] = first
            take_turn(state, trace, setup, key, orders)
            counts[run, turn] = orders[kept] + state.answered[kept]
    return counts
