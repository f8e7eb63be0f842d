"""Menus are even-handed: who swaps the labels of two equal states swaps what becomes of them.

Two states that differ in name alone: the same menu, purse, airport and sea between them. Luck is
keyed by names, so that runs do not swap one by one; what is compared are distributions over runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.montecarlo import run_many
from sim.scenario import Scenario
from tests.core.known_crisis import DUEL, duel

RUNS = 4_000
LIMIT = 3.5
"""Standard errors: of the 200 differences below, luck alone takes one in ten times this far."""
SIDES = ("Blue", "Red")
RATES = {
    "diplomatic_protest": 0.02,
    "expulsions_sanctions": 0.01,
    "cyber_probe": 0.03,
    "recon_drone_incursion": 0.08,
    "threat_of_force": 0.01,
    "snap_exercise": 0.01,
    "airspace_violation": 0.004,
    "warning_shots": 0.002,
    "armed_attack": 0.0005,
}
FAMILIES = (
    "proportionate", "opportunist", "spiral", "tit_for_tat", "graduated", "random", "markov",
    "layered_defence",
)  # fmt: skip
"""Presets of eight families."""
DIFFERENT = (("firm", "opportunist"), ("tit_for_tat", "spiral"), ("graduated", "prober"))
WATCHED = (
    "highest_rung.{me}", "highest_rung.{me}-{you}", "disputes.{me}-{you}", "reciprocity.{me}-{you}",
    "militarised_incidents.{me}-{you}", "incursions.{me}", "detected.{me}", "defeated.{me}",
    "attributed_right.{me}", "attributed_wrong.{me}", "false_alarms.{me}", "hostile_severity.{me}",
    "cost_meur.{me}", "strain.{me}",
)  # fmt: skip
COMMON = ("highest_rung", "kinetic", "war", "near_misses", "climbs_accidental", "return_to_calm")


def equals(folder: Path, first: str, **policies: str) -> Scenario:
    """Return the duel of two equal states; `first` stands first in the file."""
    actors: dict[str, Any] = {}
    for name in (first, swapped(first)):
        rows = [{"action": action, "toward": {swapped(name): r}} for action, r in RATES.items()]
        changes = {"is_challenger": True, "adversaries": [swapped(name)], "tempo": rows}
        actors[name] = DUEL["actors"][name] | changes
    return duel(
        folder,
        policies,
        actors=actors,
        focus=list(SIDES),
        sites=[{"name": f"{name} airport", "host": name, "kind": "airport"} for name in SIDES],
        theatres=[{"name": "The sea between", "present": list(SIDES), "contact": 2.0}],
    )


def swapped(text: str) -> str:
    return text.replace("Blue", "%").replace("Red", "Blue").replace("%", "Red")


def outcomes(scenario: Scenario, seed: int = 5) -> dict[str, np.ndarray]:
    found = run_many(scenario.setup, seed, 0, RUNS).outcomes
    return {column.name: found[:, k] for k, column in enumerate(scenario.columns)}


def far_apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return how many standard errors lie between two means; of runs in which both apply."""
    both = np.isfinite(one) & np.isfinite(other)
    change = (one - other)[both]
    return abs(change.mean()) / error if (error := spread(change)) > 0.0 else 0.0


def spread(values: np.ndarray) -> float:
    return float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else 0.0


@pytest.mark.parametrize("policy", FAMILIES)
def test_equal_states_fare_alike(tmp_path: Path, policy: str) -> None:
    """In one and the same crisis: the difference of the two, run by run, is nothing on average."""
    found = outcomes(equals(tmp_path, "Blue", Blue=policy, Red=policy))
    told = 0
    for pattern in WATCHED:
        mine, yours = pattern.format(me="Blue", you="Red"), pattern.format(me="Red", you="Blue")
        assert mine in found, mine
        assert far_apart(found[mine], found[yours]) < LIMIT, mine
        told += bool(found[mine].any())
    assert told > len(WATCHED) // 2, "too little happens to compare"


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_swapped_labels_swap_the_results(tmp_path: Path, one: str, other: str) -> None:
    """Firm Blue against bold Red is firm Red against bold Blue, told from the other side."""
    before = outcomes(equals(tmp_path, "Blue", Blue=one, Red=other))
    after = outcomes(equals(tmp_path, "Blue", Blue=other, Red=one), seed=6)
    for pattern in (*WATCHED, *COMMON):
        for me in SIDES:
            name = pattern.format(me=me, you=swapped(me))
            assert far_apart(before[name], after[swapped(name)]) < LIMIT, name
    differs = [pattern.format(me="Blue", you="Red") for pattern in WATCHED]
    assert any(far_apart(before[name], before[swapped(name)]) > 5.0 for name in differs), (
        "the two policies fare alike: the swap shows nothing"
    )


@pytest.mark.parametrize("policy", ["opportunist", "graduated"])
def test_the_order_in_the_file_does_not_matter(tmp_path: Path, policy: str) -> None:
    """The same names have the same luck, whoever stands first; acts of one turn are carried out
    in the order of the file, which may tip a run, but favours nobody."""
    first = outcomes(equals(tmp_path, "Blue", Blue=policy, Red="firm"))
    second = outcomes(equals(tmp_path, "Red", Blue=policy, Red="firm"))
    assert first.keys() == second.keys()
    for name, values in first.items():
        same = (values == second[name]) | (np.isnan(values) & np.isnan(second[name]))
        if name.startswith(("highest_rung", "incursions", "hostile_severity")):
            assert same.mean() > 0.85, name
        if not name.startswith("climbs_"):  # see the test below
            assert far_apart(values, second[name]) < LIMIT, name


def test_whose_climbs_are_misattributed_does_not_hang_on_the_order_in_the_file(
    tmp_path: Path,
) -> None:
    first = outcomes(equals(tmp_path, "Blue", Blue="graduated", Red="prober"))
    second = outcomes(equals(tmp_path, "Red", Blue="graduated", Red="prober"))
    for name in ("climbs_chosen", "climbs_misattributed"):
        assert far_apart(first[name], second[name]) < LIMIT, name


def test_an_advantage_would_be_found(tmp_path: Path) -> None:
    """The comparison can fail: a tenth more drones over one side is seen."""
    scenario = equals(tmp_path, "Blue", Blue="prober", Red="prober")
    menu = scenario.setup.menu
    n = scenario.setup.n_options
    reds = (menu.actor[:n] == scenario.actors.index("Red")) & (menu.is_drone[:n] == 1)
    menu.tempo[:n][reds] *= 1.1
    found = outcomes(scenario)
    assert far_apart(found["incursions.Blue"], found["incursions.Red"]) > LIMIT
