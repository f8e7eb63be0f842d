"""Two policies against each other: rows play one side, columns the other."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import fit
from sim.report.drawing.tile import ink_on, of_hundred, tile
from sim.report.style import LIGHT

_LABEL, _ROW, _HEAD, _LAST = 200, 56, 58, 76


@styled
def grid(frame: pd.DataFrame, rung: int, title: str | None = None) -> Figure:
    """A grid of "n in 100 reach `rung`", the least of each column outlined, worst at the right.

    `frame` has row, column, share and `least` (outlined); its attrs `rows` and `columns` name the
    two sides, for example "UK" and "Russia".
    """
    rows = list(dict.fromkeys(frame["row"]))
    columns = list(dict.fromkeys(frame["column"]))
    share = frame.pivot(index="row", columns="column", values="share").loc[rows, columns]
    least = frame.pivot(index="row", columns="column", values="least")
    width = min(150.0, (872 - _LABEL - _LAST) / len(columns))
    height = _HEAD + _ROW * len(rows) + 8
    canvas = Canvas(height, title)
    axes = canvas.axes(0, 0, canvas.width, height)
    axes.set(xlim=(0, canvas.width), ylim=(height, 0))
    axes.axis("off")
    canvas.text(0, 8, f"of 100 runs, reach rung {rung}; {_sides(frame)}")
    for across, name in enumerate(columns):
        canvas.text(_LABEL + across * width + 10, _HEAD - 14, fit(name, width - 10))
    canvas.text(_LABEL + len(columns) * width + 18, _HEAD - 14, "worst")
    for down, name in enumerate(rows):
        top = _HEAD + down * _ROW
        middle = top + _ROW / 2
        canvas.text(0, middle, fit(name, _LABEL), weight="bold", color=LIGHT["ink"])
        for across, column in enumerate(columns):
            value = float(share.loc[name, column])  # pyright: ignore[reportArgumentType]
            left = _LABEL + across * width
            best = bool(least.loc[name, column])
            patch = tile((left, top, width, _ROW), value)
            axes.add_patch(patch)
            if best:
                axes.add_patch(_outline(left, top, width))
            alone = best and int(least[column].to_numpy().sum()) == 1
            text = of_hundred(value) + (" least" if alone and width > 84 else "")
            canvas.text(left + 12, middle, text, weight="bold", color=ink_on(value))
        worst = of_hundred(float(share.loc[name].max()))
        canvas.text(_LABEL + len(columns) * width + 18, middle, worst, weight="bold",
                    color=LIGHT["ink"])  # fmt: skip
    return canvas.figure


def _outline(left: float, top: float, width: float) -> Rectangle:
    outline = tile((left + 2, top + 2, width - 4, _ROW - 4), 0)
    outline.set(facecolor="none", edgecolor=LIGHT["ink"], linewidth=1.6)
    return outline


def _sides(frame: pd.DataFrame) -> str:
    rows, columns = (frame.attrs.get(name, "") for name in ("rows", "columns"))
    return f"{rows or 'one side'} plays rows, {columns or 'the other'} columns"
