"""Dates: a policy's own diary of what it could attribute, so that it can count within N days."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.policies.family import View

MOST_DATES = 8
"""How many of the latest dates of a kind are kept for each adversary."""
INCURSIONS, ACTS = 0, MOST_DATES
"""Where the dates of a kind begin in the notes on an adversary; the latest stands first."""


@kernel
def keep_diary(view: View) -> None:
    """Note the attributed acts and incursions that the last turn brought."""
    yesterday = view.own.day - view.own.days
    for j in range(len(view.others)):
        other = view.others[j]
        if other.is_adversary == 1:
            _note(view.memory[j], INCURSIONS, other.fresh_drones, yesterday)
            _note(view.memory[j], ACTS, other.fresh_acts, yesterday)


@kernel
def _note(notes: np.ndarray, kind: int, n: int, day: float) -> None:
    for _ in range(min(n, MOST_DATES)):
        for slot in range(kind + MOST_DATES - 1, kind, -1):
            notes[slot] = notes[slot - 1]
        notes[kind] = day + 1.0  # 0 is an empty slot, and there is a day 0


@kernel
def count_within(view: View, kind: int, days: float) -> float:
    """Return how many of a kind were attributed within so many days, to all adversaries."""
    count = 0.0
    for j in range(len(view.others)):
        if view.others[j].is_adversary == 1:
            for slot in range(kind, kind + MOST_DATES):
                date = view.memory[j, slot] - 1.0
                count += int(date >= 0.0 and view.own.day - date <= days)
    return count


@kernel
def days_since(view: View, kind: int) -> float:
    """Return the days since the latest of a kind by any adversary; since the start where none."""
    latest = 0.0
    for j in range(len(view.others)):
        if view.others[j].is_adversary == 1:
            latest = max(latest, view.memory[j, kind] - 1.0)
    return view.own.day - latest
