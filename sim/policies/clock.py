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

    `motives_against(own, other, policy, rates)` is a kernel: the `Motives` toward one adversary.
    """

    @kernel
    def propose_clocks(
        view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
        i: int, wish: Wish,
    ) -> None:  # fmt: skip
        own, utility = view.own, wish.intensity
        for j in range(len(view.others)):
            first, last, other = menu.first[i, j], menu.first[i, j + 1], view.others[j]
            if first < last and other.is_adversary == 1:
                motives = motives_against(own, other, policy, rates)
                weigh_against(motives, own, other, policy, menu, rates, first, last, utility)
            elif first < last:
                weigh_among_friends(own, other, policy, menu, rates, first, last, utility)
        set_clocks(view, policy, menu, rates, is_open, i, wish)

    return propose_clocks


@kernel
def set_clocks(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    i: int, wish: Wish,
) -> None:  # fmt: skip
    """Turn the utilities that stand in `wish.intensity` into rates, and add the reactions."""
    n, cap, tempo = len(view.others), rates.choice_utility_cap, view.tempo
    intensity, reactive = wish.intensity, wish.reactive
    for o in range(menu.first[i, 0], menu.first[i, n]):  # one long loop, so that it vectorises
        u = min(max(intensity[o], -cap), cap)
        intensity[o] = is_open[o] * tempo[o] * exp(u)
        reactive[o] = 0.0
    for j in range(n):
        if view.others[j].is_adversary == 1:
            first, last = menu.first[i, j], menu.first[i, j + 1]
            react(view.others[j], policy, menu, rates, first, last, intensity, reactive)
