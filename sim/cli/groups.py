"""The config groups, made from what the scenario layer declares: nothing is listed twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hydra.core.config_store import ConfigStore

from sim.cli.config import (
    ExecutorConfig,
    OutputConfig,
    PolicyConfig,
    ScenarioConfig,
    config_class,
)
from sim.core.errors import ConfigError, ScenarioError
from sim.scenario.body import BODIES
from sim.scenario.load import find_scenario, read_scenario, scenario_names
from sim.scenario.parameter import PARAMETERS, complete
from sim.scenario.preset import load_preset, preset_names
from sim.scenario.schema import ScenarioFile
from sim.scenario.shipped import shipped
from sim.scenario.yaml_file import read_yaml

CONFIG = "countermove"
"""The name of the primary config."""
DEFAULT_SCENARIO = "belgium_2025"
_ENDINGS = (".yaml", ".yml")


class Groups:
    """Registers the primary config, `scenario/*` and `executor/*` with Hydra.

    `policy/*` are files of the config directory, which Hydra finds by itself.
    """

    def __init__(self, header: str, scratch: str) -> None:
        declared = [(name, parameter.default) for name, parameter in PARAMETERS.items()]
        config = config_class(declared, DEFAULT_SCENARIO, header, scratch)
        self._store = ConfigStore.instance()
        self._store.store(name=CONFIG, node=config)
        for kind in ("threads", "cluster"):
            self._store.store(group="executor", name=kind, node=ExecutorConfig(kind=kind))
        self._files: dict[str, str] = {}
        self._policies: dict[str, Path] = {}
        self.required = set(config.__dataclass_fields__) - {"defaults", "hydra"}
        self.keys = {
            "runs",
            "run",
            "seed",
            *(f"parameters.{name}" for name in PARAMETERS),
            *(f"scenario.{name}" for name in ScenarioConfig.__dataclass_fields__),
            *(f"executor.{name}" for name in ExecutorConfig.__dataclass_fields__),
            *(f"output.{name}" for name in OutputConfig.__dataclass_fields__),
        }
        for name in scenario_names():
            self._register(name, find_scenario(name), None)

    def register_files(self, arguments: list[str]) -> list[str]:
        """Make paths of scenarios and policies choices like the shipped ones.

        Returns the arguments with each path replaced by its choice. Raises ScenarioError where a
        scenario is not valid, ConfigError where a policy is not.
        """
        found = []
        for argument in arguments:
            key, _, value = argument.partition("=")
            if key == "scenario":
                argument = "scenario=" + ",".join(map(self._choice, value.split(",")))
            elif key.startswith("policy@"):
                choices = [self._policy_choice(key, word) for word in value.split(",")]
                argument = f"{key}={','.join(choices)}"
            found.append(argument)
        return found

    def allows(self, key: str) -> bool:
        """Whether the config may hold `key` (dotted): `+` must not smuggle anything in."""
        if not key.startswith("policies."):
            return key in self.keys
        # What a family may be told, it checks itself.
        return key.split(".")[2:3] in [[name] for name in PolicyConfig.__dataclass_fields__]

    def _choice(self, value: str) -> str:
        text = value.strip("'\"")
        if not text.endswith(_ENDINGS) and "/" not in text:
            return value
        path = Path(text).expanduser()
        choice = f"file_{path.stem}"
        self._register(choice, find_scenario(path), path)
        self._files[f"scenario={choice}"] = f"scenario={path.name}"
        return choice

    def _policy_choice(self, key: str, value: str) -> str:
        text = value.strip("'\"")
        if not text.endswith(_ENDINGS):
            return value
        path = Path(text).expanduser()
        load_preset(str(path), key.removeprefix("policy@"))
        stem = re.sub(r"\W", "_", path.stem)
        choice, number = stem, 1
        while choice in preset_names() or self._policies.get(choice, path) != path:
            number += 1
            choice = f"{stem}_{number}"
        self._policies[choice] = path
        self._store.store(group="policy", name=choice, node=read_yaml(path)[0])
        self._files[f"{key}={choice}"] = f"{key}={path.stem}"
        return choice

    def as_typed(self, override: str) -> str:
        """An override with the name of the scenario file in place of its choice."""
        return self._files.get(override, override)

    def _register(self, choice: str, path: Path, given: Path | None) -> None:
        file, _ = read_scenario(path)
        try:
            complete(file.parameters, "parameters")
        except ConfigError as error:
            raise ScenarioError(f"{path}: {error}") from error
        policies = [
            {f"/policy@_global_.policies.{actor}": self._policy(path, actor, spec.policy)}
            for actor, spec in file.actors.items()
        ]
        node = {
            "defaults": [*policies, "_self_"],
            "scenario": {"name": path.stem, "path": None if given is None else str(given)},
            "parameters": _nested(file),
        }
        self._store.store(group="scenario", name=choice, node=node, package="_global_")

    def _policy(self, path: Path, actor: str, policy: str) -> str:
        """The choice of the group `policy` that a scenario gives an actor."""
        try:
            load_preset(policy, f"actors.{actor}.policy")
        except ConfigError as error:
            raise ScenarioError(f"{path}: {error}") from error
        if not policy.endswith(_ENDINGS):
            return policy
        choice = Path(policy).stem
        self._store.store(group="policy", name=choice, node=read_yaml(Path(policy))[0])
        return choice


def config_directory() -> Path:
    """The shipped config directory."""
    return shipped("configs")


def preset_of(choice: str, policy: dict[str, Any]) -> str | dict[str, Any]:
    """What `load_scenario` is given for a composed policy: a preset's name where it is one.

    A preset with changed parameters keeps its name with a star; one of the user's own directory
    comes as the mapping that it is.
    """
    if choice in preset_names():
        shipped_policy, _ = read_yaml(config_directory() / "policy" / f"{choice}.yaml")
        same = ("family", "parameters", *BODIES)
        if all((shipped_policy.get(key) or {}) == (policy.get(key) or {}) for key in same):
            return choice
        return {**policy, "name": f"{choice}*"}
    return {**policy, "name": choice or "custom"}


def _nested(file: ScenarioFile) -> dict[str, Any]:
    """The parameters that a scenario sets, by their dotted names, as a tree."""
    tree: dict[str, Any] = {}
    for name, value in file.parameters.items():
        *path, leaf = name.split(".")
        branch = tree
        for part in path:
            branch = branch.setdefault(part, {})
        branch[leaf] = value
    return tree
