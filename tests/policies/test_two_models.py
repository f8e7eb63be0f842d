"""Deterrence model and spiral model: the same firmness, opposite answers (Jervis 1976)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.montecarlo import run_many
from sim.policies.decision import decide
from sim.scenario import load_scenario
from tests.core.known_crisis import Crisis, duel

RUNS = 3_000


def wanted(crisis: Crisis, **seen: float) -> np.ndarray:
    """Return how Red wants drones, threats and exercises after it has seen this of Blue."""
    crisis.brief()
    for name, value in seen.items():
        crisis.view("Red", "Blue")[name] = value
    decide(crisis.state, crisis.setup, crisis.who("Red"))
    names = ("recon_drone_incursion", "threat_of_force", "snap_exercise")
    return crisis.state.intensity[[crisis.option("Red", name, "Blue") for name in names]].copy()


@pytest.mark.parametrize("signal", ["firmness", "presence"])
def test_what_deters_the_opportunist_alarms_the_other(tmp_path: Path, signal: str) -> None:
    bold = Crisis(duel(tmp_path, {"Red": "opportunist"}))
    left = wanted(bold, **{signal: 0.8}) / wanted(bold, **{signal: 0.0})
    assert np.all(left < 1.0)
    assert left[2] < left[0]  # the higher the rung, the more it is deterred
    afraid = Crisis(duel(tmp_path, {"Red": "spiral"}))
    grown = wanted(afraid, **{signal: 0.8}) / wanted(afraid, **{signal: 0.0})
    assert np.all(grown > 1.0)
    assert grown[1] > grown[0]  # threats of force look more offensive than drones


def test_the_opportunist_takes_a_thicker_slice_where_it_got_away(tmp_path: Path) -> None:
    bold = Crisis(duel(tmp_path, {"Red": "opportunist"}))
    grown = wanted(bold, boldness=0.8) / wanted(bold, boldness=0.0)
    assert grown[2] > grown[0] > 1.0


def test_the_opportunist_prefers_what_it_can_deny(tmp_path: Path) -> None:
    plain = wanted(
        Crisis(duel(tmp_path, {"Red": {"family": "opportunist", "parameters": {"stealth": 0.0}}}))
    )
    sly = wanted(
        Crisis(duel(tmp_path, {"Red": {"family": "opportunist", "parameters": {"stealth": 1.0}}}))
    )
    assert sly[0] > plain[0]  # a drone is nobody's
    assert sly[1:] == pytest.approx(plain[1:])  # a threat and an exercise are signed


def test_a_spiral_adversary_at_ease_does_less_and_fears_what_it_thinks_worse_of(
    tmp_path: Path,
) -> None:
    afraid = Crisis(duel(tmp_path, {"Red": "spiral"}))
    calm = wanted(afraid)
    assert calm[1] == pytest.approx(0.01 * np.exp(-0.5), rel=0.05)
    assert np.all(wanted(afraid, belief=1.0, belief_shift=1.0) > calm)


def test_forces_in_place_are_seen_by_all_and_forces_on_the_way_by_nobody() -> None:
    crisis = Crisis(load_scenario("belgium_2025", {"UK": "firm"}))
    offensive = crisis.setup.actions["offensive"][crisis.setup.kits["action"]]
    while crisis.state.system.ended == 0 and crisis.state.system.turn < 20:
        crisis.take_turn()
    crisis.brief()
    n = int(crisis.setup.n_units)
    owner, kit = crisis.setup.units["owner"][:n], crisis.setup.units["kit"][:n]
    in_place = (owner == crisis.who("UK")) & (crisis.state.units["arrived"][:n] == 1)
    assert in_place.any()
    assert crisis.view("Russia", "UK").presence == pytest.approx(offensive[kit[in_place]].sum())
    assert crisis.view("Russia", "Belgium").presence == 0.0


def hostile_severity(uk: str, russia: str) -> np.ndarray:
    scenario = load_scenario("belgium_2025", {"UK": uk, "Russia": russia})
    outcomes = run_many(scenario.setup, 7, 0, RUNS).outcomes
    names = [column.name for column in scenario.columns]
    return sum(outcomes[:, names.index(f"hostile_severity.{host}")] for host in ("UK", "Belgium"))


@pytest.mark.slow
@pytest.mark.parametrize(("russia", "sign"), [("opportunist", -1), ("spiral", 1)])
def test_firmness_lowers_harm_by_an_opportunist_and_raises_it_by_a_spiral_adversary(
    russia: str, sign: int
) -> None:
    """The question of the article: London firm against restrained, run by run on equal luck."""
    difference = hostile_severity("firm", russia) - hostile_severity("restrained", russia)
    error = difference.std(ddof=1) / np.sqrt(RUNS)
    assert sign * difference.mean() > 2 * error
