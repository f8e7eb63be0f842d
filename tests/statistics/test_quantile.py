"""Quantiles are values that some run had; "never" is later than every day."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics.quantile import censored_quantiles, quantiles

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def test_twenty_runs_put_the_tail_at_the_first_and_the_nineteenth() -> None:
    assert quantiles(np.arange(1.0, 21.0), (0.05, 0.5, 0.95)) == [1, 10, 19]


def test_nothing_is_interpolated_between_two_rungs() -> None:
    assert quantiles(np.array([4.0, 4.0, 6.0, 6.0]), (0.5,)) == [4]


def test_the_median_day_is_never_where_half_of_the_runs_are_censored() -> None:
    days = np.array([10.0, np.nan, 30.0, np.nan, np.nan])
    q05, q50, q95 = censored_quantiles(days, (0.05, 0.5, 0.95))
    assert q05 == 10
    assert math.isnan(q50)
    assert math.isnan(q95)
    # Ignoring the censored runs would have told day 20 or 30: far too early.
    assert censored_quantiles(days, (0.4,)) == [30]


def test_no_runs_have_no_quantile() -> None:
    assert all(math.isnan(value) for value in quantiles(np.array([]), LEVELS))


@given(st.lists(st.integers(0, 11), min_size=1, max_size=200))
def test_quantiles_rise_with_their_level_and_are_members(rungs: list[int]) -> None:
    found = quantiles(np.array(rungs, dtype=np.int8), LEVELS)
    assert found == sorted(found)
    assert set(found) <= set(rungs)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=100))
def test_the_definition_is_numpys_inverted_cdf(values: list[float]) -> None:
    levels = [0.1, 0.5, 0.9]
    theirs = np.quantile(values, levels, method="inverted_cdf")
    assert quantiles(np.array(values), tuple(levels)) == pytest.approx(list(theirs))


@given(st.lists(st.one_of(st.none(), st.floats(0, 364)), min_size=1, max_size=60))
def test_more_censoring_never_makes_a_day_earlier(days: list[float | None]) -> None:
    seen = np.array([math.nan if day is None else day for day in days])
    fewer = seen.copy()
    fewer[: len(fewer) // 2] = np.nan
    for before, after in zip(
        censored_quantiles(seen, LEVELS), censored_quantiles(fewer, LEVELS), strict=True
    ):
        assert math.isnan(after) or (not math.isnan(before) and after >= before)
