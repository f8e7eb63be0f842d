"""Whether something happens: the one place where luck meets a chance, and where a roll is noted.

In a traced run every roll is kept with its chance, so that people can see the dice, and a ruling
of theirs takes the place of the dice. Anywhere else this is one comparison.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.kernel import kernel
from sim.core.layout.capacity import MAX_ROLLS
from sim.core.layout.trace import Trace

STRUCK = 0
"""The purpose of a ruling that strikes an act instead of settling a roll of it."""
MATTERS = -1
"""The option number of rolls that belong to no act: what time brings, votes that waited."""
BACKGROUND_CASE = -2
"""The option number of sightings that nobody ordered, over the first actor; -3 over the next."""


@kernel
def happens(trace: Trace, turn: np.uint64, purpose: int, key: np.uint64, chance: float) -> bool:
    """Tell whether something with this chance happens: its luck, or what was ruled, decides."""
    luck = draws.uniform(turn, purpose, key)
    if trace.is_on == 0:
        return luck < chance
    return keep_roll(trace, purpose, key, chance, luck)


@kernel
def keep_roll(trace: Trace, purpose: int, key: np.uint64, chance: float, luck: float) -> bool:
    """Note a roll and what came of it; a chance that is met again (a vote) is noted once."""
    result, is_ruled = int(luck < chance), 0
    for r in range(trace.n_rulings):
        ruling = trace.rulings[r]
        if ruling.purpose == purpose and ruling.key == key:
            result, is_ruled = ruling.result, 1
    place = trace.n_rolls
    for r in range(trace.n_rolls):
        if trace.rolls[r].purpose == purpose and trace.rolls[r].key == key:
            place = r
    if place < MAX_ROLLS:
        roll = trace.rolls[place]
        roll.chance = chance
        roll.luck = luck
        roll.purpose = purpose
        roll.key = key
        roll.option = trace.case_option
        roll.number = trace.case_number
        roll.result = result
        roll.is_ruled = is_ruled
        trace.n_rolls = max(trace.n_rolls, place + 1)
    return result == 1


@kernel
def is_struck(trace: Trace, key: np.uint64) -> bool:
    """Tell whether people ruled that the act with this item key does not take place."""
    for r in range(trace.n_rulings):
        ruling = trace.rulings[r]
        if ruling.purpose == STRUCK and ruling.key == key:
            return True
    return False


@kernel
def open_case(trace: Trace, option: int, number: int, act: int, answers: int) -> None:
    """Say which act, or which background sighting, the rolls and events that follow belong to.

    `act` is its number, `answers` that of the act that it answers; 0 for none.
    """
    trace.case_option = option
    trace.case_number = number
    trace.case_act = act
    trace.case_answers = answers
