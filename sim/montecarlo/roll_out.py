"""`roll_out`: many futures of one position, each on luck of its own, on every core.

A position is a state that has been through `brief` of its turn: everybody has seen, nobody has
decided. What people order now is given; the rest, and all that follows, is left to policies. Like
a run, a future depends on its seed and number alone.

Luck that is drawn once a run and not yet part of the position (how members will vote, how an
election will end) is drawn anew in every future.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.act.legality import open_menu
from sim.core.kernel import kernel
from sim.core.layout.ladder import WAR
from sim.core.layout.setup import Setup
from sim.core.layout.state import STATE, State, new_state
from sim.core.layout.trace import new_trace
from sim.montecarlo.run_many import available_threads
from sim.turn.calendar import draw_background
from sim.turn.take_turn import (
    WHOLE_RUN,
    brief,
    draw_whole_run,
    leave_to_policies,
    luck_of,
    resolve,
)

BLOCK = 125
"""Futures a thread takes at a time."""


class Futures(NamedTuple):
    """What the futures came to; turn 0 is the one now decided, a war keeps its rung to the end."""

    rung: np.ndarray
    """(runs, turns) int64, the system's rung"""
    acted: np.ndarray
    """(runs, turns, actors) int64, the highest rung on which each actor acted"""
    met: np.ndarray
    """(runs, turns, actors) int64, the highest rung in any dyad that the actor is part of"""
    cost_meur: np.ndarray
    """(runs, actors) float64, what each spent from now on"""
    war: np.ndarray
    """(runs) int64, 1 where it came to war"""


class Doubt(NamedTuple):
    """What may be so or so, future by future, for one who does not know it.

    Tempos, dispositions and this turn's background are then drawn by each future's own luck, not
    taken from the position.
    """

    which: np.ndarray
    """(runs, actors) int64, by the policies of which of the setups each actor plays"""
    group: np.ndarray
    """(options) int64, the group of options that each option belongs to, or -1"""
    factor: np.ndarray
    """(runs, groups) float64, by how much the tempo of each group is multiplied"""


@kernel
def doubt_hidden(
    state: State, setup: Setup, key: np.uint64, group: np.ndarray, factor: np.ndarray
) -> None:
    """Draw anew, on one future's luck, what its viewer cannot know of the position.

    `factor` (groups) is that of this future.
    """
    draw_whole_run(state, setup, key)
    draw_background(state, setup, luck_of(key, state.system).turn)
    open_menu(state, setup)
    for o in range(setup.n_options):
        if group[o] >= 0:
            state.tempo[o] *= factor[group[o]]


@kernel
def note_rungs(state: State, setup: Setup, acted: np.ndarray, met: np.ndarray) -> None:
    """Write on which rung each actor acted this turn, and was met; a war is everybody's."""
    for i in range(setup.n_actors):
        acted[i] = state.actors[i].turn_rung
        highest = WAR if state.system.war == 1 else 0
        for j in range(setup.n_actors):
            highest = max(highest, state.pairs[i, j].turn_rung, state.pairs[j, i].turn_rung)
        met[i] = highest


@kernel
def roll_out_block(
    states: np.ndarray, traces: np.ndarray, position: np.ndarray, setups: np.ndarray,
    own: np.ndarray,
    orders: np.ndarray, which: np.ndarray, group: np.ndarray, factor: np.ndarray, is_known: int,
    seed: int, first_run: int, rung: np.ndarray, acted: np.ndarray, met: np.ndarray,
    cost_meur: np.ndarray, war: np.ndarray,
) -> None:  # fmt: skip
    """Take the futures from number `first_run` on, as many as there is room for in `war`.

    `states` (1) is used over and over, `position` (1) is where each future begins, `own` (1) a
    setup whose policies change from future to future; the arrays by future begin with `first_run`.
    """
    state, trace, setup = states[0], traces[0], own[0]
    ordered = orders.copy()
    n = setup.n_actors
    cast = np.full(n, -1, np.int64)
    for r in range(len(war)):
        key = draws.run_key(seed, first_run + r)
        for i in range(n):
            if cast[i] != which[r, i]:
                cast[i] = which[r, i]
                setup.policies[i] = setups[int(cast[i])].policies[i]
        states[0] = position[0]
        if is_known == 0:
            doubt_hidden(state, setup, key, group, factor[r])
        ordered[:] = orders
        for turn in range(rung.shape[1]):
            is_briefed = turn == 0
            while state.system.ended == 0:
                if not is_briefed:
                    brief(state, trace, setup, key)
                    leave_to_policies(ordered)
                resolve(state, trace, setup, key, ordered)
                is_briefed = False
                if state.system.part == 0:
                    break
            rung[r, turn] = state.system.turn_rung
            note_rungs(state, setup, acted[r, turn], met[r, turn])
        for i in range(n):
            cost_meur[r, i] = state.actors[i].spent_meur - position[0].actors[i].spent_meur
        war[r] = state.system.war


@kernel
def deal(seed: int, thing: np.uint64, p: float, dealt: np.ndarray) -> None:
    """Write, for every future, 1 with chance p and 0 otherwise; `thing` says what is in doubt."""
    for r in range(len(dealt)):
        whole_run = draws.turn_key(draws.run_key(seed, r), WHOLE_RUN)
        dealt[r] = int(draws.uniform(whole_run, draws.DESIGN, thing) < p)


def roll_out(
    state: State,
    setups: np.ndarray,
    orders: np.ndarray,
    seed: int,
    n_runs: int,
    turns: int,
    doubt: Doubt | None = None,
    threads: int | None = None,
) -> Futures:
    """Return `n_runs` futures of a position; the bits do not depend on `threads`.

    `setups` (1 or more) differ in policies alone; without `doubt` everybody plays by the first.
    `orders` (options) int64 are those of the turn now decided, ASK_POLICY where a policy decides.
    Neither `state` nor `orders` is changed.
    """
    position = np.array([state], STATE)
    n, options = int(setups[0].n_actors), int(setups[0].n_options)
    told = doubt or Doubt(
        np.zeros((n_runs, n), np.int64), np.full(options, -1, np.int64), np.ones((n_runs, 1))
    )
    futures = Futures(
        rung=np.zeros((n_runs, turns), np.int64),
        acted=np.zeros((n_runs, turns, n), np.int64),
        met=np.zeros((n_runs, turns, n), np.int64),
        cost_meur=np.zeros((n_runs, n)),
        war=np.zeros(n_runs, np.int64),
    )

    def take(first: int) -> None:
        part = slice(first, min(first + BLOCK, n_runs))
        roll_out_block(
            new_state(), new_trace(), position, setups, setups[:1].copy(), orders, told.which[part],
            told.group, told.factor[part], int(doubt is None), seed, first,
            *(values[part] for values in futures),
        )  # fmt: skip

    starts = range(0, n_runs, BLOCK)
    workers = min(threads or available_threads(), max(1, len(starts)))
    if workers == 1:
        for first in starts:
            take(first)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(take, starts))
    return futures
