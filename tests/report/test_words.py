"""Numbers in words: a chance is told of 100, honestly at both ends."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.words import (
    amount,
    amount_range,
    amount_within,
    chance,
    chance_range,
    chances,
    listed,
    mean_range,
    money,
    number,
    signed,
    tenth,
    tidy,
)
from sim.scenario.scenario import period
from sim.statistics import wilson


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
    assert chance_range(low, high, 0.0, 1_000) == "under 3"
    low, high = wilson(1_000, 1_000)
    assert chance_range(low, high, 1.0, 1_000) == "over 997"


@given(st.integers(1, 30_000), st.data())
def test_estimate_and_interval_have_one_denominator(n: int, data: st.DataObject) -> None:
    events = data.draw(st.integers(0, n))
    told = chance(events / n, n)
    interval = chance_range(*wilson(events, n), events / n, n)
    assert not re.search(r"(?:of|in) [\d,]+$", interval)  # the estimate says of how many
    if events in (0, n):
        assert told == ("all " if events else "0 of ") + f"{n:,}"
        assert re.fullmatch(r"(under|over) [\d,]+", interval)
        return
    counted = re.fullmatch(r"(\d+) (?:of|in) ([\d,]+)", told)
    if counted and counted[2] == f"{n:,}" and n not in (100, 10_000):
        low, high = (int(end) for end in interval.split(" to "))
        assert low <= events <= high <= n


def test_three_in_two_thousand_has_an_interval_in_whole_runs() -> None:
    assert chance(3 / 2_000, 2_000) == "3 in 2,000"
    assert chance_range(*wilson(3, 2_000), 3 / 2_000, 2_000) == "1 to 9"
    assert chance_range(*wilson(3, 8), 3 / 8, 8) == "1 to 6"


def test_two_shares_stand_on_one_base() -> None:
    assert chances(0.02, 0.027, 20_000) == "2 to 2.7 of 100"
    assert chances(2 / 50, 3 / 50, 50) == "2 to 3 of 50"
    assert chances(0.1, 0.1, 10) == "1 of 10"
    assert chances(0.0, 0.0024, 100_000) == "0 to 24 of 10,000"
    assert chances(0.2, 0.4) == "20 to 40 of 100"


@pytest.mark.parametrize(
    ("meur", "told"),
    [(25.4, "€25M"), (0.42, "€0.4M"), (0.0, "€0M"), (1234.0, "€1.2bn"), (-3.0, "−€3M"),
     (-0.04, "−€0.04M"), (-0.0000004, "€0M"), (-0.0, "€0M"), (0.04, "€0.04M"),
     (999.9, "€1.0bn"), (math.nan, "–")],
)  # fmt: skip
def test_money(meur: float, told: str) -> None:
    assert money(meur) == told


def test_an_interval_has_the_decimals_that_tell_its_ends_apart() -> None:
    assert amount_range(26.6, 26.8, "M EUR") == "€26.6M to 26.8M"
    assert amount_range(13, 46, "M EUR") == "€13M to €46M"
    assert amount_range(100.04, 100.12) == "100.0 to 100.1"
    assert amount_range(math.nan, 2.0) == "–"


@given(st.floats(0.01, 1e5), st.floats(0.0, 0.05), st.sampled_from(["", "M EUR"]))
def test_an_estimate_is_seen_to_lie_in_its_interval(mean: float, half: float, unit: str) -> None:
    low, high = mean * (1 - half), mean * (1 + half)
    told, interval = amount_within(mean, low, high, unit), amount_range(low, high, unit)
    if "bn" in interval or interval == "no variation":
        return
    value, *ends = (float(re.sub("[€M,]", "", x)) for x in (told, *interval.split(" to ")))
    assert ends[0] <= value <= ends[1]


def test_small_words() -> None:
    assert [number(v) for v in (1234.0, 12.34, 1.5, 0.61, 3.0)] == [
        "1,234",
        "12.3",
        "1.5",
        "0.61",
        "3",
    ]
    assert [signed(v) for v in (8.0, -2.14, 0.0)] == ["+8", "−2.14", "0"]
    assert [signed(v, "M EUR") for v in (8.0, -2.14)] == ["+€8M", "−€2.1M"]
    assert [period(days) for days in (7.0, 1.0, 3.5)] == ["week", "day", "turn"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


@given(st.floats(-2e-3, 2e-3) | st.floats(-1e6, 1e6))
def test_zero_has_no_sign_and_what_is_not_told_as_zero_is_not(value: float) -> None:
    told = [number(value), signed(value), tenth(value), money(value), amount(value),
            signed(value, "M EUR")]  # fmt: skip
    for text in told:
        digits = re.sub(r"[^1-9]", "", text)
        assert digits or text in ("0", "0.0", "€0M")
    if abs(value) >= 1e-6:
        assert number(value) != "0"


def test_nothing_seen_and_nothing_varied_are_said_so() -> None:
    assert mean_range(0.0, 0.0, 0.03) == "under 0.03"
    assert mean_range(0.0, 0.0, 0.0, "M EUR") == "no variation"
    assert mean_range(3.0, 3.0, 3.0) == "no variation"
    assert mean_range(2.0, 1.0, 3.0) == "1 to 3"


def test_numbers_of_a_computer_are_written_as_people_write_them() -> None:
    assert tidy("attribution.dprime 0.30000000000000004") == "attribution.dprime 0.3"
    assert tidy("x 0.7999999999999999 · y -1.1000000000000001") == "x 0.8 · y -1.1"
    for text in ("UK firm", "v1.2.3", "0.25", "2025-11-20"):
        assert tidy(text) == text
