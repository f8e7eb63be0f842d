"""How a study is watched: a bar on a terminal, a plain line every ten seconds elsewhere."""

from __future__ import annotations

import math
import time
from types import TracebackType

from rich.progress import BarColumn, Progress, TaskID, TextColumn

from sim.cli.terminal import messages
from sim.study.progress import Progress as Report

LINE_SECONDS = 10.0


class Watch:
    """A listener for `run_sweep`; use it as a context manager around the study."""

    def __init__(self, is_quiet: bool = False) -> None:
        self._console = messages()
        self._is_quiet = is_quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._last_line = time.monotonic()

    def __enter__(self) -> Watch:
        if self._console.is_terminal and not self._is_quiet:
            columns = (
                BarColumn(bar_width=None, complete_style="cyan", finished_style="cyan"),
                TextColumn("{task.description}"),
            )
            self._bar = Progress(*columns, console=self._console, expand=True, transient=True)
            self._task = self._bar.add_task("starting")
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def note(self, text: str) -> None:
        """Print a line above the bar."""
        if not self._is_quiet:
            self._console.print(text, markup=False)

    def warn(self, text: str) -> None:
        """Print a line above the bar, also where only results were asked for."""
        self._console.print(f"warning: {text}", markup=False)

    def __call__(self, report: Report) -> None:
        """Show how far the study is."""

        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task, total=report.total, completed=report.done, description=line(report)
            )
        elif not self._is_quiet and time.monotonic() - self._last_line >= LINE_SECONDS:
            self._last_line = time.monotonic()
            self.note(line(report))


def line(report: Report) -> str:
    """ "61,440 of 100,000 runs · 4,250 runs/s · 9 s left"."""
    parts = [f"{report.done:,} of {report.total:,} runs"]
    if report.runs_per_s > 0:
        parts.append(f"{report.runs_per_s:,.0f} runs/s")
    if math.isfinite(report.seconds_left):
        parts.append(f"{duration(report.seconds_left)} left")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """ "9 s", "2 min 05 s", "3 h 10 min"."""
    whole = math.ceil(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
