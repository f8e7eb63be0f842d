"""What it costs: a quantile dot plot, each dot the same number of runs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse
from matplotlib.ticker import MaxNLocator

from sim.report.drawing.canvas import Canvas, styled
from sim.report.style import LIGHT, RUNGS
from sim.report.words import money

DOTS = 50
LEVELS = tuple((np.arange(DOTS) + 0.5) / DOTS)
_LEFT, _WIDTH, _TALLEST, _LARGEST = 22, 824, 220, 17.0


@styled
def cost(dots: np.ndarray, budget: float | None = None, title: str | None = None) -> Figure:
    """`dots` are the costs (M EUR) at the levels `LEVELS`; a `budget` adds a line.

    A dot stands for 2 in 100 runs, so that a reader counts chances instead of reading areas.
    """
    values = np.sort(np.asarray(dots, dtype=float))
    top = _axis_top(max(values[-1], budget or 0.0))
    columns, size, tall = _columns(values, top)
    height = max(90.0, tall * size)
    canvas = Canvas(height + 90, title)
    axes = canvas.axes(_LEFT, 54, _WIDTH, height)
    axes.set(xlim=(0, top), ylim=(0, height), yticks=[])
    axes.grid(visible=False)
    step = top / _WIDTH * size
    for column, level, value in columns:
        over = budget is not None and value > budget
        centre = ((column + 0.5) * step, (level + 0.5) * size)
        colour = RUNGS[10] if over else RUNGS[6]
        axes.add_patch(Ellipse(centre, 0.9 * step, 0.9 * size, fc=colour, ec="none", zorder=3))
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(lambda value, _: money(value))
    _marks(axes, middle(values), budget, values, height)
    return canvas.figure


def middle(dots: np.ndarray) -> float:
    """The median: between the two dots in the middle."""
    return float(dots[len(dots) // 2 - 1 : len(dots) // 2 + 1].mean())


def _marks(
    axes: Axes, median: float, budget: float | None, values: np.ndarray, height: float
) -> None:
    _line(axes, median, height, "-", LIGHT["ink"], f"median {money(median)}", 9)
    if budget is not None:
        over = int(np.count_nonzero(values > budget))
        text = f"budget {money(budget)}: {over} of {DOTS} dots pass it"
        _line(axes, budget, height, (0, (3, 2)), LIGHT["hot"], text, 23)


def _line(axes: Axes, x: float, height: float, dash: Any, ink: str, text: str, up: float) -> None:
    """A line through the dots with its name `up` points above them, leaning to the middle."""
    axes.plot([x, x], [0, height + up / 0.75], color=ink, ls=dash, lw=1.4, marker="",
              clip_on=False, zorder=4)  # fmt: skip
    right = x > 0.6 * axes.get_xlim()[1]
    axes.annotate(
        text, (x, height), xytext=(-5 if right else 5, up - 7), textcoords="offset points",
        ha="right" if right else "left", weight="bold", color=ink, annotation_clip=False,
    )  # fmt: skip


def _columns(values: np.ndarray, top: float) -> tuple[list[tuple[int, int, float]], float, int]:
    """(column, level, value) of every dot, the size of a dot in pixels, and the tallest pile."""
    size = _LARGEST
    while True:
        count = int(_WIDTH / size)
        places = np.minimum((values / top * _WIDTH / size).astype(int), count - 1)
        tall = int(np.bincount(places).max())
        if tall * size <= _TALLEST or size < 3.5:
            break
        size *= 0.94
    levels: dict[int, int] = {}
    dots = []
    for place, value in zip(places.tolist(), values.tolist(), strict=True):
        dots.append((place, levels.get(place, 0), value))
        levels[place] = levels.get(place, 0) + 1
    return dots, size, tall


def _axis_top(highest: float) -> float:
    """A round end of the axis with room for the last dot."""
    if highest <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(highest))
    return next(s * size for s in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10, 15) if s * size > highest)
