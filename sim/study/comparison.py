"""Policy configs compared on equal luck: every outcome, run by run, against a baseline."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.montecarlo.executor import Executor
from sim.study.plan import Plan
from sim.study.progress import Listener, ignore
from sim.study.result import Result
from sim.study.sweep import run_sweep

FILE_NAME = "comparison.csv"


def run_comparison(
    plan: Plan,
    path: Path,
    executor: Executor | None = None,
    listener: Listener = ignore,
    command: str = "",
) -> Result:
    """Sweep the cells of `plan` and compare all with the first.

    The folder gains `comparison.csv`: per cell and outcome the mean difference with its 95%
    interval, how much variance the pairing saved, and the shares of runs that came out higher,
    lower or the same. Raises as `run_sweep` does.
    """
    result = run_sweep(plan, path, executor, listener, command)
    write_comparison(result)
    return result


def write_comparison(result: Result) -> pd.DataFrame:
    """Write and return `comparison.csv` of a complete result, against its first cell."""
    frame = result.comparison(baseline=0)
    result.folder.write_table(FILE_NAME, frame)
    result.folder.record([FILE_NAME])
    return frame
