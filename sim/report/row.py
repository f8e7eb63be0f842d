"""Rows of frames as plain dicts: what findings, tables and marks are made of, one by one."""

from __future__ import annotations

from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """All rows, in order."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def at_rung(exceedance: pd.DataFrame, rung: int) -> Row:
    """The row of one rung of an exceedance frame."""
    return rows(exceedance[exceedance["rung"] == rung])[0]  # pyright: ignore[reportArgumentType]
