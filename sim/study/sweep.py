"""The Monte Carlo sweep: shard by shard into a result folder that can be stopped and resumed."""

from __future__ import annotations

import shutil
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pandas as pd

from sim.core.errors import ConfigError, PartialFailure
from sim.core.layout.capacity import MAX_PROVOCATIONS
from sim.crisis import trace
from sim.montecarlo.executor import Executor, ThreadExecutor, join
from sim.montecarlo.run_many import Batch
from sim.statistics import paired, rung_shares, series_quantiles, summarise
from sim.store import (
    COMPARISON,
    SWEEP,
    Folder,
    Manifest,
    RunTable,
    Shard,
    alone_in,
    create,
    make,
    without_home,
)
from sim.store.turn_parts import TurnParts
from sim.study.interrupt import stoppable
from sim.study.kept import keep_scenario
from sim.study.plan import Cell, Plan
from sim.study.progress import Listener, Meter, ignore
from sim.study.result import Result
from sim.study.tables import COMPARISON_TABLE, cells_table, events_table

_MOST_TOLD = 5
FORGOTTEN = "forgotten"
"""The outcome that counts provocations for which a book had no room."""
WORTH_TELLING = 0.01
"""Provocations without room, a run, from which on a sweep warns of them."""
MADE_LATER = ("figures/", "report.")
"""What a report adds to a folder; a sweep does not make it."""

Tell = Callable[[str], None]
"""Told of each damaged file, which is computed again, and of what did not fit into the model."""


def warn(text: str) -> None:
    """Tell by a warning of Python."""
    warnings.warn(text, stacklevel=2)


def run_sweep(
    plan: Plan,
    path: Path,
    executor: Executor | None = None,
    listener: Listener = ignore,
    command: str = "",
    study: str = SWEEP,
    tell: Tell = warn,
) -> Result:
    """Compute what `path` does not hold yet of `plan`, then its tables.

    Equal plans give equal bytes in `runs/`, in one go or in many, on any executor. Never holds
    more than one shard of runs in memory. What was damaged since it was written is told and
    computed again. A `study` that is a comparison also has the paired differences from its first
    cell in `comparison.csv`.

    Raises ConfigError where the folder is not fit, another process writes into it, or the disk is
    full, PartialFailure where runs failed; on these and on KeyboardInterrupt the finished shards
    are kept and the manifest says `partial`.
    """
    _check_space(plan, path)
    manifest = Manifest(plan.config(), study, command, runs_total=plan.total)
    make(path)
    with alone_in(path):
        folder = create(path, manifest)
        if study == COMPARISON and folder.manifest.study != study:
            folder.manifest.study, folder.manifest.status = study, "partial"
        if folder.manifest.status != "done" or _is_damaged(folder):
            with stoppable():
                _Sweep(plan, folder, executor or ThreadExecutor(), listener, tell).run()
    return Result(folder)


def _is_damaged(folder: Folder) -> bool:
    """Tell whether anything that a sweep makes is missing or changed in a finished folder."""
    return any(not problem.startswith(MADE_LATER) for problem in folder.verify())


