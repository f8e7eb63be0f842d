"""The first entry of a log: all that a session needs to be played again elsewhere."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from sim.core.errors import CountermoveError
from sim.scenario.preset import load_preset
from sim.scenario.scenario import Scenario
from sim.scenario.schema import ScenarioFile
from sim.workshop.game import Game
from sim.workshop.refused import Refused

FORMAT = 1


def opening_of(game: Game, humans: list[str]) -> dict[str, Any]:
    """Return the data of the opening entry; the scenario is in it, whole."""
    scenario = game.scenario
    return {
        "format": FORMAT,
        "title": game.title,
        "seed": game.seed,
        "run": game.run,
        "humans": humans,
        "settings": game.settings.model_dump(mode="json"),
        "scenario": {
            "name": scenario.name,
            "file": scenario.file.model_dump(mode="json", exclude_defaults=True),
            "policies": {
                name: {
                    "name": preset.name,
                    "describes": preset.describes,
                    "source": preset.source,
                    "suits": list(preset.suits),
                    **preset.as_mapping(),
                }
                for name, preset in scenario.presets.items()
            },
            "parameters": scenario.parameters,
            "source_hash": scenario.source_hash,
        },
    }


def scenario_from(opening: dict[str, Any], where: str) -> Scenario:
    """Return the scenario of an opening entry, checked as any file is.

    Raises Refused where the entry is of another format or its scenario is not valid.
    """
    if opening.get("format") != FORMAT:
        raise Refused(f"{where}: format {opening.get('format')!r}; this version reads {FORMAT}")
    kept = opening["scenario"]
    try:
        presets = {
            name: load_preset(policy, f"policies.{name}")
            for name, policy in kept["policies"].items()
        }
        return Scenario(
            name=str(kept["name"]),
            file=ScenarioFile.model_validate(kept["file"]),
            presets=presets,
            parameters={str(name): float(value) for name, value in kept["parameters"].items()},
            source_hash=str(kept["source_hash"]),
        )
    except (ValidationError, CountermoveError, KeyError, TypeError) as error:
        raise Refused(f"{where}: its scenario is not valid: {error}") from error
