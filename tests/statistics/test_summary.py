"""The summary reads each kind of outcome as it may be read, and not otherwise."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.outcomes.column import Column
from sim.statistics import FrameRuns, summarise
from sim.statistics.summary import SUMMARY_COLUMNS


def column(name: str, kind: str, unit: str = "") -> Column:
    dtype = {"share": "int8", "rung": "int8", "count": "int32"}.get(kind, "float64")
    return Column(name, name.split(".")[0], unit, kind, dtype, "lower", False, "")


COLUMNS = [
    column("war", "share"),
    column("highest_rung", "rung"),
    column("first_day.rung_6", "day", "day"),
    column("incursions.Belgium", "count"),
    column("request_to_kit_days.Belgium", "quantity", "day"),
]


@pytest.fixture
def summary() -> pd.DataFrame:
    quiet = {
        "cell": 0,
        "run": range(4),
        "war": [0, 0, 0, 0],
        "highest_rung": [4, 5, 6, 6],
        "first_day.rung_6": [np.nan, np.nan, 30.0, 10.0],
        "incursions.Belgium": [10, 12, 14, 16],
        "request_to_kit_days.Belgium": [np.nan, 7.0, 9.0, np.nan],
    }
    loud = quiet | {"cell": 1, "war": [1, 1, 1, 1]}
    # The rows of a table may come in any order.
    frame = pd.concat([pd.DataFrame(loud), pd.DataFrame(quiet)]).sample(frac=1, random_state=3)
    return summarise(FrameRuns(frame), COLUMNS).set_index(["cell", "outcome"])


def test_it_has_one_row_per_cell_and_outcome_and_the_promised_columns(
    summary: pd.DataFrame,
) -> None:
    assert len(summary) == 2 * len(COLUMNS)
    assert tuple(summary.reset_index().columns[[0, 1]]) == SUMMARY_COLUMNS[:2]
    assert tuple(summary.columns) == SUMMARY_COLUMNS[2:]


def test_an_event_that_never_came_is_bounded_from_above(summary: pd.DataFrame) -> None:
    never, always = summary.loc[(0, "war")], summary.loc[(1, "war")]
    assert (never["mean"], never["ci_low"]) == (0, 0)
    assert never["ci_high"] == pytest.approx(1 - 0.05**0.25)
    assert (always["mean"], always["ci_high"]) == (1, 1)
    assert always["ci_low"] == pytest.approx(0.05**0.25)


def test_a_count_that_never_came_is_bounded_from_above_too() -> None:
    frame = pd.DataFrame({"cell": 0, "run": range(100), "incursions.Belgium": 0})
    row = summarise(FrameRuns(frame), COLUMNS).iloc[0]
    assert (row["mean"], row["ci_low"]) == (0, 0)
    assert row["ci_high"] == pytest.approx(0.03, rel=0.01)


def test_a_share_of_acts_that_was_never_seen_is_bounded_from_above() -> None:
    frame = pd.DataFrame({"cell": 0, "run": range(100), "read_as_offensive.UK": 0.0})
    row = summarise(FrameRuns(frame), [column("read_as_offensive.UK", "quantity", "share")]).iloc[0]
    assert (row["mean"], row["ci_low"]) == (0, 0)
    assert row["ci_high"] == pytest.approx(0.03, rel=0.02)


def test_rungs_are_never_averaged(summary: pd.DataFrame) -> None:
    row = summary.loc[(0, "highest_rung")]
    assert math.isnan(row["mean"])
    assert math.isnan(row["ci_low"])
    assert (row["q05"], row["q50"], row["q95"]) == (4, 5, 6)


def test_days_count_all_runs_and_leave_a_censored_quantile_empty(summary: pd.DataFrame) -> None:
    row = summary.loc[(0, "first_day.rung_6")]
    assert row["n"] == 4
    assert math.isnan(row["mean"])
    assert (row["q05"], row["q50"]) == (10, 30)
    assert math.isnan(row["q95"])


def test_a_count_has_a_mean_and_a_quantity_only_where_it_applies(summary: pd.DataFrame) -> None:
    count = summary.loc[(0, "incursions.Belgium")]
    assert count["mean"] == 13
    assert count["ci_low"] < 13 < count["ci_high"]
    lag = summary.loc[(0, "request_to_kit_days.Belgium")]
    assert (lag["n"], lag["mean"]) == (2, 8)


def test_a_cell_of_another_scenario_may_lack_a_column() -> None:
    frame = pd.DataFrame({"cell": [0], "run": [0], "war": [0]})
    assert list(summarise(FrameRuns(frame), COLUMNS)["outcome"]) == ["war"]
