"""All outcomes in their order. A new one is one kernel, one declaration and its place here."""

from __future__ import annotations

import numpy as np

from sim.core.dispatch import fold
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.outcomes.aid import AID
from sim.outcomes.alliance import ALLIANCE
from sim.outcomes.column import Column
from sim.outcomes.escalation import ESCALATION
from sim.outcomes.exchange import EXCHANGE
from sim.outcomes.incidents import INCIDENTS
from sim.outcomes.outcome import Outcome, indices
from sim.outcomes.perception import PERCEPTION

OUTCOMES: tuple[Outcome, ...] = ESCALATION + EXCHANGE + INCIDENTS + AID + ALLIANCE + PERCEPTION

_measure_one = fold(tuple(outcome.measure for outcome in OUTCOMES))


@kernel
def measure(state: State, setup: Setup, wanted: np.ndarray, row: np.ndarray) -> None:
    """Write outcomes of a run into `row`; `wanted` (columns, 3) holds outcome number, i, j."""
    for c in range(len(row)):
        row[c] = _measure_one(wanted[c, 0], state, setup, wanted[c, 1], wanted[c, 2])


def columns(setup: Setup, names: tuple[str, ...]) -> list[Column]:
    """Return the outcome columns of a scenario, in the order of `compiled_columns`."""
    return [
        Column(
            name=outcome.name + suffix,
            outcome=outcome.name,
            unit=outcome.unit,
            kind=outcome.kind,
            dtype=outcome.dtype,
            direction=outcome.direction,
            headline=outcome.headline,
            meaning=outcome.meaning,
        )
        for outcome in OUTCOMES
        for suffix, _, _ in indices(outcome, setup, names)
    ]


def compiled_columns(setup: Setup, names: tuple[str, ...], only_series: bool) -> np.ndarray:
    """Return (columns, 3) int64: outcome number, i, j; of all outcomes or of the series alone."""
    rows = [
        (number, i, j)
        for number, outcome in enumerate(OUTCOMES)
        if outcome.is_series or not only_series
        for _, i, j in indices(outcome, setup, names)
    ]
    return np.array(rows, np.int64).reshape(-1, 3)


def series(setup: Setup, names: tuple[str, ...]) -> list[str]:
    """Return the names of the outcomes that are also kept turn by turn."""
    return [
        outcome.name + suffix
        for outcome in OUTCOMES
        if outcome.is_series
        for suffix, _, _ in indices(outcome, setup, names)
    ]
