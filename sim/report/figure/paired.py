"""What changes against a baseline, run by run on common random numbers."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import fit
from sim.report.row import Row, rows
from sim.report.style import LIGHT, RUNGS, series
from sim.report.words import per, signed

_LABEL, _WIDTH, _LANE = 252, 560, 15


@styled
def paired(frame: pd.DataFrame, baseline: str, title: str | None = None) -> Figure:
    """Differences from `baseline`, one block per outcome, one mark per compared config.

    `frame` has outcome (in words), label, scale (`share` or `quantity`), unit, difference, ci_low,
    ci_high. Shares stand on one axis, of 100 runs; every quantity has a scale of its own, its
    values written out. A hollow mark spans zero.
    """
    told = rows(frame)
    names = list(dict.fromkeys(frame["label"]))
    outcomes = list(dict.fromkeys(frame["outcome"]))
    lane = max(34.0, _LANE * len(names) + 10)
    key = _places(names)
    top = 62.0 + 20 * key[-1][1]
    height = top + lane * len(outcomes) + 6
    canvas = Canvas(height, title)
    _key(canvas, names, key, baseline)
    axes = canvas.axes(_LABEL, top, _WIDTH, lane * len(outcomes))
    axes.set(ylim=(len(outcomes), 0), yticks=[])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    reach = _reach([row for row in told if row["scale"] == "share"])
    axes.set_xlim(-reach, reach)
    _scale(axes, reach, any(row["scale"] == "share" for row in told))
    for at, outcome in enumerate(outcomes):
        block = [row for row in told if row["outcome"] == outcome]
        axes.axhline(at, color=LIGHT["line"], lw=0.8, zorder=1)
        canvas.text(
            0, top + lane * (at + 0.5), fit(outcome, _LABEL), weight="bold", color=LIGHT["ink"]
        )
        own = block[0]["scale"] == "quantity"
        stretch = reach / _reach(block, 1.35) if own else 100.0
        for row in block:
            place = names.index(row["label"])
            y = at + (place + 1) / (len(names) + 1)
            _mark(axes, y, row, place, stretch, own)
    return canvas.figure


def _mark(axes: Axes, y: float, row: Row, place: int, stretch: float, own: bool) -> None:
    look = series(place + 1)
    low, high, value = (stretch * row[name] for name in ("ci_low", "ci_high", "difference"))
    if math.isnan(value):
        return
    face = look.colour if low > 0 or high < 0 else LIGHT["surface"]
    if not math.isnan(low):
        axes.hlines(y, low, high, color=look.colour, lw=1.8, zorder=3)
    axes.plot(value, y, look.marker, ms=7.5, mfc=face, mec=look.colour, mew=1.5, zorder=4)
    if own:
        edge, lean = (high, 8) if value >= 0 else (low, -8)
        edge = value if math.isnan(edge) else edge
        axes.annotate(
            signed(row["difference"], row["unit"]), (edge, y), xytext=(lean, 0),
            textcoords="offset points",
            ha="left" if value >= 0 else "right", va="center_baseline", color=LIGHT["ink2"],
            annotation_clip=False,
        )  # fmt: skip


def _scale(axes: Axes, reach: float, shared: bool) -> None:
    axes.axvline(0, color=LIGHT["ink"], lw=1.4, zorder=2)
    axes.xaxis.tick_top()
    step = reach / 1.1 / 2
    ticks = [-2 * step, -step, 0, step, 2 * step] if shared else [0]
    axes.set_xticks(ticks, [signed(round(tick, 6)) for tick in ticks])
    axes.grid(visible=True, axis="x")


def _places(names: list[str]) -> list[tuple[float, int]]:
    """Left edge and line of every name above the figure; a full line is followed by another."""
    places, left, line = [], float(_LABEL), 0
    for name in names:
        wide = 44 + 6.8 * len(name)
        if left + wide > 872 and left > _LABEL:
            left, line = float(_LABEL), line + 1
        places.append((left, line))
        left += wide
    return places


def _key(canvas: Canvas, names: list[str], key: list[tuple[float, int]], baseline: str) -> None:
    canvas.text(0, 8, f"against {baseline}, of 100 runs: fewer to the left, more to the right")
    height = 20 * (key[-1][1] + 1)
    pen = canvas.axes(0, 19, canvas.width, height)
    pen.set(xlim=(0, canvas.width), ylim=(height, 0))
    pen.axis("off")
    for place, (name, (left, line)) in enumerate(zip(names, key, strict=True)):
        look = series(place + 1)
        pen.plot(left + 5, 20 * line + 10, look.marker, ms=7.5, mfc=look.colour, mec=look.colour)
        canvas.text(left + 16, 29 + 20 * line, name, color=LIGHT["ink"])


def _reach(told: list[Row], air: float = 1.1) -> float:
    """The half-width of a scale that holds all intervals, rounded up."""
    bounds = [abs(row[end]) for row in told for end in ("ci_low", "ci_high", "difference")]
    widest = max((bound for bound in bounds if not math.isnan(bound)), default=0.0)
    if widest == 0:
        return air
    wide = widest * (100 if told[0]["scale"] == "share" else 1)
    size = 10.0 ** math.floor(math.log10(wide))
    return air * next(step * size for step in (1, 2, 4, 6, 8, 10) if step * size >= wide)


@styled
def higher_lower(frame: pd.DataFrame, title: str | None = None) -> Figure:
    """Of 100 pairs, in how many the highest rung came out lower, the same, higher.

    `frame` has label, lower, same, higher (shares).
    """
    canvas = Canvas(26 + 34 * len(frame), title)
    canvas.text(0, 8, "of 100 pairs, the highest rung was")
    axes = canvas.axes(_LABEL, 20, _WIDTH, 34 * len(frame))
    axes.set(xlim=(0, 1), ylim=(len(frame), 0))
    axes.axis("off")
    looks = (
        ("lower", RUNGS[8], LIGHT["surface"], ""),
        ("same", RUNGS[1], LIGHT["ink"], ""),
        ("higher", LIGHT["surface"], LIGHT["ink"], "////"),
    )
    for at, row in enumerate(rows(frame)):
        canvas.text(
            0,
            20 + 34 * (at + 0.5),
            fit(str(row["label"]), _LABEL),
            weight="bold",
            color=LIGHT["ink"],
        )
        left = 0.0
        for name, fill, ink, hatch in looks:
            width = float(row[name])
            axes.add_patch(Rectangle((left, at + 0.1), width, 0.8, fc=fill, hatch=hatch,
                                     ec=RUNGS[5] if hatch else fill, lw=1))  # fmt: skip
            text = f"{per(width, 100)} {'the same' if name == 'same' else name}"
            if width * _WIDTH > 7 * len(text) + 10:
                patch = {"fc": LIGHT["surface"], "ec": "none", "pad": 1.5} if hatch else None
                axes.text(left + 0.014, at + 0.5, text, va="center_baseline", color=ink,
                          weight="bold" if hatch else "normal", bbox=patch)  # fmt: skip
            left += width
    return canvas.figure
