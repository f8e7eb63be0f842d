"""The article's own question: which aid stabilises, which provokes, facing whom, knowing how much?

One treatment at a time: the supporter has nothing but this kind of kit to give, and sends it on a
fixed day. Everything else, luck included, is the same in every cell, so that differences from
"nothing sent" are taken run by run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.core.errors import ConfigError
from sim.montecarlo import run_many
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.check import problems
from sim.scenario.schema import ScenarioFile
from sim.statistics import paired_row

NOTHING = "nothing"
AIDS = ("advisers", "ew_suite", "counter_drone", "frontline_unit")
ADVERSARIES = ("opportunist", "prober", "spiral")
ATTRIBUTION = {
    "poor": {"attribution.dprime": 0.3, "attribution.intelligence_dprime": 0.0},
    "usual": {},
    "good": {"attribution.dprime": 1.6, "attribution.intelligence_dprime": 1.0},
}
"""What sensors and intelligence tell, as changes of parameters."""
UNITS_SENT = 2
DAYS_TO_DECISION = 3
CLOSE_ENCOUNTER = 7
STABILISES, PROVOKES, MIXED, UNCLEAR = "stabilises", "provokes", "mixed", "no clear effect"


class Compared(NamedTuple):
    """What the account compares run by run, as `paired_row` wants it declared."""

    name: str
    unit: str
    kind: str
    direction: str = "lower"


COMPARED = (
    Compared("severity", "severity", "quantity"),
    Compared("incursions", "acts", "count"),
    Compared("close_encounter", "share", "share"),
)


class Parties(NamedTuple):
    """Who asks, who sends, and against whom."""

    host: str
    supporter: str
    adversary: str


def parties(scenario: Scenario) -> Parties:
    """Return the state that asks for support, whom it asks first, and its first adversary.

    Raises ConfigError where nobody asks, or none with sites: drones must have somewhere to come.
    """
    hosts = {site.host for site in scenario.file.sites}
    for name, actor in scenario.file.actors.items():
        for row in actor.tempo:
            asks = ACTIONS[row.action].effect == "request" and row.toward
            if asks and actor.adversaries and name in hosts:
                return Parties(name, next(iter(row.toward)), actor.adversaries[0])
    raise ConfigError(f"scenario: nobody in {scenario.name} who has sites asks for support")


def with_aid(scenario: Scenario, who: Parties, kit: str) -> Scenario:
    """Return the scenario with one kind of kit to give, sent on a fixed day, or with none."""
    data: dict[str, Any] = scenario.file.model_dump(mode="json", exclude_unset=True)
    for actor in data["actors"].values():
        rows = actor.get("tempo", [])
        actor["tempo"] = [row for row in rows if ACTIONS[row["action"]].effect != "deploy"]
    data["actors"][who.supporter]["stock"] = {} if kit == NOTHING else {kit: UNITS_SENT}
    if kit != NOTHING:
        action = next(name for name, action in ACTIONS.items() if action.kit == kit)
        day = scenario.start + timedelta(days=DAYS_TO_DECISION)
        sent = {"date": day.isoformat(), "actor": who.supporter, "action": action,
                "target": who.host, "note": "aid under study"}  # fmt: skip
        data["injects"] = [*data.get("injects", []), *([sent] * UNITS_SENT)]
    file = ScenarioFile.model_validate(data)
    if found := problems(file):
        raise ConfigError(f"{scenario.name}: {found[0]}")
    return replace(scenario, file=file)


def account(name: str, runs: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield one row per adversary, attribution quality and aid, against "nothing sent".

    Keys: adversary, attribution, aid, then for severity (of acts against supporter and host, where
    they have sites), incursions over the host and close encounters (either of them at rung 7 or
    above with the adversary) the level without aid, the change and its 95%
    interval; read_as_offensive; verdict.
    """
    for adversary in ADVERSARIES:
        for quality, parameters in ATTRIBUTION.items():
            base = load_scenario(name)
            who = parties(base)
            scenario = load_scenario(name, {who.adversary: adversary}, parameters)
            before = _outcomes(with_aid(scenario, who, NOTHING), who, runs, seed)
            for aid in AIDS:
                after = _outcomes(with_aid(scenario, who, aid), who, runs, seed)
                yield _row(adversary, quality, aid, before, after)


def _outcomes(scenario: Scenario, who: Parties, runs: int, seed: int) -> dict[str, np.ndarray]:
    """Return the outcomes that the account reports, one value a run."""
    table = run_many(scenario.setup, seed, 0, runs).outcomes
    found = {column.name: table[:, k] for k, column in enumerate(scenario.columns)}
    sides = (who.supporter, who.host)
    peaks = [found.get(f"highest_rung.{side}-{who.adversary}") for side in sides]
    harms = [found.get(f"hostile_severity.{side}") for side in sides]
    highest = np.max([peak for peak in peaks if peak is not None], axis=0)
    return {
        "severity": sum((harm for harm in harms if harm is not None), np.zeros(runs)),
        "incursions": found[f"incursions.{who.host}"],
        "close_encounter": (highest >= CLOSE_ENCOUNTER).astype(float),
        "read_as_offensive": found.get(f"read_as_offensive.{who.supporter}", np.full(runs, np.nan)),
    }


def _row(
    adversary: str, quality: str, aid: str, before: dict[str, np.ndarray],
    after: dict[str, np.ndarray],
) -> dict[str, Any]:  # fmt: skip
    row: dict[str, Any] = {"adversary": adversary, "attribution": quality, "aid": aid}
    for compared in COMPARED:
        name = compared.name
        found = paired_row(before[name], after[name], compared)
        row |= {
            f"{name}_without": found["mean_baseline"],
            f"{name}_change": found["difference"],
            f"{name}_low": found["ci_low"],
            f"{name}_high": found["ci_high"],
        }
    row["read_as_offensive"] = float(np.nanmean(after["read_as_offensive"]))
    row["verdict"] = verdict(row)
    return row


def verdict(row: dict[str, Any]) -> str:
    """Tell what an aid does to harm done and to close encounters, where intervals exclude 0."""
    better = [row[f"{name}_high"] < 0 for name in ("severity", "close_encounter")]
    worse = [row[f"{name}_low"] > 0 for name in ("severity", "close_encounter")]
    if any(better) and any(worse):
        return MIXED
    if any(better):
        return STABILISES
    return PROVOKES if any(worse) else UNCLEAR


def account_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the rows of an account as a table, with changes in % and in 100 runs.

    A change in % of nothing is NaN.
    """
    table = pd.DataFrame(rows)
    for end in ("", "_low", "_high"):
        for name in ("severity", "incursions"):
            usual = table[f"{name}_without"].replace(0.0, np.nan)
            table[f"{name}_share{end}"] = 100.0 * table[f"{name}{end or '_change'}"] / usual
        table[f"encounter_points{end}"] = 100.0 * table[f"close_encounter{end or '_change'}"]
    return table
