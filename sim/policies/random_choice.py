"""Random: a fixed number of acts, spread evenly over whatever is legal. A null to beat."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Menu, own_options
from sim.policies.answering import never_answer
from sim.policies.family import Family, PolicyParameter, Rates, View


@kernel
def propose_random(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Want every open option equally."""
    n_open = 0.0
    first, last = own_options(menu, i)
    for o in range(first, last):
        n_open += is_open[o]
    each = policy.acts_per_day / max(1.0, n_open)
    for o in range(first, last):
        rates.intensity[o] = each * is_open[o]
        rates.taste[o] = 0.0


RANDOM = Family(
    name="random",
    behaviour="Acts at a steady rate and picks evenly from its legal menu.",
    source="null policy",
    propose=propose_random,
    respond=never_answer,
    parameters=(
        PolicyParameter("acts_per_day", "acts a day", 0.05, 0.0, 1.0, "all its acts together"),
    ),
)
