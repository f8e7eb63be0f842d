"""Whether exchanges die out: how many answers an act sets off, and those in turn.

A branching process of many types (Harris 1963): the types are the options, and the entry (o, p) of
the next-generation matrix is how many answers with option o one act p is expected to bring. The
process dies out where the largest eigenvalue of the matrix is below 1.
"""

from __future__ import annotations

import numpy as np

from sim.core.answer.book import PUBLIC_BELOW
from sim.core.answer.choice import appeal, can_answer, wanted_rung
from sim.core.answer.readiness import expected_answers, further_measures
from sim.core.arithmetic import exp, logistic
from sim.core.belief.observation import observe
from sim.core.belief.perception import reading_logodds
from sim.core.kernel import kernel
from sim.core.layout.ladder import SHOTS
from sim.core.layout.setup import NOBODY, Setup, own_options
from sim.core.layout.state import State, new_state
from sim.core.means.reset import reset
from sim.policies.decision import respond_to

ROUNDS = 200
"""Steps of the power iteration: enough for two digits."""


def answers_per_act(setup: Setup) -> tuple[float, int]:
    """Return how many answers an act of an exchange sets off, and the option that is commonest.

    Exchanges die out where the number is below 1. The answer is an option's number.

    As things stand on the first day, below shots: beyond them a crisis decides. An act is held to
    be attributed the less often, the more it can be denied.
    """
    n = int(setup.n_options)
    matrix = np.zeros((n, n))
    setups, state = np.array([setup], setup.dtype), new_state()
    fill_next_generation(state, setups, matrix)
    if not matrix.any():
        return 0.0, 0
    share, total = np.full(n, 1.0 / n), 1.0
    for _ in range(ROUNDS):
        # With a step of standing still, for two sides that answer each other would go to and fro.
        following = matrix @ share + share
        total = float(following.sum())
        share = following / total
    return total - 1.0, int((matrix @ share).argmax())


@kernel
def fill_next_generation(states: np.ndarray, setups: np.ndarray, matrix: np.ndarray) -> None:
    """Write the next-generation matrix (options, options) of the first day."""
    state, setup = states[0], setups[0]
    reset(state, setup)
    observe(state, setup)
    menu = setup.menu
    for p in range(setup.n_options):
        j, target = menu.actor[p], menu.target[p]
        act = setup.actions[menu.action[p]]
        if act.provocation <= 0.0 or act.rung >= SHOTS or menu.is_listed[p] == 0.0:
            continue
        for i in range(setup.n_actors):
            if setup.pairs[i, j].is_adversary == 0:
                continue
            is_aimed = setup.pairs[target, j].is_adversary == 1
            if is_aimed and i != target and setup.actors[target].alliance != i:
                continue
            share = 1.0 - act.deniability
            rung = float(setup.rungs[i, menu.action[p]])
            if i != target and is_aimed and rung < setup.parameters.alliance_provoked_rung:
                continue
            if not is_aimed:
                share = logistic(
                    reading_logodds(
                        setup, i, setup.pairs[i, j].belief, act.offensive, act.defensive
                    )
                )
            spread(state, setup, i, j, target if is_aimed else i, p, rung, share, matrix)


@kernel
def spread(
    state: State, setup: Setup, i: int, j: int, victim: int, p: int, rung: float, share: float,
    matrix: np.ndarray,
) -> None:  # fmt: skip
    """Add to column p what i would answer to it, if it took it for j's in `share` of cases."""
    entry, action = state.book[i, 0], setup.menu.action[p]
    entry.rung, entry.certainty, entry.against, entry.victim = rung, 1.0, j, victim
    entry.action, entry.given, entry.answer = action, 0, NOBODY
    entry.is_public = int(setup.actions[action].deniability < PUBLIC_BELOW)
    expected = expected_answers(state, setup, i, entry)
    chance, entry.step = respond_to(state, setup, i, entry, expected)
    measures = 1.0
    for given in range(2):
        entry.given = given
        first, last = own_options(setup.menu, i)
        wanted = wanted_rung(entry)
        total = 0.0
        for o in range(first, last):
            state.weight[o] = 0.0
            is_low = setup.menu.rung[o] < SHOTS and setup.menu.rung[o] <= setup.policies[i].ceiling
            if is_low and can_answer(setup, i, entry, o):
                state.weight[o] = exp(appeal(state, setup, i, entry, wanted, o))
                total += state.weight[o]
        for o in range(first, last):
            if total > 0.0:
                matrix[o, p] += share * chance * measures * state.weight[o] / total
        measures = further_measures(setup, rung)
