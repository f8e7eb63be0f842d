"""The table of a comparison: differences from the baseline, with common random numbers."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from sim.outcomes.column import Column
from sim.report import Reading
from sim.report.outcome_label import outcome_label
from sim.report.words import signed
from sim.study import Result

_NOTE = (
    "lower, same, higher: of 100 pairs of runs. A difference of shares is in runs of 100. "
    "Rungs have no mean, so no mean difference. An interval that holds 0 is no clear difference."
)


def print_paired(console: Console, result: Result, comparison: pd.DataFrame) -> None:
    """Print, per config, the headline outcomes against the first config."""
    columns = {column.name: column for column in result.columns if column.headline}
    labels: dict[Any, str] = dict(Reading(result).labels)
    baseline = labels[0]
    for cell, rows in comparison.groupby("cell"):
        table = Table(
            box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, title_justify="left",
            title=f"{labels[cell]} against {baseline}, run by run",
            title_style="bold",
        )  # fmt: skip
        table.add_column("outcome", max_width=30)
        table.add_column("difference", justify="right", no_wrap=True)
        table.add_column("95 in 100", justify="right", no_wrap=True)
        for name in ("lower", "same", "higher"):
            table.add_column(name, justify="right", no_wrap=True, min_width=4)
        for row in rows.to_dict("records"):
            if row["outcome"] in columns:
                table.add_row(*_cells(columns[row["outcome"]], row))
        console.print()
        console.print(table)
    console.print(_NOTE, style="dim")


def _cells(column: Column, row: dict[str, Any]) -> list[str]:
    factor = 100.0 if column.kind == "share" else 1.0
    difference, low, high = (factor * row[key] for key in ("difference", "ci_low", "ci_high"))
    known = not math.isnan(difference)
    unit = column.unit
    return [
        outcome_label(column),
        signed(difference, unit) if known else "–",
        _interval(low, high, unit) if known and not math.isnan(low) else "–",
        *(_of_hundred(row[name]) for name in ("lower", "same", "higher")),
    ]


def _interval(low: float, high: float, unit: str) -> str:
    return "no variation" if low == high else f"{signed(low, unit)} to {signed(high, unit)}"


def _of_hundred(share: float) -> str:
    if math.isnan(share):
        return "–"
    value = 100 * share
    if value in (0, 100):
        return f"{value:.0f}"
    return "<1" if value < 1 else ">99" if value > 99 else f"{value:.0f}"
