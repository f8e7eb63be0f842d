"""Markov: the next act's MID hostility level follows the last one's, as in two centuries of record.

A null to beat: it knows what usually comes next, and nothing of the crisis it is in.
"""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import MILITARISED_LEVEL, Menu
from sim.policies.answering import never_answer
from sim.policies.family import Family, PolicyParameter, Rates, View
from sim.policies.usual import rest_on_usual

N_LEVELS = 4
COUNTS = np.array(
    [
        [68.0, 62.0, 51.0, 0.0],
        [68.0, 1322.0, 391.0, 1.0],
        [48.0, 402.0, 1233.0, 4.0],
        [0.0, 0.0, 1.0, 1.0],
    ]
)
"""How often an incident of level 2 to 5 (row) was followed by one of level 2 to 5 (column) within
the same dispute. Computed from MID 5.0 incidents."""
ALL_COUNTS = COUNTS.sum(axis=0)
"""What a dispute begins with, where there is no last incident."""
NO_LEVEL = 0.0


@kernel
def p_level(last: int, level: int) -> float:
    """Return the chance that an incident of `level` follows one of level `last` (below 2: none)."""
    total, here = 0.0, 0.0
    for column in range(N_LEVELS):
        row = last - MILITARISED_LEVEL
        count = ALL_COUNTS[column] if row < 0 else COUNTS[row, column]
        total += count
        if column == level - MILITARISED_LEVEL:
            here = count
    return here / total


@kernel
def nearest_level(
    view: View, menu: Menu, is_open: np.ndarray, first: int, last: int, wanted: float
) -> float:
    """Return the militarised level of an open option nearest to the wanted one, the lower of two.

    NO_LEVEL where nothing is open that the actor ever does.
    """
    best, distance = NO_LEVEL, np.inf
    for o in range(first, last):
        level = menu.mid_level[o]
        if is_open[o] * view.tempo[o] == 0.0 or level < MILITARISED_LEVEL:
            continue
        gap = abs(level - wanted)
        if gap < distance or (gap == distance and level < best):
            best, distance = level, gap
    return best


@kernel
def propose_markov(
    view: View, policy: np.record, menu: Menu, parameters: np.record, is_open: np.ndarray,
    i: int, rates: Rates,
) -> None:  # fmt: skip
    """Want militarised acts at a steady rate, on levels as the table has them.

    On a level, options share by their usual tempo. Friends get the usual help.
    """
    rest_on_usual(view, menu, is_open, i, rates)
    for j in range(len(view.others)):
        first, last = menu.first[i, j], menu.first[i, j + 1]
        if view.others[j].is_adversary == 0:
            continue
        for wanted in range(MILITARISED_LEVEL, MILITARISED_LEVEL + N_LEVELS):
            level = nearest_level(view, menu, is_open, first, last, float(wanted))
            rate = policy.acts_per_day * p_level(view.others[j].last_level, wanted)
            total = 0.0
            for o in range(first, last):
                total += view.tempo[o] * is_open[o] * int(menu.mid_level[o] == level)
            for o in range(first, last):
                if total > 0.0 and menu.mid_level[o] == level:
                    rates.intensity[o] += rate * view.tempo[o] * is_open[o] / total


MARKOV = Family(
    name="markov",
    behaviour=(
        "Acts at a steady rate; the MID hostility level of its next act follows the level of the "
        "last militarised act between the two, as counted in militarised disputes."
    ),
    source="transition counts computed from MID 5.0 incidents (Palmer et al. 2022)",
    propose=propose_markov,
    respond=never_answer,
    parameters=(
        PolicyParameter(
            "acts_per_day", "acts a day", 0.05, 0.0, 1.0, "militarised acts against one adversary"
        ),
    ),
)
