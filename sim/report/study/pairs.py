"""The sections that compare every config with a baseline, run by run."""

from __future__ import annotations

import pandas as pd

from sim.outcomes.column import Column
from sim.report import figure
from sim.report.outcome_label import outcome_label
from sim.report.row import Row
from sim.report.study import apart, contrast
from sim.report.study.burden import payer
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.report.study.versus import MOST_CELLS, telling_rung
from sim.statistics import paired_row
from sim.statistics.standing import ALPHA, pairs_sign

MOST_DRAWN = 7
"""Configs that the figure of differences can tell apart by their marks."""
_PAIRED_RUNGS = (5, 6, 7, 9)


def paired(reading: Reading, baseline: int = 0) -> Section | None:
    """Paired differences from the baseline; None where there is nothing to compare with."""
    if len(reading.labels) < 2 or not reading.result.is_complete:
        return None
    rung = telling_rung(reading)
    words = _rung_words(rung)
    told = pd.DataFrame(_at_rung(reading, baseline, rung))
    drawn, note = _drawn(told, MOST_DRAWN, f"reaching rung {rung}")
    frame = _differences(reading, baseline, drawn)
    name = reading.labels[baseline]
    found = apart.at_rung(reading, rung)
    return Section(
        "paired",
        "Run by run",
        contrast.paired_finding(told, words, name, found),
        "Run k of every config uses common random numbers, so runs are compared in pairs. Lines: "
        "95% intervals; a hollow mark spans zero: no clear difference. Money has a scale of "
        f"its own.{note}",
        lambda title: figure.paired(frame, name, title),
    )


def higher_lower(reading: Reading, baseline: int = 0) -> Section | None:
    """In how many pairs the highest rung came out lower, the same, higher."""
    if len(reading.labels) < 2 or not reading.result.is_complete:
        return None
    column = reading.columns["highest_rung"]
    pairs = _rows(reading, baseline, column, column.name)
    for row in pairs:
        row["difference"] = row["higher"] - row["lower"]
    told = pd.DataFrame(pairs)
    drawn, note = _drawn(told, MOST_CELLS, "ending higher or lower")
    frame = pd.DataFrame(told[told["label"].isin(drawn)])
    return Section(
        "pairs",
        "Pair by pair",
        contrast.higher_lower_finding(told, reading.labels[baseline]),
        f"The highest rung of each run against that of the same run under "
        f"{reading.labels[baseline]}.{note}",
        lambda title: figure.higher_lower(frame, title),
    )


def _drawn(told: pd.DataFrame, most: int, what: str) -> tuple[list[str], str]:
    """The configs that a figure has room for, and a sentence that says so.

    They are those furthest from the baseline, up or down: the extremes are never left out.
    """
    ordered = told.sort_values("difference", kind="stable")["label"].astype(str).tolist()
    if len(ordered) <= most:
        return told["label"].astype(str).tolist(), ""
    size = told.set_index("label")["difference"].abs()
    ends = [ordered[0], ordered[-1]]
    others = sorted(ordered[1:-1], key=lambda label: -size[label])[: most - len(ends)]
    chosen = {*ends, *others}
    drawn = [label for label in told["label"].astype(str) if label in chosen]
    return drawn, (
        f" Shown: {most} of {len(ordered)} configs, the highest, the lowest and those furthest "
        f"from the baseline in {what}; the sentence speaks of all."
    )


def _differences(reading: Reading, baseline: int, labels: list[str]) -> pd.DataFrame:
    """The differences that are drawn, of the configs `labels`."""
    found: list[Row] = []
    for rung in sorted({*_PAIRED_RUNGS, telling_rung(reading)}):
        found += _at_rung(reading, baseline, rung)
    for column in _compared(reading):
        found += _rows(reading, baseline, column, outcome_label(column))
    seen = {row["outcome"] for row in found if row["mean"] or row["mean_baseline"]}
    return pd.DataFrame([row for row in found if row["outcome"] in seen and row["label"] in labels])


def _at_rung(reading: Reading, baseline: int, rung: int) -> list[Row]:
    column = Column("highest_rung", "", "share", "share", "int8", "lower", False, "")
    return _rows(reading, baseline, column, _rung_words(rung), rung)


def _rows(
    reading: Reading, baseline: int, column: Column, words: str, rung: int | None = None
) -> list[Row]:
    """One row per other config; `clear` allows for so many comparisons."""
    before = reading.runs.values(baseline, column.name)
    others = [(cell, label) for cell, label in reading.labels.items() if cell != baseline]
    found = []
    for cell, label in others:
        after = reading.runs.values(cell, column.name)
        pair = (before, after) if rung is None else (before >= rung, after >= rung)
        row = paired_row(*pair, column)
        n = row["n"]
        higher, lower = (round(row[name] * n) if n else 0 for name in ("higher", "lower"))
        scale = "share" if column.kind == "share" else "quantity"
        clear = pairs_sign(higher, lower, n, ALPHA / len(others))
        found.append({"label": label, "scale": scale, **row, "outcome": words, "clear": clear})
    return found


def _compared(reading: Reading) -> list[Column]:
    """The headline flags, then what the payer spends."""
    flags = [c for c in reading.columns.values() if c.kind == "share" and c.headline]
    money = [c for c in reading.columns.values() if c.name == f"cost_meur.{payer(reading)}"]
    return flags + money


def _rung_words(rung: int) -> str:
    return f"Rung {rung} or higher"
