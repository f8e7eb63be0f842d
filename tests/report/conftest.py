"""Result folders with known numbers, shared by the tests of the report."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.report import Reading
from sim.study import open_result
from tests.report.known_study import RUNG_SHARES, climbs, outcomes, write_study

POLICIES = ("restrained", "proportionate", "firm")
ADVERSARIES = ("prober", "opportunist")


@pytest.fixture(scope="session")
def one_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 runs of one config that reach each rung in exactly known shares."""
    path = tmp_path_factory.mktemp("one") / "sweep"
    return write_study(path, {"base": outcomes(climbs(10_000), 52)})


@pytest.fixture(scope="session")
def six_configs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,000 runs of each of six configs: three British policies against two Russian ones."""
    path = tmp_path_factory.mktemp("six") / "sweep"
    cells, policies = {}, {}
    factors = iter((0.7, 0.8, 1.0, 0.9, 1.3, 0.6))
    for uk in POLICIES:
        for russia in ADVERSARIES:
            label, factor = f"UK {uk} · Russia {russia}", next(factors)
            shares = np.clip(np.array(RUNG_SHARES) * factor, 0, 1)
            cells[label] = outcomes(climbs(1_000, [1.0, *shares[1:]]), 52, cost=30 * factor)
            policies[label] = {"UK": uk, "Russia": russia}
    return write_study(path, cells, policies)


@pytest.fixture(scope="session")
def one_reading(one_config: Path) -> Reading:
    """The folder of `one_config`, opened."""
    return Reading(open_result(one_config))


@pytest.fixture(scope="session")
def six_reading(six_configs: Path) -> Reading:
    """The folder of `six_configs`, opened."""
    return Reading(open_result(six_configs))
