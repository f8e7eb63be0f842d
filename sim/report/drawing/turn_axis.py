"""The axis of turns: "week 1 … 52", with few round marks."""

from __future__ import annotations

from matplotlib.axes import Axes

from sim.scenario.scenario import period

_STEPS = {
    "week": (1, 2, 4, 13, 26, 52, 104, 260),
    "day": (1, 2, 7, 14, 28, 91, 182, 364, 728),
    "turn": (1, 2, 5, 10, 20, 50, 100, 200),
}


def label_turns(axes: Axes, turns: int, days_per_turn: float) -> None:
    """Mark the first turn, the last one, and up to six between."""
    name = period(days_per_turn)
    step = next((step for step in _STEPS[name] if turns / step <= 6.5), turns)
    marks = [1, *range(step, turns + 1, step)] if step > 1 else list(range(1, turns + 1))
    marks = sorted(set(marks))
    if turns - marks[-1] < 0.4 * step and marks[-1] != 1:
        marks[-1] = turns
    elif marks[-1] != turns:
        marks.append(turns)
    if len(marks) > 1 and marks[1] - 1 < 0.04 * turns:
        del marks[1]
    axes.set_xticks(marks, [f"{name} 1" if mark == 1 else f"{mark}" for mark in marks])
