"""Policy configs compared with a baseline, run by run, with common random numbers."""

from __future__ import annotations

from pathlib import Path

from sim.core.errors import ConfigError
from sim.montecarlo.executor import Executor
from sim.store import COMPARISON
from sim.study.plan import Plan
from sim.study.progress import Listener, ignore
from sim.study.result import Result
from sim.study.sweep import Tell, run_sweep, warn


def run_comparison(
    plan: Plan,
    path: Path,
    executor: Executor | None = None,
    listener: Listener = ignore,
    command: str = "",
    tell: Tell = warn,
) -> Result:
    """Sweep the cells of `plan` and compare all with the first.

    The folder gains `comparison.csv`: per cell and outcome the mean difference with its 95%
    interval, how much variance the pairing saved, and the shares of runs that came out higher,
    lower or the same. Raises as `run_sweep` does, and ConfigError for less than two cells.
    """
    if len(plan.cells) < 2:
        raise ConfigError("compare: needs at least two configs; the first is the baseline")
    return run_sweep(plan, path, executor, listener, command, COMPARISON, tell)
