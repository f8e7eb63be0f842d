"""Docking with an absorbing Markov chain: how high and how long an exchange of answers goes.

Told of rungs alone, an exchange is a chain: from an act on rung r the next one is on rung s with
chance p(r) P(s | r), and with 1 - p(r) nobody answers, which absorbs it. Kemeny and Snell (1960)
give in closed form what comes of it: the mean number of answers to an act on rung r is
(N 1)_r - 1 with N = (I - Q)^-1, and the chance that rung s is ever reached comes from the chain
that is stopped there.

What is reduced: two equal states, one open act a rung from 1 to 7, none unprovoked, one answer an
act, no motive, no wear, no kind. What is docked: mean answers, and how high exchanges climb.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.layout.setup import Setup
from sim.core.layout.state import new_state
from sim.core.layout.trace import new_trace
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import leave_to_policies, start, take_turn

RUNGS = (1, 2, 3, 4, 5)
STEPS = ("deconfliction_offer", "threat_of_force", "show_of_force", "border_violation",
         "armed_attack")  # fmt: skip
"""The act that stands for each rung; what it is called elsewhere does not matter here."""


def reduce_to_chain(setup: Setup, expected: float, growth: float, per_rung: float) -> Setup:
    """Return a copy of a compiled dyad in which states do nothing but answer, rung by rung."""
    chain = np.array([setup], setup.dtype)[0].copy()
    parameters, menu = chain.parameters, chain.menu
    for name in ("answer_package", "answer_grievance", "answer_audience", "answer_in_kind",
                 "answer_motives", "answer_wear", "response_momentum_branching",
                 "accident_scale"):  # fmt: skip
        parameters[name] = 0.0
    parameters.answer_expected, parameters.answer_growth = expected, growth
    parameters.answer_per_rung = per_rung
    menu.tempo[:] = 0.0
    menu.is_listed[:] = 0.0
    for i in (0, 1):
        chain.policies[i].responsiveness, chain.policies[i].step = 1.0, 0.0
        for rung, name in zip(RUNGS, STEPS, strict=True):
            o = option(chain, i, name)
            act = chain.actions[menu.action[o]]
            act.provocation, act.reluctance, act.p_accident, act.effect = 1.0, 0.0, 0.0, 0
            act.deniability, act.rung, act.is_air = 0.0, rung, 0
            menu.is_listed[o], menu.rung[o], menu.mid_level[o] = 1.0, rung, 1.0
            chain.rungs[:, menu.action[o]] = rung
    return chain


def option(setup: Setup, i: int, action: str) -> int:
    """Return the number of side i's option of this name."""
    menu, n = setup.menu, int(setup.n_options)
    number = ACTIONS.number(action)
    return int(np.flatnonzero((menu.actor[:n] == i) & (menu.action[:n] == number))[0])


def transition(expected: float, growth: float, per_rung: float) -> np.ndarray:
    """Return Q (rungs, rungs): the chance that an act on the row's rung is answered on another."""
    rungs = np.array(RUNGS, float)
    answered = 1.0 - np.exp(-expected * np.exp(growth * (rungs - 5.0)))
    weight = np.exp(-per_rung * np.abs(rungs[:, None] - rungs[None, :]))
    return answered[:, None] * weight / weight.sum(axis=1, keepdims=True)


def mean_answers(q: np.ndarray) -> np.ndarray:
    """Return the mean length of the exchange that follows an act on each rung."""
    return np.linalg.solve(np.eye(len(q)) - q, np.ones(len(q))) - 1.0


def p_reached(q: np.ndarray, first: int, top: int) -> float:
    """Return the chance that an exchange which begins on rung `first` ever stands on `top`."""
    if first == top:
        return 1.0
    others = [k for k, rung in enumerate(RUNGS) if rung != top]
    hit = np.linalg.solve(np.eye(len(others)) - q[np.ix_(others, others)], q[others, top - 1])
    return float(hit[others.index(first - 1)])


def run_exchanges(setup: Setup, first: int, runs: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many answers followed one act on rung `first`, and the highest rung, by run."""
    answers, highest = np.zeros(runs), np.zeros(runs)
    orders = np.empty(int(setup.n_options), np.int64)
    state, trace = new_state()[0], new_trace()[0]
    for run in range(runs):
        key = np.uint64(draws.run_key(seed, run))
        start(state, setup, key)
        for turn in range(60):
            leave_to_policies(orders)
            if turn == 0:
                orders[option(setup, 0, STEPS[first - 1])] = 1
            take_turn(state, trace, setup, key, orders)
        answers[run] = state.actors[0].answers + state.actors[1].answers
        highest[run] = max(state.actors[0].highest_rung, state.actors[1].highest_rung)
    return answers, highest
