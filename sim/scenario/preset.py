"""Policy presets: a family with its parameters set, under a name people choose it by."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import ConfigError, explain
from sim.policies.family import Family
from sim.policies.registry import FAMILIES, family_number, parameters_of
from sim.scenario.body import BODIES, Text
from sim.scenario.find import existing, is_path, user_path
from sim.scenario.parameter import bounded
from sim.scenario.preset_text import Findings
from sim.scenario.shipped import shipped
from sim.scenario.yaml_file import read_yaml

KEYS = ("family", "parameters", "describes", "source", "suits", *BODIES)


class Preset(NamedTuple):
    """A policy that an actor can be given. `parameters` holds every parameter of its family."""

    name: str
    family: str
    parameters: dict[str, float]
    describes: str
    source: str
    suits: tuple[str, ...]
    """for which kinds of actor it was written; a hint, not a rule"""
    text: Text = ()
    """the rules of a doctrine, the timeline of a script; plain data"""

    @property
    def body(self) -> str:
        """Return the key of its text; empty where its family has none."""
        return FAMILIES[family_number(self.family)].body

    def as_mapping(self) -> dict[str, Any]:
        """Return what decides how it plays; `load_preset` takes it back."""
        text = {self.body: [dict(row) for row in self.text]} if self.body else {}
        return {"family": self.family, "parameters": dict(self.parameters), **text}

    def as_file(self) -> dict[str, Any]:
        """Return all that its file says, and its name."""
        return {
            "name": self.name,
            "describes": self.describes,
            "source": self.source,
            "suits": list(self.suits),
            **self.as_mapping(),
        }


def preset_names() -> list[str]:
    """Return the names of the shipped presets."""
    return sorted(path.stem for path in shipped("configs").joinpath("policy").glob("*.yaml"))


def load_preset(
    policy: str | Path | Mapping[str, Any], where: str, beside: Path | None = None
) -> Preset:
    """Return a policy by the name of a shipped preset, by path, or from a mapping.

    A relative path starts at the folder `beside`, or at the working directory. Raises ConfigError,
    naming `where`, for an unknown name, and for all unknown keys, families and parameters and all
    values out of bounds; ScenarioError for a file that cannot be read.
    """
    if isinstance(policy, Mapping):
        return _from_mapping(str(policy.get("name", "custom")), policy, where)
    if isinstance(policy, Path) or (isinstance(policy, str) and is_path(policy)):
        path = existing(user_path(policy), beside)
        return _from_mapping(_name(user_path(policy)), read_yaml(path)[0], f"{where}: {path}")
    if not isinstance(policy, str):
        allowed = "the name of a policy, the path of its file, or a mapping with its family"
        raise ConfigError(explain(where, policy, allowed))
    if policy not in preset_names():
        raise ConfigError(explain(where, policy, preset_names()))
    path = shipped("configs") / "policy" / f"{policy}.yaml"
    return _from_mapping(policy, read_yaml(path)[0], where)


def _name(path: Path) -> str:
    """The name of a policy file: its path as it was given, which is never a shipped name.

    An absolute path, or one that climbs out of its folder, would say where somebody works: of
    such a one, only the file's own name is taken.
    """
    is_private = path.is_absolute() or ".." in path.parts
    name = path.stem if is_private else path.with_suffix("").as_posix()
    name = path.name if name in preset_names() else name
    return unicodedata.normalize("NFC", name)


def _from_mapping(name: str, data: Mapping[str, Any], where: str) -> Preset:
    findings = Findings()
    for key in data:
        if key not in (*KEYS, "name"):
            findings.add(explain(f"{where}: key", key, KEYS))
    family = findings.of(_family, data.get("family"), where)
    texts = [findings.of(_words, data, key, where) or "" for key in ("describes", "source")]
    suits = findings.of(_suits, data.get("suits"), f"{where}.suits") or ()
    values = text = None
    if family is not None:
        values = findings.of(_numbers, family, data.get("parameters"), f"{where}.parameters")
        text = findings.of(_text, family, data, where)
    findings.raise_any()
    assert family is not None
    assert values is not None
    assert text is not None
    return Preset(name, family.name, values, texts[0], texts[1], suits, text)


def _numbers(family: Family, given: object, where: str) -> dict[str, float]:
    if given is None:
        given = {}
    if not isinstance(given, Mapping):
        raise ConfigError(explain(where, given, "a mapping of names to numbers"))
    findings = Findings()
    declared = {parameter.name: parameter for parameter in parameters_of(family)}
    for key in given:
        if key not in declared:
            findings.add(explain(where, key, declared))
    values = {
        key: findings.of(
            bounded,
            f"{where}.{key}",
            given.get(key, parameter.default),
            parameter.low,
            parameter.high,
            parameter.unit,
        )
        for key, parameter in declared.items()
    }
    findings.raise_any()
    return {key: value for key, value in values.items() if value is not None}


def _words(data: Mapping[str, Any], key: str, where: str) -> str:
    text = data.get(key)
    if not isinstance(text, str | None):
        raise ConfigError(explain(f"{where}.{key}", text, "a text"))
    return text or ""


def _suits(data: object, where: str) -> tuple[str, ...]:
    if data is None:
        return ()
    if not isinstance(data, list | tuple) or not all(isinstance(word, str) for word in data):
        raise ConfigError(explain(where, data, "a list of words, such as [any]"))
    return tuple(data)


def _text(family: Family, data: Mapping[str, Any], where: str) -> Text:
    for key in BODIES:
        if data.get(key) and key != family.body:
            owner = next(other.name for other in FAMILIES if other.body == key)
            raise ConfigError(
                f"{where}.{key}: belongs to the family {owner}, and this is {family.name}"
            )
    if not family.body:
        return ()
    if not data.get(family.body):
        raise ConfigError(f"{where}.{family.body}: is missing; {family.name} needs it")
    return BODIES[family.body].read(data[family.body], f"{where}.{family.body}")


def _family(name: object, where: str) -> Family:
    for family in FAMILIES:
        if family.name == name:
            return family
    raise ConfigError(explain(f"{where}.family", name, [family.name for family in FAMILIES]))
