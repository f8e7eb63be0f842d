"""Numbers in words: a chance is told of 100, honestly at both ends."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.words import (
    amount_range,
    chance,
    chance_range,
    listed,
    money,
    number,
    outcome_words,
    period,
    signed,
)
from sim.statistics import wilson
from tests.report.known_study import column


@pytest.mark.parametrize(
    ("share", "n", "told"),
    [
        (0.37, 100_000, "37 in 100"),
        (0.031, 100_000, "3.1 in 100"),
        (0.0024, 100_000, "24 in 10,000"),
        (0.00003, 1_000_000, "3 in 100,000"),
        (0.0015, 2_000, "3 in 2,000"),
        (0.375, 8, "3 of 8"),
        (0.0, 200, "0 of 200"),
        (1.0, 200, "all 200"),
        (0.9999, 100_000, "over 99 in 100"),
        (math.nan, 0, "–"),
    ],
)
def test_a_chance_is_told_of_a_round_number_of_runs(share: float, n: int, told: str) -> None:
    assert chance(share, n) == told


@given(st.integers(1, 200_000), st.data())
def test_some_is_never_told_as_none_nor_as_all(n: int, data: st.DataObject) -> None:
    if n < 2:
        return
    events = data.draw(st.integers(1, n - 1))
    told = chance(events / n, n)
    assert not told.startswith(("0 ", "all", "100 in 100 "))
    assert "100 in 100" not in told.split(" of ")[0] or told == "over 99 in 100"


def test_an_interval_stands_on_the_base_of_its_estimate() -> None:
    low, high = wilson(3_700, 10_000)
    assert chance_range(low, high, 0.37, 10_000) == "36 to 38"
    low, high = wilson(240, 100_000)
    assert chance_range(low, high, 0.0024, 100_000) == "21 to 27"


def test_nothing_seen_is_told_as_an_open_bound() -> None:
    low, high = wilson(0, 1_000)
    assert chance_range(low, high, 0.0, 1_000) == "under 3 in 1,000"
    low, high = wilson(1_000, 1_000)
    assert chance_range(low, high, 1.0, 1_000) == "over 99.7 in 100"


@pytest.mark.parametrize(
    ("meur", "told"),
    [(25.4, "€25M"), (0.42, "€0.4M"), (0.0, "€0M"), (1234.0, "€1.2bn"), (-3.0, "−€3M"),
     (math.nan, "–")],
)  # fmt: skip
def test_money(meur: float, told: str) -> None:
    assert money(meur) == told


def test_an_interval_has_the_decimals_that_tell_its_ends_apart() -> None:
    assert amount_range(26.6, 26.8, "M EUR") == "€26.6M to 26.8M"
    assert amount_range(13, 46, "M EUR") == "€13M to €46M"
    assert amount_range(100.04, 100.12) == "100.0 to 100.1"
    assert amount_range(math.nan, 2.0) == "–"


def test_small_words() -> None:
    assert [number(v) for v in (1234.0, 12.34, 1.5, 0.61, 3.0)] == [
        "1,234",
        "12.3",
        "1.5",
        "0.61",
        "3",
    ]
    assert [signed(v) for v in (8.0, -2.14, 0.0)] == ["+8", "−2.14", "0"]
    assert [period(days) for days in (7.0, 1.0, 3.5)] == ["week", "day", "turn"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_an_outcome_is_called_by_its_declared_name() -> None:
    assert outcome_words(column("cost_meur.UK", "quantity")) == "Cost, UK"
    assert outcome_words(column("article_4", "share")) == "Article 4"
    assert outcome_words(column("highest_rung.UK-Russia", "rung")) == "Highest rung, UK-Russia"
