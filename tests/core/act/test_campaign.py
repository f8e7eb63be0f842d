"""The hidden campaign: drawn once a run, drawn anew now and then, told to nobody."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.campaign import (
    OFF,
    change_campaigns,
    draw_campaigns,
    draw_level,
    expected_level,
    fly_by_campaign,
)
from tests.core.known_crisis import Crisis

RUNS = 4000


def key_of(run: int, turn: int) -> np.uint64:
    return np.uint64(draws.turn_key(np.uint64(draws.run_key(5, run)), turn))


def levels(crisis: Crisis) -> np.ndarray:
    """Return the level over Belgium on the first day of many runs."""
    who = crisis.who("Russia"), crisis.who("Belgium")
    keys = [key_of(run, -1) for run in range(RUNS)]
    return np.array([draw_level(crisis.state, crisis.setup, key, *who) for key in keys])


def test_a_third_of_campaigns_is_off_and_the_mean_is_about_the_tempo(crisis: Crisis) -> None:
    crisis.but(campaign_off=0.35, campaign_high=0.31, campaign_low_factor=0.8,
               campaign_high_factor=3.2)  # fmt: skip
    found = levels(crisis)
    assert set(found) == {OFF, 0.8, 3.2}
    assert (found == OFF).mean() == pytest.approx(0.35, abs=0.03)
    assert (found == 3.2).mean() == pytest.approx(0.65 * 0.31, abs=0.03)
    assert found.mean() == pytest.approx(0.65 * (0.69 * 0.8 + 0.31 * 3.2), abs=0.06)
    assert expected_level(crisis.setup) == pytest.approx(0.69 * 0.8 + 0.31 * 3.2)


@pytest.mark.parametrize(("off", "level"), [(1.0, OFF), (0.0, 0.8)])
def test_a_scenario_may_know_whether_there_is_one(crisis: Crisis, off: float, level: float) -> None:
    crisis.but(campaign_off=off, campaign_high=0.0, campaign_low_factor=0.8)
    draw_campaigns(crisis.state, crisis.setup, key_of(0, -1))
    assert crisis.pair("Russia", "Belgium").flying == level
    assert crisis.pair("Belgium", "Russia").flying == 0.0  # it has no drones to fly there


def test_a_campaign_is_drawn_anew_once_in_its_mean_days_and_its_days_are_counted(
    crisis: Crisis,
) -> None:
    crisis.but(campaign_off=0.0, campaign_high=0.0, campaign_low_factor=0.8,
               campaign_mean_days=70.0)  # fmt: skip
    pair, changed = crisis.pair("Russia", "Belgium"), 0
    for turn in range(2000):
        pair.flying = 9.0
        change_campaigns(crisis.state, crisis.setup, key_of(0, turn))
        changed += int(pair.flying == 0.8)
    assert changed / 2000 == pytest.approx(1.0 - np.exp(-0.1), abs=0.02)
    assert crisis.actor("Belgium").campaign_days == 2000 * crisis.state.system.days


def test_only_drones_follow_the_campaign(crisis: Crisis) -> None:
    state, drone = crisis.state, crisis.option("Russia", "recon_drone_incursion", "Belgium")
    probe = crisis.option("Russia", "cyber_probe", "Belgium")
    state.intensity[drone] = state.intensity[probe] = 2.0
    crisis.pair("Russia", "Belgium").flying = 0.5
    fly_by_campaign(state, crisis.setup, crisis.who("Russia"))
    assert (state.intensity[drone], state.intensity[probe]) == (1.0, 2.0)
