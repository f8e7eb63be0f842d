"""A fan is made of rungs that futures really stood on; shares come with their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from sim.statistics import wilson
from sim.workshop.forecast.fan import fan, in_words, reach


def test_a_fan_of_known_futures() -> None:
    rungs = np.array([[rung, 3] for rung in range(10) for _ in range(100)])
    first, second = fan(rungs, 6)
    assert first == {"turn": 6, "median": 4, "band50": [2, 7], "band90": [0, 9], "band99": [0, 9]}
    assert second == {"turn": 7, "median": 3, "band50": [3, 3], "band90": [3, 3], "band99": [3, 3]}


def test_bands_lie_within_each_other() -> None:
    rungs = np.random.default_rng(1).binomial(11, 0.3, (999, 12))
    for row in fan(rungs, 1):
        low99, low90, low50 = (row[f"band{k}"][0] for k in (99, 90, 50))
        high99, high90, high50 = (row[f"band{k}"][1] for k in (99, 90, 50))
        assert low99 <= low90 <= low50 <= row["median"] <= high50 <= high90 <= high99


def test_a_rung_is_reached_by_whoever_stood_there_once() -> None:
    rungs = np.zeros((100, 5), np.int64)
    rungs[:9, 2] = 7
    shares = {row["rung"]: row for row in reach(rungs)}
    assert list(shares) == list(range(1, 12))
    low, high = wilson(9, 100)
    assert shares[7] == {"rung": 7, "p": 0.09, "low": low, "high": high}
    assert shares[8]["p"] == 0.0
    assert 0.0 < shares[8]["high"] < 0.05


def test_words_say_the_chance_first() -> None:
    rungs = np.full((1000, 3), 4)
    rungs[:90, 1] = 8
    assert in_words(rungs, 9) == (
        "9 in 100: rung 7 (close encounter) or higher by turn 9 (range 7 to 11). "
        "Half of the futures go no higher than rung 4 (jamming, kit sent)."
    )


@pytest.mark.parametrize(("rung", "start"), [(0, "0 in 100"), (11, "100 in 100")])
def test_words_of_certain_futures(rung: int, start: str) -> None:
    assert in_words(np.full((500, 2), rung), 2).startswith(start)
