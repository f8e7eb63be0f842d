"""A script does each of its acts exactly once, or says why it never can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.errors import ConfigError
from sim.crisis import CrisisModel
from sim.montecarlo import run_many
from sim.policies.decision import ASK_POLICY
from sim.policies.script import DONE
from sim.scenario import load_scenario
from sim.turn.take_turn import resolve
from tests.core.known_crisis import Crisis, duel
from tests.policies.desk import ME, N_OPTIONS, Desk


def script(*entries: tuple[float, str], wait_days: float = 28.0, **extra: Any) -> dict[str, Any]:
    timeline = [{"day": day, "action": action, **extra} for day, action in entries]
    return {"family": "script", "parameters": {"wait_days": wait_days}, "timeline": timeline}


def acts_by_turn(crisis: Crisis, actor: str, action: str, target: str) -> list[int]:
    option, counts = crisis.option(actor, action, target), []
    while crisis.state.system.ended == 0:
        crisis.take_turn()
        counts.append(int(crisis.orders[option]))
    return counts


@pytest.mark.parametrize("days_per_turn", [0.5, 1, 7, 10])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_act_comes_exactly_once_in_the_turn_of_its_day(
    tmp_path: Path, days_per_turn: float, seed: int
) -> None:
    policy = script((10, "threat_of_force"), (20, "snap_exercise"))
    scenario = duel(tmp_path, {"Blue": policy}, days_per_turn=days_per_turn, turns=60)
    counts = acts_by_turn(Crisis(scenario, seed), "Blue", "threat_of_force", "Red")
    assert sum(counts) == 1
    turn = counts.index(1)
    assert turn * days_per_turn <= 10 < (turn + 1) * days_per_turn


def test_it_does_nothing_else(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, {"Blue": script((10, "threat_of_force"))}))
    total = 0
    while crisis.state.system.ended == 0:
        crisis.take_turn()
        total += int(crisis.orders[crisis.options_of("Blue")].sum())
    assert total == 1


def test_the_same_act_twice_on_the_list_is_done_twice(tmp_path: Path) -> None:
    policy = script((10, "cyber_probe"), (11, "cyber_probe"), (70, "cyber_probe"))
    counts = acts_by_turn(Crisis(duel(tmp_path, {"Blue": policy})), "Blue", "cyber_probe", "Red")
    assert {turn: n for turn, n in enumerate(counts) if n} == {1: 2, 10: 1}


@pytest.mark.parametrize(("wait_days", "done"), [(0, 0), (6, 0), (7, 1), (60, 1)])
def test_an_act_that_is_not_legal_yet_waits_and_then_lapses(wait_days: float, done: int) -> None:
    """Belgium asks in the first week; kit cannot be sent before the request is known."""
    policy = script((0, "deploy_ew_suite"), wait_days=wait_days)
    crisis = Crisis(load_scenario("belgium_2025", {"UK": policy}))
    counts = acts_by_turn(crisis, "UK", "deploy_ew_suite", "Belgium")
    assert sum(counts) == done
    assert counts[1] == done


def test_a_turn_is_decided_once_whoever_asks(tmp_path: Path) -> None:
    """Mesa decides first and then resolves; a turn resolved on its own decides within it."""
    scenario = duel(tmp_path, {"Blue": script((10, "threat_of_force"), (20, "snap_exercise"))})
    row = run_many(scenario.setup, 5, 3, 1).outcomes[0].tolist()
    mesa = CrisisModel(scenario, seed=5, run=3).run_to_end().outcomes()
    assert np.array_equal(list(mesa.values()), row, equal_nan=True)


def test_a_human_seat_overrules_the_script(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, {"Blue": script((0, "threat_of_force"))}))
    crisis.brief()
    crisis.orders[:] = ASK_POLICY
    crisis.orders[crisis.options_of("Blue")] = 0
    resolve(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    assert not crisis.orders[crisis.options_of("Blue")].any()


def test_a_target_may_be_named(tmp_path: Path) -> None:
    scenario = duel(tmp_path, {"Blue": script((10, "cyber_probe"), target="Red")})
    assert sum(acts_by_turn(Crisis(scenario), "Blue", "cyber_probe", "Red")) == 1


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("Redd", r"policies.Blue.timeline\[0\].target: 'Redd' is not known.*Did you mean 'Red'"),
        ("Blue", r"timeline\[0\].target: Blue has no cyber_probe toward Blue.*one of Red"),
    ],
)
def test_a_target_that_is_not_there_is_an_error(tmp_path: Path, target: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        _ = duel(tmp_path, {"Blue": script((10, "cyber_probe"), target=target)}).setup


def test_without_a_target_a_script_is_portable(tmp_path: Path) -> None:
    """The shipped timeline names kit that Blue does not have: it does the rest."""
    crisis = Crisis(duel(tmp_path, {"Blue": "uk_timeline_2025"}))
    assert sum(acts_by_turn(crisis, "Blue", "diplomatic_protest", "Red")) == 1


def test_the_real_timeline_sends_the_counter_drone_team_once() -> None:
    crisis = Crisis(load_scenario("belgium_2025", {"UK": "uk_timeline_2025"}))
    counts = acts_by_turn(crisis, "UK", "deploy_counter_drone", "Belgium")
    assert sum(counts) == 1
    assert counts[1] == 1  # in the week after the request


def desk_with(*entries: tuple[float, int], wait_days: float = 28.0) -> Desk:
    """Return the desk of a script; an entry is a day and the option to take."""
    desk = Desk("script", wait_days=wait_days)
    desk.policy.n_entries = len(entries)
    for place, (day, option) in zip(desk.policy.entries, entries, strict=False):
        place.day, place.option = day, option
    return desk


@pytest.mark.parametrize(
    ("today", "count"),
    [
        (2.9, 0), (3.0, 0), (3.1, 1),  # day 10 is within the week that begins on day 3.1
        (10.0, 1), (38.0, 1), (38.1, 0),  # it waits four weeks, and lapses
    ],
)  # fmt: skip
def test_an_act_is_due_within_its_turn_and_for_as_long_as_it_may_wait(
    today: float, count: int
) -> None:
    desk = desk_with((10.0, 2))
    desk.own.day = today
    desk.state.intensity[:N_OPTIONS] = desk.state.taste[:N_OPTIONS] = 5.0
    assert desk.decide() == [0.0] * N_OPTIONS
    assert desk.taste == [0.0] * N_OPTIONS
    assert desk.exact == [0, 0, count, 0, 0, 0]
    assert desk.memory[ME, DONE] == count


def test_each_entry_is_done_once_and_equal_ones_add_up() -> None:
    desk = desk_with((0.0, 1), (1.0, 1), (2.0, 4))
    desk.decide()
    assert desk.exact == [0, 2, 0, 0, 1, 0]
    assert desk.memory[ME, DONE] == 0b111
    desk.state.exact[:] = 0
    desk.decide()
    assert desk.exact == [0] * N_OPTIONS


def test_what_is_closed_is_not_done_and_not_ticked_off() -> None:
    desk = desk_with((0.0, 1), (0.0, 2))
    desk.state.is_open[1] = 0.0
    desk.decide()
    assert desk.exact == [0, 0, 1, 0, 0, 0]
    assert desk.memory[ME, DONE] == 0b10
