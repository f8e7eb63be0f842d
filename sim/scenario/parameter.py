"""Every number of the rules, declared once in `parameters.csv`.

The declaration gives the default, the bounds that validation enforces, the range and distribution
that sweeps sample, and the evidence: `sourced`, `elicited` or `assumed`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from importlib import resources
from numbers import Real
from typing import NamedTuple

from sim.core.errors import ConfigError, explain

EVIDENCE = ("sourced", "elicited", "assumed")
DISTRIBUTIONS = ("uniform", "log-uniform")


class Parameter(NamedTuple):
    """One declared number of the rules."""

    name: str
    unit: str
    default: float
    low: float
    high: float
    distribution: str
    evidence: str
    source: str
    meaning: str
    way: str
    """the sign with which it moves one outcome: "+incursions.Belgium", or "-war@belgium_years" if
    it shows in another scenario than the Belgian one; "any" where the sign depends on the rest"""

    @property
    def field(self) -> str:
        """Return the name that kernels read it by."""
        return self.name.replace(".", "_")


def _read() -> dict[str, Parameter]:
    text = resources.files("sim.scenario").joinpath("parameters.csv").read_text(encoding="utf-8")
    found: dict[str, Parameter] = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["name"]] = Parameter(
            name=row["name"],
            unit=row["unit"],
            default=float(row["default"]),
            low=float(row["low"]),
            high=float(row["high"]),
            distribution=row["distribution"],
            evidence=row["evidence"],
            source=row["source"],
            meaning=row["meaning"],
            way=row["way"],
        )
    return found


PARAMETERS: dict[str, Parameter] = _read()


def complete(overrides: Mapping[str, float], where: str) -> dict[str, float]:
    """Return every declared parameter, with overrides put in.

    Raises ConfigError, naming `where`, for an unknown name, a value that is not a finite number, or
    one outside the declared range.
    """
    values = {name: parameter.default for name, parameter in PARAMETERS.items()}
    for name, value in overrides.items():
        if name not in PARAMETERS:
            raise ConfigError(explain(f"{where}: parameter", name, PARAMETERS))
        bounds = PARAMETERS[name]
        values[name] = bounded(f"{where}.{name}", value, bounds.low, bounds.high, bounds.unit)
    return values


def bounded(where: str, value: object, low: float, high: float, unit: str) -> float:
    """Return a value as a float; ConfigError if it is not a finite number from low to high."""
    allowed = f"a number from {low:g} to {high:g} ({unit})"
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ConfigError(explain(where, value, allowed))
    try:
        number = float(value)
    except OverflowError:  # a whole number of 400 digits
        number = math.inf
    if not low <= number <= high:  # also of NaN
        raise ConfigError(explain(where, value, allowed))
    return number
