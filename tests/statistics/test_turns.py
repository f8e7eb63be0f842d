"""The turns table, on a case that can be counted by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics.turns import QUANTILE_NAMES, TURN_COLUMNS, rung_shares, series_quantiles


def test_shares_of_runs_on_each_rung_add_up_on_every_turn() -> None:
    on_rung = np.array([[6, 4, 0], [0, 5, 5]])
    rows = rung_shares(3, on_rung, days_per_turn=7.0)
    assert tuple(rows.columns) == TURN_COLUMNS
    assert set(rows["cell"]) == {3}
    second = rows[rows["turn"] == 2].set_index("outcome")
    assert list(second.loc[["on_rung.0", "on_rung.1", "on_rung.2"], "mean"]) == [0, 0.5, 0.5]
    assert set(second["n"]) == {10}
    assert set(second["day"]) == {14.0}
    assert np.asarray(rows.groupby("turn")["mean"].sum()).tolist() == [1, 1]
    assert np.all(rows["q50"].isna())


def test_series_are_summed_up_turn_by_turn() -> None:
    # Two turns; 21 runs whose value is the run number, then its double.
    runs = np.arange(21.0)
    series = np.stack([runs, 2 * runs], axis=1)[:, :, None]
    rows = series_quantiles(0, ["incursions"], series, days_per_turn=1.0)
    assert tuple(rows.columns) == TURN_COLUMNS
    assert rows["mean"].tolist() == [10, 20]
    assert rows["q50"].tolist() == [10, 20]
    assert rows["q95"].tolist() == [19, 38]
    assert set(rows["n"]) == {21}


@given(st.integers(1, 40), st.integers(0, 99))
def test_the_bands_of_a_series_never_cross(runs: int, seed: int) -> None:
    series = np.random.default_rng(seed).normal(size=(runs, 3, 2))
    rows = series_quantiles(0, ["a", "b"], series, 7.0)
    bands = rows[list(QUANTILE_NAMES)].to_numpy()
    assert (np.diff(bands, axis=1) >= 0).all()


def test_without_traced_runs_there_are_no_numbers_rather_than_wrong_ones() -> None:
    rows = series_quantiles(0, ["cohesion"], np.empty((0, 4, 1)), 7.0)
    assert len(rows) == 4
    assert np.all(rows["mean"].isna())
