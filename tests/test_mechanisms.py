"""Every line of the article is a mechanism, and every mechanism moves its outcome (MODEL.md, 1).

Each test runs a shipped scenario twice on equal luck, once with a mechanism low or off and once
with it high, and asks for a paired difference in the direction that theory says, beyond noise and
of a size that somebody would notice: `least` in mechanisms.csv, about half of what it was when
written.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.montecarlo import run_many
from sim.policies.decision import decide
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, edited

RUNS, SEED = 1000, 7
BEYOND_NOISE = 3.0
"""Standard errors of a paired difference."""
Found = dict[str, np.ndarray]


def outcomes(scenario: Scenario, runs: int = RUNS) -> Found:
    found = run_many(scenario.setup, SEED, 0, runs).outcomes
    return {column.name: found[:, k] for k, column in enumerate(scenario.columns)}


@cache
def at(name: str, parameter: str, value: float, mix: str, runs: int) -> Found:
    return outcomes(load_scenario(name, MIXES[mix], {parameter: value}), runs)


def content(name: str) -> dict[str, Any]:
    return load_scenario(name).file.model_dump(exclude_unset=True)


def shift(low: np.ndarray, high: np.ndarray) -> float:
    """Return the paired difference in standard errors."""
    difference = high - low
    difference = difference[~np.isnan(difference)]
    assert len(difference) > 100
    spread = difference.std(ddof=1) / np.sqrt(len(difference))
    return float(difference.mean() / spread) if spread > 0 else 0.0


def assert_rises(low: np.ndarray, high: np.ndarray) -> None:
    assert shift(low, high) > BEYOND_NOISE


def assert_falls(low: np.ndarray, high: np.ndarray) -> None:
    assert shift(low, high) < -BEYOND_NOISE


def utility(**parameters: float) -> dict[str, Any]:
    supporter = {"resolve": 1.5, "denial": 1.0, "fatigue": 2.0, "reputation": 0.3}
    return {"family": "utility", "parameters": supporter | parameters}


MIXES: dict[str, Mapping[str, Any]] = {
    "as shipped": {},
    "opportunist": {"Russia": "opportunist", "UK": "firm"},
    "spiral": {"Russia": "spiral", "UK": "firm"},
    "at odds": {"Russia": "escalate_to_de_escalate", "UK": "firm"},
}

BELGIUM, BLACK_SEA, YEARS = "belgium_2025", "black_sea_intercept", "belgium_years"


class Sweep(NamedTuple):
    """One row of mechanisms.csv: what moves what, and which way."""

    line_of_the_model: str
    story: str
    scenario: str
    parameter: str
    low: str
    high: str
    outcome: str
    way: str
    mix: str
    runs: str
    least: str
    """the least difference between the means at the two ends, in the outcome's unit"""


def _table() -> dict[str, Sweep]:
    text = Path(__file__).with_name("mechanisms.csv").read_text(encoding="utf-8")
    rows = [Sweep(*row) for row in list(csv.reader(text.splitlines()))[1:]]
    return {row.story: row for row in rows}


SWEPT = _table()


@pytest.mark.slow
@pytest.mark.parametrize("story", SWEPT)
def test_a_mechanism_moves_its_outcome(story: str) -> None:
    row = SWEPT[story]
    before, after = (
        at(row.scenario, row.parameter, float(value), row.mix, int(row.runs))[row.outcome]
        for value in (row.low, row.high)
    )
    assert row.way in ("rises", "falls")
    (assert_rises if row.way == "rises" else assert_falls)(before, after)
    assert abs(np.nanmean(after - before)) >= float(row.least)


def with_stock(folder: Path, kit: str, many: int = 2) -> Scenario:
    """Return the Belgian crisis in which London has kits of one kind and no other to give."""
    changed = content(BELGIUM)
    changed["actors"]["UK"]["stock"] = {kit: many}
    sends = {
        "advisers": "deploy_advisers",
        "ew_suite": "deploy_ew_suite",
        "counter_drone": "deploy_counter_drone",
        "frontline_unit": "deploy_frontline_unit",
    }
    rows = changed["actors"]["UK"]["tempo"]
    others = {*sends.values(), "air_policing_surge"}
    rows = [row for row in rows if row["action"] not in others]
    rows.append({"action": sends[kit], "toward": {"Belgium": 0.02}})
    changed["actors"]["UK"]["tempo"] = rows
    changed["actors"]["Allies"]["tempo"] = [
        row for row in changed["actors"]["Allies"]["tempo"] if "deploy" not in row["action"]
    ]
    return load_scenario(
        edited(folder, BELGIUM, **changed), parameters={"defeat.debris_accident": 0.03}
    )


