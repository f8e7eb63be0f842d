"""Tokens: the shape of an actor as a path around the origin, with its letters."""

from __future__ import annotations

import math
from typing import NamedTuple

# Half extents at size 1, so that all shapes look equally heavy.
_CIRCLE, _SQUARE, _DIAMOND, _POLYGON = 0.48, 0.42, 0.55, 0.52
_CORNERS = {
    "octagon": (8, math.pi / 8),
    "hexagon": (6, 0.0),
    "pentagon": (5, -math.pi / 2),
    "triangle": (3, -math.pi / 2),
}
_LETTERS = {"diamond": 0.36, "triangle": 0.3}
SMALLEST_LETTERS = 10.0


class Token(NamedTuple):
    """A drawn actor: an outline, and where its letters go."""

    path: str
    letters: float
    """size of the letters, px"""
    baseline: float
    stroke: float


def token(shape: str, size: float, n_letters: int = 2, stroke: float = 0.0) -> Token:
    """The token of a shape in a box of `size` px around the origin; `stroke` lies inside."""
    letters = size * _LETTERS.get(shape, 0.4)
    if n_letters < 2:
        letters *= 1.15
    if n_letters > 2:
        letters *= 0.8
    letters = max(SMALLEST_LETTERS, letters)
    drop = 0.12 * size if shape == "triangle" else 0.0
    return Token(outline(shape, size, stroke), round(letters, 1),
                 round(letters * 0.36 + drop, 1), stroke)  # fmt: skip


def outline(shape: str, size: float, stroke: float = 0.0) -> str:
    """The outline of a shape as an SVG path around the origin."""
    inset = stroke / 2
    if shape == "square":
        h = size * _SQUARE - inset
        return _path([(-h, -h), (h, -h), (h, h), (-h, h)])
    if shape == "diamond":
        h = size * _DIAMOND - inset * 1.3
        return _path([(0, -h), (h, 0), (0, h), (-h, 0)])
    if shape in _CORNERS:
        count, turn = _CORNERS[shape]
        h = size * _POLYGON * (1.15 if count == 3 else 1.0) - inset
        lift = 0.08 * size if count == 3 else 0.0
        corners = [turn + 2 * math.pi * k / count for k in range(count)]
        return _path([(h * math.cos(angle), h * math.sin(angle) + lift) for angle in corners])
    r = round(size * _CIRCLE - inset, 2)
    return f"M{-r} 0A{r} {r} 0 1 1 {r} 0A{r} {r} 0 1 1 {-r} 0Z"


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 2)} {round(y, 2)}" for x, y in points) + "Z"
