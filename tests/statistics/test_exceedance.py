"""Exceedance of the highest rung."""

import numpy as np

from sim.statistics import exceedance


def test_every_run_reaches_rung_zero_and_fewer_each_higher_one() -> None:
    table = exceedance(np.array([3, 3, 5, 11, 0], dtype=np.int8)).set_index("rung")
    assert table["events"].tolist() == [5, 4, 4, 4, 2, 2, 1, 1, 1, 1, 1, 1]
    assert table.loc[5, "share"] == 0.4
    assert table["share"].is_monotonic_decreasing
    assert np.all(table["ci_low"] <= table["share"])
    assert np.all(table["share"] <= table["ci_high"])


def test_a_rung_nobody_reached_is_bounded_from_above() -> None:
    table = exceedance(np.zeros(60, dtype=np.int8)).set_index("rung")
    assert table.loc[11, "share"] == 0
    assert 0.04 < table.loc[11, "ci_high"] < 0.06