def test_which_equipment_matters(tmp_path: Path) -> None:
    """EW captures evidence and lets nothing fall; what brings drones down lets debris fall."""
    ew, physical = (outcomes(with_stock(tmp_path, kit)) for kit in ("ew_suite", "counter_drone"))
    none = outcomes(load_scenario(BELGIUM, {"UK": "hold", "Allies": "hold"}))
    right = [kit["attributed_right.Belgium"] / np.maximum(1, kit["detected.Belgium"])
             for kit in (physical, ew)]  # fmt: skip
    assert_rises(*right)
    assert_falls(physical["accidents"], ew["accidents"])
    for kit in (ew, physical):
        assert_rises(none["defeated.Belgium"], kit["defeated.Belgium"])


def test_which_personnel_matters(tmp_path: Path) -> None:
    """Frontline operators look more like an attack than technical advisers, and cost more."""
    advisers, unit = (outcomes(with_stock(tmp_path, kit)) for kit in ("advisers", "frontline_unit"))
    assert_rises(advisers["read_as_offensive.UK"], unit["read_as_offensive.UK"])
    assert_rises(advisers["cost_meur.UK"], unit["cost_meur.UK"])
    assert_rises(advisers["defeated.Belgium"], unit["defeated.Belgium"])


def test_help_comes_when_asked_for(tmp_path: Path) -> None:
    asked = outcomes(load_scenario(BELGIUM))
    silent = outcomes(load_scenario(edited(tmp_path, BELGIUM, injects=[]), {"Belgium": "hold"}))
    assert not silent["deployments.UK"].any()
    assert_rises(silent["deployments.UK"], asked["deployments.UK"])
    assert_rises(silent["cost_meur.UK"], asked["cost_meur.UK"])


def test_theatres_with_more_contact_see_more_near_misses(tmp_path: Path) -> None:
    near = []
    for contact in (0.0, 10.0):
        theatres = content(BLACK_SEA)["theatres"]
        for theatre in theatres:
            theatre["contact"] = contact
        near.append(outcomes(load_scenario(edited(tmp_path, BLACK_SEA, theatres=theatres))))
    assert_rises(near[0]["near_misses"], near[1]["near_misses"])
    assert_rises(near[0]["accidents"], near[1]["accidents"])


def test_a_bias_makes_support_look_like_an_attack() -> None:
    """Moscow's reading; and a spiral adversary answers what it reads as a threat."""
    found = [
        outcomes(load_scenario(BELGIUM, {"Russia": utility(bias=bias, fear=4.0, boldness=0.0)}))
        for bias in (0.5, 2.5)
    ]
    assert_rises(found[0]["read_as_offensive.UK"], found[1]["read_as_offensive.UK"])
    assert_rises(found[0]["hostile_severity.UK"], found[1]["hostile_severity.UK"])


def test_a_guarantor_sends_more_on_its_own_account() -> None:
    found = [
        outcomes(load_scenario(BELGIUM, {"UK": utility(reputation=reputation)}), 2 * RUNS)
        for reputation in (0.0, 4.0)
    ]
    assert_rises(found[0]["deployments.UK"], found[1]["deployments.UK"])
    assert_rises(found[0]["bilateral_share.Belgium"], found[1]["bilateral_share.Belgium"])


@pytest.mark.slow
def test_elections_spread_cohesion() -> None:
    calm, wild = (at(YEARS, "election.jump", jump, "as shipped", RUNS) for jump in (0.0, 0.2))
    assert wild["cohesion_lowest"].mean() < calm["cohesion_lowest"].mean() - 0.03
    assert wild["cohesion_last"].std() > calm["cohesion_last"].std()
    changed = (wild["withdrawn.UK"] != calm["withdrawn.UK"]).mean()
    assert changed > 0.1  # of about four kits in three years


