"""What each kind of aid changes, facing whom, and how well sources are told apart."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.style import LIGHT, RUNGS

SHADES = {"poor": RUNGS[3], "usual": RUNGS[6], "good": RUNGS[8]}
AID_WORDS = {
    "advisers": "advisers",
    "ew_suite": "EW suite",
    "counter_drone": "counter-drone kit",
    "frontline_unit": "frontline unit",
}
_LABEL, _WIDTH, _GAP, _ROW, _HEAD, _TOP = 190, 310, 40, 36, 34, 66
_PANELS = (
    ("severity_share", "harm done, change in %"),
    ("encounter_points", "reach rung 7, change in 100 runs"),
)


@styled
def aid(table: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw changes from "nothing sent" with 95% intervals; left of the line is calmer.

    `table` has adversary, attribution, aid, and for both panels NAME, NAME_low, NAME_high.
    """
    adversaries = list(dict.fromkeys(table["adversary"]))
    aids = list(dict.fromkeys(table["aid"].astype(str)))
    block = _HEAD + _ROW * len(aids)
    canvas = Canvas(_TOP + block * len(adversaries) + 30, title)
    _key(canvas)
    for p, (name, heading) in enumerate(_PANELS):
        left = _LABEL + p * (_WIDTH + _GAP)
        axes = canvas.axes(left, _TOP, _WIDTH, block * len(adversaries))
        canvas.text(left, 44, heading, weight="bold", color=LIGHT["ink"])
        reach = 1.12 * _farthest(table, name)
        axes.set(xlim=(-reach, reach), ylim=(block * len(adversaries), 0), yticks=[])
        axes.axvline(0, color=LIGHT["ink3"], lw=1.2)
        axes.spines[["left", "bottom", "right", "top"]].set_visible(False)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", color=LIGHT["line"], lw=0.8)
        axes.tick_params(length=0, labelcolor=LIGHT["ink3"])
        for a, adversary in enumerate(adversaries):
            for k, kind in enumerate(aids):
                y = a * block + _HEAD + (k + 0.5) * _ROW
                chosen = (table["adversary"] == adversary) & (table["aid"] == kind)
                _marks(axes, y, pd.DataFrame(table[chosen]), name)
                if p == 0:
                    canvas.text(12, _TOP + y, AID_WORDS.get(str(kind), str(kind)))
    for a, adversary in enumerate(adversaries):
        canvas.text(0, _TOP + a * block + 20, adversary, weight="bold", color=LIGHT["ink"])
    return canvas.figure


def _farthest(table: pd.DataFrame, name: str) -> float:
    """Return the end farthest from zero of all intervals; 1 where nothing changes."""
    ends = table[[f"{name}_low", f"{name}_high"]].abs().max().max()
    return float(ends) if ends > 0.0 else 1.0


def _key(canvas: Canvas) -> None:
    canvas.text(0, 12, "change from nothing sent, with 95% intervals; attribution:")
    axes = canvas.axes(370, 2, 400, 20)
    axes.set(xlim=(0, 400), ylim=(20, 0))
    axes.axis("off")
    for place, (quality, shade) in enumerate(SHADES.items()):
        axes.plot(place * 90 + 6, 10, "o", ms=7, color=shade)
        axes.text(place * 90 + 16, 10, quality, va="center", color=LIGHT["ink2"])


def _marks(axes: Axes, y: float, rows: pd.DataFrame, name: str) -> None:
    for place, row in enumerate(rows.to_dict("records")):
        at = y + (place - (len(rows) - 1) / 2) * 10
        shade = SHADES.get(row["attribution"], LIGHT["ink2"])
        ends = [row[f"{name}_low"], row[f"{name}_high"]]
        axes.plot(ends, [at, at], color=shade, lw=2, ls="-", marker="")
        axes.plot(row[name], at, "o", ms=6, color=shade)
