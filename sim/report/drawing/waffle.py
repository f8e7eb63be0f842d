"""A hundred squares: how many runs of 100, at least, about, at most."""

from __future__ import annotations

import math
from typing import NamedTuple


class Square(NamedTuple):
    """One of the hundred: its place in pixels and the class that styles it."""

    left: int
    top: int
    kind: str


class Waffle(NamedTuple):
    """The squares, and the counts `least` <= `central` <= `most` they show."""

    squares: list[Square]
    least: int
    central: int
    most: int


def waffle(share: float, low: float, high: float, pitch: int = 31) -> Waffle:
    """Squares filled to the low end of an interval, to its estimate, and hatched to its high end.

    The low end is rounded down and the high end up, so that the picture never claims more than
    the interval does; an interval within one square collapses to the estimate.
    """
    central = round(100 * share)
    if 100 * (high - low) < 1:
        least = most = central
    else:
        least = min(math.floor(100 * low + 1e-9), central)
        most = max(math.ceil(100 * high - 1e-9), central)
    kinds = ["known"] * least + ["central"] * (central - least) + ["open"] * (most - central)
    kinds += ["none"] * (100 - len(kinds))
    squares = [Square(pitch * (n % 10), pitch * (n // 10), kind) for n, kind in enumerate(kinds)]
    return Waffle(squares, least, central, most)
