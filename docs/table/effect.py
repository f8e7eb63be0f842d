"""What each act does: the Belgian scenario with it on nobody's menu, and as it is shipped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from sim.montecarlo import run_many
from sim.outcomes.column import Column
from sim.report.outcome_label import outcome_label
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.statistics import paired_row

RUNS, SEED = 2_000, 7
WATCHED = (
    "kinetic", "article_4", "vigilance", "near_misses", "accidents", "cohesion_last",
    "decision_delay_days", "deployments.UK", "kit_days.UK", "cost_meur.UK", "damage_meur.UK",
    "damage_meur.Russia", "doubt.UK", "withdrawn.UK", "incursions.Belgium", "defeated.Belgium",
    "attributed_right.Belgium", "hostile_severity.UK", "hostile_severity.Belgium", "answers.UK",
    "answers.Russia", "grievance.UK-Russia", "taken_for_aggressive.UK-Russia",
    "taken_for_hard.UK-Russia", "request_to_kit_days.Belgium",
)  # fmt: skip
"""Outcomes among which the largest changes are told."""
TOLD, BEYOND_NOISE = 3, 1.5
"""Outcomes told of an act at most, each at least so many half intervals from none."""


class Change(NamedTuple):
    """One outcome with an act on the menus, less without it."""

    column: Column
    without: float
    difference: float
    low: float
    high: float


def effects() -> dict[str, list[Change]]:
    """Return what every act of the Belgian scenario changes most, by its name in the catalogue.

    Runs are paired on the same luck. What an inject of the scenario forces happens either way.
    """
    scenario = load_scenario("belgium_2025")
    before = _runs(scenario, None)
    used = dict.fromkeys(int(a) for a in scenario.setup.menu.action[: scenario.setup.n_options])
    found = {}
    for action in sorted(used):
        found[ACTIONS.at(action).id] = changes(scenario.columns, _runs(scenario, action), before)
    return found


def changes(
    columns: Sequence[Column], without: pd.DataFrame, shipped: pd.DataFrame
) -> list[Change]:
    """Return the surest changes of watched outcomes, the surest first."""
    found: list[tuple[float, Change]] = []
    for column in columns:
        if column.name not in WATCHED:
            continue
        row = paired_row(without[column.name].to_numpy(), shipped[column.name].to_numpy(), column)
        half = (row["ci_high"] - row["ci_low"]) / 2.0
        change = Change(column, row["mean_baseline"], row["difference"], row["ci_low"],
                        row["ci_high"])  # fmt: skip
        if abs(change.difference) > BEYOND_NOISE * half:
            found.append((abs(change.difference) / half, change))
    found.sort(key=lambda pair: -pair[0])
    return [change for _, change in found[:TOLD]]


def _runs(scenario: Scenario, action: int | None) -> pd.DataFrame:
    setup = scenario.setup
    if action is not None:
        setup = setup.copy()
        taken = setup.menu.action == action
        setup.menu.tempo[taken] = 0.0
        setup.menu.is_listed[taken] = 0.0
    outcomes = run_many(setup, SEED, 0, RUNS).outcomes
    return pd.DataFrame(outcomes, columns=[column.name for column in scenario.columns])


def effect_rows(found: dict[str, list[Change]]) -> str:
    """Return the table in Markdown: a line each act and outcome."""
    lines = [
        "| act | outcome | without it | change with it | 95% interval |",
        "|---|---|---|---|---|",
    ]
    for action, told in found.items():
        name = ACTIONS[action].short
        if not told:
            lines.append(f"| {name} | nothing beyond noise | | | |")
        for change in told:
            lines.append(
                f"| {name} | {outcome_label(change.column)} | {change.without:.3g} "
                f"| {_signed(change.difference)} "
                f"| {_signed(change.low)} to {_signed(change.high)} |"
            )
            name = ""
    return "\n".join(lines)


def _signed(value: float) -> str:
    return f"{value:+.0f}" if abs(value) >= 100.0 else f"{value:+.2g}"
