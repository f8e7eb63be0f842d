"""Find, read and check a scenario; every error names file, key path, value and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from sim.core.errors import ConfigError, ScenarioError, explain
from sim.scenario.check import problems
from sim.scenario.extend import compose_scenario, node_at
from sim.scenario.find import find_scenario, is_path, scenario_names
from sim.scenario.parameter import complete
from sim.scenario.preset import load_preset
from sim.scenario.scenario import Scenario, content_hash
from sim.scenario.schema import ScenarioFile
from sim.scenario.sentence import say
from sim.scenario.shipped import shipped
from sim.scenario.yaml_file import construct

MOST_PROBLEMS_SHOWN = 8


def read_scenario(path: Path) -> tuple[ScenarioFile, str]:
    """Return the checked content of a scenario file, and its hash.

    What it extends is merged in, and a policy that it names by its path, which starts at the file
    that says so, is put in its place: the content is whole and depends on no other file. Raises
    ScenarioError.
    """
    root = compose_scenario(path)
    data = construct(root, path)
    _put_policies_in(data, root, path)
    file = check_scenario(data, path, root)
    return file, content_hash(file)


def check_scenario(data: Mapping[str, Any], path: Path, root: yaml.Node | None) -> ScenarioFile:
    """Return the content of a scenario, or raise ScenarioError with all that is wrong in it."""
    try:
        file = ScenarioFile.model_validate(data)
    except ValidationError as error:
        found = [(_file(root, item["loc"], path), say(item, root)) for item in error.errors()]
        raise ScenarioError(_join(path, found)) from error
    lines = [line for text in (*problems(file), *_settings(file)) for line in text.splitlines()]
    if lines:
        found = [(_file(root, _keys(line), path), line) for line in lines]
        raise ScenarioError(_join(path, found))
    return file


def load_scenario(
    name_or_path: str | Path,
    policies: Mapping[str, str | Path | Mapping[str, Any]] | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Scenario:
    """Return a scenario by name or path, with policies and parameters put in.

    `policies` gives actors another policy than the file does: a preset's name, a path to one, or
    a mapping with `family` and `parameters`. Raises ScenarioError for a wrong file and
    ConfigError for a wrong policy or parameter.
    """
    path = find_scenario(name_or_path)
    file, source_hash = read_scenario(path)
    return dress(path.stem, file, source_hash, policies, parameters)


def dress(
    name: str,
    file: ScenarioFile,
    source_hash: str,
    policies: Mapping[str, str | Path | Mapping[str, Any]] | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Scenario:
    """Return the content of a scenario under a name, with policies and parameters put in."""
    for what, given in (("policies", policies), ("parameters", parameters)):
        if given is not None and not isinstance(given, Mapping):
            raise ConfigError(explain(what, given, "a mapping of names to values"))
    chosen = {name: actor.policy for name, actor in file.actors.items()} | dict(policies or {})
    for actor in chosen:
        if actor not in file.actors:
            raise ScenarioError(explain(f"{name}: policies: actor", actor, file.actors))
    presets = {actor: load_preset(policy, f"policies.{actor}") for actor, policy in chosen.items()}
    values = complete(file.parameters | dict(parameters or {}), "parameters")
    return Scenario(name, file, presets, values, source_hash)


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


def _put_policies_in(data: dict[str, Any], root: yaml.Node, path: Path) -> None:
    """Put the content of a policy file where an actor names its path."""
    actors = data.get("actors")
    for name, actor in actors.items() if isinstance(actors, dict) else ():
        policy = actor.get("policy") if isinstance(actor, dict) else None
        if not isinstance(policy, str) or not is_path(policy):
            continue
        file = _file(root, ("actors", name, "policy"), path)
        try:
            preset = load_preset(policy, f"actors.{name}.policy", file.parent)
        except (ConfigError, ScenarioError) as error:
            lines = [(file, line) for line in str(error).splitlines()]
            raise ScenarioError(_join(path, lines)) from error
        actor["policy"] = preset.as_file()


def _file(root: yaml.Node | None, where: tuple[object, ...], path: Path) -> Path:
    """The file that a key path of a merged scenario came from."""
    return path if root is None else Path(node_at(root, where).start_mark.name)


def _keys(line: str) -> tuple[object, ...]:
    """The key path at the start of a line, such as `actors.UK.tempo[3].toward: 'Rusia' ...`.

    The unknown name in the line may itself be the key that is wrong.
    """
    start, _, rest = line.partition(": ")
    words = start.replace("[", ".").replace("]", "").split(".")
    named = re.match(r"'([^']*)' is not", rest)
    keys = tuple(int(word) if word.isdecimal() else word for word in words)
    return (*keys, named[1]) if named else keys


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


def _join(path: Path, lines: list[tuple[Path, str]]) -> str:
    shown = [f"{file}: {line}" for file, line in lines[:MOST_PROBLEMS_SHOWN]]
    if len(lines) > len(shown):
        shown.append(f"{path}: and {len(lines) - len(shown)} more")
    return "\n".join(shown)
