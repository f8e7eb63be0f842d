"""Checks that the texts of presets share: lists of mappings with known keys, words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ParamSpec, TypeVar

from sim.core.errors import ConfigError, explain
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import bounded

LONGEST_NOTE = 400
P = ParamSpec("P")
T = TypeVar("T")


class Findings:
    """What is wrong with a text: everything at once, not one slip after another."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        """Note one finding."""
        self._lines.append(line)

    def of(self, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Return what `read` returns; None where it raises ConfigError, which is noted."""
        try:
            return read(*args, **kwargs)
        except ConfigError as error:
            self._lines.append(str(error))
            return None

    def key(
        self, data: Mapping[Any, Any], key: str, where: str, read: Callable[[Any, str], T]
    ) -> T | None:
        """Return what `read(value, where)` makes of a key; None where that, or the key, fails."""
        if key not in data:
            self._lines.append(f"{where}.{key}: is missing")
            return None
        return self.of(read, data[key], f"{where}.{key}")

    def raise_any(self) -> None:
        """Raise ConfigError with all findings, if there are any."""
        if self._lines:
            raise ConfigError("\n".join(self._lines))


def rows_of(data: object, where: str, most: int, what: str) -> list[Any]:
    """Return a list of 1 to `most` rows; ConfigError for anything else."""
    if not isinstance(data, list | tuple) or not data:
        raise ConfigError(explain(where, data, f"a list of {what}"))
    if len(data) > most:
        raise ConfigError(explain(where, f"{len(data)} {what}", f"at most {most} of them"))
    return list(data)


def mapping_of(data: object, where: str, expected: str) -> Mapping[Any, Any]:
    """Return data that is a mapping and not empty; ConfigError for anything else."""
    if not isinstance(data, Mapping) or not data:
        raise ConfigError(explain(where, data, expected))
    return data


def only_keys(data: Mapping[Any, Any], where: str, allowed: Iterable[str]) -> None:
    """Raise ConfigError for keys that are not allowed."""
    words = list(allowed)
    unknown = [explain(f"{where}: key", key, words) for key in data if key not in words]
    if unknown:
        raise ConfigError("\n".join(unknown))


def action_of(word: object, where: str) -> str:
    """Return the name of an action of the catalogue."""
    if not isinstance(word, str) or word not in ACTIONS:
        raise ConfigError(explain(where, word, ACTIONS))
    return word


def bounded_by(value: object, where: str, low: float, high: float, unit: str) -> float:
    """Return a number from low to high."""
    return bounded(where, value, low, high, unit)


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
