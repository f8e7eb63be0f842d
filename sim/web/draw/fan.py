"""The fan of futures: cells of rungs that hold 50, 90 and 99 of 100 futures, and the median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

LEFT, RIGHT, TOP, STEP_Y = 28.0, 8.0, 8.0, 16.0
RUNGS = 12
NOTABLE = 7
"""Close encounters: the line above which a fan is read."""


class Bar(NamedTuple):
    """A rectangle of one turn."""

    band: int
    x: float
    y: float
    width: float
    height: float


class Drawing(NamedTuple):
    """A fan."""

    width: float
    height: float
    bars: list[Bar]
    medians: list[tuple[float, float, float]]
    """x, y and width"""
    turns: list[tuple[int, float]]
    rows: list[tuple[int, float]]
    notable_y: float
    words: str


def draw(fan: Sequence[Mapping[str, Any]], width: float = 424.0) -> Drawing:
    """Lay a fan out in `width` px."""
    height = TOP + RUNGS * STEP_Y
    step = (width - LEFT - RIGHT) / max(1, len(fan))
    bars, medians, turns = [], [], []
    every = max(1, -(-len(fan) // 8))
    for place, column in enumerate(fan):
        x = round(LEFT + place * step, 1)
        for band in (99, 90, 50):
            low, high = column[f"band{band}"]
            y, bottom = _top(high), _top(low) + STEP_Y
            bars.append(Bar(band, x + 0.5, y, round(step - 1, 1), round(bottom - y, 1)))
        medians.append((x + 0.5, _top(column["median"]) + STEP_Y / 2, round(step - 1, 1)))
        if place % every == 0:
            turns.append((int(column["turn"]), round(x + step / 2, 1)))
    rows = [(rung, _top(rung) + STEP_Y / 2) for rung in range(0, RUNGS, 2)] + [
        (11, _top(11) + STEP_Y / 2)
    ]
    return Drawing(
        width, height + 20, bars, medians, turns, rows, _top(NOTABLE) + STEP_Y, _words(fan)
    )


def _top(rung: float) -> float:
    return TOP + (RUNGS - 1 - rung) * STEP_Y


def _words(fan: Sequence[Mapping[str, Any]]) -> str:
    if not fan:
        return "No turn is left to play."
    parts = [
        f"turn {c['turn']}: median rung {c['median']}, 90 of 100 from {c['band90'][0]} to "
        f"{c['band90'][1]}"
        for c in fan
    ]
    return "Highest rung by turn. " + "; ".join(parts)
