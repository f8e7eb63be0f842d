"""Who foretells an answer best; and what the few acts of 2022-2026 can tell at all."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from sim.scenario import Scenario
from sim.study.validation.answer_lag import (
    ANSWERED_BORDER,
    ANSWERED_SHOW,
    LATE_DAYS,
    LEAST_BRANCHING,
    MOST_BRANCHING,
    SOON_DAYS,
    agents_forecast,
    answer_rows,
    fit_hawkes,
    forecast_of,
    null_forecasts,
)
from sim.study.validation.observed import answers
from sim.study.validation.sample import Sample


def test_the_acts_are_dated_coded_sourced_and_later_than_what_anything_was_fitted_to() -> None:
    acts = answers()
    assert len(acts) == 14
    assert [act.date for act in acts] == sorted(act.date for act in acts)
    for act in acts:
        assert date.fromisoformat(act.date) > date(2014, 12, 31)
        assert act.mid_action in range(1, 22)
        assert act.source
        assert act.lag_militarised_days >= act.lag_days


def test_the_hawkes_process_meets_the_published_figures() -> None:
    process = fit_hawkes()
    late = process.p_within(LATE_DAYS)
    assert late == pytest.approx((ANSWERED_SHOW + ANSWERED_BORDER) / 2.0, abs=0.02)
    assert process.p_within(SOON_DAYS) / late == pytest.approx(0.63, abs=0.03)
    assert LEAST_BRANCHING <= process.branching <= MOST_BRANCHING


def test_a_process_that_never_reacts_answers_at_its_base_rate() -> None:
    process = fit_hawkes()._replace(branching=0.0)
    assert process.p_within(10.0) == pytest.approx(1.0 - math.exp(-10.0 * process.base_rate_day))


def test_all_forecasts_are_chances(sample: Sample, dyad_scenario: Scenario) -> None:
    forecasts = [*null_forecasts(dyad_scenario).values(), agents_forecast(sample, 12)]
    for forecast in forecasts:
        assert forecast.sum() == pytest.approx(1.0)
        assert forecast.min() > 0.0


def test_agents_answer_a_border_violation_less_than_an_attack(sample: Sample) -> None:
    assert agents_forecast(sample, 12)[2] > agents_forecast(sample, 16)[2]


def test_a_kind_that_is_never_simulated_is_answered_like_any(sample: Sample) -> None:
    assert 8 not in sample.mid_action
    share = np.mean(sample.answer_days <= SOON_DAYS)
    assert agents_forecast(sample, 8)[0] == pytest.approx(share, abs=0.001)


def test_forecasts_of_two_days_make_three_classes() -> None:
    assert forecast_of(0.2, 0.5) == pytest.approx([0.2, 0.3, 0.5])


def test_rows_tell_cases_and_verdicts(sample: Sample, dyad_scenario: Scenario) -> None:
    rows = answer_rows(sample, dyad_scenario)
    assert len(rows) == 3 * 4 * 2
    assert len({row["pattern"] for row in rows}) == len(rows)
    for row in rows:
        assert row["n"] == 14
        assert float(row["low"]) <= float(row["high"])
        assert row["verdict"] in ("better", "worse", "no difference")


def test_it_matters_which_answers_count(sample: Sample, dyad_scenario: Scenario) -> None:
    armed, any_ = (answer_rows(sample, dyad_scenario, flag) for flag in (True, False))
    assert armed[0]["target"] != any_[0]["target"]
