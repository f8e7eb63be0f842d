"""`run_many` takes many runs through `take_turn`, in threads that hold no lock.

A run depends on its seed and number alone, so blocks of runs can go to any thread in any order.
Plain threads over a kernel without the GIL, not `prange`: the sweep can report progress, be
interrupted between blocks, and be called from several threads at once (see docs/adr).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.kernel import is_cached, kernel
from sim.core.layout.ladder import N_RUNGS
from sim.core.layout.setup import Setup
from sim.core.layout.state import new_state
from sim.core.layout.trace import new_trace
from sim.outcomes import measure
from sim.turn.take_turn import leave_to_policies, start, take_turn

BLOCK = 250
"""Runs a thread takes at a time: some hundredths of a second of work."""


class Batch(NamedTuple):
    """What consecutive runs ended in."""

    outcomes: np.ndarray
    """(runs, outcome columns) float64"""
    on_rung: np.ndarray
    """(turns, rungs) int64, how many runs stood on each rung in each turn"""
    series: np.ndarray
    """(series runs, turns, series columns) float64"""


@kernel
def run_block(
    states: np.ndarray, traces: np.ndarray, setups: np.ndarray, seed: int, first_run: int,
    outcomes: np.ndarray, on_rung: np.ndarray, series: np.ndarray, orders: np.ndarray,
) -> None:  # fmt: skip
    """Take `len(outcomes)` runs and write what each ended in; the state is used over again."""
    state, trace, setup = states[0], traces[0], setups[0]
    for r in range(len(outcomes)):
        key = draws.run_key(seed, first_run + r)
        start(state, setup, key)
        for turn in range(setup.clock.turns):
            if state.system.ended == 0:
                leave_to_policies(orders)
                take_turn(state, trace, setup, key, orders)
            on_rung[turn, state.system.turn_rung] += 1
            if r < len(series):
                measure(state, setup, setup.series, series[r, turn])
        measure(state, setup, setup.columns, outcomes[r])


def run_many(
    setup: Setup,
    seed: int,
    first_run: int,
    n_runs: int,
    threads: int | None = None,
    series_runs: int = 0,
) -> Batch:
    """Take runs `first_run` .. `first_run + n_runs - 1`; the bits do not depend on `threads`.

    `series_runs` of them, the first ones, are also kept turn by turn. `threads` None takes as
    many as this process may use.
    """
    turns = int(setup.clock.turns)
    outcomes = np.empty((n_runs, setup.n_columns))
    series = np.empty((min(series_runs, n_runs), turns, setup.n_series))
    setups = np.array([setup], setup.dtype)
    starts = range(0, max(n_runs, 1), BLOCK)
    workers = min(threads or available_threads(), max(1, len(starts)))

    def take(begin: int) -> np.ndarray:
        end = min(begin + BLOCK, n_runs)
        on_rung = np.zeros((turns, N_RUNGS), np.int64)
        orders = np.empty(setup.n_options, np.int64)
        run_block(
            new_state(), new_trace(), setups, seed, first_run + begin,
            outcomes[begin:end], on_rung, series[begin:end], orders,
        )  # fmt: skip
        return on_rung

    if workers == 1:
        counts = [take(begin) for begin in starts]
    else:
        with ThreadPoolExecutor(workers) as pool:
            counts = list(pool.map(take, starts))
    return Batch(outcomes, np.stack(counts).sum(axis=0), series)


def available_threads() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def is_compiled() -> bool:
    """Tell whether the kernels were compiled before; the first use takes about a minute."""
    return is_cached(run_block)
