"""Where the runs stand, turn by turn: stacked shares of the rungs, the rare top band enlarged."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.core.layout.ladder import N_RUNGS, RUNG_LABELS
from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import spread
from sim.report.drawing.turn_axis import label_turns
from sim.report.style import LIGHT, RUNGS

TOP_FROM = 6
_BANDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
_LEFT, _WIDTH, _GAP = 44, 620, 16


@styled
def rung_share(turns: pd.DataFrame, title: str | None = None) -> Figure:
    """Stacked shares of one cell; `turns` holds its rows `on_rung.0` .. `on_rung.11`.

    The highest rungs are rare: if there are any, a second panel enlarges the topmost part.
    """
    shares = shares_by_rung(turns)
    days_per_turn = float(turns["day"].to_numpy().max() / turns["turn"].to_numpy().max())
    band = _band(shares)
    offset = 164 if band else 0
    canvas = Canvas(offset + 280, title)
    edges = 100 * np.vstack([np.zeros(shares.shape[1]), np.cumsum(shares, axis=0)])
    edges[-1] = 100.0
    if band:
        canvas.text(_LEFT, 8, f"the top {band:g} of 100 runs, enlarged")
        axes = canvas.axes(_LEFT, 26, _WIDTH, 112)
        _stack(axes, edges, 100 - band)
        axes.set(xticks=[], yticks=(100 - band, 100))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
        _names(canvas, axes, edges, shares, range(TOP_FROM, N_RUNGS), (26, 112), 100 - band)
    canvas.text(_LEFT, offset + 8, "of 100 runs")
    axes = canvas.axes(_LEFT, offset + 26, _WIDTH, 214)
    _stack(axes, edges, 0)
    axes.set_yticks((0, 25, 50, 75, 100))
    if band:
        axes.axhline(100 - band, color=LIGHT["surface"], lw=1.2, ls=(0, (2, 2)), zorder=4)
    label_turns(axes, shares.shape[1], days_per_turn)
    plain = range(TOP_FROM) if band else range(N_RUNGS)
    _names(canvas, axes, edges, shares, plain, (offset + 26, 214), 0)
    return canvas.figure


def shares_by_rung(turns: pd.DataFrame) -> np.ndarray:
    """Shares, shape (rungs, turns), from the rows `on_rung.R` of one cell."""
    table = turns.pivot(index="outcome", columns="turn", values="mean")
    return table.reindex([f"on_rung.{rung}" for rung in range(N_RUNGS)]).fillna(0).to_numpy()


def _band(shares: np.ndarray) -> float | None:
    """How much of the top to enlarge, in percent; None where there is nothing, or too much.

    It holds the high rungs of nine turns in ten: one scripted turn may rise out of it.
    """
    tops = np.sort(100 * shares[TOP_FROM:].sum(axis=0))
    usual = float(tops[int(0.9 * (len(tops) - 1))]) or float(tops[-1])
    if usual == 0:
        return None
    return next((width for width in _BANDS if width >= 1.02 * usual), None)


def _stack(axes: Axes, edges: np.ndarray, bottom: float) -> None:
    x = np.arange(1, edges.shape[1] + 1, dtype=float)
    if len(x) == 1:  # one turn is drawn as a block, not as a line without width
        x, edges = np.array([0.75, 1.25]), np.repeat(edges, 2, axis=1)
    for rung in range(N_RUNGS):
        axes.fill_between(
            x, edges[rung], edges[rung + 1], fc=RUNGS[rung], ec=LIGHT["surface"], lw=0.6, zorder=2
        )
    axes.set(xlim=(x[0], x[-1]), ylim=(bottom, 100))


def _names(
    canvas: Canvas,
    axes: Axes,
    edges: np.ndarray,
    shares: np.ndarray,
    rungs: range,
    box: tuple[float, float],
    bottom: float,
) -> None:
    """Name the rungs that occur to the right of where their bands end."""
    top, height = box
    # From the top down, so that bands without height at the end keep their order.
    named = [rung for rung in reversed(rungs) if shares[rung].max() > 0]

    def down(percent: float) -> float:
        return top + height * (100 - max(percent, bottom)) / (100 - bottom)

    ends = [down((edges[rung, -1] + edges[rung + 1, -1]) / 2) for rung in named]
    places = spread(ends, _GAP, top + 2, top + height - 4)
    right = _LEFT + _WIDTH
    for rung, end, place in zip(named, ends, places, strict=True):
        axes.annotate(
            "",
            (1.0, 1 - (end - top) / height),
            (1 + 16 / _WIDTH, 1 - (place - top) / height),
            xycoords="axes fraction",
            textcoords="axes fraction",
            arrowprops={"arrowstyle": "-", "color": LIGHT["line2"], "lw": 0.9, "shrinkA": 0,
                        "shrinkB": 0},
            annotation_clip=False,
        )  # fmt: skip
        ink = LIGHT["hot"] if rung >= 9 else LIGHT["ink"]
        canvas.text(right + 20 + 7 * (rung < 10), place, f"{rung}", weight="bold", color=ink)
        canvas.text(right + 40, place, RUNG_LABELS[rung])
