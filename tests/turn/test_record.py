"""The end of a turn: the clock, quiet spells, and when a run is over."""

from __future__ import annotations

from typing import Any

import pytest

from sim.core.layout.state import new_state
from sim.scenario import load_scenario
from sim.turn.record import record


@pytest.fixture(scope="module")
def setup() -> Any:
    made = load_scenario("generic_dyad").setup.copy()
    made.clock.days_per_turn, made.clock.turns = 7.0, 10
    made.clock.routine_rung, made.clock.quiet_days = 4, 21.0
    return made


def after(setup: Any, **before: float) -> Any:
    """Return the system after a turn that ended like this."""
    state = new_state()[0]
    state.system.days = setup.clock.days_per_turn
    for name, value in before.items():
        state.system[name] = value
    record(state, setup)
    return state.system


def test_a_turn_takes_its_days(setup: Any) -> None:
    system = after(setup, turn=3, day=21.0)
    assert (system.turn, system.day, system.ended) == (4, 28.0, 0)


@pytest.mark.parametrize(("turn", "ended"), [(8, 0), (9, 1), (10, 1)])
def test_the_last_turn_is_the_end(setup: Any, turn: int, ended: int) -> None:
    system = after(setup, turn=turn, turn_rung=9)
    assert (system.ended, system.settled) == (ended, 0)


@pytest.mark.parametrize(
    ("rung", "quiet", "after_it", "settled"),
    [
        (4, 0.0, 7.0, 0),  # routine is quiet
        (5, 14.0, 0.0, 0),  # above it the quiet is broken
        (0, 13.9, 20.9, 0),
        (0, 14.0, 21.0, 1),  # three weeks: settled
    ],
)
def test_a_long_quiet_spell_settles_it(
    setup: Any, rung: int, quiet: float, after_it: float, settled: int
) -> None:
    system = after(setup, turn_rung=rung, quiet_days=quiet)
    assert system.quiet_days == pytest.approx(after_it)
    assert (system.settled, system.ended) == (settled, settled)


def test_without_a_quiet_rule_quiet_settles_nothing(setup: Any) -> None:
    never = setup.copy()
    never.clock.quiet_days = 0.0
    system = after(never, quiet_days=500.0)
    assert (system.settled, system.ended) == (0, 0)


def test_a_quiet_rule_of_half_a_day_is_one(setup: Any) -> None:
    soon = setup.copy()
    soon.clock.quiet_days = 0.5
    assert after(soon).settled == 1


@pytest.mark.parametrize(("before", "now", "lowest"), [(0.5, 0.4, 0.4), (0.3, 0.4, 0.3)])
def test_the_lowest_cohesion_is_kept(setup: Any, before: float, now: float, lowest: float) -> None:
    assert after(setup, lowest_cohesion=before, cohesion=now).lowest_cohesion == lowest


def test_a_run_that_has_ended_stays_ended(setup: Any) -> None:
    assert after(setup, ended=1, turn_rung=11).ended == 1
