"""The Belgian crisis on its first day."""

import pytest

from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis


@pytest.fixture(scope="session")
def belgium() -> Scenario:
    return load_scenario("belgium_2025")


@pytest.fixture
def crisis(belgium: Scenario) -> Crisis:
    """A state of this test's own."""
    return Crisis(belgium)
