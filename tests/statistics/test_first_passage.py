"""First passage: runs that never get there stay in the denominator."""

from __future__ import annotations

import numpy as np
import pytest

from sim.statistics.first_passage import first_passage
from sim.statistics.interval import wilson


def test_censored_runs_count_as_not_there() -> None:
    days = np.array([3.0, 7.0, 8.0, np.nan])
    frame = first_passage(days, np.array([7.0, 14.0]))
    assert frame["events"].tolist() == [2, 3]
    assert frame["share"].tolist() == [0.5, 0.75]
    assert frame["n"].tolist() == [4, 4]


def test_bounds_are_those_of_wilson_and_open_where_nothing_came() -> None:
    frame = first_passage(np.array([np.nan, 20.0]), np.array([7.0, 21.0]))
    assert frame.loc[0, "ci_high"] == pytest.approx(wilson(0, 2).high)
    assert frame.loc[1, ["ci_low", "ci_high"]].tolist() == pytest.approx(list(wilson(1, 2)))


def test_the_share_never_falls() -> None:
    days = np.random.default_rng(1).uniform(0, 400, 200)
    days[::3] = np.nan
    shares = first_passage(days, np.arange(1, 53) * 7.0)["share"].to_numpy()
    assert (np.diff(shares) >= 0).all()
