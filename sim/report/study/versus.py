"""The sections on several configs: side by side, one against the other, on equal luck."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.core.scale import SCALES
from sim.outcomes.column import Column
from sim.report import figure
from sim.report.row import at_rung, rows
from sim.report.study import finding
from sim.report.study.burden import payer
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.report.style import FIRST_HOT_RUNG
from sim.report.words import outcome_words
from sim.statistics import paired_row

MOST_CELLS = 40
MOST_COMPARED = 7
_PAIRED_RUNGS = (5, 6, 7, 9)
_FROM_RUNG = 4


def telling_rung(reading: Reading) -> int:
    """The rung by which configs are compared: the one on which they differ most."""
    shares = np.array([reading.exceedance(cell)["share"].to_numpy() for cell in reading.labels])
    apart = shares.max(axis=0) - shares.min(axis=0)
    return int(apart[_FROM_RUNG:].argmax()) + _FROM_RUNG if apart.any() else _PAIRED_RUNGS[1]


def headline(reading: Reading) -> str:
    """The range over the configs in one sentence."""
    return f"{finding.cells_finding(_by_cell(reading), telling_rung(reading))}."


def cells(reading: Reading) -> Section:
    """How many runs of every cell reach each rung."""
    rung = telling_rung(reading)
    frame = _by_cell(reading)
    at = [row for row in rows(frame) if row["rung"] == rung]
    most = sorted(at, key=lambda row: -row["share"])[:MOST_CELLS]
    told = pd.DataFrame(frame[frame["label"].isin([row["label"] for row in most])])
    more = f" The {MOST_CELLS} that climb most of {len(at)}." if len(at) > MOST_CELLS else ""
    return Section(
        "cells",
        "Side by side",
        finding.furthest_finding(frame, FIRST_HOT_RUNG),
        "Of 100 runs, how many reach this rung or a higher one. The darker, the more. All configs "
        f"met the same luck.{more}",
        lambda title: figure.cells(told, title),
    )


def grid(reading: Reading) -> Section | None:
    """One side's policies against the other's; None unless exactly two actors vary, fully."""
    policies = {cell: reading.policies(cell) for cell in reading.labels}
    actors = [
        actor
        for actor in next(iter(policies.values()))
        if len({plays.get(actor) for plays in policies.values()}) > 1
    ]
    if len(actors) != 2:
        return None
    pairs = {
        cell: tuple(plays.get(actor, "") for actor in actors) for cell, plays in policies.items()
    }
    sides = [set(side) for side in zip(*pairs.values(), strict=True)]
    if len(set(pairs.values())) != len(pairs) or len(pairs) != len(sides[0]) * len(sides[1]):
        return None
    rung = telling_rung(reading)
    shares = [
        {"row": row, "column": column, "share": at_rung(reading.exceedance(cell), rung)["share"]}
        for cell, (row, column) in pairs.items()
    ]
    frame = pd.DataFrame(shares)
    frame.attrs = {"rows": actors[0], "columns": actors[1]}
    return Section(
        "grid",
        "Policy against policy",
        finding.grid_finding(frame, rung),
        f"Of 100 runs, how many reach rung {rung} or a higher one. Outlined: the least of its "
        "column.",
        lambda title: figure.grid(frame, rung, title),
    )


def cost_by_cell(reading: Reading) -> Section | None:
    """What every config costs; None where no cost is declared or nobody pays."""
    actor = payer(reading)
    if actor is None:
        return None
    spent = []
    for cell, label in list(reading.labels.items())[:MOST_CELLS]:
        row = reading.outcome(cell, f"cost_meur.{actor}")
        spent.append({"label": label, **{name: row[name] for name in ("q05", "q50", "q95")}})
    if not any(row["q95"] > 0 for row in spent):
        return None
    frame = pd.DataFrame(spent)
    return Section(
        "cost",
        "What it costs",
        finding.cost_by_cell_finding(actor, frame),
        f"All the {actor} spends over the horizon: acts, deployments, upkeep. The mark is the "
        "median, the bar holds the middle 90 of 100 runs.",
        lambda title: figure.cost_by_cell(frame, title),
    )


def paired(reading: Reading, baseline: int = 0) -> Section | None:
    """Paired differences from the baseline; None where there is nothing to compare with."""
    if len(reading.labels) < 2 or not reading.result.is_complete:
        return None
    frame = _differences(reading, baseline)
    rung = telling_rung(reading)
    name = reading.labels[baseline]
    return Section(
        "paired",
        "On equal luck",
        finding.paired_finding(frame, _rung_words(rung), name),
        "Every run is compared with its own twin, which met the same luck. Lines: 95 in 100 "
        "intervals; a hollow mark spans zero. Money has a scale of its own.",
        lambda title: figure.paired(frame, name, title),
    )


def higher_lower(reading: Reading, baseline: int = 0) -> Section | None:
    """In how many pairs the highest rung came out lower, the same, higher."""
    if len(reading.labels) < 2 or not reading.result.is_complete:
        return None
    column = reading.columns["highest_rung"]
    before = reading.runs.values(baseline, column.name)
    pairs = []
    for cell, label in _others(reading, baseline):
        row = paired_row(before, reading.runs.values(cell, column.name), column)
        pairs.append({"label": label, **{name: row[name] for name in ("lower", "same", "higher")}})
    frame = pd.DataFrame(pairs)
    return Section(
        "pairs",
        "Pair by pair",
        finding.higher_lower_finding(frame),
        f"The highest rung of each run against its twin under {reading.labels[baseline]}.",
        lambda title: figure.higher_lower(frame, title),
    )


def _differences(reading: Reading, baseline: int) -> pd.DataFrame:
    found = []
    for rung in sorted({*_PAIRED_RUNGS, telling_rung(reading)}):
        column = Column(_rung_words(rung), "", "share", "share", "int8", "lower", False, "")
        before = reading.runs.values(baseline, "highest_rung") >= rung
        for cell, label in _others(reading, baseline):
            after = reading.runs.values(cell, "highest_rung") >= rung
            found.append({"label": label, "scale": "share", **paired_row(before, after, column)})
    for column in _compared(reading):
        before = reading.runs.values(baseline, column.name)
        for cell, label in _others(reading, baseline):
            row = paired_row(before, reading.runs.values(cell, column.name), column)
            scale = "share" if column.kind == "share" else "quantity"
            found.append({"label": label, "scale": scale, **row, "outcome": outcome_words(column)})
    seen = {row["outcome"] for row in found if row["mean"] or row["mean_baseline"]}
    return pd.DataFrame([row for row in found if row["outcome"] in seen])


def _compared(reading: Reading) -> list[Column]:
    """The headline flags, then what the payer spends and how much the alliance frays."""
    flags = [c for c in reading.columns.values() if c.kind == "share" and c.headline]
    money = [c for c in reading.columns.values() if c.name == f"cost_meur.{payer(reading)}"]
    return flags + money


def _others(reading: Reading, baseline: int) -> list[tuple[int, str]]:
    others = [(cell, label) for cell, label in reading.labels.items() if cell != baseline]
    return others[:MOST_COMPARED]


def _by_cell(reading: Reading) -> pd.DataFrame:
    frames = [
        reading.exceedance(cell).assign(label=label) for cell, label in reading.labels.items()
    ]
    return pd.concat(frames, ignore_index=True)


def _rung_words(rung: int) -> str:
    return f"Rung {rung} or higher"


def scales(reading: Reading) -> Section | None:
    """The order of the configs on other published scales; None for too many, or without them."""
    names = [f"scale_total.{scale}" for scale in SCALES]
    if not 2 <= len(reading.labels) <= MOST_COMPARED or names[0] not in reading.columns:
        return None
    told = []
    for scale, name in zip(SCALES, names, strict=True):
        totals = {cell: reading.mean(cell, name) for cell in reading.labels}
        order = sorted(totals, key=lambda cell: totals[cell])
        told += [
            {
                "label": reading.labels[cell],
                "scale": scale,
                "total": totals[cell],
                "rank": order.index(cell) + 1,
            }
            for cell in reading.labels
        ]
    frame = pd.DataFrame(told)
    return Section(
        "scales",
        "Other ladders",
        finding.scales_finding(frame),
        "Hostility of all acts by or against focus states, added up on four published scales. A "
        "finding that holds on all of them does not hang on the ladder it was found with. Figures "
        "are points a run.",
        lambda title: figure.ranking(frame, title),
    )
