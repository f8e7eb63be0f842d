"""Reaction: what an actor was made to feel turns into acts, those in kind first.

Additive, as in a self-exciting point process (Hawkes 1971): marks raise the number of acts a day
by a share of their own, whatever else the actor wants.
"""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import LN2, exp
from sim.core.belief.attribution import required_certainty
from sim.core.kernel import kernel
from sim.core.layout.setup import Menu


@kernel
def reaction(other: np.record, policy: np.record, parameters: np.record) -> float:
    """Return how many acts a day the actor has in it against `other`, from what it felt.

    Marks felt lately and over months, scaled by the policy's responsiveness, and the momentum of
    its own campaign; each stock gives its branching ratio in acts over its whole decay.
    """
    fast = (
        parameters.response_fast_branching
        * other.felt_fast
        / parameters.response_fast_half_life_days
    )
    slow = (
        parameters.response_slow_branching
        * other.felt_slow
        / parameters.response_slow_half_life_days
    )
    own = parameters.response_momentum_branching * other.momentum
    return LN2 * (
        policy.responsiveness * (fast + slow) + own / parameters.response_momentum_half_life_days
    )


@kernel
def react(
    other: np.record, policy: np.record, menu: Menu, parameters: np.record,
    first: int, last: int, intensity: np.ndarray, reactive: np.ndarray,
) -> None:  # fmt: skip
    """Add the reaction to `other` to what is wanted of the options toward it.

    Shared out by how much each is wanted anyhow and by how near it stands to the rung of the last
    attributed act and to that of its own last one; only acts for which the actor is sure enough.
    """
    total = 0.0
    for o in range(first, last):
        reactive[o] = 0.0
        if other.certainty >= required_certainty(policy, menu.rung[o]):
            gap = abs(menu.rung[o] - other.answered_rung)
            habit = abs(menu.rung[o] - other.own_rung) if other.own_rung >= 1.0 else 0.0
            reactive[o] = intensity[o] * exp(
                -parameters.choice_inkind_rung * gap - parameters.choice_habit_rung * habit
            )
            total += reactive[o]
    if total <= 0.0:
        return
    share = reaction(other, policy, parameters) / total
    for o in range(first, last):
        reactive[o] *= share
        intensity[o] += reactive[o]
