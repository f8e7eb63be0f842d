"""Futures of a position: they go on as the run itself would, and differ by luck alone."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.core import draws
from sim.core.layout.ladder import WAR
from sim.montecarlo.roll_out import Doubt, Futures, deal, roll_out
from sim.policies.decision import ASK_POLICY
from sim.scenario import load_scenario
from sim.turn.take_turn import resolve
from tests.core.known_crisis import Crisis, duel
from tests.workshop.table import let_shots_fall

ROOT = Path(__file__).resolve().parents[2]
FINGERPRINT = """
import hashlib
from tests.montecarlo.test_roll_out import crisis_at, futures_of

for values in futures_of(crisis_at(3), n=3, turns=4):
    print(hashlib.sha256(values.tobytes()).hexdigest())
"""
RUNS = 2000


def crisis_at(turn: int, seed: int = 7, run: int = 0) -> Crisis:
    """A run of the Belgian scenario, in front of a turn."""
    crisis = Crisis(load_scenario("belgium_2025"), seed, run)
    for _ in range(turn):
        crisis.take_turn()
    return crisis.brief()


def futures_of(
    crisis: Crisis, n: int = 300, turns: int = 8, doubt: Doubt | None = None, threads: int = 1
) -> Futures:
    orders = np.full(int(crisis.setup.n_options), ASK_POLICY, np.int64)
    setups = np.array([crisis.setup], crisis.setup.dtype)
    return roll_out(crisis.state, setups, orders, 7, n, turns, doubt, threads)


@pytest.fixture(scope="module")
def sixth() -> Crisis:
    return crisis_at(6)


@pytest.mark.parametrize("run", [0, 3, 299])
def test_the_future_on_the_runs_own_luck_is_the_run_itself(run: int) -> None:
    crisis = crisis_at(6, run=run)
    n = len(crisis.scenario.actors)
    futures = futures_of(crisis, turns=10)
    spent = crisis.state.actors["spent_meur"][:n].copy()
    orders = np.full(int(crisis.setup.n_options), ASK_POLICY, np.int64)
    for turn in range(10):
        if turn > 0 and crisis.state.system.ended == 0:
            crisis.brief()
        if crisis.state.system.ended == 0:  # one of these three ends in war
            orders[:] = ASK_POLICY
            resolve(crisis.state, crisis.trace, crisis.setup, crisis.key, orders)
        assert futures.rung[run, turn] == crisis.state.system.turn_rung
        assert list(futures.acted[run, turn]) == list(crisis.state.actors["turn_rung"][:n])
    later = crisis.state.actors["spent_meur"][:n]
    assert list(futures.cost_meur[run]) == list(later - spent)


def test_futures_do_not_depend_on_threads_or_on_how_many_are_asked(sixth: Crisis) -> None:
    whole = futures_of(sixth, 400, threads=1)
    for other in (futures_of(sixth, 400, threads=2), futures_of(sixth, 400, threads=5)):
        for one, two in zip(whole, other, strict=True):
            assert one.tobytes() == two.tobytes()
    for one, two in zip(whole, futures_of(sixth, 130), strict=True):
        assert one[:130].tobytes() == two.tobytes()


def test_plain_python_gives_the_same_bits() -> None:
    told = []
    for plain in ("0", "1"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_DISABLE_JIT": plain}
        command = [sys.executable, "-c", FINGERPRINT]
        told.append(subprocess.run(command, env=environment, capture_output=True, check=True))
    assert told[0].stdout == told[1].stdout
    assert len(told[0].stdout.split()) == 5


def test_neither_the_position_nor_the_orders_are_changed(sixth: Crisis) -> None:
    before = sixth.state.tobytes()
    futures_of(sixth, 20)
    assert sixth.state.tobytes() == before


def test_orders_hold_for_the_first_turn_alone(sixth: Crisis) -> None:
    orders = np.zeros(int(sixth.setup.n_options), np.int64)  # nobody does anything
    setups = np.array([sixth.setup], sixth.setup.dtype)
    held = roll_out(sixth.state, setups, orders, 7, 200, 4)
    assert held.acted[:, 0].max() == 0
    assert held.acted[:, 1].max() > 2


def test_a_war_keeps_its_rung_and_is_everybodys() -> None:
    crisis = crisis_at(0)
    crisis.but(crisis_autonomous=1.0)
    let_shots_fall(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"))
    futures = futures_of(crisis, 4_000, 20, threads=2)
    at_war = futures.war == 1
    assert 0 < at_war.mean() < 0.05
    assert (futures.rung[at_war, -1] == WAR).all()
    assert (futures.met[at_war, -1] == WAR).all()
    assert (futures.rung[~at_war] < WAR).all()


def test_no_futures_and_a_game_that_is_over() -> None:
    crisis = crisis_at(2)
    assert futures_of(crisis, 0).rung.shape == (0, 8)
    crisis.state.system.ended = 1
    assert len(np.unique(futures_of(crisis, 50).rung)) == 1


def calm_duel(folder: Path) -> Crisis:
    """Blue holds; Red acts at its tempo: a drone every five days, and now and then more."""
    steady = {"campaign.off": 0.0, "campaign.high": 0.0, "campaign.low_factor": 1.0}
    return Crisis(duel(folder, {"Red": "disputant"}, steady)).brief()


def test_the_first_turn_of_a_duel_is_what_the_tempos_say(tmp_path: Path) -> None:
    futures = futures_of(calm_duel(tmp_path), RUNS, 1)
    expected = 1.0 - math.exp(-7.0 * (0.2 + 0.01 + 0.01))  # a drone, an exercise or a threat
    share = (futures.met[:, 0, 0] >= 3).mean()
    assert share == pytest.approx(expected, abs=4 * math.sqrt(0.2 / RUNS))


def test_a_group_of_options_can_be_off_in_some_futures(tmp_path: Path) -> None:
    crisis = calm_duel(tmp_path)
    menu, n = crisis.setup.menu, int(crisis.setup.n_options)
    group = np.where(menu.is_drone[:n] == 1.0, 0, -1)
    is_on = np.zeros(RUNS, np.int64)
    deal(7, draws.name_key("campaign"), 0.3, is_on)
    which = np.zeros((RUNS, 2), np.int64)
    off = futures_of(crisis, RUNS, 1, Doubt(which, group, is_on[:, None].astype(float)))
    drones = off.met[:, 0, 0] == 3
    assert not drones[is_on == 0].any()
    assert drones[is_on == 1].mean() == pytest.approx(1.0 - math.exp(-1.4), abs=0.08)


def test_each_future_has_its_own_cast(tmp_path: Path) -> None:
    crisis = calm_duel(tmp_path)
    other = duel(tmp_path, {"Red": "hold"}).setup
    which = np.zeros((RUNS, 2), np.int64)
    which[::2, 1] = 1
    orders = np.full(int(crisis.setup.n_options), ASK_POLICY, np.int64)
    doubt = Doubt(which, np.full(len(orders), -1, np.int64), np.ones((RUNS, 1)))
    setups = np.array([crisis.setup, other])
    futures = roll_out(crisis.state, setups, orders, 7, RUNS, 3, doubt)
    assert futures.acted[::2, :, 1].max() == 0
    assert futures.acted[1::2, :, 1].max() > 3


@pytest.mark.parametrize("p", [0.0, 0.25, 1.0])
def test_what_is_dealt_has_its_chance_and_is_the_same_for_the_first_few(p: float) -> None:
    many, few = np.zeros(4000, np.int64), np.zeros(10, np.int64)
    deal(3, draws.name_key("aggressive", "Red"), p, many)
    deal(3, draws.name_key("aggressive", "Red"), p, few)
    assert many.mean() == pytest.approx(p, abs=0.03)
    assert list(many[:10]) == list(few)
