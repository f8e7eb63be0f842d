"""Answering: whether a policy answers a provocation, and how many rungs above or below it.

`respond(view, policy, parameters, entry, expected)` is a kernel of every family. `entry` is a line
of the actor's own book (PROVOCATION), `expected` how often one of responsiveness 1 would answer it;
it returns the chance of an answer, and the step in rungs.
"""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import exp
from sim.core.kernel import kernel
from sim.policies.family import PolicyParameter, View

STEP = PolicyParameter(
    "step", "rungs", 0.0, -4.0, 4.0, "answers so far above, or below, what provoked it"
)
RISK_BORNE = PolicyParameter(
    "risk_borne", "probability", 0.05, 0.001, 0.999,
    "risk of war that it bears rather than back down, once shots have fallen",
)  # fmt: skip


@kernel
def at_least_one(expected: float) -> float:
    """Return the chance of at least one answer, where so many are expected."""
    return 1.0 - exp(-expected)


@kernel
def never_answer(
    view: View, policy: np.record, parameters: np.record, entry: np.record, expected: float
) -> tuple[float, float]:
    """Leave every provocation unanswered."""
    return 0.0, 0.0


@kernel
def answer_in_measure(
    view: View, policy: np.record, parameters: np.record, entry: np.record, expected: float
) -> tuple[float, float]:
    """Answer as responsiveness has it, on the policy's step."""
    return at_least_one(policy.responsiveness * expected), policy.step
