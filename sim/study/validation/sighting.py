"""What became of drone sightings: proven a state's, a hobbyist's, nothing, or never resolved.

Held against an audit of 61 reports in 11 European states, 9 September to 27 November 2025.
"""

from __future__ import annotations

from sim.montecarlo import run_many
from sim.scenario import Scenario
from sim.statistics import wilson
from sim.study.validation.battery import Row, judged
from sim.study.validation.target import Target

AUDITED = {"proven": 3, "proven_hobby": 3, "proven_nothing": 14, "unresolved": 41}
MEANINGS = {
    "proven": "sightings proven to be a state's drone",
    "proven_hobby": "sightings proven to be a hobbyist's",
    "proven_nothing": "sightings proven to be no drone at all",
    "unresolved": "sightings whose source nobody found out",
}
SOURCE = "audit of 61 reports in 11 states, 9 Sep-27 Nov 2025; Wilson intervals"


def sighting_rows(scenario: Scenario, runs: int, seed: int) -> list[Row]:
    """Return what became of all sightings over all hosts of a scenario, against the audit."""
    outcomes = run_many(scenario.setup, seed, 0, runs).outcomes
    counts = dict.fromkeys(AUDITED, 0.0)
    for place, column in enumerate(scenario.columns):
        if column.outcome in counts:
            counts[column.outcome] += float(outcomes[:, place].sum())
    total, audited = max(1.0, sum(counts.values())), sum(AUDITED.values())
    rows = []
    for name, seen in AUDITED.items():
        interval = wilson(seen, audited)
        target = Target(
            "sightings", f"sightings_{name}", seen / audited, interval.low, interval.high,
            audited, SOURCE,
        )  # fmt: skip
        rows.append(judged(target, counts[name] / total, MEANINGS[name]))
    return rows
