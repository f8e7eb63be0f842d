"""How a study is watched: a bar on a terminal, a plain line every ten seconds elsewhere."""

from __future__ import annotations

import time
from types import TracebackType

from rich.progress import BarColumn, Progress, TaskID, TextColumn

from sim.cli.terminal import messages
from sim.study.progress import Progress as Report
from sim.study.progress import line

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
