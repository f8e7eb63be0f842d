"""How records are laid out: named float64 and int64 fields, read as attributes in every mode."""

from __future__ import annotations

from typing import Any

import numpy as np


def record_dtype(
    floats: tuple[str, ...], integers: tuple[str, ...] = (), others: tuple[Any, ...] = ()
) -> np.dtype:
    """Return the dtype of a record of these float64 and int64 fields, read as attributes.

    `others` are fields of any type and shape, as numpy takes them.
    """
    fields: list[Any] = [(name, np.float64) for name in floats]
    fields += [(name, np.int64) for name in integers]
    return np.dtype((np.record, [*fields, *others]))
