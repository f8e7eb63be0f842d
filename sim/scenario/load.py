"""Find, read and check a scenario; every error names file, key path, value and what is allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.core.errors import ConfigError, ScenarioError, closest, explain
from sim.scenario import schema
from sim.scenario.check import problems
from sim.scenario.parameter import complete
from sim.scenario.preset import load_preset
from sim.scenario.scenario import Scenario
from sim.scenario.schema import ScenarioFile
from sim.scenario.shipped import shipped
from sim.scenario.yaml_file import read_yaml

MOST_PROBLEMS_SHOWN = 8


def scenario_names() -> list[str]:
    """Return the names of the shipped scenarios."""
    return sorted(path.stem for path in shipped("scenarios").glob("*.yaml"))


def find_scenario(name_or_path: str | Path) -> Path:
    """Return the file of a shipped scenario by its name, or the path that was given."""
    text = str(name_or_path)
    if text.endswith((".yaml", ".yml")) or "/" in text or isinstance(name_or_path, Path):
        path = Path(name_or_path)
        if not path.is_file():
            raise ScenarioError(f"{path}: no such scenario file")
        return path
    if text not in scenario_names():
        raise ScenarioError(explain("scenario", text, scenario_names()))
    return shipped("scenarios") / f"{text}.yaml"


def read_scenario(path: Path) -> tuple[ScenarioFile, str]:
    """Return the checked content of a scenario file and the sha256 of its bytes."""
    data, content = read_yaml(path)
    try:
        file = ScenarioFile.model_validate(data)
    except ValidationError as error:
        raise ScenarioError(_join(path, [_say(item) for item in error.errors()])) from error
    found = [*problems(file), *_settings(file)]
    if found:
        raise ScenarioError(_join(path, found))
    return file, hashlib.sha256(content).hexdigest()


def load_scenario(
    name_or_path: str | Path,
    policies: Mapping[str, str | Mapping[str, Any]] | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Scenario:
    """Return a scenario by name or path, with policies and parameters put in.

    `policies` gives actors another policy than the file does: a preset's name, a path to one, or
    a mapping with `family` and `parameters`. Raises ScenarioError for a wrong file and
    ConfigError for a wrong policy or parameter.
    """
    path = find_scenario(name_or_path)
    file, source_hash = read_scenario(path)
    chosen = {name: actor.policy for name, actor in file.actors.items()} | dict(policies or {})
    for actor in chosen:
        if actor not in file.actors:
            raise ScenarioError(explain(f"{path}: policies: actor", actor, file.actors))
    presets = {actor: load_preset(policy, f"policies.{actor}") for actor, policy in chosen.items()}
    values = complete(file.parameters | dict(parameters or {}), "parameters")
    return Scenario(path.stem, file, presets, values, source_hash)


def list_scenarios() -> list[dict[str, Any]]:
    """Return name, title, question, actors and length of every shipped scenario."""
    rows = []
    for name in scenario_names():
        file, _ = read_scenario(shipped("scenarios") / f"{name}.yaml")
        rows.append(
            {
                "name": name,
                "title": file.title,
                "question": file.question,
                "start": file.start.isoformat(),
                "turns": file.turns,
                "days_per_turn": file.days_per_turn,
                "actors": list(file.actors),
                "policies": {actor: spec.policy for actor, spec in file.actors.items()},
            }
        )
    return rows


def _settings(file: ScenarioFile) -> list[str]:
    """Return what is wrong with the policies and parameters that the file itself names."""
    found = []
    for name, actor in file.actors.items():
        try:
            load_preset(actor.policy, f"actors.{name}.policy")
        except ConfigError as error:
            found.append(str(error))
    try:
        complete(file.parameters, "parameters")
    except ConfigError as error:
        found.append(str(error))
    return found


def _join(path: Path, lines: list[str]) -> str:
    shown = lines[:MOST_PROBLEMS_SHOWN]
    if len(lines) > len(shown):
        shown.append(f"and {len(lines) - len(shown)} more")
    return "\n".join(f"{path}: {line}" for line in shown)


def _say(item: Any) -> str:
    """Turn one finding of the schema into our form: key path, value, what is allowed."""
    where = ""
    for part in item["loc"]:
        where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
    where = where.removesuffix(".[key]")
    kind, message = item["type"], item["msg"]
    if kind == "extra_forbidden":
        fields = _fields_beside(item["loc"])
        match = closest(str(item["loc"][-1]), fields)
        hint = f" Did you mean '{match}'?" if match else ""
        return f"{where}: no such key; allowed: {', '.join(fields)}.{hint}"
    if kind == "missing":
        return f"{where}: is missing"
    if kind == "literal_error":
        words = item["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return explain(where, item["input"], words)
    expected = message.removeprefix("Input should be ").removeprefix("Value error, ")
    return explain(where, item["input"], expected)


def _fields_beside(location: tuple[Any, ...]) -> list[str]:
    """Return the keys that are allowed where an unknown one stands."""
    names = {"actors": "Actor", "tempo": "Tempo", "look": "Look", "sites": "Site",
             "theatres": "Theatre", "injects": "Inject", "elections": "Election",
             "actions": "ActionOverride", "beliefs": "Judged", "suspicion": "Judged",
             "grievance": "Judged", "weight": "Judged", "dependence": "Judged",
             "resolve": "Judged"}  # fmt: skip
    model: type[BaseModel] = ScenarioFile
    for part in location[:-1]:
        if part in names:
            model = getattr(schema, names[part])
    return sorted(model.model_fields)
