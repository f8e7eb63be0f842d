"""Random: a fixed number of acts, spread evenly over whatever is legal. A null to beat."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.setup import Menu
from sim.policies.family import Family, PolicyParameter, View, Wish


@kernel
def propose_random(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    i: int, wish: Wish,
) -> None:  # fmt: skip
    """Want every open option equally."""
    n_open = 0.0
    for o in range(menu.first[i, 0], menu.first[i, len(view.others)]):
        n_open += is_open[o]
    each = policy.acts_per_day / max(1.0, n_open)
    for o in range(menu.first[i, 0], menu.first[i, len(view.others)]):
        wish.intensity[o] = each * is_open[o]
        wish.reactive[o] = 0.0


RANDOM = Family(
    name="random",
    behaviour="Acts at a steady rate and picks evenly from its legal menu.",
    source="null policy",
    propose=propose_random,
    parameters=(
        PolicyParameter("acts_per_day", "acts a day", 0.05, 0.0, 1.0, "all its acts together"),
    ),
)
