"""Hold: do nothing, whatever happens. The baseline that every other policy is compared with."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.setup import Menu
from sim.policies.family import Family, View


@kernel
def propose_hold(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    first: int, last: int, intensity: np.ndarray, reactive: np.ndarray,
) -> None:  # fmt: skip
    """Want nothing."""
    for o in range(first, last):
        intensity[o] = 0.0
        reactive[o] = 0.0


HOLD = Family(
    name="hold",
    behaviour="Does nothing, whatever happens.",
    source="null policy",
    propose=propose_hold,
    parameters=(),
)
