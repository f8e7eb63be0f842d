"""An executor on a dask cluster: the same shards and the same bits on more machines.

Needs the extra `cluster` (`pip install countermove[cluster]`). The workers need the same
countermove; each keeps its own compiled kernels.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

from distributed import Client, Future  # pyright: ignore[reportMissingImports]

from sim.core.layout.setup import Setup
from sim.montecarlo.executor import join
from sim.montecarlo.run_many import Batch, run_many

RUNS_PER_TASK = 2_000


class ClusterExecutor:
    """Cuts every request into tasks for the workers of a dask scheduler.

    `address` is the scheduler's (`tcp://host:8786`), or None for workers on this machine.
    """

    def __init__(self, address: str | None = None, **options: Any) -> None:
        self._client = Client(address, **options)
        self._setups: dict[int, tuple[Setup, Future]] = {}

    @property
    def step(self) -> int:
        """Runs that keep every worker thread busy for a few tasks."""
        threads = sum(self._client.nthreads().values())
        return RUNS_PER_TASK * max(1, threads) * 4

    def run(self, setup: Setup, seed: int, first_run: int, n_runs: int, series_runs: int) -> Batch:
        """Return the outcomes of the runs, and the series of the first `series_runs` of them."""
        shared = self._share(setup)
        tasks = []
        for done in range(0, n_runs, RUNS_PER_TASK):
            size = min(RUNS_PER_TASK, n_runs - done)
            traced = min(max(series_runs - done, 0), size)
            # One numba thread a task: dask already runs one task per core.
            task = (shared, seed, first_run + done, size, 1, traced)
            tasks.append(self._client.submit(run_many, *task, pure=False))
        return join(list(self._client.gather(tasks)))

    def close(self) -> None:
        """Leave the cluster; workers started here end."""
        self._setups.clear()
        self._client.close()

    def __enter__(self) -> ClusterExecutor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _share(self, setup: Setup) -> Future:
        # The setup goes to the workers once. It is kept beside its future, so that its id stays.
        if id(setup) not in self._setups:
            future = self._client.scatter([setup], broadcast=True, hash=False)[0]
            self._setups[id(setup)] = (setup, future)
        return self._setups[id(setup)][1]
