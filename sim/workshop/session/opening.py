"""The first entry of a log: all that a session needs to be played again elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from sim.core.errors import ConfigError, CountermoveError, ScenarioError
from sim.core.number import MAX_SEED, whole_number
from sim.scenario.check import problems
from sim.scenario.engine import Engine
from sim.scenario.parameter import complete
from sim.scenario.preset import load_preset
from sim.scenario.scenario import Scenario
from sim.scenario.schema import ScenarioFile
from sim.workshop.game.game import Game
from sim.workshop.game.settings import Settings
from sim.workshop.refused import Refused

FORMAT = 2
MOST_RUN = 2**31 - 1


class Opening(NamedTuple):
    """What a game is begun with."""

    scenario: Scenario
    title: str
    seed: int
    run: int
    humans: list[str]
    settings: Settings
    engine: Engine
    """the rules that it was begun with"""


class _ScenarioData(BaseModel):
    name: Annotated[str, Field(max_length=200)]
    file: ScenarioFile
    policies: dict[str, dict[str, Any]]
    parameters: dict[str, float]
    source_hash: str


class _OpeningData(BaseModel):
    title: Annotated[str, Field(max_length=200)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED, strict=True)]
    run: Annotated[int, Field(ge=0, le=MOST_RUN, strict=True)]
    humans: Annotated[list[str], Field(max_length=20)]
    settings: Settings
    version: Annotated[str, Field(max_length=60)]
    engine: Annotated[str, Field(max_length=60)]
    scenario: _ScenarioData


def opening_of(game: Game, humans: list[str]) -> dict[str, Any]:
    """Return the data of the opening entry; the scenario is in it, whole."""
    scenario = game.scenario
    return {
        "format": FORMAT,
        "version": game.engine.version,
        "engine": game.engine.hash,
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


def read_opening(data: dict[str, Any], where: str) -> Opening:
    """Return what an opening entry says, checked as any file is.

    Raises Refused where it is of another format or is not valid.
    """
    if data.get("format") != FORMAT:
        raise Refused(f"{where}: format {data.get('format')!r:.40}; this version reads {FORMAT}")
    try:
        opened = _OpeningData.model_validate(data)
        scenario = _scenario(opened.scenario)
    except (ValidationError, CountermoveError) as error:
        raise Refused(f"{where}: the opening entry is not valid: {error}") from error
    engine = Engine(opened.version, opened.engine)
    return Opening(
        scenario, opened.title, opened.seed, opened.run, opened.humans, opened.settings, engine
    )


def checked_luck(seed: Any, run: Any) -> tuple[int, int]:
    """Return seed and run as whole numbers; Refused where one is out of range."""
    try:
        return whole_number("seed", seed, 0, MAX_SEED), whole_number("run", run, 0, MOST_RUN)
    except ConfigError as error:
        raise Refused(str(error), str(error).partition(":")[0]) from error


def _scenario(kept: _ScenarioData) -> Scenario:
    found = problems(kept.file)
    if found:
        raise ScenarioError("; ".join(found[:3]))
    if kept.policies.keys() != kept.file.actors.keys():
        raise ScenarioError("policies: one for each actor is needed")
    return Scenario(
        name=kept.name,
        file=kept.file,
        presets={
            name: load_preset(kept.policies[name], f"policies.{name}") for name in kept.file.actors
        },
        parameters=complete(kept.parameters, "parameters"),
        source_hash=kept.source_hash,
    )
