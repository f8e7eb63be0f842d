"""Which open option toward an actor stands nearest to a wanted rung."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Menu

NO_RUNG = -1.0


@kernel
def nearest_rung(menu: Menu, is_open: np.ndarray, first: int, last: int, wanted: float) -> float:
    """Return the rung, at or above 1, of these options nearest to the wanted one.

    The lower of two equally near rungs; NO_RUNG where nothing is open.
    """
    best, distance = NO_RUNG, np.inf
    for o in range(first, last):
        if is_open[o] == 0.0 or menu.rung[o] < 1.0:
            continue
        gap = abs(menu.rung[o] - wanted)
        if gap < distance or (gap == distance and menu.rung[o] < best):
            best, distance = menu.rung[o], gap
    return best


@kernel
def count_nearest(menu: Menu, is_open: np.ndarray, first: int, last: int, rung: float) -> float:
    """Return how many of these options are open and stand on this rung, at least 1."""
    n = 0.0
    for o in range(first, last):
        if menu.rung[o] == rung:
            n += is_open[o]
    return max(1.0, n)
