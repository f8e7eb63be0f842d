"""The posterior of the calibrated parameters: shipped as data, and how it is described."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pandas as pd

from sim.scenario.parameter import PARAMETERS, Parameter
from sim.study.calibration.problem import CALIBRATED

MADE_BY = "countermove calibrate particles=150 generations=2 dyads=120 points=100 seed=7"
"""The command whose `posterior.csv` and `coverage.csv` are shipped."""


def shipped_posterior() -> pd.DataFrame:
    """Return the particles that come with the package: parameters, `weight`, `distance`."""
    return _shipped("posterior.csv")


def shipped_coverage() -> pd.DataFrame:
    """Return the coverage check that comes with the package."""
    return _shipped("coverage.csv")


def _shipped(name: str) -> pd.DataFrame:
    data = resources.files("sim.study.calibration").joinpath("data")
    with data.joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file)


def described(particles: pd.DataFrame) -> pd.DataFrame:
    """Return, per parameter, weighted median, 90% interval, and how much of the prior is left.

    `spread_left` is the posterior's standard deviation over the prior's: 1 means that the data
    say nothing about the parameter.
    """
    weight = particles["weight"].to_numpy(float)
    rows = []
    for name in CALIBRATED:
        values = particles[name].to_numpy(float)
        low, median, high = weighted_quantiles(values, weight, (0.05, 0.5, 0.95))
        mean = float(np.average(values, weights=weight))
        sd = float(np.sqrt(np.average((values - mean) ** 2, weights=weight)))
        rows.append(
            {
                "parameter": name, "median": median, "low": low, "high": high,
                "spread_left": sd / prior_sd(PARAMETERS[name]),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def weighted_quantiles(
    values: np.ndarray, weight: np.ndarray, at: tuple[float, ...]
) -> list[float]:
    """Return quantiles of weighted values: the least value that the share is reached with."""
    order = np.argsort(values)
    reached = np.cumsum(weight[order]) / weight.sum()
    places = np.minimum(np.searchsorted(reached, at), len(values) - 1)
    return [float(values[order][place]) for place in places]


def prior_sd(parameter: Parameter) -> float:
    """Return the standard deviation of a parameter's declared distribution."""
    low, high = parameter.low, parameter.high
    if parameter.distribution == "uniform":
        return (high - low) / 12**0.5
    span = np.log(high / low)
    mean = (high - low) / span
    return float(np.sqrt((high**2 - low**2) / (2 * span) - mean**2))
