"""The result as a table in plain words: for the terminal, and for the head of the report."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd
from rich import box
from rich.table import Table

from sim.core.layout.ladder import RUNG_LABELS
from sim.outcomes.column import Column
from sim.report.drawing.tile import of_hundred
from sim.report.outcome_label import outcome_label
from sim.report.row import Row, rows
from sim.report.study.reading import Reading
from sim.report.words import amount, amount_within, chance, chance_range, mean_range

TOLD_RUNGS = (4, 5, 6, 7, 8, 9, 10, 11)
COMPARED_RUNGS = (5, 6, 7, 8, 9)


class Line(NamedTuple):
    """One outcome: what it is, in how many runs, the estimate, its 95% interval, its tail."""

    outcome: str
    runs: int
    estimate: str
    interval: str
    tail: str
    meaning: str = ""


def lines(reading: Reading, cell: int = 0) -> list[Line]:
    """The rungs reached, then every headline outcome of a cell, in the order of declaration."""
    told = [column for column in reading.columns.values() if _is_told(column, reading.focus)]
    return rung_lines(reading.exceedance(cell)) + [
        outcome_line(column, reading.outcome(cell, column.name)) for column in told
    ]


def _is_told(column: Column, focus: set[str]) -> bool:
    """Headline outcomes; of those counted per state, the ones of the focus states."""
    index = column.name.removeprefix(column.outcome).removeprefix(".")
    if not column.headline or column.name == "highest_rung":
        return False
    return not index or not focus or index in focus or "-" in index


def rung_lines(
    exceedance: pd.DataFrame, rungs: tuple[int, ...] = TOLD_RUNGS, form: str = "{rung} {label}"
) -> list[Line]:
    """How many runs reach each of `rungs` at least; `form` puts `rung` and `label` into words."""
    return [
        Line(
            form.format(rung=at_least(row["rung"]), label=RUNG_LABELS[row["rung"]]),
            row["n"],
            chance(row["share"], row["n"]),
            chance_range(row["ci_low"], row["ci_high"], row["share"], row["n"]),
            "",
        )
        for row in rows(exceedance)
        if row["rung"] in rungs
    ]


def outcome_line(column: Column, row: Row) -> Line:
    """A declared outcome from its row of the summary."""
    n, words = row["n"], outcome_label(column)
    mean, low, high = row["mean"], row["ci_low"], row["ci_high"]
    if n == 0:
        return Line(words, 0, "no such run", "–", "")
    if column.kind == "share":
        interval = chance_range(low, high, mean, n)
        return Line(words, n, chance(mean, n), interval, "", column.meaning)
    unit = column.unit
    if column.kind in ("rung", "day"):
        kind = column.kind
        middle, tail = row["q50"], row["q05"] if kind == "day" else row["q95"]
        return Line(words, n, f"{kind} {_never(middle)}", "–", f"{kind} {_never(tail)}")
    interval = mean_range(mean, low, high, unit)
    return Line(words, n, amount_within(mean, low, high, unit), interval, amount(row["q95"], unit))


def terminal_table(reading: Reading, cell: int = 0) -> Table:
    """A table for a terminal of 80 columns or more.

    The tail of an amount is what 1 run in 20 exceeds; of a day, what 1 in 20 undercuts.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("rung or outcome", max_width=30)
    table.add_column("runs", justify="right", no_wrap=True)
    table.add_column("estimate", justify="right", no_wrap=True, style="bold")
    table.add_column("95 in 100", justify="right")
    table.add_column("1 in 20", justify="right", no_wrap=True)
    for line in lines(reading, cell):
        table.add_row(line.outcome, f"{line.runs:,}", line.estimate, line.interval, line.tail)
    return table


def cells_table(reading: Reading, rungs: tuple[int, ...] = COMPARED_RUNGS) -> Table:
    """Several configs side by side: of 100 runs, how many reach each of `rungs`."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("of 100 runs, reach")
    table.add_column("runs", justify="right", no_wrap=True)
    for rung in rungs:
        table.add_column(f"rung {at_least(rung)}", justify="right", no_wrap=True)
    for cell, label in reading.labels.items():
        frame = [row for row in rows(reading.exceedance(cell)) if row["rung"] in rungs]
        told = [of_hundred(row["share"]) for row in frame]
        table.add_row(label, f"{frame[0]['n']:,}", *told)
    return table


def at_least(rung: int) -> str:
    """ "7+"; the top rung has nothing above it."""
    return f"{rung}" if rung == len(RUNG_LABELS) - 1 else f"{rung}+"


def _never(value: float) -> str:
    return "never" if math.isnan(value) else f"{value:g}"
