"""Whether a provocation is answered, how soon, and with how many measures.

The number of times that a provocation would be answered grows with its rung, with how sure one is,
with grievance, and where everybody is watching; the lag runs from the day on which it was
attributed, not from the act. Chances are those of at least one answer.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.answer.book import is_request
from sim.core.answer.crisis import is_in_crisis
from sim.core.answer.expectation import expected_on_rung
from sim.core.arithmetic import exp, log
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State

HALF_AGGRIEVED = 2.0
"""Marks of grievance at which half of its effect shows."""
PACKAGE_RUNG = 6.0
"""Up to this rung one measure is an answer."""


@kernel
def expected_answers(state: State, setup: Setup, i: int, entry: np.record) -> float:
    """Return how often a policy of responsiveness 1 would answer an entry of i's book.

    Of a request that is before its motives: what it owes to an ally, what it can bear.
    """
    parameters, pair = setup.parameters, state.pairs[i, entry.against]
    if is_request(setup, entry):
        return parameters.request_expected
    expected = expected_on_rung(parameters.answer_expected, parameters.answer_growth, entry.rung)
    expected *= setup.actions[entry.action].provocation * entry.certainty
    grievance = pair.felt_slow / (pair.felt_slow + HALF_AGGRIEVED)
    expected *= 1.0 + parameters.answer_grievance * grievance
    if entry.is_public == 1:
        expected *= 1.0 + parameters.answer_audience * pair.unanswered
    if entry.victim != i:
        expected *= parameters.answer_for_ally
    return expected


@kernel
def lag_days(
    state: State, setup: Setup, turn: np.uint64, i: int, entry: np.record, number: int
) -> float:
    """Return the days to the number-th answer of i to an entry (Weibull); few in a crisis."""
    parameters = setup.parameters
    u = draws.uniform(turn, draws.ANSWER_LAG, draws.item(entry.key, number))
    scale = parameters.answer_lag_days
    if is_in_crisis(state, setup, i, entry.against):
        scale = parameters.crisis_lag_days
    return scale * exp(log(-log(u)) / parameters.answer_lag_shape)


@kernel
def further_measures(setup: Setup, rung: float) -> float:
    """Return how many further, lower measures an answer to this rung has on average."""
    return setup.parameters.answer_package * max(0.0, rung - PACKAGE_RUNG)


@kernel
def count_measures(setup: Setup, turn: np.uint64, key: np.uint64, rung: float) -> int:
    """Return how many measures answer a provocation on this rung; more than one above rung 6."""
    u = draws.uniform(turn, draws.ANSWER_MEASURES, key)
    return 1 + draws.poisson(u, further_measures(setup, rung))
