"""Hold: do nothing, whatever happens. The baseline that every other policy is compared with."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.setup import Menu
from sim.policies.family import Family, View, Wish


@kernel
def propose_hold(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    i: int, wish: Wish,
) -> None:  # fmt: skip
    """Want nothing."""
    for o in range(menu.first[i, 0], menu.first[i, len(view.others)]):
        wish.intensity[o] = 0.0
        wish.reactive[o] = 0.0


HOLD = Family(
    name="hold",
    behaviour="Does nothing, whatever happens.",
    source="null policy",
    propose=propose_hold,
    parameters=(),
)
