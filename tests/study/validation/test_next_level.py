"""Who forecasts the next level best, and that a forecaster who knows it would win."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.scenario import Scenario
from sim.study.validation import next_level
from sim.study.validation.next_level import (
    always_match,
    deal_out,
    independent_marks,
    level_rows,
    markov_table,
    random_policy,
    simulated_transitions,
)
from sim.study.validation.observed import LEVELS, level_transitions
from sim.study.validation.sample import Sample


def test_the_observed_counts_are_those_of_the_data() -> None:
    counts = level_transitions()
    assert counts.sum() == 3652
    assert counts[1, 2] / counts[1].sum() == pytest.approx(0.219, abs=1e-3)  # display, then force


def test_every_transition_is_in_one_fold_and_the_deal_never_changes() -> None:
    counts = level_transitions()
    dealt = deal_out(counts)
    assert np.array_equal(dealt.sum(axis=0), counts)
    assert np.array_equal(dealt, deal_out(counts))
    assert not np.array_equal(dealt, deal_out(counts, seed=1))
    sizes = dealt.sum(axis=(1, 2))
    assert sizes.max() < 1.15 * sizes.min()


@pytest.mark.parametrize("fit", [markov_table, independent_marks, always_match])
def test_nulls_are_chances_and_never_none(fit: Callable[[np.ndarray], np.ndarray]) -> None:
    forecast = fit(level_transitions())
    assert forecast.sum(axis=1) == pytest.approx(np.ones(4))
    assert forecast.min() > 0.0


def test_the_random_policy_picks_evenly_from_the_menu(dyad_scenario: Scenario) -> None:
    share = random_policy(dyad_scenario)[0]
    assert share == pytest.approx([0.2, 0.4, 0.4, 0.0012], abs=1e-3)
    assert share[LEVELS.index(5)] > 0.0


def test_simulated_transitions_stay_within_disputes(sample: Sample) -> None:
    counts = simulated_transitions(sample)
    assert counts.sum() == len(sample.acts) - len(sample.disputes)


def test_a_null_that_throws_the_last_level_away_is_beaten(
    sample: Sample, dyad_scenario: Scenario
) -> None:
    rows = {str(row["pattern"]): row for row in level_rows(sample, dyad_scenario)}
    assert len(rows) == 8
    for name in ("Hawkes process, independent marks", "random policy"):
        assert rows[f"next level: agents v. {name} (log score)"]["verdict"] == "better"
    table = rows["next level: agents v. Markov table (log score)"]
    assert table["verdict"] in ("worse", "no difference"), "better than the data's own table?"
    assert all(row["n"] == 3652 for row in rows.values())


def test_agents_that_act_at_random_lose_to_the_table(
    sample: Sample, dyad_scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_level, "simulated_transitions", lambda _: np.full((4, 4), 1000))
    rows = level_rows(sample, dyad_scenario)
    assert [row["verdict"] for row in rows[:2]] == ["worse", "worse"]


def test_agents_that_knew_the_chances_would_not_lose(
    sample: Sample, dyad_scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_level, "simulated_transitions", lambda _: level_transitions())
    rows = level_rows(sample, dyad_scenario)
    assert rows[0]["simulated"] >= rows[0]["target"]
    assert rows[0]["verdict"] != "worse"
