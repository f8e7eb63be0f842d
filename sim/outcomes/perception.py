"""What states have come to think of each other, and what they bear each other."""

from __future__ import annotations

from sim.core.arithmetic import logistic
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.outcomes.outcome import DYAD, Outcome


@kernel
def taken_for_aggressive(state: State, setup: Setup, i: int, j: int) -> float:
    return logistic(state.pairs[j, i].belief)


@kernel
def grievance(state: State, setup: Setup, i: int, j: int) -> float:
    return state.pairs[j, i].felt_slow


@kernel
def taken_for_hard(state: State, setup: Setup, i: int, j: int) -> float:
    return logistic(state.pairs[j, i].hardness)


PERCEPTION = (
    Outcome(
        "taken_for_aggressive", "0-1", "quantity", "float64", DYAD, "lower",
        "how likely the adversary holds this state to be aggressive, at the end",
        taken_for_aggressive, is_series=True,
    ),
    Outcome(
        "taken_for_hard", "0-1", "quantity", "float64", DYAD, "none",
        "how likely the adversary holds this state to be one that answers firmly, at the end",
        taken_for_hard,
    ),
    Outcome(
        "grievance", "marks", "quantity", "float64", DYAD, "lower",
        "what the adversary has felt from this state over months, at the end", grievance,
    ),
)  # fmt: skip
