"""What the supporter's firmness does to harm, by the kind of adversary: the sign flips."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from sim.montecarlo import run_many
from sim.report.drawing.canvas import Canvas, styled
from sim.report.style import LIGHT, RUNGS
from sim.scenario import load_scenario
from sim.statistics import mean_interval

ADVERSARIES = ("opportunist", "prober", "spiral")
POLICIES = ("restrained", "proportionate", "firm")
RUNS, SEED = 4_000, 7
LEFT, TOP, WIDTH, HEIGHT = 60, 40, 560, 320


class Line(NamedTuple):
    """Change of harm from the first policy, in % of it, with 95% intervals, a policy each."""

    adversary: str
    change: list[float]
    low: list[float]
    high: list[float]


def flips() -> list[Line]:
    """Simulate UK policies against each adversary on common random numbers."""
    return [_line(adversary) for adversary in ADVERSARIES]


def _line(adversary: str) -> Line:
    harms = [_harm(policy, adversary) for policy in POLICIES]
    scale = 100.0 / harms[0].mean()
    changes = [(harm - harms[0]) * scale for harm in harms]
    intervals = [mean_interval(change) for change in changes[1:]]
    return Line(
        adversary,
        [float(change.mean()) for change in changes],
        [0.0, *(interval.low for interval in intervals)],
        [0.0, *(interval.high for interval in intervals)],
    )


def _harm(policy: str, adversary: str) -> np.ndarray:
    scenario = load_scenario("belgium_2025", {"UK": policy, "Russia": adversary})
    outcomes = run_many(scenario.setup, SEED, 0, RUNS).outcomes
    names = [column.name for column in scenario.columns]
    wanted = [names.index(f"hostile_severity.{state}") for state in ("UK", "Belgium")]
    return outcomes[:, wanted].sum(axis=1)


@styled
def sign_flip(lines: list[Line], title: str | None = None) -> Figure:
    """Draw one line an adversary from restrained to firm."""
    canvas = Canvas(TOP + HEIGHT + 40, title)
    axes = canvas.axes(LEFT, TOP, WIDTH, HEIGHT)
    canvas.text(
        0, 12, "harm to the UK and Belgium, change from a restrained UK in %, 95% intervals"
    )
    places = np.arange(len(POLICIES))
    axes.axhline(0, color=LIGHT["ink3"], lw=1.2)
    for number, line in enumerate(lines):
        shade = (RUNGS[8], RUNGS[5], RUNGS[10])[number]
        axes.plot(places, line.change, color=shade, lw=2.5, ls="-", marker="o", ms=7)
        for place, low, high in zip(places, line.low, line.high, strict=True):
            axes.plot([place, place], [low, high], color=shade, lw=2, ls="-", marker="")
        axes.text(places[-1] + 0.08, line.change[-1], f"{line.adversary} {line.change[-1]:+.0f}%",
                  va="center", color=shade, weight="bold", clip_on=False)  # fmt: skip
    axes.set(xticks=places, xlim=(-0.1, len(POLICIES) - 0.95))
    axes.set_xticklabels([f"UK {policy}" for policy in POLICIES])
    axes.grid(axis="x", visible=False)
    return canvas.figure
