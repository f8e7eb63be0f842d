"""The small tables of a result folder: its cells, and the events of its traced runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from sim.scenario import Scenario
from sim.study.plan import Plan

EVENT_COLUMNS = (
    "cell", "run", "turn", "day", "actor", "action", "target", "rung", "cause", "detected",
    "defeated", "posterior", "site", "note", "act", "answers",
)  # fmt: skip


COMPARISON_TABLE = "comparison.csv"
"""The paired differences of a comparison."""


def cells_table(plan: Plan) -> pd.DataFrame:
    """One row per cell: its number, overrides, label, scenario (with its title and question), seed,
    runs and policies."""
    rows = [
        {
            "cell": index,
            "overrides": cell.overrides,
            "label": cell.label,
            "scenario": cell.scenario.name,
            "title": cell.scenario.title,
            "question": " ".join(cell.scenario.file.question.split()),
            "seed": plan.seed,
            "runs": plan.runs,
            "policies": json.dumps(dict(cell.scenario.policies), sort_keys=True),
        }
        for index, cell in enumerate(plan.cells)
    ]
    return pd.DataFrame(rows).astype({"cell": "int32", "seed": "int64", "runs": "int64"})


def events_table(plan: Plan, trace: Callable[[Scenario, int, int], Iterable[Any]]) -> pd.DataFrame:
    """One row per event of the first runs of every cell."""
    rows = [
        {"cell": index, "run": run, **event._asdict()}
        for index, cell in enumerate(plan.cells)
        for run in range(min(plan.traced_runs, plan.runs))
        for event in trace(cell.scenario, plan.seed, run)
    ]
    return pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
