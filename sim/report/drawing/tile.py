"""One square of a heat grid: the darker, the more runs. Never hot: a share is not a rung."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from sim.report.style import FIRST_HOT_RUNG, LIGHT, ON_RUNG, RUNGS
from sim.report.words import per


def shade(share: float) -> int:
    """The step 0..8 of the calm ramp for a share."""
    return round(max(0.0, min(1.0, share)) * (FIRST_HOT_RUNG - 1))


def ink_on(share: float) -> str:
    """The colour of text on a tile."""
    return ON_RUNG[shade(share)]


def tile(box: tuple[float, float, float, float], share: float) -> Rectangle:
    """A tile on `box` (left, top, width, height) with a white gap around it."""
    left, top, width, height = box
    return Rectangle(
        (left, top), width, height, fc=RUNGS[shade(share)], ec=LIGHT["surface"], lw=2.2
    )


def of_hundred(share: float) -> str:
    """The figure on a tile: of 100 runs, "none" and "all" as words."""
    if share == 0:
        return "none"
    return "all" if share == 1 else per(share, 100).replace("under ", "<").replace("over ", ">")
