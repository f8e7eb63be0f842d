"""The check of the method, on a table whose answer is known: a linear figure with Gaussian noise.

The parameter `seen` is uniform, its figure is the parameter plus noise; `unseen` moves no figure.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.study.calibration.coverage import COLUMNS, FEWEST_POINTS, LEVELS, adjusted, coverage

NOISE = 0.1
POINTS = 400
SPREAD = 1.0 / np.sqrt(12.0)


def known(points: int, seed: int = 2) -> pd.DataFrame:
    """Return parameters `seen`, `unseen`, a figure of the first, and one of nothing."""
    draw = np.random.default_rng(seed)
    table = pd.DataFrame(draw.random((points, 2)), columns=["seen", "unseen"])
    table["figure"] = table["seen"] + NOISE * draw.standard_normal(points)
    table["noise"] = draw.standard_normal(points)
    return table


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    table = coverage(known(POINTS), ["seen", "unseen"], ["figure", "noise"])
    return table.set_index(["parameter", "level"])


def test_one_row_a_parameter_and_level(found: pd.DataFrame) -> None:
    assert list(found.index) == [(name, level) for name in ("seen", "unseen") for level in LEVELS]
    assert tuple(found.reset_index().columns) == COLUMNS
    assert (found["n"] == POINTS).all()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", ["seen", "unseen"])
def test_intervals_hold_the_truth_as_often_as_they_claim(
    found: pd.DataFrame, name: str, level: float
) -> None:
    row = found.loc[(name, level)]
    assert row["low"] <= row["covered"] <= row["high"]
    error = np.sqrt(level * (1.0 - level) / POINTS)
    assert abs(row["covered"] - level) < 3.5 * error + 0.01


@pytest.mark.parametrize("points", [60, 150, 250])
def test_many_figures_and_few_points_do_not_make_intervals_boast(points: int) -> None:
    """Fifteen figures of eight parameters, as in the calibration: plain residuals hold the truth
    in 40 to 80% of cases where they claim 90%."""
    draw = np.random.default_rng(8)
    theta = draw.random((points, 8))
    stats = theta @ draw.standard_normal((8, 15)) + 0.5 * draw.standard_normal((points, 15))
    names = [f"p{k}" for k in range(8)]
    figures = [f"f{k}" for k in range(15)]
    table = pd.DataFrame(np.hstack([theta, stats]), columns=[*names, *figures])
    found = coverage(table, names, figures).groupby("level")["covered"].mean()
    assert 0.86 < found[0.9] < 0.98
    assert 0.45 < found[0.5] < 0.66


def test_an_informative_figure_narrows_and_an_uninformative_one_does_not(
    found: pd.DataFrame,
) -> None:
    """With this much noise the posterior's spread is about the noise's, away from the ends."""
    assert found.loc[("seen", 0.9), "narrowing"] == pytest.approx(NOISE / SPREAD, rel=0.25)
    assert found.loc[("unseen", 0.9), "narrowing"] == pytest.approx(1.0, abs=0.05)


def test_a_figure_without_noise_tells_all() -> None:
    table = known(200).assign(exact=lambda t: 3.0 - 2.0 * t["seen"])
    row = coverage(table, ["seen"], ["exact"]).iloc[0]
    assert row["narrowing"] < 1e-6


def test_intervals_that_are_too_narrow_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check would fail a method that claims three times the precision it has."""

    def boastful(theta: np.ndarray, stats: np.ndarray, seen: np.ndarray) -> np.ndarray:
        draws = adjusted(theta, stats, seen)
        return draws.mean(axis=0) + (draws - draws.mean(axis=0)) / 3.0

    monkeypatch.setattr("sim.study.calibration.coverage.adjusted", boastful)
    table = coverage(known(200), ["seen", "unseen"], ["figure", "noise"])
    assert (table[table["level"] == 0.9]["high"] < 0.9).all()


def test_simulations_without_all_their_figures_are_left_out() -> None:
    table = known(120)
    table.loc[:39, "figure"] = np.nan
    assert (coverage(table, ["seen"], ["figure"])["n"] == 80).all()


def test_too_few_simulations_are_no_check() -> None:
    table = known(FEWEST_POINTS)
    table.loc[FEWEST_POINTS // 2 :, "figure"] = np.nan
    found = coverage(table, ["seen"], ["figure"])
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_regression_moves_the_kept_points_to_where_the_figures_are() -> None:
    """Rejection alone would centre on the kept points; regression follows the slope."""
    table = known(POINTS)
    theta, stats = table[["seen"]].to_numpy(), table[["figure"]].to_numpy()
    for at in (0.3, 0.5, 0.7):
        draws = adjusted(theta, stats, np.array([at]))
        assert draws.mean() == pytest.approx(at, abs=0.03)
        assert draws.std() == pytest.approx(NOISE, rel=0.25)
        assert len(draws) < POINTS


def test_where_all_figures_are_alike_the_kept_points_are_kept() -> None:
    theta = np.linspace(0.0, 1.0, 60)[:, None]
    draws = adjusted(theta, np.zeros((60, 2)), np.zeros(2))
    assert np.isfinite(draws).all()
    assert len(draws) > 0
