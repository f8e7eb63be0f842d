"""Tit for tat: answer every provocation on its own rung, now and then forgive."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Menu
from sim.policies.answering import RISK_BORNE
from sim.policies.family import Family, PolicyParameter, Rates, View
from sim.policies.usual import rest_on_usual


@kernel
def propose_tit_for_tat(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Do nothing unprovoked; help allies at the usual tempo."""
    rest_on_usual(view, menu, is_open, i, rates)


@kernel
def respond_unless_forgiving(
    view: View, policy: np.record, parameters: np.record, entry: np.record, expected: float
) -> tuple[float, float]:
    """Answer on the rung of the provocation, unless it is forgiven."""
    return 1.0 - policy.forgiveness, 0.0


TIT_FOR_TAT = Family(
    name="tit_for_tat",
    behaviour=(
        "Answers every provocation on its own rung, forgives now and then, does nothing "
        "unprovoked, and helps allies at its usual tempo."
    ),
    source="Axelrod (1984); generous variant: Nowak and Sigmund (1992)",
    propose=propose_tit_for_tat,
    respond=respond_unless_forgiving,
    parameters=(
        RISK_BORNE,
        PolicyParameter(
            "forgiveness", "probability", 0.3, 0.01, 0.99, "chance to leave an act unanswered"
        ),
    ),
)
