"""How records are laid out: named float64 and int64 fields, read as attributes in every mode."""

from __future__ import annotations

import numpy as np


def record_dtype(floats: tuple[str, ...], integers: tuple[str, ...] = ()) -> np.dtype:
    """Return the dtype of a record of these float64 and int64 fields, read as attributes."""
    fields = [(name, np.float64) for name in floats] + [(name, np.int64) for name in integers]
    return np.dtype((np.record, fields))
