"""Words that several screens use: chances, dates, and how sure somebody is."""

from __future__ import annotations

import math
from datetime import date

from sim.scenario.catalogue import ACTIONS

_HIDDEN_EFFECTS = ("sighting", "covert", "disinformation")
_PRIVATE_EFFECTS = ("none", "talks")
_YARDSTICK = (
    (0.95, "almost certainly"),
    (0.80, "highly likely"),
    (0.55, "likely"),
    (0.40, "a realistic possibility"),
    (0.25, "unlikely"),
    (0.10, "highly unlikely"),
    (0.0, "a remote chance"),
)
"""The yardstick of the UK's intelligence assessments (PHIA 2018); gaps are rounded down."""


def hides_author(action: str) -> bool:
    """Tell whether an act does not show who did it."""
    return ACTIONS[action].effect in _HIDDEN_EFFECTS


def is_private(action: str) -> bool:
    """Tell whether only the two parties know of an act."""
    act = ACTIONS[action]
    return act.deniability >= 1.0 and act.effect in _PRIVATE_EFFECTS


def in_hundred(chance: float) -> str:
    """ "62 in 100"; never rounded onto none or all."""
    if 0 < chance < 0.005:
        return "under 1 in 100"
    if 0.995 < chance < 1:
        return "over 99 in 100"
    return f"{math.floor(chance * 100 + 0.5)} in 100"


def likelihood(chance: float) -> str:
    """A chance as a word of the yardstick."""
    return next(word for bound, word in _YARDSTICK if chance >= bound)


def suspicion(chance: float, suspect: str) -> str:
    """ "Likely Russia"."""
    word = likelihood(chance)
    if word == "a realistic possibility":
        return f"Possibly {suspect}"
    if word == "a remote chance":
        return f"Hardly {suspect}"
    return f"{word[0].upper()}{word[1:]} {suspect}"


def day(when: date) -> str:
    """ "4 Dec"."""
    return f"{when.day} {when:%b}"


def days(first: date, last: date) -> str:
    """ "8–14 December 2025"."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} – {last.day} {last:%B %Y}"


def one_in(chance: float) -> str:
    """A small chance as "1 in 1,000", to one digit; a larger one "n in 100"."""
    if chance >= 0.05:
        return in_hundred(chance)
    scale = 10 ** math.ceil(-math.log10(chance) - 1e-9)
    return f"{max(1, round(chance * scale))} in {scale:,}"
