"""Null contest 1: which level of hostility will the next incident of a dispute have?

Forecasters get the level of the last incident and give a probability to each level of the next.
The observed transitions are dealt out to folds; the nulls are fitted on all folds but one and
scored on that one, in turn. The agents are never fitted here: their frequencies are simulated.
(But the parameters of `generic_dyad` were fitted to six shares of the same table, so the contest
is out of sample for the nulls and only partly so for the agents.) Folds deal out incidents, not
disputes, which the counts no longer tell apart: that favours the nulls.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.core import draws
from sim.core.layout.setup import FORCE_LEVEL, MILITARISED_LEVEL
from sim.scenario import Scenario
from sim.statistics.interval import Interval
from sim.study.validation.observed import (
    DISPUTES_WITH_TRANSITIONS,
    LEVELS,
    level_transitions,
)
from sim.study.validation.sample import Sample
from sim.study.validation.score import PARTS, SCORES, interval_of_independent, row

FOLDS = 5
FOLD_SEED = 1993
QUESTION = "next level"
CELLS = len(LEVELS) ** 2

Forecast = np.ndarray
"""P(next level | last level), as (last, next) in order of LEVELS."""


def simulated_transitions(sample: Sample) -> np.ndarray:
    """Return counts (last level, next level) of successive incidents of simulated disputes."""
    place = np.searchsorted(LEVELS, sample.acts["level"])
    follows = sample.followed()
    cell = place[:-1][follows] * len(LEVELS) + place[1:][follows]
    return np.bincount(cell, minlength=CELLS).reshape(len(LEVELS), -1)


def markov_table(counts: np.ndarray) -> Forecast:
    """Return the row frequencies, one more in each cell (Laplace), so that nothing is 0."""
    return (counts + 1.0) / (counts.sum(axis=1, keepdims=True) + len(LEVELS))


def independent_marks(counts: np.ndarray) -> Forecast:
    """Return the marginal frequencies: a Hawkes process whose levels do not depend on the past."""
    share = (counts.sum(axis=0) + 1.0) / (counts.sum() + len(LEVELS))
    return np.tile(share, (len(LEVELS), 1))


def always_match(counts: np.ndarray) -> Forecast:
    """Return the same level again, but for the share of changes, spread over the others."""
    changes = (counts.sum() - np.trace(counts) + 1.0) / (counts.sum() + 2.0)
    same = np.eye(len(LEVELS))
    return same * (1.0 - changes) + (1.0 - same) * changes / (len(LEVELS) - 1)


def random_policy(scenario: Scenario) -> Forecast:
    """Return the levels of the legal menu, each option as likely; use of force may become war."""
    setup = scenario.setup
    level = setup.actions["mid_level"][setup.menu.action[: int(setup.n_options)]]
    level = level[level >= MILITARISED_LEVEL]
    share = np.array([float(np.mean(level == each)) for each in LEVELS])
    force, war = LEVELS.index(FORCE_LEVEL), LEVELS.index(5)
    share[war] = share[force] * float(setup.parameters.crisis_autonomous)
    return np.tile(share / share.sum(), (len(LEVELS), 1))


def deal_out(counts: np.ndarray, folds: int = FOLDS, seed: int = FOLD_SEED) -> np.ndarray:
    """Return counts (folds, last, next): every transition in one fold, by stateless luck."""
    key = np.uint64(draws.run_key(seed, 0))
    dealt = np.zeros((folds, counts.size), np.int64)
    for cell, count in enumerate(counts.ravel()):
        for number in range(int(count)):
            u = draws.uniform(key, cell, np.uint64(number))
            dealt[int(u * folds), cell] += 1
    return dealt.reshape(folds, *counts.shape)


def level_rows(sample: Sample, scenario: Scenario) -> list[dict[str, str | float | int]]:
    """Return how the agents score against each null, one row a null and score.

    Incidents of one dispute are not independent: the interval counts each dispute once, whatever
    its number of incidents, which is cautious.
    """
    agents = [markov_table(simulated_transitions(part)) for part in (sample, *sample.parts(PARTS))]
    nulls: dict[str, Callable[[np.ndarray], Forecast]] = {
        "Markov table": markov_table,
        "Hawkes process, independent marks": independent_marks,
        "always match": always_match,
        "random policy": lambda _: random_policy(scenario),
    }
    dealt = deal_out(level_transitions())
    rows = []
    for name, fit in nulls.items():
        for score in SCORES:
            own, other = [], []
            for fold in dealt:
                last, then = np.divmod(np.repeat(np.arange(CELLS), fold.ravel()), len(LEVELS))
                fitted = fit(dealt.sum(axis=0) - fold)
                own.append(np.stack([score.of(forecast[last], then) for forecast in agents]))
                other.append(score.of(fitted[last], then))
            scores = np.concatenate(own, axis=1), np.concatenate(other)
            rows.append(row(QUESTION, name, score, *scores, _interval))
    return rows


def _interval(differences: np.ndarray) -> Interval:
    return interval_of_independent(differences, DISPUTES_WITH_TRANSITIONS)
