"""Measures: what a doctrine's `when` may ask about, declared once; all of it is in a View."""

from __future__ import annotations

from typing import NamedTuple

from sim.core.kernel import kernel
from sim.policies.dates import ACTS, INCURSIONS, MOST_DATES, count_within, days_since
from sim.policies.family import View


class Measure(NamedTuple):
    """One thing that a rule may look at."""

    name: str
    unit: str
    low: float
    high: float
    meaning: str
    is_count: bool = False
    """counted within a number of days, which the rule must give"""


MEASURES = (
    Measure(
        "attributed_incursions", "incursions", 0, MOST_DATES,
        "drones that it attributed to an adversary", True,
    ),
    Measure(
        "attributed_acts", "acts", 0, MOST_DATES,
        "acts of any kind that it attributed to an adversary", True,
    ),
    Measure(
        "quiet_days", "days", 0, 3650, "the number of days since an act that it could attribute"
    ),
    Measure("provoked_rung", "rung", 0, 11, "the rung it was provoked on (it fades in a month)"),
    Measure("certainty", "probability", 0, 1, "its certainty that an adversary is behind it"),
    Measure("hostile_intent", "probability", 0, 1, "its belief that an adversary is aggressive"),
    Measure("request", "share", 0, 1, "the part of an ally's request for help that still stands"),
    Measure("firmness", "share", 0, 1, "the firmness with which an adversary has resisted it"),
    Measure("kits_abroad", "kits", 0, 100, "the number of its kits abroad or on the way there"),
    Measure("strain", "share", 0, 10, "its spending of about a year over a year's budget"),
    Measure("cohesion", "0-1", 0, 1, "the cohesion of the alliance"),
    Measure("day", "days", 0, 10_000, "the day of the crisis"),
)  # fmt: skip
(
    ATTRIBUTED_INCURSIONS, ATTRIBUTED_ACTS, QUIET_DAYS, PROVOKED_RUNG, CERTAINTY, HOSTILE_INTENT,
    REQUEST_STANDS, FIRMNESS, KITS_ABROAD, STRAIN, COHESION, DAY,
) = range(len(MEASURES))  # fmt: skip


@kernel
def measured(view: View, measure: int, within_days: float) -> float:
    """Return the value of a measure by its number; `within_days` counts for counts alone."""
    own = view.own
    if measure == ATTRIBUTED_INCURSIONS:
        return count_within(view, INCURSIONS, within_days)
    if measure == ATTRIBUTED_ACTS:
        return count_within(view, ACTS, within_days)
    if measure == QUIET_DAYS:
        return days_since(view, ACTS)
    if measure == HOSTILE_INTENT:
        return 1.0 - own.p_adversary_secure
    if measure == STRAIN:
        return own.strain
    if measure == COHESION:
        return own.cohesion
    if measure == DAY:
        return own.day
    return _over_others(view, measure)


@kernel
def _over_others(view: View, measure: int) -> float:
    """Return the highest value over adversaries (or allies), and the sum of kits."""
    highest, kits = 0.0, 0.0
    for j in range(len(view.others)):
        other = view.others[j]
        kits += other.own_kit
        if measure == REQUEST_STANDS:
            highest = max(highest, other.request)
        elif other.is_adversary == 1 and measure == PROVOKED_RUNG:
            highest = max(highest, other.provoked_rung)
        elif other.is_adversary == 1 and measure == CERTAINTY:
            highest = max(highest, other.certainty)
        elif other.is_adversary == 1 and measure == FIRMNESS:
            highest = max(highest, other.firmness)
    return kits if measure == KITS_ABROAD else highest
