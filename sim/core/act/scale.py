"""The same acts on other published scales of escalation: totals and highest steps.

The scales disagree about what is worse than what; a finding that holds on all of them does not
hang on the ladder it was found with. The weights are columns of the catalogue of actions.
"""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import N_SCALES, State
from sim.core.layout.trace import BY_INJECT

SCALES = ("escalaition", "kahn", "mid", "goldstein")
"""EscalAItion (Rivera et al. 2024); Kahn's 44 rungs (1965); MID hostility level (Palmer et al.
2022); Goldstein's conflict weights of CAMEO roots (1992), with the sign turned round so that more
is more hostile."""
WAR_STEP = np.array([28.0, 12.0, 5.0, 10.0])
"""Where war stands on each scale: invasion, large conventional war, war, military attack."""


@kernel
def score(state: State, setup: Setup, i: int, j: int, action: int, cause: int) -> None:
    """Add an act by or against a focus state to every scale; injected acts do not count."""
    if cause == BY_INJECT or not (setup.actors[i].is_focus == 1 or setup.actors[j].is_focus == 1):
        return
    for s in range(N_SCALES):
        weight = setup.scales[action, s]
        state.scale_total[s] += weight
        state.scale_highest[s] = max(state.scale_highest[s], weight)


@kernel
def score_war(state: State) -> None:
    """Put war on every scale."""
    for s in range(N_SCALES):
        state.scale_total[s] += WAR_STEP[s]
        state.scale_highest[s] = max(state.scale_highest[s], WAR_STEP[s])
