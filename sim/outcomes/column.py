"""One column of the runs table: what an outcome is called, measured in and read as."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """The declaration of one outcome column.

    `name` is `outcome` or `outcome.index`, where the index is an actor (`cost_meur.UK`), a dyad
    (`highest_rung.UK-Russia`) or a rung (`first_day.rung_6`).

    `kind` says how it may be summarised: `share` (a 0/1 flag), `count`, `rung` (ordinal, never
    averaged), `day` (NaN where it never happened: censored) or `quantity` (NaN where it does not
    apply). `dtype` is `int8`, `int32` or `float64`. `direction` is which way is better: `lower`,
    `higher` or `none`.
    """

    name: str
    outcome: str
    unit: str
    kind: str
    dtype: str
    direction: str
    headline: bool
    meaning: str
