"""Scores reward honest probabilities; verdicts need more than luck."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.statistics.interval import Interval
from sim.study.validation.score import (
    SCORES,
    Score,
    interval_by_cluster,
    interval_of_independent,
    row,
    verdict,
)

LOG, BRIER = SCORES


def test_scores_of_a_coin() -> None:
    forecast, happened = np.array([[0.8, 0.2], [0.8, 0.2]]), np.array([0, 1])
    assert LOG.of(forecast, happened) == pytest.approx([math.log(0.8), math.log(0.2)])
    assert BRIER.of(forecast, happened) == pytest.approx([0.08, 1.28])


@pytest.mark.parametrize("score", SCORES)
def test_the_true_chances_score_best(score: Score) -> None:
    truth = np.array([0.6, 0.3, 0.1])
    happened = np.arange(3)

    def expected(forecast: np.ndarray) -> float:
        return score.is_better * float(truth @ score.of(np.tile(forecast, (3, 1)), happened))

    for other in ([0.5, 0.4, 0.1], [0.7, 0.25, 0.05], [1 / 3, 1 / 3, 1 / 3]):
        assert expected(truth) > expected(np.array(other))


def test_a_verdict_minds_which_way_a_score_points() -> None:
    above, below, across = Interval(0.1, 0.2), Interval(-0.2, -0.1), Interval(-0.1, 0.2)
    assert [verdict(LOG, x) for x in (above, below, across)] == ["better", "worse", "no difference"]
    assert [verdict(BRIER, x) for x in (above, below, across)] == [
        "worse", "better", "no difference",
    ]  # fmt: skip


def test_fewer_independent_cases_make_a_wider_interval() -> None:
    differences = np.linspace(-1.0, 1.2, 1000)
    wide, narrow = (interval_of_independent(differences, n) for n in (100.0, 1000.0))
    assert wide.high - wide.low == pytest.approx(
        math.sqrt(10.0) * (narrow.high - narrow.low), rel=0.02
    )


def test_cases_that_repeat_each_other_count_once() -> None:
    differences = np.array([0.4, -0.2, 0.1, 0.5, 0.3, 0.0])
    alone = interval_by_cluster(differences, np.arange(6))
    repeated = interval_by_cluster(np.tile(differences, 5), np.tile(np.arange(6), 5))
    assert repeated == pytest.approx(alone)
    naive = interval_by_cluster(np.tile(differences, 5), np.arange(30))
    assert naive.high - naive.low < 0.5 * (alone.high - alone.low)


def test_clusters_of_one_give_the_textbook_interval() -> None:
    differences = np.array([0.4, -0.2, 0.1, 0.5, 0.3])
    error = differences.std(ddof=1) / math.sqrt(5)
    interval = interval_by_cluster(differences, np.arange(5))
    assert interval.high == pytest.approx(differences.mean() + 2.776445 * error, rel=1e-5)


def test_a_row_names_both_and_tells_the_difference() -> None:
    agents, null = np.array([-0.5, -0.6, -0.55]), np.array([-1.0, -1.1, -1.06])
    parts = np.stack([agents, agents - 0.01, agents + 0.01])
    found = row("coin", "fool", LOG, parts, null, _each_alone)
    assert found["pattern"] == "coin: agents v. fool (log score)"
    assert found["simulated"] == pytest.approx(-0.55)
    assert found["verdict"] == "better"
    assert found["n"] == 3


def test_a_forecast_that_hangs_on_which_dyads_were_drawn_is_no_better() -> None:
    agents, null = np.array([-0.5, -0.6, -0.55]), np.array([-1.0, -1.1, -1.06])
    parts = np.stack([agents, agents - 2.0, agents + 2.0])
    assert row("coin", "fool", LOG, parts, null, _each_alone)["verdict"] == "no difference"


def _each_alone(differences: np.ndarray) -> Interval:
    return interval_by_cluster(differences, np.arange(len(differences)))