class _Sweep:
    def __init__(
        self, plan: Plan, folder: Folder, executor: Executor, listener: Listener, tell: Tell
    ) -> None:
        self.plan = plan
        self.folder = folder
        self.executor = executor
        self.parts = TurnParts(folder)
        self.failures: list[str] = []
        shards = [shard for cell in range(len(plan.cells)) for shard in plan.shards(cell)]
        self.finished = {shard for shard in shards if self._is_finished(shard)}
        self._tell_damage(shards, tell)
        found = sum(shard.n_runs for shard in self.finished)
        if found < plan.total:
            self._warm_up()
        self.meter = Meter(plan.total, found, listener)
        self.tell = tell
        self.kept = found

    def _warm_up(self) -> None:
        """Take one run, so that compiling does not count as slowness; errors show up later."""
        with suppress(Exception):
            self.executor.run(self.plan.cells[0].scenario.setup, self.plan.seed, 0, 1, 1)

    def run(self) -> None:
        """Compute the missing shards and write the tables; keep the manifest true throughout."""
        self.folder.mark("running", self.kept)
        try:
            self.folder.write_columns(self.plan.columns)
            self.folder.write_table("cells.parquet", cells_table(self.plan))
            for cell in self.plan.cells:
                keep_scenario(self.folder.path, cell.scenario)
            for index, cell in enumerate(self.plan.cells):
                self._run_cell(index, cell)
            if not self.failures:
                self._finish()
        except BaseException:
            self.folder.mark("partial", self.kept)
            raise
        if self.failures:
            self.folder.mark("partial", self.kept)
            raise PartialFailure(self._failure_text())

    def _run_cell(self, index: int, cell: Cell) -> None:
        shards = self.plan.shards(index)
        for shard in shards:
            if shard not in self.finished:
                self._run_shard(cell, shard)
        complete = self.finished.issuperset(shards)
        if complete and not self.parts.has_cell(index):
            self._finish_cell(index, cell, shards)

    def _run_shard(self, cell: Cell, shard: Shard) -> None:
        before = self.meter.done
        try:
            batch = self._compute(cell, shard)
        except (ConfigError, MemoryError):
            raise
        except Exception as error:
            # One bad shard must not cost the others: it is told at the end, and resumable.
            self.failures.append(f"{shard.name}: {type(error).__name__}: {error}")
            self._log(traceback.format_exc())
            self.meter.add(before - self.meter.done)
            return
        # The parts first: a shard of runs that is there has all that the turns need of it.
        self.parts.write(shard, batch.on_rung, cell.scenario.series, batch.series)
        self.folder.write_shard(shard, cell.scenario.columns, batch.outcomes)
        self.finished.add(shard)
        self.kept += shard.n_runs

    def _compute(self, cell: Cell, shard: Shard) -> Batch:
        setup, traced = cell.scenario.setup, self.plan.traced_in(shard)
        batches = []
        for done in range(0, shard.n_runs, self.executor.step):
            n_runs = min(self.executor.step, shard.n_runs - done)
            series_runs = min(max(traced - done, 0), n_runs)
            first = shard.first_run + done
            batches.append(self.executor.run(setup, self.plan.seed, first, n_runs, series_runs))
            self.meter.add(n_runs)
        return join(batches)

    def _finish_cell(self, index: int, cell: Cell, shards: list[Shard]) -> None:
        days, names = cell.scenario.days_per_turn, cell.scenario.series
        traced = self.parts.read_series(shards, names, cell.scenario.turns)
        rows = [
            rung_shares(index, self.parts.read_rungs(shards), days),
            series_quantiles(index, names, traced, days),
        ]
        self.parts.finish_cell(index, pd.concat(rows, ignore_index=True), shards)

    def _finish(self) -> None:
        self.parts.merge(len(self.plan.cells))
        self.folder.write_table("events.parquet", events_table(self.plan, trace))
        summary = summarise(RunTable(self.folder), self.plan.columns)
        self.folder.write_table("summary.csv", summary)
        self._tell_overflow(summary)
        if self.folder.manifest.study == COMPARISON:
            differences = paired(RunTable(self.folder), self.plan.columns, 0)
            self.folder.write_table(COMPARISON_TABLE, differences)
        self.folder.checksums.settle()
        self.folder.mark("done", self.kept)

    def _is_finished(self, shard: Shard) -> bool:
        traced = self.plan.traced_in(shard) > 0
        return self.folder.has_shard(shard) and self.parts.has(shard, traced)

    def _tell_damage(self, shards: list[Shard], tell: Tell) -> None:
        """Tell which files are there, but not as they were written."""
        checksums, damaged = self.folder.checksums, dict[Path, None]()
        for shard in shards:
            if shard not in self.finished:
                for path in (self.folder.shard_path(shard), *self.parts.paths(shard)):
                    if path.exists() and checksums.is_known(path) and not checksums.is_sound(path):
                        damaged[path] = None
        for path in list(damaged)[:_MOST_TOLD]:
            tell(f"{path}: changed since it was written; it is computed again")
        if len(damaged) > _MOST_TOLD:
            tell(f"and {len(damaged) - _MOST_TOLD} more damaged files, computed again")

    def _tell_overflow(self, summary: pd.DataFrame) -> None:
        """Tell of each cell in which an actor had more provocations on its mind than there is room.

        Those that were dropped are answered by nobody, so the cell shows too few answers.
        """
        rows = summary[summary["outcome"] == FORGOTTEN]
        means = dict(zip(rows["cell"], rows["mean"], strict=True))
        for index, cell in enumerate(self.plan.cells):
            if (mean := float(means.get(index, 0.0))) >= WORTH_TELLING:
                self.tell(
                    f"{cell.label}: {mean:.2g} provocations a run found no room "
                    f"({MAX_PROVOCATIONS} an actor) and are not answered; see the outcome "
                    f"'{FORGOTTEN}'"
                )

    def _log(self, text: str) -> None:
        with (self.folder.path / "errors.log").open("a", encoding="utf-8") as log:
            log.write(without_home(text) + "\n")

    def _failure_text(self) -> str:
        count, path = len(self.failures), self.folder.path
        return (
            f"{count} shard{'s' if count > 1 else ''} failed, the first: {self.failures[0]}; "
            f"{self.kept:,} of {self.plan.total:,} runs are kept in {path} "
            f"(details in errors.log). Try again with: countermove resume {path}"
        )


def _check_space(plan: Plan, path: Path) -> None:
    """Refuse early what cannot end well."""
    parent = path.absolute()
    while not parent.exists():
        parent = parent.parent
    free, needed = shutil.disk_usage(parent).free, plan.bytes_needed()
    if needed > free:
        raise ConfigError(
            f"runs: {plan.runs:,} in {len(plan.cells)} cells may need {size(needed)}, "
            f"but {size(free)} are free at {path}; "
            f"ask for fewer runs or choose another output.dir"
        )


def size(count: float) -> str:
    """Return a number of bytes in words: `340 bytes`, `6.2 kB`, `12 GB`."""
    if count < 1000:
        return f"{count:.0f} bytes"
    for unit in ("kB", "MB", "GB", "TB"):
        count /= 1000.0
        if count < 999.5 or unit == "TB":
            break
    return f"{count:,.1f} {unit}" if count < 9.95 else f"{count:,.0f} {unit}"
