"""Checks that the texts of presets share: lists of mappings with known keys, words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.core.errors import ConfigError, explain
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import bounded

LONGEST_NOTE = 400


def rows_of(data: object, where: str, most: int, what: str) -> list[Mapping[Any, Any]]:
    """Return a list of 1 to `most` mappings; ConfigError for anything else."""
    if not isinstance(data, list | tuple) or not data:
        raise ConfigError(explain(where, data, f"a list of {what}"))
    if len(data) > most:
        raise ConfigError(explain(where, f"{len(data)} {what}", f"at most {most} of them"))
    for k, row in enumerate(data):
        mapping_of(row, f"{where}[{k}]", "a mapping of keys to values")
    return list(data)


def mapping_of(data: object, where: str, expected: str) -> Mapping[Any, Any]:
    """Return data that is a mapping and not empty; ConfigError for anything else."""
    if not isinstance(data, Mapping) or not data:
        raise ConfigError(explain(where, data, expected))
    return data


def only_keys(data: Mapping[Any, Any], where: str, allowed: Iterable[str]) -> None:
    """Raise ConfigError for a key that is not allowed."""
    words = list(allowed)
    for key in data:
        if key not in words:
            raise ConfigError(explain(f"{where}: key", key, words))


def needed(data: Mapping[Any, Any], key: str, where: str) -> Any:
    """Return the value of a key that must be there."""
    if key not in data:
        raise ConfigError(f"{where}.{key}: is missing")
    return data[key]


def action_of(word: object, where: str) -> str:
    """Return the name of an action of the catalogue."""
    if word not in ACTIONS:
        raise ConfigError(explain(where, word, ACTIONS))
    return str(word)


def whole(value: object, where: str, low: float, high: float, unit: str) -> int:
    """Return a whole number from low to high."""
    number = bounded(where, value, low, high, unit)
    if number != int(number):
        raise ConfigError(explain(where, value, f"a whole number from {low:g} to {high:g}"))
    return int(number)


def note_of(data: Mapping[Any, Any], key: str, where: str) -> str:
    """Return a remark for people; empty where there is none."""
    note = data.get(key, "")
    if not isinstance(note, str) or len(note) > LONGEST_NOTE:
        raise ConfigError(explain(f"{where}.{key}", note, f"up to {LONGEST_NOTE} letters"))
    return note
