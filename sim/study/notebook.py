"""Progress in a notebook: a bar where widgets are installed, else a line every few seconds."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from sim.study.progress import Listener, Progress, ignore, line

LINE_SECONDS = 10.0


@contextmanager
def shown(console: Console | None = None, line_seconds: float = LINE_SECONDS) -> Iterator[Listener]:
    """A listener that shows how far a study is where it runs in a notebook; elsewhere a silent one.

    Rich draws in notebooks by itself; its bar needs ipywidgets there.
    """
    console = console or Console()
    if not console.is_jupyter:
        yield ignore
    elif importlib.util.find_spec("ipywidgets") is None:
        yield _lines(console, line_seconds)
    else:
        with Bar(BarColumn(), TextColumn("{task.description}"), console=console) as bar:
            task = bar.add_task("starting")

            def tell(report: Progress) -> None:
                bar.update(
                    task, total=report.total, completed=report.done, description=line(report)
                )

            yield tell


def _lines(console: Console, line_seconds: float) -> Listener:
    told = time.monotonic()

    def tell(report: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= line_seconds:
            told = time.monotonic()
            console.print(line(report), markup=False)

    return tell
