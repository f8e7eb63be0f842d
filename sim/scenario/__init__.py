"""Scenarios are data: YAML with a closed schema, compiled into the arrays that the kernels read."""

from sim.scenario.load import list_scenarios, load_scenario
from sim.scenario.scenario import Scenario

__all__ = ["Scenario", "list_scenarios", "load_scenario"]
