"""How particles are described, against closed forms; and the posterior that is shipped."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pandas as pd
import pytest

from sim.scenario.parameter import PARAMETERS, Parameter
from sim.study.calibration.posterior import (
    described,
    prior_sd,
    shipped_coverage,
    shipped_posterior,
    weighted_quantiles,
)
from sim.study.calibration.problem import CALIBRATED


def particles(quantiles: np.ndarray, weight: np.ndarray) -> pd.DataFrame:
    """Return particles that stand at these quantiles of every prior."""
    columns = {}
    for name in CALIBRATED:
        p = PARAMETERS[name]
        if p.distribution == "log-uniform":
            columns[name] = p.low * (p.high / p.low) ** quantiles
        else:
            columns[name] = p.low + quantiles * (p.high - p.low)
    return pd.DataFrame(columns).assign(weight=weight, distance=1.0)


def declared(low: float, high: float, distribution: str) -> Parameter:
    return PARAMETERS["dyad.tempo"]._replace(low=low, high=high, distribution=distribution)


@pytest.mark.parametrize(
    ("values", "weight", "at", "expected"),
    [
        ([1.0, 2.0, 3.0, 4.0], [1, 1, 1, 1], 0.5, 2.0),
        ([1.0, 2.0, 3.0, 4.0], [1, 1, 1, 1], 0.51, 3.0),
        ([4.0, 1.0, 3.0, 2.0], [1, 1, 1, 1], 0.5, 2.0),
        ([1.0, 2.0, 3.0], [8, 1, 1], 0.5, 1.0),
        ([1.0, 2.0, 3.0], [1, 1, 8], 0.5, 3.0),
        ([1.0, 2.0, 3.0], [1, 0, 1], 0.75, 3.0),
        ([5.0], [0.3], 0.05, 5.0),
        ([1.0, 2.0], [1, 1], 1.0, 2.0),
    ],
)
def test_a_quantile_is_the_least_value_that_the_share_is_reached_with(
    values: list[float], weight: list[float], at: float, expected: float
) -> None:
    assert weighted_quantiles(np.array(values), np.array(weight, float), (at,)) == [expected]


def test_the_size_of_weights_does_not_matter() -> None:
    draw = np.random.default_rng(1)
    values, weight = draw.random(50), draw.random(50)
    at = (0.05, 0.5, 0.95)
    assert weighted_quantiles(values, weight, at) == weighted_quantiles(values, 7 * weight, at)


def test_the_spread_of_a_uniform_is_its_width_over_root_12() -> None:
    assert prior_sd(declared(2.0, 5.0, "uniform")) == pytest.approx(3.0 / np.sqrt(12.0))


@pytest.mark.parametrize(("low", "high"), [(0.3, 3.0), (1.0, 1.2), (0.001, 10.0)])
def test_the_spread_of_a_log_uniform_is_that_of_many_draws(low: float, high: float) -> None:
    u = (np.arange(400_000) + 0.5) / 400_000
    draws = low * (high / low) ** u
    assert prior_sd(declared(low, high, "log-uniform")) == pytest.approx(draws.std(), rel=1e-3)


def test_particles_from_the_prior_leave_all_of_it() -> None:
    u = (np.arange(2_000) + 0.5) / 2_000
    table = described(particles(u, np.full(2_000, 0.5)))
    assert table["parameter"].tolist() == list(CALIBRATED)
    assert table["spread_left"].tolist() == pytest.approx([1.0] * len(CALIBRATED), abs=1e-3)
    for row in table.to_dict("records"):
        p = PARAMETERS[row["parameter"]]
        assert p.low < row["low"] < row["median"] < row["high"] < p.high
        if p.distribution == "uniform":
            assert row["median"] == pytest.approx((p.low + p.high) / 2.0, rel=1e-2)
        else:
            assert row["median"] == pytest.approx(np.sqrt(p.low * p.high), rel=1e-2)


def test_particles_that_agree_leave_nothing() -> None:
    table = described(particles(np.full(30, 0.4), np.ones(30)))
    assert table["spread_left"].tolist() == pytest.approx([0.0] * len(CALIBRATED), abs=1e-9)
    assert (table["low"] == table["high"]).all()


def test_a_particle_without_weight_says_nothing() -> None:
    u = np.array([0.4, 0.4, 0.99])
    table = described(particles(u, np.array([1.0, 1.0, 0.0])))
    assert table["spread_left"].tolist() == pytest.approx([0.0] * len(CALIBRATED), abs=1e-9)
    pd.testing.assert_frame_equal(
        table.drop(columns="spread_left"),
        described(particles(u[:2], np.ones(2))).drop(columns="spread_left"),
    )


# What is shipped

DATA = resources.files("sim.study.calibration").joinpath("data", "posterior.csv")
shipped = pytest.mark.skipif(not DATA.is_file(), reason="no posterior is shipped yet")


@shipped
def test_the_shipped_particles_lie_in_the_declared_ranges() -> None:
    found = shipped_posterior()
    assert set(found.columns) == {*CALIBRATED, "weight", "distance"}
    assert found["weight"].sum() == pytest.approx(1.0, abs=1e-3)
    assert (found["weight"] > 0.0).all()
    for name in CALIBRATED:
        p = PARAMETERS[name]
        assert found[name].between(p.low, p.high).all(), name


@shipped
def test_the_shipped_posterior_learnt_something_and_not_everything() -> None:
    left = described(shipped_posterior())["spread_left"]
    assert left.min() < 0.8
    assert (left > 0.0).all()


@shipped
def test_the_shipped_check_covers_every_parameter() -> None:
    table = shipped_coverage()
    assert set(table["parameter"]) == set(CALIBRATED)
    usual = table[table["level"] == 0.9]
    assert usual["covered"].between(0.75, 1.0).all()
