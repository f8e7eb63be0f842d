"""Docking with Powell (1990): the engine, reduced to brinkmanship of two, and its theory.

In Powell's crises (Nuclear Deterrence Theory, 1990; after Schelling 1966) two states bid in turn.
To step up means to run an autonomous risk that things get out of hand, greater with every step;
to quit means to lose. A state steps as long as the risk is below its critical risk, which is its
resolve (Ellsberg 1959: (win - quit) / (win - disaster)).

What is reduced: two actors; one act a step of the ladder, alone on the menu beside quitting; the
risk weight is their only motive. The mover's two clocks compete, the step's at
step_day * e**(-weight * hazard), quitting's at quit_day. They are equally fast where the risk is
the mover's critical risk, so that the chance of a step is logistic in (critical risk - risk):
Powell's rule with noise, a quantal response (McKelvey and Palfrey 1995). How the crisis passes
from mover to mover and where it ends is Powell's game, read from outside; clocks, motives and
accidents are the engine's.

What is docked: P(disaster), steps taken and who quits, as functions of resolve and of the risk a
step. What is not: no equilibrium is computed. Powell's states foresee each other; with complete
information the less resolute of his would quit at once, and with incomplete information they
bluff. These follow the critical-risk rule step by step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.layout.setup import Setup
from sim.core.layout.state import State, new_state
from sim.core.layout.trace import Trace, new_trace
from sim.policies.decision import ASK_POLICY
from sim.scenario.catalogue import ACTIONS
from sim.scenario.compile_menu import HAZARD_PER_ACCIDENT
from sim.turn.take_turn import brief, decide_for, resolve, start
from tests.study.validation.richardson import SPREADS

STEPS = ("threat_of_force", "show_of_force", "border_violation", "armed_attack", "armed_clash")
"""What stands for the steps up, in this order; each gets the rung and risk of its place."""
QUIT = "deconfliction_offer"
LOWEST_RUNG = 4
LARGEST_RISK = 1.0 / HAZARD_PER_ACCIDENT
"""Beyond this risk an act of the engine looks no more hazardous."""
NOBODY_QUIT = -1
STEP_DAY, QUIT_DAY = 2.0, 0.1


class Crisis(NamedTuple):
    """What many crises came to, or in theory would: shares of all crises."""

    p_disaster: float
    p_quits: np.ndarray
    """(2) one a side"""
    p_steps: np.ndarray
    """(steps + 1) P(exactly so many steps up were taken)"""

    @property
    def mean_steps(self) -> float:
        return float(self.p_steps @ np.arange(len(self.p_steps)))


def reduce_to_brinkmanship(
    setup: Setup,
    critical_risk: Sequence[float],
    risk_per_step: float,
    step_day: float = STEP_DAY,
    quit_day: float = QUIT_DAY,
) -> Setup:
    """Return a copy of a compiled dyad in which states only step up or quit.

    `critical_risk` (2) is each side's resolve as a probability; step k carries the risk
    k * risk_per_step. Raises ValueError where the last step is riskier than LARGEST_RISK.
    """
    if len(STEPS) * risk_per_step > LARGEST_RISK:
        raise ValueError(f"{len(STEPS)} steps of {risk_per_step} go beyond {LARGEST_RISK}")
    brink = np.array([setup], setup.dtype)[0].copy()
    parameters, menu = brink.parameters, brink.menu
    for name in (*SPREADS, "answer_expected", "crisis_autonomous"):
        parameters[name] = 0.0
    parameters.dyad_tempo = 1.0
    parameters.accident_scale = 1.0
    parameters.choice_utility_cap = math.inf
    for i in (0, 1):
        brink.policies[i].risk = math.log(step_day / quit_day) * LARGEST_RISK / critical_risk[i]
        menu.tempo[option(brink, i, QUIT)] = quit_day
        for k, name in enumerate(STEPS):
            o = option(brink, i, name)
            risk, rung = (k + 1) * risk_per_step, LOWEST_RUNG + k
            act = brink.actions[menu.action[o]]
            act.p_accident, act.rung = risk, rung
            brink.rungs[:, menu.action[o]] = rung
            menu.tempo[o], menu.rung[o] = step_day, rung
            menu.hazard[o] = risk * HAZARD_PER_ACCIDENT
    return brink


def option(setup: Setup, i: int, action: str) -> int:
    """Return the number of side i's option of this name."""
    menu, n = setup.menu, int(setup.n_options)
    number = ACTIONS.number(action)
    return int(np.flatnonzero((menu.actor[:n] == i) & (menu.action[:n] == number))[0])


