"""Policy presets: a family with its parameters set, under a name people choose it by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import ConfigError, explain
from sim.policies.family import Family
from sim.policies.registry import FAMILIES, family_number, parameters_of
from sim.scenario.body import BODIES, Text
from sim.scenario.parameter import bounded
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
        """Return the key under which its text stands; empty where its family has none."""
        return FAMILIES[family_number(self.family)].body

    def as_mapping(self) -> dict[str, Any]:
        """Return what decides how it plays; `load_preset` takes it back."""
        text = {self.body: [dict(row) for row in self.text]} if self.body else {}
        return {"family": self.family, "parameters": dict(self.parameters), **text}


def preset_names() -> list[str]:
    """Return the names of the shipped presets."""
    return sorted(path.stem for path in shipped("configs").joinpath("policy").glob("*.yaml"))


def load_preset(policy: str | Mapping[str, Any], where: str) -> Preset:
    """Return a policy by the name of a shipped preset, by path, or from a mapping.

    Raises ConfigError, naming `where`, for an unknown name, key, family or parameter, or a value
    out of bounds.
    """
    if isinstance(policy, str):
        if policy.endswith((".yaml", ".yml")):
            path = Path(policy)
            where = f"{where}: {path}"
        else:
            if policy not in preset_names():
                raise ConfigError(explain(where, policy, preset_names()))
            path = shipped("configs") / "policy" / f"{policy}.yaml"
        return _from_mapping(path.stem, read_yaml(path)[0], where)
    return _from_mapping(str(policy.get("name", "custom")), policy, where)


def _from_mapping(name: str, data: Mapping[str, Any], where: str) -> Preset:
    for key in data:
        if key not in (*KEYS, "name"):
            raise ConfigError(explain(f"{where}: key", key, KEYS))
    family = _family(data.get("family"), where)
    given = data.get("parameters") or {}
    if not isinstance(given, Mapping):
        raise ConfigError(explain(f"{where}.parameters", given, "a mapping of names to numbers"))
    declared = {parameter.name: parameter for parameter in parameters_of(family)}
    for key in given:
        if key not in declared:
            raise ConfigError(explain(f"{where}.parameters", key, declared))
    values = {
        key: bounded(
            f"{where}.parameters.{key}",
            given.get(key, parameter.default),
            parameter.low,
            parameter.high,
            parameter.unit,
        )
        for key, parameter in declared.items()
    }
    return Preset(
        name=name,
        family=family.name,
        parameters=values,
        describes=str(data.get("describes", "")),
        source=str(data.get("source", "")),
        suits=tuple(data.get("suits", ())),
        text=_text(family, data, where),
    )


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
