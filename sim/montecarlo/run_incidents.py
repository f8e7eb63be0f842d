"""`run_incidents`: the militarised incidents of many runs, one row each, for validation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sim.core import draws
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import new_state
from sim.core.layout.trace import INCIDENT, new_trace
from sim.montecarlo.run_many import available_threads
from sim.turn.take_turn import leave_to_policies, start, take_turn

INCIDENT_ROW = np.dtype([("run", np.int64), *((n, INCIDENT[n]) for n in INCIDENT.names or ())])
ROOM = 4096
"""Incidents of one run that are first given room for."""


@kernel
def log_run(
    states: np.ndarray,
    traces: np.ndarray,
    setups: np.ndarray,
    key: np.uint64,
    log: np.ndarray,
    orders: np.ndarray,
) -> int:
    """Take one run and copy its incidents into `log`; return how many there were.

    Where there were more than `log` holds, the rest is lost: give more room and take it again.
    """
    state, trace, setup = states[0], traces[0], setups[0]
    start(state, setup, key)
    n = 0
    while state.system.ended == 0:
        leave_to_policies(orders)
        take_turn(state, trace, setup, key, orders)
        for k in range(trace.n_incidents):
            if n < len(log):
                log[n] = trace.incidents[k]
            n += 1
    return n


def run_incidents(
    setup: Setup, seed: int, n_runs: int, first_run: int = 0, threads: int | None = None
) -> np.ndarray:
    """Return all militarised incidents of runs `first_run` .. `first_run + n_runs - 1`.

    An array of INCIDENT_ROW, in the order of runs and days; the bits do not depend on `threads`.
    """
    setups = np.array([setup], setup.dtype)
    workers = threads or available_threads()
    spans = np.array_split(np.arange(first_run, first_run + n_runs), max(1, workers * 4))

    def take(runs: np.ndarray) -> list[np.ndarray]:
        states, traces = new_state(), new_trace(is_on=True)
        orders = np.empty(int(setup.n_options), np.int64)
        log = np.zeros(ROOM, INCIDENT)
        rows = []
        for run in runs:
            key = np.uint64(draws.run_key(seed, int(run)))
            n = log_run(states, traces, setups, key, log, orders)
            if n > len(log):
                log = np.zeros(2 * n, INCIDENT)
                log_run(states, traces, setups, key, log, orders)
            row = np.zeros(n, INCIDENT_ROW)
            row["run"] = run
            for name in INCIDENT.names or ():
                row[name] = log[name][:n]
            rows.append(row)
        return rows

    with ThreadPoolExecutor(workers) as pool:
        parts = [row for rows in pool.map(take, spans) for row in rows]
    return np.concatenate(parts) if parts else np.zeros(0, INCIDENT_ROW)
