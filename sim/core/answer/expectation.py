"""What a state expects to be answered: its belief about the other's kind, learned from its answers.

A state is of a hard or of a soft kind; nobody is told which. A hard one answers an act more often
than it is answered on average, a soft one less often, by one and the same factor. So each public
answer, and each silence, moves the belief of the one that acted by Bayes' rule, and how high the
answer stands moves it too. The belief stands in its View: before it acts it weighs the answer that
it expects, one move ahead.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.arithmetic import clip, exp, log
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State

RUNG_5 = 5.0
"""The rung to which `answer.expected` refers."""
MOST_RUNGS = 2.0
"""Rungs above or below the provocation past which an answer tells no more of its kind."""


@kernel
def expected_on_rung(on_rung_5: float, growth: float, rung: float) -> float:
    """Return how often an act on this rung by one that is known is answered."""
    return on_rung_5 * exp(growth * (rung - RUNG_5))


@kernel
def usual_answers(setup: Setup, action: int, rung: float) -> float:
    """Return how often an act that is known for whose it is would be answered on average."""
    parameters = setup.parameters
    often = expected_on_rung(parameters.answer_expected, parameters.answer_growth, rung)
    return often * setup.actions[action].provocation


@kernel
def answer_tells(setup: Setup, action: int, rung: float, higher: float) -> float:
    """Return the log-likelihood ratio, hard to soft, of an answer so many rungs higher."""
    usual, factor = usual_answers(setup, action, rung), math.sqrt(setup.parameters.kind_ratio)
    was_likely = log((1.0 - exp(-usual * factor)) / (1.0 - exp(-usual / factor)))
    return was_likely + setup.parameters.kind_per_rung * clip(higher, -MOST_RUNGS, MOST_RUNGS)


@kernel
def silence_tells(setup: Setup, action: int, rung: float) -> float:
    """Return the log-likelihood ratio, hard to soft, of no answer; it is negative."""
    factor = math.sqrt(setup.parameters.kind_ratio)
    return -usual_answers(setup, action, rung) * (factor - 1.0 / factor)


@kernel
def learn_kind(state: State, setup: Setup, j: int, i: int, change: float) -> None:
    """Move the log-odds, in j's eyes, that i is of the hard kind; held within the limit."""
    limit = setup.parameters.belief_limit
    pair = state.pairs[j, i]
    pair.hardness = clip(pair.hardness + change, -limit, limit)


@kernel
def is_known_to(entry: np.record, origin: np.record) -> bool:
    """Tell whether the one that is blamed knows what became of its act: it did it, in public."""
    return origin.is_true == 1 and entry.is_public == 1


@kernel
def learn_from_answer(
    state: State, setup: Setup, i: int, entry: np.record, origin: np.record, rung: float
) -> None:
    """Let the author of an act learn from i's first answer to it, on this rung of i's ladder.

    To give way is no answer: it tells what silence tells.
    """
    if entry.given > 1 or not is_known_to(entry, origin):
        return
    change = silence_tells(setup, entry.action, entry.rung)
    if rung >= 1.0:
        change = answer_tells(setup, entry.action, entry.rung, rung - entry.rung)
    learn_kind(state, setup, entry.against, i, change)


@kernel
def learn_from_silence(
    state: State, setup: Setup, i: int, entry: np.record, origin: np.record
) -> None:
    """Let the author of an act learn from i's leaving it unanswered."""
    if is_known_to(entry, origin):
        learn_kind(state, setup, entry.against, i, silence_tells(setup, entry.action, entry.rung))
