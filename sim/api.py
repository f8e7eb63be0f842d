"""The public Python interface: a scenario in, a result out.

from sim import compare, load_scenario, sweep

firm = load_scenario("belgium_2025", policies={"UK": "firm"})
result = sweep(firm, runs=20_000, seed=7)
result.runs            # one row per run
result.summary()       # estimates with 95% intervals
result.plot.cost()     # a Matplotlib figure
result.save("results/firm")
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from sim.core.errors import ConfigError, explain
from sim.core.number import whole_number
from sim.montecarlo.executor import Executor, ThreadExecutor
from sim.report import Plot, result_card
from sim.scenario import Scenario
from sim.scenario.find import user_path
from sim.study import Cell, Listener, Plan, open_result, run_comparison, run_sweep
from sim.study import Result as StudyResult
from sim.study.notebook import shown
from sim.study.plan import MAX_THREADS, SHARD_SIZE, TRACED_RUNS


class Result(StudyResult):
    """What a sweep or comparison found.

    `.runs`, `.turns`, `.events`, `.cells` are DataFrames, `.summary()`, `.exceedance(cell)` and
    `.comparison(baseline)` make more of them, `.plot` draws, `.save(folder)` keeps the whole.
    """

    @cached_property
    def plot(self) -> Plot:
        """The figures of the report, each a Matplotlib figure."""
        return Plot(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return result_card(self)


def sweep(
    scenario: Scenario,
    runs: int = 20_000,
    seed: int = 7,
    *,
    threads: int | None = None,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    listener: Listener | None = None,
    shard_size: int = SHARD_SIZE,
    traced_runs: int = TRACED_RUNS,
) -> Result:
    """Take `runs` runs of one scenario.

    Without `folder` the result lives in a temporary one until `.save`. `listener` is told the
    progress; without one a notebook shows it. Same seed, same bits, whatever `threads`, `executor`
    and `shard_size`.

    Raises ConfigError for numbers out of bounds or an unfit folder, PartialFailure where runs
    failed.
    """
    _check_scenario(scenario, "scenario")
    cells = (Cell(scenario.title, "", scenario),)
    plan = Plan(cells, runs, seed, shard_size=shard_size, traced_runs=traced_runs)
    return _study(run_sweep, plan, folder, executor or _threads(threads), listener)


def compare(
    scenarios: Mapping[str, Scenario],
    runs: int = 20_000,
    seed: int = 7,
    *,
    threads: int | None = None,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    listener: Listener | None = None,
    shard_size: int = SHARD_SIZE,
    traced_runs: int = TRACED_RUNS,
) -> Result:
    """Take `runs` runs of several configs on common random numbers; the first is the baseline.

    `scenarios` maps a label to each config, as in
    `compare({"restrained": restrained, "firm": firm})`; `.comparison()` of the result has the
    paired differences. Else as `sweep`.
    """
    if not isinstance(scenarios, Mapping):
        allowed = 'a mapping of labels to scenarios, such as {"restrained": ..., "firm": ...}'
        raise ConfigError(explain("scenarios", scenarios, allowed))
    for label, scenario in scenarios.items():
        if not isinstance(label, str):
            raise ConfigError(explain("scenarios: label", label, "a text"))
        _check_scenario(scenario, f"scenarios[{label!r}]")
    cells = tuple(Cell(label, "", scenario) for label, scenario in scenarios.items())
    plan = Plan(cells, runs, seed, shard_size=shard_size, traced_runs=traced_runs)
    return _study(run_comparison, plan, folder, executor or _threads(threads), listener)


def load_result(folder: str | Path) -> Result:
    """Open a result folder.

    Raises ConfigError where it is not one.
    """
    return Result(open_result(folder).folder)


def _check_scenario(scenario: object, where: str) -> None:
    if not isinstance(scenario, Scenario):
        raise ConfigError(explain(where, scenario, "what load_scenario returns"))


def _threads(threads: object) -> ThreadExecutor:
    if threads is None:
        return ThreadExecutor()
    return ThreadExecutor(whole_number("threads", threads, 1, MAX_THREADS))


def _study(
    run: Callable[..., StudyResult],
    plan: Plan,
    folder: str | Path | None,
    executor: Executor,
    listener: Listener | None,
) -> Result:
    if listener is None:
        with shown() as bar:
            return _study(run, plan, folder, executor, bar)
    if folder is not None:
        return Result(run(plan, user_path(folder), executor, listener).folder)
    temporary = Path(tempfile.mkdtemp(prefix="countermove-"))
    try:
        result = Result(run(plan, temporary, executor, listener).folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    # The folder lives for as long as somebody holds the result.
    weakref.finalize(result, shutil.rmtree, temporary, ignore_errors=True)
    return result
