"""How high the runs climb: the share that reaches each rung at least, the tail on a log scale."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.row import Row, rows
from sim.report.style import LIGHT, RUNGS
from sim.report.words import per

TAIL_FROM = 8
_MARK = {"marker": "o", "ms": 6.5, "mec": LIGHT["ink"], "clip_on": False, "zorder": 5}


@styled
def exceedance(frame: pd.DataFrame, title: str | None = None) -> Figure:
    """Bars with Wilson whiskers, and the tail (rung 8 and above).

    `frame` is that of `sim.statistics.exceedance`: rung, n, events, share, ci_low, ci_high.
    """
    canvas = Canvas(288, title)
    _bars(canvas, frame)
    _tail(canvas, [row for row in rows(frame) if row["rung"] >= TAIL_FROM])
    return canvas.figure


def _bars(canvas: Canvas, frame: pd.DataFrame) -> None:
    canvas.text(44, 8, "of 100 runs")
    canvas.text(44, 278, "highest rung reached, at least")
    axes = canvas.axes(44, 34, 534, 206)
    axes.set(xlim=(-0.5, 11.5), ylim=(0, 100), yticks=(0, 25, 50, 75, 100), xticks=range(12))
    for row in rows(frame):
        rung, share = row["rung"], 100 * row["share"]
        if row["events"]:
            axes.bar(rung, share, width=0.56, color=RUNGS[rung], ec="none", zorder=2)
        axes.vlines(
            rung, 100 * row["ci_low"], 100 * row["ci_high"], color=LIGHT["ink"], lw=1.6, zorder=4,
            clip_on=False,
        )  # fmt: skip
        axes.plot(rung, share, mfc=LIGHT["surface"], mew=1.6, **_MARK)
        if 0.35 <= share < 99.5:
            _beside(axes, rung, share, per(share / 100, 100))


def _tail(canvas: Canvas, tail: list[Row]) -> None:
    base = 10_000 if tail[0]["n"] <= 200_000 else 1_000_000
    canvas.text(644, 8, f"the tail, of {base:,} runs, log scale")
    canvas.text(644, 278, "highest rung reached, at least")
    axes = canvas.axes(644, 34, 220, 206)
    bottom = min(row["ci_low"] if row["events"] else row["ci_high"] / 4 for row in tail)
    floor = 10.0 ** math.floor(math.log10(base * bottom))
    # A hair of room above keeps a mark at the very top off the caption.
    top = 10.0 ** math.ceil(math.log10(base * max(row["ci_high"] for row in tail)) - 1e-9)
    axes.set_yscale("log")
    axes.set(xlim=(TAIL_FROM - 0.4, 11.7), ylim=(floor, top), xticks=range(TAIL_FROM, 12))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
    for row in tail:
        rung, low, high = row["rung"], base * row["ci_low"], base * row["ci_high"]
        if row["events"] == 0:
            _open_bound(axes, rung, floor, high)
            continue
        share = row["share"]
        axes.vlines(rung, low, high, color=LIGHT["ink"], lw=1.6, zorder=4, clip_on=False)
        axes.plot(rung, base * share, mfc=RUNGS[rung], mew=1.4, **_MARK)
        _beside(axes, rung, base * share, "all" if share == 1 else per(share, base))


def _open_bound(axes: Axes, rung: int, floor: float, high: float) -> None:
    """Nothing was seen: all that is known is that the share lies below `high`."""
    axes.vlines(rung, floor, high, color=LIGHT["ink"], lw=1.2, ls=(0, (2, 2)), zorder=4)
    axes.plot(rung, high, marker="v", ms=7, mfc=LIGHT["surface"], mec=LIGHT["ink"], mew=1.4,
              clip_on=False, zorder=5)  # fmt: skip
    text = f"<{math.ceil(high):,}" if high >= 1 else f"<{high:.1g}"
    axes.annotate(
        text, (rung, high), xytext=(0, 7), textcoords="offset points", ha="center",
        weight="bold", color=LIGHT["ink"], annotation_clip=False, zorder=6,
    )  # fmt: skip


def _beside(axes: Axes, x: float, y: float, text: str) -> None:
    axes.annotate(
        text, (x, y), xytext=(8.5, 0), textcoords="offset points", va="center_baseline",
        weight="bold", color=LIGHT["ink"], annotation_clip=False, zorder=6,
    )  # fmt: skip
