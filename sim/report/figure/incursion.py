"""What kit changes: incursions a month before the first kit came, and after."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.style import LIGHT, SERIES
from sim.report.words import number

_LEFT, _ROW = 236, 56


@styled
def incursion(frame: pd.DataFrame, title: str | None = None) -> Figure:
    """One line per row of `frame`: label, n, and mean, low, high of `before` and `after`.

    Columns: label, n, before, before_low, before_high, after, after_low, after_high (incursions
    a month; means over the `n` runs in which kit came, with 95% intervals).
    """
    rows = len(frame)
    canvas = Canvas(56 + rows * _ROW, title)
    canvas.text(0, 8, "incursions a month, mean of the runs in which kit came")
    axes = canvas.axes(_LEFT, 24, 600, rows * _ROW)
    highest = frame[["before_high", "after_high", "before", "after"]].max().max()
    axes.set(xlim=(0, 1.12 * highest if highest > 0 else 1), ylim=(rows, 0), yticks=[])
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    for at, row in enumerate(frame.to_dict("records")):
        middle = 24 + (at + 0.5) * _ROW
        canvas.text(0, middle - 7, str(row["label"]), weight="bold", color=LIGHT["ink"])
        canvas.text(
            0, middle + 9, f"{int(row['n']):,} runs with kit" if row["n"] else "no kit came"
        )
        if row["n"]:
            _change(axes, at + 0.5, row)
    return canvas.figure


def _change(axes: Axes, y: float, row: dict[Any, Any]) -> None:
    before, after = float(row["before"]), float(row["after"])
    axes.plot([before, after], [y, y], color=LIGHT["line2"], ls="-", marker="", lw=1.2, zorder=2)
    looks = (("before", SERIES[1].colour, LIGHT["surface"]), ("after", LIGHT["ink"], LIGHT["ink"]))
    for name, edge, face in looks:
        value = float(row[name])
        axes.hlines(y, row[f"{name}_low"], row[f"{name}_high"], color=edge, lw=1.8, zorder=4)
        axes.plot(value, y, "o", ms=7, mfc=face, mec=edge, mew=1.6, clip_on=False, zorder=5)
        # One above, one below: they never meet, however close the values.
        up = 1 if name == "before" else -1
        axes.annotate(
            f"{name} {number(value)}", (value, y), xytext=(0, 7 * up), textcoords="offset points",
            ha="left" if value < 0.06 * axes.get_xlim()[1] else "center",
            va="bottom" if up > 0 else "top", color=LIGHT["ink"], annotation_clip=False,
            weight="normal" if up > 0 else "bold",
        )  # fmt: skip
