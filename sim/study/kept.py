"""Scenarios in a result folder: what `resume` needs where the file is not a shipped one.

The file is written again from its checked content, so the folder goes on anywhere and tells
nothing of the place that the file came from.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.core.errors import ConfigError
from sim.scenario import Scenario, load_scenario
from sim.scenario.load import find_scenario, read_scenario, scenario_names
from sim.store import write_text

FOLDER = "scenarios"


def scenario_config(scenario: Scenario) -> dict[str, Any]:
    """What the manifest says of a scenario: enough to load it again, and to see it changed."""
    return {
        "scenario": scenario.name,
        "scenario_hash": scenario.source_hash,
        "policies": dict(scenario.policies),
        "presets": {actor: preset.as_mapping() for actor, preset in scenario.presets.items()},
        "parameters": dict(scenario.parameters),
        "kept": None if _is_shipped(scenario) else _kept_name(scenario),
    }


def keep_scenario(folder: Path, scenario: Scenario) -> None:
    """Write a scenario that is not a shipped one into the result folder."""
    if not _is_shipped(scenario):
        (folder / FOLDER).mkdir(exist_ok=True)
        write_text(folder / FOLDER / _kept_name(scenario), _text(scenario))


def reload_scenario(folder: Path, config: dict[str, Any]) -> Scenario:
    """Load a scenario as the manifest has it.

    Raises ConfigError where it is not the same any more.
    """
    name, kept = config["scenario"], config["kept"]
    policies = {
        actor: {**preset, "name": config["policies"][actor]}
        for actor, preset in config["presets"].items()
    }
    source = folder / FOLDER / kept if kept else name
    scenario = load_scenario(source, policies, config["parameters"])
    if kept and kept == _kept_name(scenario, name):
        return replace(scenario, name=name, source_hash=config["scenario_hash"])
    if scenario.source_hash != config["scenario_hash"]:
        raise ConfigError(
            f"{folder}: scenario {name} has changed since the sweep was begun; "
            f"start a new sweep in another folder"
        )
    return scenario


def _is_shipped(scenario: Scenario) -> bool:
    return _shipped_hash(scenario.name) == scenario.source_hash


@lru_cache(maxsize=64)
def _shipped_hash(name: str) -> str:
    """The hash of a shipped scenario; empty where none has this name."""
    return read_scenario(find_scenario(name))[1] if name in scenario_names() else ""


def _kept_name(scenario: Scenario, name: str | None = None) -> str:
    digest = hashlib.sha256(_text(scenario).encode()).hexdigest()
    return f"{name or scenario.name}-{digest[:12]}.json"


def _text(scenario: Scenario) -> str:
    # JSON is YAML that every machine writes alike.
    return scenario.file.model_dump_json(indent=1) + "\n"
