"""Nulls to beat, out of sample: do the agents forecast better than simple rules? (MODEL, 10.3)

A Markov table, a Hawkes process, the random policy, always-match, a base rate. If the agents do
not beat one of them, its row says so.
"""

from __future__ import annotations

from sim.scenario import load_scenario
from sim.study.validation.answer_lag import answer_rows
from sim.study.validation.next_level import level_rows
from sim.study.validation.sample import Sample

SCENARIO = "generic_dyad"


def null_rows(sample: Sample) -> list[dict[str, str | float | int]]:
    """Return the agents' scores beside those of every null, on what was observed.

    Keys: pattern; target (the null's mean score a case); low, high (95% interval of the agents'
    minus the null's); simulated (the agents' mean score); verdict ("better", "worse" or "no
    difference"); n (cases). Higher log scores and lower Brier scores are better.
    `sample` is of the scenario `generic_dyad`.
    """
    scenario = load_scenario(SCENARIO)
    return [*level_rows(sample, scenario), *answer_rows(sample, scenario)]
