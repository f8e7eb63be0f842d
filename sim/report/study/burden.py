"""The sections on what it brings and costs: incursions before and after kit, money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.report import figure
from sim.report.figure.cost import LEVELS
from sim.report.row import Row
from sim.report.study import contrast, finding
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.statistics.standing import ALPHA, mean_sign

_BEFORE, _AFTER = "incursions_before_kit", "incursions_after_kit"


def incursions(reading: Reading) -> Section | None:
    """Incursions a month before and after the first kit; None where no kit came anywhere."""
    hosts = [
        host
        for host in reading.with_outcome(_BEFORE)
        if any(reading.outcome(cell, f"{_AFTER}.{host}")["n"] for cell in reading.labels)
    ]
    several = len(reading.labels) > 1
    changes = []
    for cell, label in reading.labels.items():
        for host in hosts:
            before = reading.outcome(cell, f"{_BEFORE}.{host}")
            after = reading.outcome(cell, f"{_AFTER}.{host}")
            both = f"{label}: {host}" if len(hosts) > 1 else label
            row: Row = {"label": both if several else host, "n": min(before["n"], after["n"])}
            row["clear"] = _change(reading, cell, host, len(hosts) * len(reading.labels))
            for name, values in (("before", before), ("after", after)):
                row |= {name: values["mean"], f"{name}_low": values["ci_low"],
                        f"{name}_high": values["ci_high"]}  # fmt: skip
            changes.append(row)
    frame = pd.DataFrame(changes)
    if not any(row["n"] for row in changes):
        return None
    return Section(
        "incursions",
        "What kit changes",
        contrast.incursion_finding(frame, hosts[0] if len(hosts) == 1 else ""),
        "Mean incursions a month over the host, before the first kit was in place and after, with "
        "95% intervals. Other things change over time too: compare configs to see what kit does.",
        lambda title: figure.incursion(frame, title),
    )


def _change(reading: Reading, cell: int, host: str, comparisons: int) -> int:
    """Whether incursions clearly rise (1) or fall (-1) within the runs of a cell."""
    before, after = (reading.runs.values(cell, f"{name}.{host}") for name in (_BEFORE, _AFTER))
    return mean_sign(before, after, ALPHA / comparisons)


def cost(
    reading: Reading, actor: str | None = None, cell: int = 0, budget: float | None = None
) -> Section | None:
    """What one actor spends in a cell; None where it never spends anything."""
    actor = actor or payer(reading)
    if actor is None:
        return None
    dots = reading.spread(cell, f"cost_meur.{actor}", LEVELS)
    if np.isnan(dots).all() or dots.max() == 0:
        return None
    return Section(
        "cost",
        "What it costs",
        finding.cost_finding(actor, dots, budget),
        f"Each dot is 2 in 100 runs. All the {actor} spends over the horizon: acts, deployments, "
        "upkeep.",
        lambda title: figure.cost(dots, budget, title),
    )


def payer(reading: Reading) -> str | None:
    """The actor whose cost the report tells: the first for whom a cost is declared."""
    return next(iter(reading.with_outcome("cost_meur")), None)
