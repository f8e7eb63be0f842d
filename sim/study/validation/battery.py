"""Hold a sample of simulated disputes against targets, and say what of it is met."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sim.study.validation.moment import MOMENTS
from sim.study.validation.sample import Sample
from sim.study.validation.target import Target

INSIDE, NEAR, OFF, NOT_SIMULATED = "inside", "near", "off", "not simulated"
"""In the 95% interval; outside it but within a factor of 2; further off; not measured."""
FARTHEST_FACTOR = 2.0


class Row(NamedTuple):
    """One figure: what the data say, what the simulation says, and what to make of it."""

    pattern: str
    group: str
    target: float
    low: float
    high: float
    n: int
    simulated: float | None
    verdict: str
    meaning: str
    source: str


def judge(sample: Sample, targets: Sequence[Target]) -> list[Row]:
    """Return one row a target, in their order."""
    moments = {moment.name: moment for moment in MOMENTS}
    rows = []
    for target in targets:
        moment = moments.get(target.figure)
        simulated = None if moment is None else moment.measure(sample)
        rows.append(judged(target, simulated, moment.meaning if moment else ""))
    return rows


def judged(target: Target, simulated: float | None, meaning: str) -> Row:
    """Return the row of one target and what was simulated of it."""
    return Row(
        pattern=target.figure,
        group=target.pattern,
        target=target.value,
        low=target.low,
        high=target.high,
        n=target.n,
        simulated=simulated,
        verdict=verdict(simulated, target),
        meaning=meaning,
        source=target.source,
    )


def verdict(simulated: float | None, target: Target) -> str:
    """Tell whether a simulated figure meets its target."""
    if simulated is None or math.isnan(simulated):
        return NOT_SIMULATED
    if target.low <= simulated <= target.high:
        return INSIDE
    small, large = sorted((abs(simulated), abs(target.value)))
    is_near = small > 0.0 and large / small <= FARTHEST_FACTOR
    return NEAR if is_near else OFF


def patterns_met(rows: Sequence[Row]) -> tuple[int, int]:
    """Return how many patterns have all their figures inside, of how many that were simulated."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.verdict != NOT_SIMULATED:
            groups.setdefault(row.group, []).append(row.verdict)
    met = sum(all(found == INSIDE for found in verdicts) for verdicts in groups.values())
    return met, len(groups)
