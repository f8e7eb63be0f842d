"""Progress in a notebook: lines without widgets, and silence everywhere else."""

from __future__ import annotations

from rich.console import Console

from sim.study.notebook import shown
from sim.study.progress import Progress, ignore


def test_a_notebook_without_widgets_is_told_in_lines() -> None:
    console = Console(force_jupyter=True, record=True)
    with shown(console, line_seconds=0.0) as listener:
        listener(Progress(100, 1_000, 50.0, 18.0))
    assert "100 of 1,000 runs · 50 runs/s · 18 s left" in console.export_text()


def test_elsewhere_nothing_is_shown() -> None:
    with shown(Console(force_jupyter=False)) as listener:
        assert listener is ignore
