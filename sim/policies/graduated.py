"""Graduated: one rung up while provoked, one rung down when it has been quiet."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Menu
from sim.policies.answering import RISK_BORNE, at_least_one
from sim.policies.family import Family, PolicyParameter, Rates, View
from sim.policies.nearest_rung import count_nearest, nearest_rung
from sim.policies.usual import rest_on_usual

STEP, QUIET_DAYS = 0, 1
"""Memory slots: the rung it stands on toward an adversary; days without provocation."""


@kernel
def propose_graduated(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Move one step on the ladder toward each adversary, then act from the step it stands on."""
    rest_on_usual(view, menu, is_open, i, rates)
    for j in range(len(view.others)):
        first, last = menu.first[i, j], menu.first[i, j + 1]
        if view.others[j].is_adversary == 0:
            continue
        step = _take_step(view, policy, j)
        if step < 1.0:
            continue
        rung = nearest_rung(menu, is_open, first, last, step)
        n = count_nearest(menu, is_open, first, last, rung)
        for o in range(first, last):
            if menu.rung[o] == rung and is_open[o] > 0.0:
                rates.intensity[o] = policy.steps_per_day / n


@kernel
def _take_step(view: View, policy: np.record, j: int) -> float:
    memory, other = view.memory, view.others[j]
    if other.fresh_rung >= 1:
        memory[j, STEP] = min(policy.ceiling, memory[j, STEP] + 1.0)
        memory[j, QUIET_DAYS] = 0.0
    else:
        memory[j, QUIET_DAYS] += view.own.days_per_turn
        if memory[j, QUIET_DAYS] >= policy.patience_days:
            memory[j, STEP] = max(0.0, memory[j, STEP] - 1.0)
            memory[j, QUIET_DAYS] = 0.0
    return memory[j, STEP]


@kernel
def respond_from_its_step(
    view: View, policy: np.record, parameters: np.record, entry: np.record, expected: float
) -> tuple[float, float]:
    """Answer from the rung on which it stands toward the other, one higher for the provocation."""
    rung = min(policy.ceiling, view.memory[entry.against, STEP] + 1.0)
    return at_least_one(expected), rung - entry.rung


GRADUATED = Family(
    name="graduated",
    behaviour=(
        "Steps one rung up in every turn that brings an attributed provocation, "
        "one rung down after a quiet spell, and acts and answers from the rung it stands on."
    ),
    source="graduated response: Kahn (1965); de-escalating steps: Osgood (1962)",
    propose=propose_graduated,
    respond=respond_from_its_step,
    parameters=(
        RISK_BORNE,
        PolicyParameter("steps_per_day", "acts a day", 0.03, 0.0, 1.0, "acts from its rung"),
        PolicyParameter("patience_days", "days", 21.0, 1.0, 365.0, "quiet before a step down"),
    ),
)