def in_theory(setup: Setup, first: int = 0) -> Crisis:
    """Return what crises come to that side `first` opens, in closed form.

    The mover quits before it steps with chance (1 - e**-q) / (1 - e**-(q + s)), for q and s acts a
    turn: clocks ring by the turn, and where both ring, it quits.
    """
    days, menu = float(setup.clock.days_per_turn), setup.menu
    p_quits, p_steps = np.zeros(2), np.zeros(len(STEPS) + 1)
    reached, p_disaster = 1.0, 0.0
    for k, name in enumerate(STEPS):
        mover = (first + k) % 2
        o = option(setup, mover, name)
        step = days * menu.tempo[o] * math.exp(-setup.policies[mover].risk * menu.hazard[o])
        quit_ = days * menu.tempo[option(setup, mover, QUIT)]
        p_quit = math.expm1(-quit_) / math.expm1(-(quit_ + step))
        risk = setup.actions[menu.action[o]].p_accident
        p_quits[mover] += reached * p_quit
        p_steps[k] += reached * p_quit
        stepped = reached * (1.0 - p_quit)
        p_disaster += stepped * risk
        p_steps[k + 1] += stepped * risk
        reached = stepped * (1.0 - risk)
    p_quits[(first + len(STEPS)) % 2] += reached  # no step is left: the mover quits
    p_steps[len(STEPS)] += reached
    return Crisis(float(p_disaster), p_quits, p_steps)


def simulate(setup: Setup, crises: int, seed: int, first: int = 0) -> Crisis:
    """Return what crises came to that side `first` opened, played by the engine."""
    quits, steps, disasters = np.zeros(2), np.zeros(len(STEPS) + 1), 0
    state, trace = new_state()[0], new_trace()[0]
    orders = np.zeros(int(setup.n_options), np.int64)
    for run in range(crises):
        taken, quitter = _play(
            state, trace, setup, np.uint64(draws.run_key(seed, run)), orders, first
        )
        steps[taken] += 1
        if quitter == NOBODY_QUIT:
            disasters += 1
        else:
            quits[quitter] += 1
    return Crisis(disasters / crises, quits / crises, steps / crises)


def _play(
    state: State, trace: Trace, setup: Setup, key: np.uint64, orders: np.ndarray, first: int
) -> tuple[int, int]:
    """Return how many steps one crisis took, and who quit."""
    start(state, setup, key)
    for k, name in enumerate(STEPS):
        mover = (first + k) % 2
        step, quit_ = option(setup, mover, name), option(setup, mover, QUIT)
        if not _steps(state, trace, setup, key, orders, mover, step, quit_):
            return k, mover
        if state.system.accidents > 0:
            return k + 1, NOBODY_QUIT
    return len(STEPS), (first + len(STEPS)) % 2


def _steps(
    state: State, trace: Trace, setup: Setup, key: np.uint64, orders: np.ndarray,
    mover: int, step: int, quit_: int,
) -> bool:  # fmt: skip
    """Take turns until the mover steps, or quits; return whether it stepped."""
    while True:
        brief(state, trace, setup, key)
        orders[:] = 0
        orders[[step, quit_]] = ASK_POLICY
        decide_for(state, setup, key, mover, orders)
        orders[:] = np.minimum(orders, 1)  # one step at a time
        has_quit, has_stepped = orders[quit_] == 1, orders[step] == 1
        resolve(state, trace, setup, key, orders)
        if has_quit or has_stepped:
            return not has_quit
