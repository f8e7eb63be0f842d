"""Where runs are computed: threads of this process, or the workers of a cluster.

An executor decides only where; the bits of a run depend on its seed and number alone.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sim.core.layout.setup import Setup
from sim.montecarlo.run_many import Batch, run_many


class Executor(Protocol):
    """Computes runs `first_run` .. `first_run + n_runs - 1` of a setup."""

    @property
    def step(self) -> int:
        """How many runs one call should ask for: few enough to report progress and to stop."""
        ...

    def run(self, setup: Setup, seed: int, first_run: int, n_runs: int, series_runs: int) -> Batch:
        """Return the outcomes of the runs, and the series of the first `series_runs` of them."""
        ...

    def close(self) -> None:
        """Let go of what the executor holds; it is not used afterwards."""
        ...


class ThreadExecutor:
    """The default: numba threads of this process; `threads` None takes all there are."""

    step = 2_000

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads

    def run(self, setup: Setup, seed: int, first_run: int, n_runs: int, series_runs: int) -> Batch:
        """Return the outcomes of the runs, and the series of the first `series_runs` of them."""
        return run_many(setup, seed, first_run, n_runs, self.threads, series_runs)

    def close(self) -> None:
        """Do nothing: threads live only as long as a call."""


def join(batches: list[Batch]) -> Batch:
    """Put batches of consecutive runs together into one."""
    if len(batches) == 1:
        return batches[0]
    return Batch(
        outcomes=np.concatenate([batch.outcomes for batch in batches]),
        on_rung=np.sum([batch.on_rung for batch in batches], axis=0),
        series=np.concatenate([batch.series for batch in batches]),
    )
