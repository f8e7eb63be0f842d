"""Docking: an exchange of answers is as long, and climbs as high, as its Markov chain says."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import load_scenario
from tests.study.validation.answer_chain import (
    RUNGS,
    mean_answers,
    p_reached,
    reduce_to_chain,
    run_exchanges,
    transition,
)

RUNS = 1_500


@pytest.mark.parametrize(
    ("expected", "growth", "per_rung", "first"),
    [(0.8, 0.0, 0.7, 3), (1.2, 0.3, 0.5, 2), (0.6, 0.45, 1.5, 4)],
)
def test_exchanges_are_as_long_and_as_high_as_the_chain_says(
    expected: float, growth: float, per_rung: float, first: int
) -> None:
    setup = reduce_to_chain(load_scenario("generic_dyad").setup, expected, growth, per_rung)
    answers, highest = run_exchanges(setup, first, RUNS, seed=3)
    q = transition(expected, growth, per_rung)
    error = answers.std(ddof=1) / np.sqrt(RUNS)
    assert abs(answers.mean() - mean_answers(q)[first - 1]) < 3.5 * error
    assert answers.mean() > 10 * error, "nobody answered"
    p = p_reached(q, first, RUNGS[-1])
    assert abs((highest >= RUNGS[-1]).mean() - p) < 3.5 * np.sqrt(p * (1.0 - p) / RUNS)


def test_the_closed_form_on_two_rungs_by_hand() -> None:
    """Answered for sure with half, on one's own rung or the other alike: one answer on average."""
    q = np.full((2, 2), 0.25)
    assert mean_answers(q) == pytest.approx([1.0, 1.0])


def test_without_answers_an_act_stays_alone() -> None:
    assert mean_answers(np.zeros((5, 5))) == pytest.approx(np.zeros(5))
