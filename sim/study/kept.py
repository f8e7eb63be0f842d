"""Scenarios in a result folder: what `resume` needs where the scenario is not a shipped one.

The content is written as it was checked, with all that it extends, so that the folder goes on
anywhere and tells nothing of the place that the files came from.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.core.errors import ConfigError
from sim.scenario import Scenario
from sim.scenario.find import find_scenario, scenario_names
from sim.scenario.load import check_scenario, dress, read_scenario
from sim.scenario.scenario import content_hash, content_text
from sim.scenario.yaml_file import read_json
from sim.store import write_text

FOLDER = "scenarios"
_LONGEST_NAME = 60


def scenario_config(scenario: Scenario) -> dict[str, Any]:
    """What the manifest says of a scenario: enough to load it again, and to see it changed."""
    return {
        "scenario": scenario.name,
        "scenario_hash": content_hash(scenario.file),
        "policies": dict(scenario.policies),
        "presets": {actor: preset.as_mapping() for actor, preset in scenario.presets.items()},
        "parameters": dict(scenario.parameters),
        "kept": None if _is_shipped(scenario) else _kept_name(scenario),
    }


def keep_scenario(folder: Path, scenario: Scenario) -> None:
    """Write a scenario that is not a shipped one into the result folder."""
    if not _is_shipped(scenario):
        (folder / FOLDER).mkdir(exist_ok=True)
        write_text(folder / FOLDER / _kept_name(scenario), content_text(scenario.file))


def reload_scenario(folder: Path, config: dict[str, Any]) -> Scenario:
    """Load a scenario as the manifest has it.

    Raises ConfigError where it is not the same any more.
    """
    name, kept = config["scenario"], config["kept"]
    if kept:
        path = folder / FOLDER / Path(kept).name
        file = check_scenario(read_json(path), path, None)
        source_hash = content_hash(file)
    else:
        path = find_scenario(name)
        file, source_hash = read_scenario(path)
    if source_hash != config["scenario_hash"]:
        raise ConfigError(
            f"{folder}: scenario {name} has changed since the sweep was started; "
            f"start a new sweep in another folder"
        )
    policies = {
        actor: {**preset, "name": config["policies"][actor]}
        for actor, preset in config["presets"].items()
    }
    return dress(name, file, source_hash, policies, config["parameters"])


def _is_shipped(scenario: Scenario) -> bool:
    return _shipped_hash(scenario.name) == content_hash(scenario.file)


@lru_cache(maxsize=64)
def _shipped_hash(name: str) -> str:
    """The hash of a shipped scenario; empty where none has this name."""
    return read_scenario(find_scenario(name))[1] if name in scenario_names() else ""


def _kept_name(scenario: Scenario) -> str:
    name = re.sub(r"[^\w.-]+", "_", scenario.name)[:_LONGEST_NAME]
    return f"{name}-{content_hash(scenario.file)[:12]}.json"
