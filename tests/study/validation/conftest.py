"""A small population of simulated dyads."""

from __future__ import annotations

import pytest

from sim.scenario import Scenario, load_scenario
from sim.study.validation.sample import Sample, sample_of

DYADS = 150


@pytest.fixture(scope="session")
def dyad_scenario() -> Scenario:
    return load_scenario("generic_dyad")


@pytest.fixture(scope="session")
def sample(dyad_scenario: Scenario) -> Sample:
    return sample_of(dyad_scenario, DYADS, seed=3)
