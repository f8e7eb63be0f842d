"""Momentum: a campaign rolls on. One's own acts against an adversary bring forth more of them.

Additive, as in a self-exciting point process (Hawkes 1971): own marks raise the number of acts a
day by a share of their own, whatever else the actor wants. What the other does is answered one by
one, from the book of provocations.
"""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import LN2
from sim.core.kernel import kernel


@kernel
def momentum_rate(other: np.record, parameters: np.record) -> float:
    """Return how many acts a day against `other` the actor's own campaign brings forth.

    `response.momentum_branching` is the acts that one mark sets off over its whole decay.
    """
    half_life = parameters.response_momentum_half_life_days
    return LN2 * parameters.response_momentum_branching * other.momentum / half_life


@kernel
def roll_on(
    other: np.record, parameters: np.record, first: int, last: int, intensity: np.ndarray
) -> None:
    """Share the momentum out over what is wanted of the options toward `other`."""
    rate = momentum_rate(other, parameters)
    if rate <= 0.0:
        return
    total = 0.0
    for o in range(first, last):
        total += intensity[o]
    if total <= 0.0:
        return
    factor = 1.0 + rate / total
    for o in range(first, last):
        intensity[o] *= factor
