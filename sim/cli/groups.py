"""The config groups, made from what the scenario layer declares: nothing is listed twice.

Hydra sees names and numbers only. Texts stay in their files, which are read by `load_scenario` and
`load_preset` whatever way they were named: the command line plays what a notebook plays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from hydra.core.config_store import ConfigStore

from sim.cli.config import (
    ExecutorConfig,
    OutputConfig,
    PolicyConfig,
    config_class,
)
from sim.cli.door import files_in, open_door
from sim.cli.source import Sources
from sim.cli.value import for_hydra, split_list, unquoted
from sim.core.errors import ConfigError, explain
from sim.scenario.find import existing, find_scenario, is_path, scenario_names, user_path
from sim.scenario.load import read_scenario
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import Preset, load_preset, preset_names
from sim.scenario.schema import ScenarioFile

CONFIG = "countermove"
"""The name of the primary config."""
DEFAULT_SCENARIO = "belgium_2025"


class Groups:
    """Registers the primary config and the groups `scenario`, `policy` and `executor` with Hydra.

    What a command line names by a path becomes a choice as well (see `prepare`).
    """

    def __init__(self, header: str, scratch: str) -> None:
        declared = [(name, parameter.default) for name, parameter in PARAMETERS.items()]
        config = config_class(declared, DEFAULT_SCENARIO, header, scratch)
        self._store = ConfigStore.instance()
        for group in ("policy", "scenario"):
            self._store.repo.pop(group, None)  # of an earlier command in this process
        self._store.store(name=CONFIG, node=config)
        for kind in ("threads", "cluster"):
            self._store.store(group="executor", name=kind, node=ExecutorConfig(kind=kind))
        self.policies = Sources("policy")
        self.scenarios = Sources("scenario")
        self._folders: list[Path] = []
        self._called: dict[str, str] = {}
        self._read: dict[str, ScenarioFile] = {}
        self.required = set(config.__dataclass_fields__) - {"defaults", "hydra"}
        self.keys = {
            "runs",
            "run",
            "seed",
            *(f"parameters.{name}" for name in PARAMETERS),
            *(f"executor.{name}" for name in ExecutorConfig.__dataclass_fields__),
            *(f"output.{name}" for name in OutputConfig.__dataclass_fields__),
        }
        for name in preset_names():
            self._add_policy(name, load_preset(name, name))

    def prepare(self, arguments: list[str]) -> list[str]:
        """Return the arguments as Hydra may have them: every file is a choice.

        Raises ScenarioError where a scenario is not valid, ConfigError where a policy is not, or
        where an argument would let Hydra read or call anything else.
        """
        words, self._folders = open_door(arguments)
        found = []
        for word in words:
            key, equals, value = word.partition("=")
            bare = key.lstrip("+")
            if not equals or word.startswith("-") or not value:
                found.append(word)
            elif bare == "scenario":
                found.append(f"{key}={self._listed(value, self._scenario)}")
            elif bare.startswith("policy@"):
                found.append(f"{key}={self._listed(value, self._policy)}")
            elif bare == "output.dir" and value != "null":
                found.append(f"{key}={for_hydra(unquoted(value))}")
            else:
                found.append(word)
        if DEFAULT_SCENARIO not in self._read:  # with -m, Hydra reads the config without choices
            self._scenario(DEFAULT_SCENARIO)
        return found

    def allows(self, key: str) -> bool:
        """Whether the config may hold `key` (dotted): `+` must not smuggle anything in."""
        if key == "scenario":
            return True
        if not key.startswith("policies."):
            return key in self.keys
        # What a family may be told, it checks itself.
        return key.split(".")[2:3] in [[name] for name in PolicyConfig.__dataclass_fields__]

    def as_typed(self, override: str) -> str:
        """Return an override with what a file is called in place of its choice."""
        key, _, value = override.partition("=")
        if label := self.label(value):
            ending = "" if is_path(label) else self._path(value).suffix
            return f"{key}={label}{ending}"
        return override

    def label(self, choice: str) -> str:
        """Return what the file of a choice is called; empty for a shipped name."""
        for sources, names in ((self.policies, preset_names()), (self.scenarios, scenario_names())):
            if sources.path(choice):
                return sources.label(choice, names)
        return ""

    def scenario(self, choice: str) -> str | Path:
        """Return what `load_scenario` is given for a choice."""
        return self.scenarios.path(choice) or choice

    def policies_of(self, scenario: str, choices: dict[str, str], said: dict[str, Any]) -> Any:
        """Return what `load_scenario` is given for each actor of a composed config."""
        return {
            actor: self._policy_of(
                choices.get(f"policy@policies.{actor}", ""), spec.policy, said[actor]
            )
            for actor, spec in self._read[scenario].actors.items()
            if actor in said
        }

    def _policy_of(self, choice: str, own: object, said: dict[str, Any]) -> Any:
        """What was named, or `own`, which the scenario gives; changed, a mapping with a star."""
        named = self.policies.path(choice) or (choice if choice in preset_names() else own)
        preset = load_preset(named, f"policy {choice}")  # type: ignore[arg-type]
        if choice in self._called:  # by its name, in a folder of the user's own
            named = {**preset.as_file(), "name": self._called[choice]}
        changed = {key: value for key, value in said.items() if value not in ("", [], {})}
        if changed == {"family": preset.family, "parameters": preset.parameters}:
            return named
        name = self._called.get(choice, preset.name)
        return {**preset.as_file(), **changed, "name": f"{name}*"}

    def _path(self, choice: str) -> Path:
        return self.policies.path(choice) or self.scenarios.path(choice) or Path()

    def _listed(self, value: str, choose: Callable[[str], str]) -> str:
        return ",".join(choose(word) for word in split_list(value))

    def _scenario(self, word: str) -> str:
        own = self._own_file("scenario", word, scenario_names())
        if own is None and not is_path(word) and "/" not in word:
            if word not in scenario_names():
                hint = " (a file is given by its path, such as ./my_scenario.yaml)"
                raise ConfigError(explain("scenario", word, scenario_names()) + hint)
            self._add_scenario(word, find_scenario(word))
            return word
        path = own or find_scenario(user_path(word))
        choice = self.scenarios.choice(path)
        self._add_scenario(choice, path, path)
        return choice

    def _policy(self, word: str) -> str:
        own = self._own_file("policy", word, preset_names())
        if own is None and not is_path(word):
            return word
        path = own or existing(user_path(word))
        choice = self.policies.choice(path)
        if own is not None:
            self._called[choice] = word
        self._add_policy(choice, load_preset(path, f"policy {word}"))
        return choice

    def _own_file(self, group: str, word: str, names: Collection[str]) -> Path | None:
        """The file of this name in the user's own folders."""
        files = files_in(self._folders, group)
        if word in files and word in names:
            raise ConfigError(
                f"{group}: '{word}' is the name of a shipped {group} and of {files[word]}; "
                f"give the path of the file, or rename it"
            )
        if self._folders and word not in files and word not in names and word.isidentifier():
            raise ConfigError(explain(group, word, [*names, *files]))
        return files.get(word)

    def _add_policy(self, choice: str, preset: Preset) -> None:
        node = PolicyConfig(family=preset.family, parameters=dict(preset.parameters))
        self._store.store(group="policy", name=choice, node=node)

    def _add_scenario(self, choice: str, path: Path, given: Path | None = None) -> None:
        file, _ = read_scenario(path)
        self._read[choice] = file
        policies = []
        for actor, spec in file.actors.items():
            policy = spec.policy
            if not isinstance(policy, str):
                policy = f"{choice}_{actor.replace(' ', '_')}"
                self._add_policy(policy, load_preset(spec.policy, actor))
            policies.append({f"/policy@_global_.policies.{actor}": policy})
        node = {
            "defaults": [*policies, "_self_"],
            "scenario": path.stem if given is None else str(given).replace("${", "\\${"),
            "parameters": _nested(file),
        }
        self._store.store(group="scenario", name=choice, node=node, package="_global_")


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
