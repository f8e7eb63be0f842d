"""Firmness: what an actor has shown that it will not put up with, by two signals all can see.

It resists (drones stopped, intruders met), and it sends forces that cost it something (sunk costs:
Fearon 1997). Whether that deters or alarms is in the eye of the beholder: the two models of Jervis
(1976, chapter 3) look at the same evidence.
"""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import exp
from sim.core.kernel import kernel


@kernel
def shown_firmness(other: np.record) -> float:
    """Return how firm the other has shown itself, 0 to 1; the two signals saturate together."""
    return 1.0 - (1.0 - other.firmness) * exp(-other.presence)
