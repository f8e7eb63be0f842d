"""The evidence ledger: what the numbers of the model rest on, counted.

Every parameter, every number of a shipped scenario, every numeric column of the catalogue and
every number of a shipped preset is counted once, under the label it carries. Nothing is listed by
hand: a new number appears here because it was declared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_type_hints

from pydantic import BaseModel

from sim.scenario.catalogue import ACTIONS, Action
from sim.scenario.load import read_scenario, scenario_names
from sim.scenario.parameter import EVIDENCE, PARAMETERS
from sim.scenario.preset import load_preset, preset_names
from sim.scenario.schema import Look, ScenarioFile
from sim.scenario.shipped import shipped

UNLABELLED = "unlabelled"
SETTINGS = ("days_per_turn", "turns", "routine_rung", "quiet_days")
"""Numbers of a scenario that choose what is simulated and claim nothing about the world."""


class Entry(NamedTuple):
    """How many numbers of one group rest on what."""

    area: str
    """parameters, scenarios, actions, policies"""
    group: str
    sourced: int
    elicited: int
    assumed: int
    unlabelled: int
    """in a place where no label can be given"""

    @property
    def name(self) -> str:
        return f"{self.area}.{self.group}"

    @property
    def numbers(self) -> int:
        """Return how many there are."""
        return self.sourced + self.elicited + self.assumed + self.unlabelled


def ledger() -> list[Entry]:
    """Return the whole ledger, by area and group."""
    return [*_parameters(), *_scenarios(), *_actions(), *_policies()]


def _count(area: str, labels: Iterable[tuple[str, str]]) -> list[Entry]:
    """Count (group, label) pairs, groups in the order in which they come up."""
    groups: dict[str, Counter[str]] = {}
    for group, label in labels:
        groups.setdefault(group, Counter())[label] += 1
    kinds = (*EVIDENCE, UNLABELLED)
    return [Entry(area, group, *(n[kind] for kind in kinds)) for group, n in groups.items()]


def _parameters() -> list[Entry]:
    labels = [(name.split(".")[0], p.evidence) for name, p in PARAMETERS.items()]
    return _count("parameters", labels)


def _actions() -> list[Entry]:
    columns = [name for name, kind in get_type_hints(Action).items() if kind in (float, int)]
    return _count(
        "actions", [(column, act.evidence) for column in columns for act in ACTIONS.values()]
    )


def _policies() -> list[Entry]:
    presets = [load_preset(name, name) for name in preset_names()]
    presets.sort(key=lambda preset: preset.family)
    return _count(
        "policies", [(preset.family, UNLABELLED) for preset in presets for _ in preset.parameters]
    )


def _scenarios() -> list[Entry]:
    entries = []
    for name in scenario_names():
        file, _ = read_scenario(shipped("scenarios") / f"{name}.yaml")
        labels = [(f"{name}.{kind}", label) for kind, label in numbers_of(file)]
        entries += _count("scenarios", sorted(labels))
    return entries


def numbers_of(file: ScenarioFile) -> Iterator[tuple[str, str]]:
    """Yield (its key, label) for each number of a scenario."""
    for key in ScenarioFile.model_fields:
        value = getattr(file, key)
        if key == "actors":
            for actor in value.values():
                for own in type(actor).model_fields:
                    yield from _walk(own, getattr(actor, own), UNLABELLED)
        elif key not in SETTINGS:
            yield from _walk(key, value, UNLABELLED)


def _walk(key: str, value: object, label: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool | Look):
        return
    if isinstance(value, int | float):
        yield key, label
    elif isinstance(value, BaseModel):
        given = getattr(value, "evidence", label)
        for name in type(value).model_fields:
            yield from _walk(key, getattr(value, name), given)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk(key, item, label)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(key, item, label)
