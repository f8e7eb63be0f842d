"""Countermove: an escalation scenario simulator. Exploration, not prediction.

    from sim import load_scenario, sweep

    result = sweep(load_scenario("belgium_2025", policies={"UK": "firm"}), runs=20_000, seed=7)
    result.summary()

The names below are imported when they are first used, so that `import sim` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api import Result, compare, load_result, sweep
    from sim.crisis import CrisisModel
    from sim.scenario import Scenario, list_scenarios, load_scenario
    from sim.workshop import Session

__all__ = [
    "CrisisModel",
    "Result",
    "Scenario",
    "Session",
    "compare",
    "list_scenarios",
    "load_result",
    "load_scenario",
    "sweep",
]

_HOMES = {
    "CrisisModel": "sim.crisis",
    "Result": "sim.api",
    "Scenario": "sim.scenario",
    "Session": "sim.workshop",
    "compare": "sim.api",
    "list_scenarios": "sim.scenario",
    "load_result": "sim.api",
    "load_scenario": "sim.scenario",
    "sweep": "sim.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
