"""Hold: do nothing, whatever happens. The baseline that every other policy is compared with."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Menu, own_options
from sim.policies.answering import never_answer
from sim.policies.family import Family, Rates, View


@kernel
def propose_hold(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Want nothing."""
    first, last = own_options(menu, i)
    for o in range(first, last):
        rates.intensity[o] = 0.0
        rates.taste[o] = 0.0


HOLD = Family(
    name="hold",
    behaviour="Does nothing, whatever happens.",
    source="null policy",
    propose=propose_hold,
    respond=never_answer,
    parameters=(),
)
