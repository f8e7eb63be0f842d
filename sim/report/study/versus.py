"""The sections on several configs side by side: how high, at what cost, on which scale."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd

from sim.core.act.scale import SCALES
from sim.report import figure
from sim.report.row import Row, at_rung
from sim.report.study import apart, contrast
from sim.report.study.burden import payer
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.report.style import FIRST_HOT_RUNG
from sim.statistics.standing import ALPHA, Sign, standing

MOST_CELLS = 40
MOST_RANKED = 20
_FROM_RUNG = 4
_USUAL_RUNG = 6


def telling_rung(reading: Reading) -> int:
    """The rung by which configs are compared: the one on which they differ most."""
    shares = np.array([reading.exceedance(cell)["share"].to_numpy() for cell in reading.labels])
    apart = shares.max(axis=0) - shares.min(axis=0)
    return int(apart[_FROM_RUNG:].argmax()) + _FROM_RUNG if apart.any() else _USUAL_RUNG


def headline(reading: Reading) -> str:
    """The range over the configs in one sentence."""
    rung = telling_rung(reading)
    return f"{contrast.cells_finding(apart.at_rung(reading, rung), rung, reading.n_runs)}."


def shown(reading: Reading, rung: int) -> list[int]:
    """The cells that tables and grids show: all, or of too many the highest at `rung`."""
    cells = list(reading.labels)
    if len(cells) <= MOST_CELLS:
        return cells
    climb = {cell: reading.exceedance(cell)["share"].iloc[rung] for cell in cells}
    most = set(sorted(cells, key=lambda cell: -climb[cell])[:MOST_CELLS])
    return [cell for cell in cells if cell in most]


def left_out(reading: Reading, rung: int) -> str:
    """Which configs are shown where not all are, as a sentence; else nothing."""
    count = len(reading.labels)
    if count <= MOST_CELLS:
        return ""
    return f" Shown: the {MOST_CELLS} of {count} configs that reach rung {rung} most."


def cells(reading: Reading) -> Section:
    """How many runs of every cell reach each rung."""
    rung = telling_rung(reading)
    chosen = shown(reading, rung)
    frame = pd.concat(
        [reading.exceedance(cell).assign(label=reading.labels[cell]) for cell in chosen],
        ignore_index=True,
    )
    found = apart.at_rung(reading, FIRST_HOT_RUNG)
    return Section(
        "cells",
        "Side by side",
        contrast.furthest_finding(found, FIRST_HOT_RUNG, reading.n_runs),
        "Of 100 runs, how many reach this rung or a higher one. The darker, the more. All configs "
        f"use common random numbers.{left_out(reading, rung)}",
        lambda title: figure.cells(frame, title),
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
        {"row": row, "column": column, "label": reading.labels[cell],
         "share": at_rung(reading.exceedance(cell), rung)["share"]}
        for cell, (row, column) in pairs.items()
    ]  # fmt: skip
    sign = apart.rung_sign(reading, rung)
    frame = pd.DataFrame(shares)
    frame["least"] = _least(frame, sign)
    frame.attrs = {"rows": actors[0], "columns": actors[1]}
    return Section(
        "grid",
        "Policy against policy",
        contrast.grid_finding(frame, rung, sign, ALPHA),
        f"Of 100 runs, how many reach rung {rung} or a higher one. Outlined: the least of its "
        "column, and what is not clearly more.",
        lambda title: figure.grid(frame, rung, title),
    )


def _least(frame: pd.DataFrame, sign: Sign) -> list[bool]:
    """Whether each row is the least of its column or not clearly more; none where all are."""
    marks = {}
    for _, column in frame.groupby("column"):
        found = standing(dict(zip(column["label"], column["share"], strict=True)), sign)
        all_alike = len(found.lowest) == len(column)
        marks |= {label: not all_alike and label in found.lowest for label in column["label"]}
    return [marks[label] for label in frame["label"]]


def cost_by_cell(reading: Reading) -> Section | None:
    """What every config costs; None where no cost is declared or nobody pays."""
    actor = payer(reading)
    if actor is None:
        return None
    name = f"cost_meur.{actor}"
    spent = []
    for cell, label in reading.labels.items():
        row = reading.outcome(cell, name)
        spent.append({"label": label, **{each: row[each] for each in ("q05", "q50", "q95")}})
    if not any(row["q95"] > 0 for row in spent):
        return None
    median = {row["label"]: row["q50"] for row in spent if not math.isnan(row["q50"])}
    found = apart.on_median(reading, name, median) if median else None
    most = sorted(spent, key=lambda row: -np.nan_to_num(row["q50"], nan=-1.0))[:MOST_CELLS]
    chosen = {row["label"] for row in most}
    frame = pd.DataFrame([row for row in spent if row["label"] in chosen])
    less = "" if len(most) == len(spent) else f" Shown: the {MOST_CELLS} that cost most."
    return Section(
        "cost",
        "What it costs",
        contrast.cost_by_cell_finding(actor, found),
        f"All the {actor} spends over the horizon: acts, deployments, upkeep. The mark is the "
        f"median, the bar holds the middle 90 of 100 runs.{less}",
        lambda title: figure.cost_by_cell(frame, title),
    )


def scales(reading: Reading) -> Section | None:
    """The order of the configs on other published scales; None for too many, or without them."""
    columns = {scale: f"scale_total.{scale}" for scale in SCALES}
    if not 2 <= len(reading.labels) <= MOST_RANKED or columns[SCALES[0]] not in reading.columns:
        return None
    signs = {scale: apart.mean_signs(reading, name) for scale, name in columns.items()}
    ranked = []
    for scale, name in columns.items():
        total = {label: reading.mean(cell, name) for cell, label in reading.labels.items()}
        ranked += _ranked(scale, total, signs[scale])
    frame = pd.DataFrame(ranked)
    labels = list(reading.labels.values())
    return Section(
        "scales",
        "Other ladders",
        contrast.scales_finding(signs, labels, ALPHA),
        "Hostility of all acts by or against focus states, added up on four published scales, in "
        "points a run. A finding that holds on all of them does not depend on the ladder. A hollow "
        "mark is not clearly apart from the next rank.",
        lambda title: figure.ranking(frame, title),
    )


def _ranked(scale: str, total: dict[str, float], sign: Sign) -> list[Row]:
    """One row per config: its total, its rank, and whether it is clear of its neighbours."""
    order = sorted(total, key=lambda label: total[label])
    gaps = [sign(one, other, ALPHA) > 0 for one, other in pairwise(order)]
    around = [True, *gaps, True]
    return [
        {"label": label, "scale": scale, "total": total[label], "rank": order.index(label) + 1,
         "clear": around[order.index(label)] and around[order.index(label) + 1]}
        for label in total
    ]  # fmt: skip
