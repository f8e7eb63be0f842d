"""How likely an answer is, how soon it comes and of how many measures, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core import draws
from sim.core.answer.crisis import note_move
from sim.core.answer.readiness import (
    count_measures,
    expected_answers,
    further_measures,
    lag_days,
)
from tests.core.known_crisis import Crisis, action_number


def entry_of(crisis: Crisis, **seen: float) -> np.record:
    """A public act on rung 5 by Russia against the UK, which is sure of it; nothing before it."""
    crisis.pair("UK", "Russia").felt_slow = 0.0
    entry = crisis.state.book[crisis.who("UK"), 0]
    entry.rung, entry.certainty, entry.is_public = 5.0, 1.0, 1
    entry.against, entry.victim = crisis.who("Russia"), crisis.who("UK")
    entry.action, entry.key = action_number("threat_of_force"), np.uint64(9)
    for name, value in seen.items():
        entry[name] = value
    return entry


def expected(crisis: Crisis, **seen: float) -> float:
    entry = entry_of(crisis, **seen)
    return float(expected_answers(crisis.state, crisis.setup, crisis.who("UK"), entry))


def test_an_act_on_rung_5_is_answered_as_declared_and_each_rung_more_often(crisis: Crisis) -> None:
    assert expected(crisis) == pytest.approx(0.6)
    assert expected(crisis, rung=9.0) == pytest.approx(0.6 * math.exp(4 * 0.45))


def test_what_is_half_as_sure_is_answered_half_as_often(crisis: Crisis) -> None:
    assert expected(crisis, certainty=0.5) == pytest.approx(0.3)


def test_what_is_in_the_nature_of_an_act_multiplies_it(crisis: Crisis) -> None:
    number = action_number("expulsions_sanctions")
    assert expected(crisis, action=number) == pytest.approx(2.0 * 0.6)


def test_grievance_and_an_audience_that_saw_nothing_done_make_answers_likelier(
    crisis: Crisis,
) -> None:
    entry, pair = entry_of(crisis), crisis.pair("UK", "Russia")
    ask = crisis.state, crisis.setup, crisis.who("UK"), entry
    pair.felt_slow = 2.0  # half of the effect of much grievance
    assert expected_answers(*ask) == pytest.approx(0.6 * (1 + 0.5 * 0.5))
    pair.felt_slow, pair.unanswered = 0.0, 2.0
    assert expected_answers(*ask) == pytest.approx(0.6 * (1 + 0.25 * 2))
    entry.is_public = 0
    assert expected_answers(*ask) == pytest.approx(0.6)


def test_for_an_ally_it_is_answered_half_as_often(crisis: Crisis) -> None:
    assert expected(crisis, victim=crisis.who("Belgium")) == pytest.approx(0.3)


def lags(crisis: Crisis) -> np.ndarray:
    entry = entry_of(crisis)
    ask = crisis.state, crisis.setup, np.uint64(1), crisis.who("UK"), entry
    return np.array([lag_days(*ask, number) for number in range(4000)])


def test_the_lag_is_weibull_and_a_crisis_shortens_it(crisis: Crisis) -> None:
    """The median of a Weibull is its scale times ln 2 to the power of one over its shape."""
    median = 2.3 * math.log(2.0) ** (1 / 1.3)
    assert np.median(lags(crisis)) == pytest.approx(median, rel=0.05)
    note_move(crisis.state, crisis.setup, crisis.who("Russia"), crisis.who("UK"))
    assert np.median(lags(crisis)) == pytest.approx(median * 1.5 / 2.3, rel=0.05)


def test_up_to_rung_6_one_measure_is_an_answer_and_above_it_more(crisis: Crisis) -> None:
    assert [further_measures(crisis.setup, rung) for rung in (5.0, 6.0, 8.0)] == [0.0, 0.0, 2.0]
    assert count_measures(crisis.setup, np.uint64(1), np.uint64(2), 6.0) == 1
    counts = [count_measures(crisis.setup, np.uint64(1), np.uint64(k), 8.0) for k in range(2000)]
    assert np.mean(counts) == pytest.approx(3.0, abs=0.15)
    u = draws.uniform(np.uint64(1), draws.ANSWER_MEASURES, np.uint64(7))
    assert counts[7] == 1 + draws.poisson(u, 2.0)
