"""Paired differences: what common random numbers buy, and what it may not say of rungs and days."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes.column import Column
from sim.statistics import FrameRuns, paired, paired_row
from sim.statistics.paired import PAIRED_COLUMNS, variance_ratio

COST = Column("cost_meur.UK", "cost_meur", "M EUR", "quantity", "float64", "lower", True, "")
RUNG = Column("highest_rung", "highest_rung", "rung", "rung", "int8", "lower", True, "")
DAY = Column("first_day.rung_6", "first_day", "day", "day", "float64", "higher", False, "")
WAR = Column("war", "war", "share of runs", "share", "int8", "lower", True, "")

values = st.lists(
    st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=2, max_size=100
)


@given(values)
def test_the_mean_difference_is_the_difference_of_the_means(pairs: list[tuple[int, int]]) -> None:
    before, after = np.array(pairs, dtype=float).T
    row = paired_row(before, after, COST)
    assert row["difference"] == pytest.approx(after.mean() - before.mean())
    assert row["difference"] == pytest.approx(row["mean"] - row["mean_baseline"])
    assert row["ci_low"] <= row["difference"] <= row["ci_high"]
    assert row["higher"] + row["lower"] + row["same"] == pytest.approx(1)


@given(values)
def test_swapping_the_configs_mirrors_everything(pairs: list[tuple[int, int]]) -> None:
    before, after = np.array(pairs, dtype=float).T
    there, back = paired_row(before, after, COST), paired_row(after, before, COST)
    assert back["difference"] == pytest.approx(-there["difference"])
    assert back["ci_low"] == pytest.approx(-there["ci_high"])
    assert (back["higher"], back["lower"]) == (there["lower"], there["higher"])


def test_common_random_numbers_shrink_the_noise_and_the_interval() -> None:
    rng = np.random.default_rng(1)
    luck = rng.normal(size=4000)
    before, after = luck, luck + 0.2 + 0.1 * rng.normal(size=4000)
    row = paired_row(before, after, COST)
    assert row["variance_ratio"] == pytest.approx(0.01 / 2.01, rel=0.1)
    assert row["ci_low"] < 0.2 < row["ci_high"]
    unpaired = paired_row(before, rng.permutation(after), COST)
    assert unpaired["variance_ratio"] == pytest.approx(1, abs=0.1)
    ratio = (row["ci_high"] - row["ci_low"]) / (unpaired["ci_high"] - unpaired["ci_low"])
    assert ratio < 0.1


def test_rungs_have_no_mean_difference_only_higher_lower_same() -> None:
    row = paired_row(np.array([4, 5, 6, 6], np.int8), np.array([5, 5, 6, 4], np.int8), RUNG)
    assert math.isnan(row["difference"])
    assert math.isnan(row["mean"])
    assert (row["higher"], row["lower"], row["same"]) == (0.25, 0.25, 0.5)
    assert row["same_low"] < 0.5 < row["same_high"]


def test_never_is_later_than_any_day_and_equal_to_never() -> None:
    nan = math.nan
    row = paired_row(np.array([nan, 10.0, nan, 30.0]), np.array([nan, nan, 5.0, 30.0]), DAY)
    assert (row["higher"], row["lower"], row["same"]) == (0.25, 0.25, 0.5)
    assert row["n"] == 4
    assert math.isnan(row["difference"])


def test_pairs_where_a_quantity_does_not_apply_are_left_out() -> None:
    row = paired_row(np.array([1.0, math.nan, 3.0]), np.array([2.0, 5.0, math.nan]), COST)
    assert (row["n"], row["difference"]) == (1, 1.0)


def test_a_rare_event_that_neither_config_shows_still_has_an_interval() -> None:
    nothing = np.zeros(1000, np.int8)
    row = paired_row(nothing, nothing, WAR)
    assert row["difference"] == 0
    assert row["ci_low"] < 0 < row["ci_high"] < 0.01
    assert (row["same"], row["same_high"]) == (1, 1)
    assert math.isnan(row["variance_ratio"])


def test_counts_that_never_differ_still_have_an_interval() -> None:
    count = Column("accidents", "accidents", "events", "count", "int32", "lower", True, "")
    row = paired_row(np.zeros(100), np.zeros(100), count)
    assert row["difference"] == 0
    assert row["ci_low"] < 0 < row["ci_high"] < 0.04


def test_every_cell_meets_the_baseline_on_its_own_runs() -> None:
    cell = {"run": [0, 1, 2], "war": [0, 0, 1], "highest_rung": [3, 4, 11]}
    worse = cell | {"war": [0, 1, 1], "highest_rung": [3, 11, 11]}
    frame = pd.concat([pd.DataFrame(cell | {"cell": 0}), pd.DataFrame(worse | {"cell": 1})])
    table = paired(FrameRuns(frame.iloc[::-1]), [WAR, RUNG])
    assert tuple(table.columns) == PAIRED_COLUMNS
    assert list(table["outcome"]) == ["war", "highest_rung"]
    assert next(iter(table["difference"])) == pytest.approx(1 / 3)
    assert set(table["baseline"]) == {0}
    with pytest.raises(ValueError, match="cell 7"):
        paired(FrameRuns(frame), [WAR], baseline=7)


def test_unequal_numbers_of_runs_are_no_pairs() -> None:
    with pytest.raises(ValueError, match="3 runs against 2"):
        paired_row(np.zeros(3), np.zeros(2), WAR)
    assert math.isnan(variance_ratio(np.zeros(1), np.zeros(1)))
