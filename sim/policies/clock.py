"""Competing clocks: every option has its own clock, whose rate follows its utility.

An option's rate is its tempo times e**U, with U held within a cap, plus a share of the actor's
reaction to what it was made to feel.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.core.arithmetic import exp
from sim.core.kernel import kernel
from sim.core.setup import Menu
from sim.policies.family import View, Wish
from sim.policies.motive import weigh_against, weigh_among_friends
from sim.policies.reaction import react


def competing_clocks(motives_against: Callable[..., Any]) -> Callable[..., Any]:
    """Return the `propose` of a family that is moved by these motives.

    `motives_against(view, policy, rates, j)` is a kernel that returns the `Motives` toward j.
    """

    @kernel
    def propose_clocks(
        view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
        i: int, wish: Wish,
    ) -> None:  # fmt: skip
        for j in range(len(view.others)):
            first, last = menu.first[i, j], menu.first[i, j + 1]
            if first < last and view.others[j].is_adversary == 1:
                motives = motives_against(view, policy, rates, j)
                weigh_against(motives, view, policy, menu, rates, j, first, last, wish.intensity)
            elif first < last:
                weigh_among_friends(view, policy, menu, rates, j, first, last, wish.intensity)
        set_clocks(view, policy, menu, rates, is_open, i, wish)

    return propose_clocks


@kernel
def set_clocks(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    i: int, wish: Wish,
) -> None:  # fmt: skip
    """Turn the utilities that stand in `wish.intensity` into rates, and add the reactions."""
    n, cap = len(view.others), rates.choice_utility_cap
    for o in range(menu.first[i, 0], menu.first[i, n]):  # one long loop, so that it vectorises
        u = min(max(wish.intensity[o], -cap), cap)
        wish.intensity[o] = is_open[o] * view.tempo[o] * exp(u)
        wish.reactive[o] = 0.0
    for j in range(n):
        if view.others[j].is_adversary == 1:
            first, last = menu.first[i, j], menu.first[i, j + 1]
            react(view.others[j], policy, menu, rates, first, last, wish)
