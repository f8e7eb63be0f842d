"""Scores by hand: proper, and honest about how little a few answers say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.workshop.debrief.score import (
    SOURCES,
    UNSURE,
    Call,
    ClimbForecast,
    brier,
    calibration,
    climbs,
    log_score,
    score_calls,
    score_climbs,
)


def said(*answers: tuple[int, bool], seat: str = "UK") -> list[ClimbForecast]:
    return [ClimbForecast(seat, turn, n, did) for turn, (n, did) in enumerate(answers, 1)]


def test_a_climb_is_above_the_highest_of_the_turn_before() -> None:
    assert climbs([0, 3, 3, 5, 2, 3]) == [False, True, False, True, False, True]
    assert climbs([4]) == [True]
    assert climbs([]) == []


def test_one_forecast() -> None:
    assert brier(0.8, True) == pytest.approx(0.04)
    assert brier(0.8, False) == pytest.approx(0.64)
    assert brier(0.5, True) == brier(0.5, False) == 0.25
    assert log_score(0.5, True) == pytest.approx(-math.log(2))
    assert log_score(0.0, True) == pytest.approx(math.log(0.05))
    assert log_score(1.0, True) == pytest.approx(math.log(0.95))


def test_a_seats_scores_stand_beside_the_base_rate() -> None:
    told = score_climbs(said((9, True), (1, False), (2, False), (8, True)))
    assert told is not None
    assert told["n"] == 4
    assert told["brier"] == pytest.approx((0.01 + 0.01 + 0.04 + 0.04) / 4)
    assert told["base_rate"] == 0.5
    assert told["base_brier"] == 0.25
    assert told["brier"] < told["base_brier"]
    assert told["log"] > told["base_log"] == pytest.approx(-math.log(2))


def test_whoever_says_the_base_rate_scores_like_it() -> None:
    told = score_climbs(said((2, True), (2, False), (2, False), (2, False), (2, False)))
    assert told is not None
    assert told["brier"] == pytest.approx(told["base_brier"]) == pytest.approx(0.16)
    assert told["log"] == pytest.approx(told["base_log"])


@given(st.floats(0.06, 0.94), st.floats(0.06, 0.94))
def test_honesty_scores_best(belief: float, answer: float) -> None:
    def mean(score: object, p: float) -> float:
        return belief * score(p, True) + (1 - belief) * score(p, False)  # type: ignore[operator]

    assert mean(brier, belief) <= mean(brier, answer) + 1e-12
    assert mean(log_score, belief) >= mean(log_score, answer) - 1e-12


def test_calibration_counts_what_came_of_each_answer() -> None:
    rows = calibration(said((3, True), (3, False), (3, False), (9, True)))
    assert [(row["in_ten"], row["n"], row["happened"]) for row in rows] == [(3, 3, 1), (9, 1, 1)]
    assert rows[0]["share"] == pytest.approx(1 / 3)
    assert rows[0]["low"] < 0.1 < 0.7 < rows[0]["high"]
    assert calibration([]) == []


def call(who: str, truth: str) -> Call:
    return Call("UK", 2, who, truth)


def test_calls_are_right_wrong_or_unsure() -> None:
    told = score_calls(
        [
            call("adversary", "adversary"),
            call("adversary", "nobody"),
            call("hobbyist", "nobody"),
            call(UNSURE, "hobbyist"),
        ]
    )
    assert told is not None
    assert (told["n"], told["right"], told["wrong"], told["unsure"]) == (4, 1, 2, 1)
    assert told["brier"] == pytest.approx((0 + 2 + 2 + 2 / 3) / 4)
    assert told["base_right"] == 0.5
    assert told["base_brier"] == pytest.approx(1 - (0.25**2 + 0.25**2 + 0.5**2))


@pytest.mark.parametrize("truth", SOURCES)
def test_unsure_is_better_than_wrong_and_worse_than_right(truth: str) -> None:
    scores = {}
    for who in (*SOURCES, UNSURE):
        told = score_calls([call(who, truth)])
        assert told is not None
        scores[who] = told["brier"]
    wrong = [scores[who] for who in SOURCES if who != truth]
    assert scores[truth] == 0.0 < scores[UNSURE] < min(wrong) == max(wrong) == 2.0


def test_no_answers_have_no_score() -> None:
    assert score_climbs([]) is None
    assert score_calls([]) is None
