"""Several configs side by side: runs that reach each rung, and what each one costs."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.core.layout.ladder import N_RUNGS
from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import fit
from sim.report.drawing.tile import ink_on, of_hundred, tile
from sim.report.style import LIGHT, RUNGS
from sim.report.words import money

FROM_RUNG = 4
_LABEL, _ROW, _COLUMN = 264, 34, 76


@styled
def cells(frame: pd.DataFrame, title: str | None = None) -> Figure:
    """A grid of "n in 100 reach this rung or a higher one".

    `frame` has one row per cell and rung: label, rung, share; cells in the order they come.
    """
    labels = list(dict.fromkeys(frame["label"]))
    share = frame.pivot(index="label", columns="rung", values="share").reindex(labels)
    canvas = Canvas(50 + _ROW * len(labels), title)
    canvas.text(0, 32, "of 100 runs, reach rung")
    axes = canvas.axes(0, 0, canvas.width, 50 + _ROW * len(labels))
    axes.set(xlim=(0, canvas.width), ylim=(50 + _ROW * len(labels), 0))
    axes.axis("off")
    rungs = range(FROM_RUNG, N_RUNGS)
    for column, rung in enumerate(rungs):
        left = _LABEL + column * _COLUMN
        canvas.text(left + 10, 32, f"{rung}" if rung == N_RUNGS - 1 else f"{rung}+")
    for at, label in enumerate(labels):
        top = 46 + at * _ROW
        canvas.text(0, top + _ROW / 2, fit(label, _LABEL - 6), color=LIGHT["ink"], weight="bold")
        for column, rung in enumerate(rungs):
            value = float(share.loc[label, rung])  # pyright: ignore[reportArgumentType]
            box = (_LABEL + column * _COLUMN, top, _COLUMN, _ROW)
            axes.add_patch(tile(box, value))
            canvas.text(box[0] + 10, top + _ROW / 2, of_hundred(value), color=ink_on(value),
                        weight="bold")  # fmt: skip
    return canvas.figure


@styled
def cost_by_cell(frame: pd.DataFrame, title: str | None = None) -> Figure:
    """Median and 5 to 95 in 100 range of the cost of every cell.

    `frame` has label, q05, q50, q95 in M EUR; a row without numbers says so.
    """
    rows = len(frame)
    canvas = Canvas(50 + rows * _ROW, title)
    canvas.text(0, 8, "median, and from 5 to 95 of 100 runs")
    axes = canvas.axes(_LABEL, 22, 420, rows * _ROW)
    highest = float(np.nanmax([*frame["q95"], 0.0]))
    axes.set(xlim=(0, 1.05 * highest if highest > 0 else 1), ylim=(rows, 0), yticks=[])
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(lambda value, _: money(value))
    for at, row in enumerate(frame.to_dict("records")):
        y = at + 0.5
        canvas.text(
            0, 22 + y * _ROW, fit(str(row["label"]), _LABEL - 6), color=LIGHT["ink"], weight="bold"
        )
        if math.isnan(row["q50"]):
            canvas.text(_LABEL + 440, 22 + y * _ROW, "does not apply")
            continue
        axes.hlines(y, row["q05"], row["q95"], color=RUNGS[5], lw=5, zorder=3)
        axes.plot(row["q50"], y, "D", ms=6.5, mfc=LIGHT["surface"], mec=LIGHT["ink"], mew=1.6,
                  clip_on=False, zorder=4)  # fmt: skip
        text = f"{money(row['q50'])}, {money(row['q05'])} to {money(row['q95'])}"
        canvas.text(_LABEL + 440, 22 + y * _ROW, text)
    return canvas.figure
