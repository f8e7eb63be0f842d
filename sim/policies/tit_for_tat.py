"""Tit for tat: answer the last attributed act on its own rung, now and then forgive."""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import log
from sim.core.kernel import kernel
from sim.core.layout.setup import Menu
from sim.policies.family import Family, PolicyParameter, Rates, View
from sim.policies.nearest_rung import count_nearest, nearest_rung
from sim.policies.usual import rest_on_usual


@kernel
def propose_tit_for_tat(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Want one answer in kind to each adversary that acted; help allies at the usual tempo."""
    # P(no act this turn) = forgiveness, as the count of answers is Poisson.
    rate = -log(policy.forgiveness) / view.own.days_per_turn
    rest_on_usual(view, menu, is_open, i, rates)
    for j in range(len(view.others)):
        first, last = menu.first[i, j], menu.first[i, j + 1]
        rung = view.others[j].fresh_rung
        if view.others[j].is_adversary == 0 or rung < 1:
            continue
        own_rung = nearest_rung(menu, is_open, first, last, float(rung))
        n = count_nearest(menu, is_open, first, last, own_rung)
        for o in range(first, last):
            if menu.rung[o] == own_rung and is_open[o] > 0.0:
                rates.intensity[o] = rate / n
                rates.reactive[o] = rates.intensity[o]


TIT_FOR_TAT = Family(
    name="tit_for_tat",
    behaviour=(
        "Answers the last attributed act on its own rung, forgives now and then, "
        "and helps allies at its usual tempo."
    ),
    source="Axelrod (1984); generous variant: Nowak and Sigmund (1992)",
    propose=propose_tit_for_tat,
    parameters=(
        PolicyParameter(
            "forgiveness", "probability", 0.3, 0.01, 0.99, "chance to leave an act unanswered"
        ),
    ),
)
