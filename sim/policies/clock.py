"""Competing clocks: every option has its own clock, whose rate follows its utility.

An option's rate is its tempo times e**U, with U held within a cap, plus a share of the momentum of
the actor's own campaign. U also says how much the option is liked as an answer to a provocation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.core.arithmetic import clip, exp
from sim.core.kernel import closing_over, kernel
from sim.core.layout.setup import Menu, own_options
from sim.policies.family import Rates, View
from sim.policies.momentum import roll_on
from sim.policies.motive import weigh_against, weigh_among_friends


def competing_clocks(motives_against: Callable[..., Any]) -> Callable[..., Any]:
    """Return the `propose` of a family that is moved by these motives.

    `motives_against(own, other, policy, parameters)` is a kernel: the `Motives` toward an
    adversary.
    """

    @closing_over(motives_against)
    def propose_clocks(
        view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
        i: int, rates: Rates,
    ) -> None:  # fmt: skip
        own, utility = view.own, rates.intensity
        for j in range(len(view.others)):
            first, last, other = menu.first[i, j], menu.first[i, j + 1], view.others[j]
            if first < last and other.is_adversary == 1:
                motives = motives_against(own, other, policy, parameters)
                weigh_against(motives, own, other, policy, menu, parameters, first, last, utility)
            elif first < last:
                weigh_among_friends(own, other, policy, menu, parameters, first, last, utility)
        set_clocks(view, policy, menu, parameters, is_open, i, rates)

    return propose_clocks


@kernel
def set_clocks(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Turn the utilities that stand in `rates.intensity` into rates, and add the momentum."""
    n, cap, tempo = len(view.others), parameters.choice_utility_cap, view.tempo
    intensity = rates.intensity
    first, last = own_options(menu, i)
    for o in range(first, last):  # one long loop, so that it vectorises
        u = clip(intensity[o], -cap, cap)
        rates.taste[o] = u
        intensity[o] = is_open[o] * tempo[o] * exp(u)
    for j in range(n):
        if view.others[j].is_adversary == 1:
            first, last = menu.first[i, j], menu.first[i, j + 1]
            roll_on(view.others[j], parameters, view.own.days, first, last, intensity)
