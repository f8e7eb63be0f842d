"""Momentum: a campaign rolls on. One's own acts against an adversary bring forth more of them.

Additive, as in a self-exciting point process (Hawkes 1971): own marks raise the number of acts a
day by a share of their own, whatever else the actor wants. What the other does is answered one by
one, from the book of provocations.
"""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import LN2, exp
from sim.core.kernel import kernel


@kernel
def momentum_rate(other: np.record, parameters: np.record, days: float) -> float:
    """Return how many acts a day against `other` the actor's own campaign brings in a turn.

    `response.momentum_branching` is the acts that one mark sets off over its whole decay, whatever
    the length of a turn: what fades during this turn is what sets off this turn's acts. The stock
    has faded for the turn already when the actor decides.
    """
    before = exp(LN2 * days / parameters.response_momentum_half_life_days)
    return parameters.response_momentum_branching * other.momentum * (before - 1.0) / days


@kernel
def roll_on(
    other: np.record, parameters: np.record, days: float, first: int, last: int,
    intensity: np.ndarray,
) -> None:  # fmt: skip
    """Share the momentum out over what is wanted of the options toward `other`."""
    rate = momentum_rate(other, parameters, days)
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
