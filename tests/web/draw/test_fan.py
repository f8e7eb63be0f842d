"""Fans: bands lie within each other, and the median within all."""

from __future__ import annotations

from sim.web.draw import fan

COLUMN = {"turn": 4, "median": 3, "band50": [3, 4], "band90": [2, 6], "band99": [0, 8]}


def test_bands_lie_within_each_other() -> None:
    d = fan.draw([COLUMN, {**COLUMN, "turn": 5}])
    by_band = {bar.band: bar for bar in d.bars[:3]}
    for inner, outer in ((50, 90), (90, 99)):
        assert by_band[outer].y <= by_band[inner].y
        bottom = by_band[outer].y + by_band[outer].height
        assert bottom >= by_band[inner].y + by_band[inner].height
    x, y, width = d.medians[0]
    assert by_band[50].y <= y <= by_band[50].y + by_band[50].height
    assert x + width <= d.width


def test_a_fan_is_told_in_words_and_an_empty_one_says_so() -> None:
    assert "turn 4: median rung 3, 90 of 100 from 2 to 6" in fan.draw([COLUMN]).words
    assert fan.draw([]).words == "No turn is left to play."