@pytest.mark.slow
def test_a_smaller_budget_is_strained_and_keeps_kit_abroad_for_less_time(tmp_path: Path) -> None:
    found = []
    for budget in (60, 250):
        changed = content(YEARS)
        changed["actors"]["UK"]["budget_meur_year"] = budget
        found.append(outcomes(load_scenario(edited(tmp_path, YEARS, **changed))))
    assert_falls(found[0]["strain.UK"], found[1]["strain.UK"])
    assert_rises(found[0]["kit_days.UK"], found[1]["kit_days.UK"])
    assert_rises(found[0]["longest_stay_days.UK"], found[1]["longest_stay_days.UK"])
    # Neither end is a ceiling: stays differ from run to run, and some kit comes home early.
    for outcome in ("kit_days.UK", "longest_stay_days.UK", "strain.UK"):
        assert found[0][outcome].std() > 0.1 * found[0][outcome].mean(), outcome


def test_without_cyber_on_the_menu_there_is_less_harm(tmp_path: Path) -> None:
    changed = content(BELGIUM)
    russia = changed["actors"]["Russia"]
    russia["tempo"] = [row for row in russia["tempo"] if not row["action"].startswith("cyber")]
    without = outcomes(load_scenario(edited(tmp_path, BELGIUM, **changed)))
    assert_rises(
        without["hostile_severity.UK"], outcomes(load_scenario(BELGIUM))["hostile_severity.UK"]
    )


def test_every_deployment_is_a_rung(tmp_path: Path) -> None:
    """Support stands on rungs 4 and 5 of the ladder: London climbs by helping."""
    content_of = content(BELGIUM)
    rows = content_of["actors"]["UK"]["tempo"]
    helps = [row for row in rows if "deploy" in row["action"] or "air_policing" in row["action"]]
    content_of["actors"]["UK"]["tempo"] = helps
    sends = outcomes(load_scenario(edited(tmp_path, BELGIUM, **content_of)))
    assert set(np.unique(sends["highest_rung.UK"])) <= {0.0, 4.0, 5.0, 8.0, 9.0, 11.0}
    assert (sends["highest_rung.UK"] >= 4).mean() > 0.9


def deterred(crisis: Crisis, firmness: float) -> np.ndarray:
    """Return what Moscow wants of each option once it was resisted this firmly."""
    for host in ("UK", "Belgium", "Allies"):
        crisis.view("Russia", host).firmness = firmness
    decide(crisis.state, crisis.setup, crisis.who("Russia"))
    return crisis.state.intensity[crisis.options_of("Russia")].copy()


def by_rung(parameter: str) -> dict[float, float]:
    """Return how much full firmness lowers the hostile acts of each rung, as a factor."""
    scenario = load_scenario(BELGIUM, {"Russia": "opportunist"}, {parameter: 0.5} | OFF[parameter])
    crisis = Crisis(scenario).brief()
    before, after = deterred(crisis, 0.0), deterred(crisis, 1.0)
    mine = crisis.options_of("Russia")
    menu = crisis.setup.menu
    toward = np.isin(menu.target[mine], [crisis.who("UK"), crisis.who("Belgium")])
    kept: dict[float, float] = {}
    for rung in np.unique(menu.rung[mine]):
        wanted = toward & (menu.rung[mine] == rung) & (before > 0)
        if wanted.any() and rung >= 2:
            kept[float(rung)] = float(after[wanted].sum() / before[wanted].sum())
    return kept


OFF = {"deterrence.d0": {"deterrence.d1": 0.0}, "deterrence.d1": {"deterrence.d0": 0.0}}


def test_deterrence_bites_by_rung() -> None:
    """d1 deters more, the higher the rung; d0 deters all alike (RAND RR2791)."""
    sloped = by_rung("deterrence.d1")
    rungs = sorted(sloped)
    assert len(rungs) >= 4
    kept = [sloped[rung] for rung in rungs]
    assert kept == sorted(kept, reverse=True)
    assert kept[-1] < 0.7 * kept[0]
    flat = list(by_rung("deterrence.d0").values())
    assert max(flat) < 1.0
    assert max(flat) - min(flat) < 0.02
