"""What simple families have in common: nothing toward adversaries, the usual toward all others."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Menu
from sim.policies.family import Rates, View


@kernel
def rest_on_usual(view: View, menu: Menu, is_open: np.ndarray, i: int, rates: Rates) -> None:
    """Set every rate of actor i: 0 toward adversaries, its usual tempo toward everybody else."""
    for j in range(len(view.others)):
        usual = 1.0 - view.others[j].is_adversary
        for o in range(menu.first[i, j], menu.first[i, j + 1]):
            rates.taste[o] = 0.0
            rates.intensity[o] = usual * view.tempo[o] * is_open[o]
