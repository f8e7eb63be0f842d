"""What simulated disputes are held against: figures of real ones, each with a 95% interval."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import ConfigError, closest, explain
from sim.scenario.find import user_path
from sim.study.validation.moment import MOMENTS

LARGEST_FILE_BYTES = 1_000_000
LARGEST_NUMBER = 1e300
SHAPE = '[value, low, high, n], or {"value", "low", "high", "n"}'


class Target(NamedTuple):
    """One figure of the data. `pattern` is the group of figures that stand or fall together."""

    pattern: str
    figure: str
    value: float
    low: float
    high: float
    n: int
    source: str


def shipped_targets() -> list[Target]:
    """Return the figures of MID 5.0 that come with the package."""
    text = (
        resources.files("sim.study.validation").joinpath("data", "targets.csv").read_text("utf-8")
    )
    return [
        Target(
            row["pattern"], row["figure"], float(row["value"]), float(row["low"]),
            float(row["high"]), int(row["n"]), row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    ]  # fmt: skip


def targets_of(path: str | None) -> list[Target]:
    """Return the figures in the file that was named, else the shipped ones."""
    if path is None:
        return shipped_targets()
    if not path:
        raise ConfigError(f"targets: needs a file of NAME: {SHAPE}")
    return read_targets(user_path(path))


def read_targets(path: Path) -> list[Target]:
    """Return the figures in a JSON file: names to `[value, low, high, n]`, in groups or not.

    A figure that the simulator does not measure is kept, and reported as not simulated. Raises
    ConfigError, naming file, key and value, for what cannot be read, and where no figure is one
    that is measured.
    """
    found = list(_targets(path, "", _read(path)))
    if not found:
        raise ConfigError(f"{path}: holds no figure; a figure is NAME: {SHAPE}")
    known = [moment.name for moment in MOMENTS]
    if not any(target.figure in known for target in found):
        name = found[0].figure
        match = closest(name, known)
        hint = f" Did you mean '{match}'?" if match else ""
        raise ConfigError(
            f"{path}: {name}: no figure in it is one that is measured; "
            f"allowed: {', '.join(known)}.{hint}"
        )
    return found


def _read(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"targets: {path}: cannot be read: {error.strerror or error}") from error
    if len(content) > LARGEST_FILE_BYTES:
        raise ConfigError(f"targets: {path}: larger than {LARGEST_FILE_BYTES:,} bytes, the limit")
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise ConfigError(f"targets: {path}: is not UTF-8 text (byte {error.start})") from error
    except Twice as error:
        raise ConfigError(f"targets: {path}: {error}") from error
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise ConfigError(f"targets: {path}: is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(explain(f"targets: {path}", type(data).__name__, f"names to {SHAPE}"))
    return data


class Twice(ValueError):
    """A name that is listed twice in a file: which one counts?"""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        name = next(name for name in names if names.count(name) > 1)
        raise Twice(f"'{name}' is listed twice")
    return found


def _targets(path: Path, group: str, data: Mapping[str, Any]) -> Iterator[Target]:
    for name, item in data.items():
        where = f"{path}: {group}.{name}" if group else f"{path}: {name}"
        if isinstance(item, dict) and "value" not in item:
            if group:
                raise ConfigError(explain(where, "a group in a group", SHAPE))
            yield from _targets(path, name, item)
        else:
            yield _target(where, group or name, name, item, path.name)


def _target(where: str, pattern: str, name: str, item: Any, source: str) -> Target:
    if isinstance(item, dict):
        keys = ("value", "low", "high", "n", "source")
        for key in item:
            if key not in keys:
                raise ConfigError(explain(f"{where}: key", key, keys))
        source = str(item.get("source", source))
        item = [item.get(key) for key in keys[:4] if key in item]
    if not isinstance(item, list) or len(item) not in (3, 4):
        raise ConfigError(explain(where, item, SHAPE))
    for number in item:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise ConfigError(explain(where, number, "a number"))
        if abs(number) > LARGEST_NUMBER or math.isnan(number):
            raise ConfigError(explain(where, number, "a finite number"))
    value, low, high = (float(number) for number in item[:3])
    if not low <= value <= high:
        raise ConfigError(explain(where, item, "low <= value <= high"))
    n = int(item[3]) if len(item) == 4 else 0
    return Target(pattern, name, value, low, high, n, source)
