"""Null contest 2: does the other side answer within 7 days, within 30, or not?

Scored on dated acts of 2022-2026 (`data/answers.csv`), of which no forecaster has seen one: all
are fitted to, or simulated from, figures of 1993-2014. The acts are few, were chosen because they
were reported, and come in clusters (three of them are one autumn in Belgium): a forecaster that
expects answers is at an advantage for that alone.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy import optimize

from sim.core.layout.setup import MILITARISED_LEVEL
from sim.policies.random_choice import RANDOM
from sim.scenario import Scenario
from sim.statistics.interval import Interval
from sim.study.validation.observed import Answer, answers
from sim.study.validation.sample import Sample
from sim.study.validation.score import PARTS, SCORES, interval_by_cluster, row

SOON_DAYS, LATE_DAYS = 7.0, 30.0
ANSWERED_SHOW, ANSWERED_BORDER = 0.40, 0.205
"""MID 5.0: shows of force, border violations that the other side answers within 30 days."""
MEDIAN_DAYS, SHARE_SOON = 4.0, 0.63
"""MID 5.0: of the answers within 30 days, the median lag and the share within 7."""
LEAST_BRANCHING, MOST_BRANCHING = 0.20, 0.67
"""Published Hawkes fits to conflict events."""
MATCH_ERROR = 0.05
"""How often always-match allows for no answer; assumed."""

Forecast = np.ndarray
"""P(answer within 7 days, from 8 to 30, later or never)."""


class AnswerHawkes(NamedTuple):
    """An answering process: what comes by itself, and what an act sets off."""

    base_rate_day: float
    branching: float
    half_life_days: float

    def p_within(self, days: float) -> float:
        """Return P(at least one answer within so many days of an act)."""
        set_off = self.branching * (1.0 - 0.5 ** (days / self.half_life_days))
        return 1.0 - math.exp(-self.base_rate_day * days - set_off)


def fit_hawkes() -> AnswerHawkes:
    """Return the process that comes closest to the four published figures of 1993-2014."""
    answered = (ANSWERED_SHOW + ANSWERED_BORDER) / 2.0

    def misfit(point: np.ndarray) -> np.ndarray:
        process = AnswerHawkes(*point)
        late = process.p_within(LATE_DAYS)
        return np.array(
            [
                late - answered,
                process.p_within(SOON_DAYS) / late - SHARE_SOON,
                process.p_within(MEDIAN_DAYS) / late - 0.5,
            ]
        )

    bounds = ([0.0, LEAST_BRANCHING, 0.2], [0.1, MOST_BRANCHING, 30.0])
    found = optimize.least_squares(misfit, [0.001, 0.3, 3.0], bounds=bounds)
    return AnswerHawkes(*(float(value) for value in found.x))


def forecast_of(p_soon: float, p_late: float) -> Forecast:
    """Return the chances of the three classes, from those of an answer within 7 and 30 days."""
    return np.array([p_soon, p_late - p_soon, 1.0 - p_late])


def agents_forecast(sample: Sample, mid_action: int) -> Forecast:
    """Return how simulated sides answer acts of one kind; of all kinds where it never occurs.

    One more in each class (Laplace), so that nothing is 0.
    """
    chosen = sample.mid_action == mid_action
    lags = sample.answer_days[chosen] if chosen.any() else sample.answer_days
    soon = np.count_nonzero(lags <= SOON_DAYS)
    late = np.count_nonzero(lags <= LATE_DAYS)
    counts = np.array([soon, late - soon, len(lags) - late]) + 1.0
    return counts / counts.sum()


def null_forecasts(scenario: Scenario) -> dict[str, Forecast]:
    """Return what each null says of any act, by the null's name."""
    hawkes = fit_hawkes()
    base = (ANSWERED_SHOW + ANSWERED_BORDER) / 2.0
    rate = _random_acts_day(scenario)
    return {
        "Hawkes process": forecast_of(hawkes.p_within(SOON_DAYS), hawkes.p_within(LATE_DAYS)),
        "base rate": forecast_of(SHARE_SOON * base, base),
        "always match": np.array([1.0 - MATCH_ERROR, MATCH_ERROR / 2.0, MATCH_ERROR / 2.0]),
        "random policy": forecast_of(
            1.0 - math.exp(-rate * SOON_DAYS), 1.0 - math.exp(-rate * LATE_DAYS)
        ),
    }


def _random_acts_day(scenario: Scenario) -> float:
    """Return the militarised acts a day of one side that picks evenly from its legal menu."""
    setup = scenario.setup
    level = setup.actions["mid_level"][setup.menu.action[: int(setup.n_options)]]
    acts_day = next(each.default for each in RANDOM.parameters if each.name == "acts_per_day")
    return acts_day * float(np.mean(level >= MILITARISED_LEVEL))


QUESTIONS: dict[str, tuple[tuple[int, ...], ...]] = {
    "answer within 7 days": ((0,), (1, 2)),
    "answer within 30 days": ((0, 1), (2,)),
    "when the answer comes (7, 30 days, never)": ((0,), (1,), (2,)),
}
"""Which of the three classes each question takes together."""


def answer_rows(
    sample: Sample, scenario: Scenario, militarised: bool = True
) -> list[dict[str, str | float | int]]:
    """Return how the agents score against each null, one row a question, null and score.

    `militarised`: only answers with armed forces count, as in the data that all were fitted to;
    else answers of any kind. The interval takes the acts against one target as one cluster.
    """
    acts = answers()
    happened = np.array([_class_of(act, militarised) for act in acts])
    target = np.array([act.target for act in acts])
    agents = [
        np.array([agents_forecast(part, act.mid_action) for act in acts])
        for part in (sample, *sample.parts(PARTS))
    ]

    def interval(differences: np.ndarray) -> Interval:
        return interval_by_cluster(differences, target)

    rows = []
    for question, classes in QUESTIONS.items():
        truth = np.array([[k in together for together in classes].index(True) for k in happened])
        for name, forecast in null_forecasts(scenario).items():
            null = _merged(np.tile(forecast, (len(acts), 1)), classes)
            for score in SCORES:
                own = np.stack([score.of(_merged(each, classes), truth) for each in agents])
                rows.append(row(question, name, score, own, score.of(null, truth), interval))
    return rows


def _class_of(act: Answer, militarised: bool) -> int:
    lag = act.lag_militarised_days if militarised else act.lag_days
    return 0 if lag <= SOON_DAYS else 1 if lag <= LATE_DAYS else 2


def _merged(forecast: np.ndarray, classes: tuple[tuple[int, ...], ...]) -> np.ndarray:
    return np.stack([forecast[:, list(together)].sum(axis=1) for together in classes], axis=1)
