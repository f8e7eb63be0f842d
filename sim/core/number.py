"""Whole numbers that people give: checked once, with one form of error."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.errors import ConfigError, explain

MAX_SEED = 2**63 - 1
MAX_RUN = 2**63 - 1


def whole_number(name: str, value: Any, low: int, high: int) -> int:
    """Return a whole number as a Python integer, whatever integer type it came in.

    Raises ConfigError, naming `name`, for anything else and for a number out of bounds.
    """
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not low <= value <= high:
        raise ConfigError(explain(name, value, f"a whole number from {low:,} to {high:,}"))
    return int(value)
