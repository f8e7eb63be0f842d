"""How soon: the share of runs that have reached a rung by each turn."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import spread
from sim.report.drawing.turn_axis import label_turns
from sim.report.style import FIRST_HOT_RUNG, LIGHT, RUNGS, SERIES
from sim.report.words import per
from sim.scenario.scenario import period

_LEFT, _TOP, _WIDTH, _HEIGHT = 44, 26, 600, 214
_CALM_LINES = (SERIES[0], SERIES[1], SERIES[3])


@styled
def first_passage(
    curves: Mapping[int, pd.DataFrame], days_per_turn: float, title: str | None = None
) -> Figure:
    """Curves by rung, each the frame of `sim.statistics.first_passage` with one row per turn.

    The band is the Wilson interval, the ring marks half of the final share, and the label says
    how many never get there within the horizon (the censored runs).
    """
    turns = len(next(iter(curves.values())))
    canvas = Canvas(280, title)
    canvas.text(_LEFT, 8, "of 100 runs that have reached it")
    axes = canvas.axes(_LEFT, _TOP, _WIDTH, _HEIGHT)
    x = np.arange(1, turns + 1)
    highest = 100 * max(float(curve["ci_high"].iloc[-1]) for curve in curves.values())
    top = min(100.0, max(1.0, _round_up(highest)))
    axes.set(xlim=(1, max(turns, 1.001)), ylim=(0, top))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    ends = []
    for place, (rung, curve) in enumerate(sorted(curves.items())):
        share = 100 * curve["share"].to_numpy()
        colour, dash = _look(place, rung)
        low, high = 100 * curve["ci_low"].to_numpy(), 100 * curve["ci_high"].to_numpy()
        axes.fill_between(x, low, high, fc="#D9E1E7", alpha=0.6, ec="none", zorder=2)
        axes.plot(x, share, color=colour, ls=dash, marker="", zorder=4, clip_on=False)
        half = int(np.searchsorted(share, share[-1] / 2))
        if share[-1] > 0:
            axes.plot(x[half], share[half], "o", ms=6, mfc=LIGHT["surface"], mec=colour,
                      mew=1.4, clip_on=False, zorder=5)  # fmt: skip
        ends.append(share[-1])
    label_turns(axes, turns, days_per_turn)
    _names(canvas, curves, ends, top, f"{period(days_per_turn)} {turns}")
    return canvas.figure


def _names(
    canvas: Canvas,
    curves: Mapping[int, pd.DataFrame],
    ends: list[float],
    top: float,
    last: str,
) -> None:
    wanted = [_TOP + _HEIGHT * (1 - end / top) for end in ends]
    places = spread(wanted, 32, _TOP, _TOP + _HEIGHT - 12)
    for place, (rung, curve) in zip(places, sorted(curves.items()), strict=True):
        share, n = float(curve["share"].iloc[-1]), int(curve["n"].iloc[-1])
        ink = LIGHT["hot"] if rung >= FIRST_HOT_RUNG else LIGHT["ink"]
        canvas.text(_LEFT + _WIDTH + 14, place, f"rung {rung}", weight="bold", color=ink)
        canvas.text(_LEFT + _WIDTH + 66, place, f"{_seen(share, n)} by {last}")
        never = "" if share in (0, 1) else f"{per(1 - share, 100)} never do"
        canvas.text(_LEFT + _WIDTH + 66, place + 14, never, color=LIGHT["ink3"])


def _seen(share: float, n: int) -> str:
    if share in (0, 1):
        return f"none of {n:,}" if share == 0 else "all"
    return per(share, 100)


def _look(place: int, rung: int) -> tuple[str, str]:
    if rung >= FIRST_HOT_RUNG:
        return RUNGS[rung], "-."
    look = _CALM_LINES[place % len(_CALM_LINES)]
    return look.colour, look.dash


def _round_up(value: float) -> float:
    """The next round number above, with a little air."""
    size = 10.0 ** math.floor(math.log10(max(value, 0.1)))
    return next(step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= value)
